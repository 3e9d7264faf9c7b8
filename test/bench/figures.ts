import autocannon from 'autocannon';

/** Every figure is the median of so many. */
export const rounds = 5;

const loadSeconds = 4;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

/** What 20 connections get in four seconds; anything but 200 is an error. */
export async function requestsPerSecond({ url }: Readonly<{ url: string }>): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({ url, connections: 20, duration: loadSeconds });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} answers were not 200, ${errors} failed`);
  return requests.average;
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
