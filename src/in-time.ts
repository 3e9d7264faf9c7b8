/** Each file that hangs holds one of Node's four threads, and names are looked up by these as well. */
const mostStuck = 2;

const stuck = new Map<string, Promise<unknown>>();

/**
 * What `ask` finds out about the file at `path`, or undefined once `ms` are over: a disk that hangs is left alone, and
 * that file not asked again before it has answered.
 */
export async function inTime<T>(path: string, ms: number, ask: () => Promise<T>): Promise<T | undefined> {
  if (stuck.has(path) || stuck.size >= mostStuck) return undefined;
  const asked = ask();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      const forget = (): void => void stuck.delete(path);
      stuck.set(path, asked.then(forget, forget));
      resolve(undefined);
    }, ms);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
