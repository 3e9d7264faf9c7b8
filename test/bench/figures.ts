import autocannon from 'autocannon';

/** Every figure is the median of so many. */
export const rounds = 5;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

type Load = Readonly<{ url: string; connections?: number; seconds?: number }>;

/** What 20 connections get in four seconds, if nothing else is said; anything but 200 is an error. */
export async function requestsPerSecond({ url, connections = 20, seconds = 4 }: Load): Promise<number> {
  const { requests, non2xx, errors } = await autocannon({ url, connections, duration: seconds });
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} answers were not 200, ${errors} failed`);
  return requests.average;
}

/** The median, and from where to where the values go: this kind of machine is shared, and one figure says little. */
export function withRange(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/** Two measurements in turn, after a warm-up of each: their ratios, and the median of the first. */
export async function pairedRatio(
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Readonly<{ text: string; perSecond: string }>> {
  await ours();
  await theirs();
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push([await ours(), await theirs()]);
  return {
    text: withRange(
      pairs.map(([a, b]) => a / b),
      2,
    ),
    perSecond: median(pairs.map(([a]) => a)).toFixed(0),
  };
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
