/** Each file that hangs holds one of Node's four threads, and names are looked up by these as well. */
const mostStuck = 2;

const stuck = new Map<string, Promise<unknown>>();

/** The time is counted in so many parts: a process that gets no turn for a while must not take its own rest for the disk's. */
const parts = 9;

/**
 * What `ask` finds out about the file at `path`, or undefined once `ms` of this process' own time are over: a disk that hangs is left alone, and
 * that file not asked again before it has answered.
 */
export async function inTime<T>(path: string, ms: number, ask: () => Promise<T>): Promise<T | undefined> {
  if (stuck.has(path) || stuck.size >= mostStuck) return undefined;
  const asked = ask();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    const wait = (left: number): void => {
      timer = setTimeout(() => (left > 1 ? wait(left - 1) : giveUp()), ms / parts);
    };
    const giveUp = (): void => {
      const forget = (): void => void stuck.delete(path);
      stuck.set(path, asked.then(forget, forget));
      resolve(undefined);
    };
    wait(parts);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
