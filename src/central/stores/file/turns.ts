export type Turns = Readonly<{
  /** Runs a task once those of the same key before it have ended. The task must not reject. */
  run: <T>(key: string, task: () => Promise<T>) => Promise<T>;
  /** tasks that have not ended */
  count: () => number;
  /** resolves when the tasks that were there have ended */
  ended: () => Promise<unknown>;
}>;

/** Tasks of one key one after another, of different keys side by side, at most `most` at once. */
export function createTurns(most: number): Turns {
  const lastOf = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function runInSlot<T>(task: () => Promise<T>): Promise<T> {
    if (running < most) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    const result = await task();
    const next = waiting.shift();
    // the slot goes over to it
    if (next === undefined) running -= 1;
    else next();
    return result;
  }

  function run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = lastOf.get(key) ?? Promise.resolve();
    const turn = before.then(() => runInSlot(task));
    lastOf.set(key, turn);
    void turn.then(() => {
      if (lastOf.get(key) === turn) lastOf.delete(key);
    });
    return turn;
  }

  return { run, count: () => lastOf.size, ended: () => Promise.all(lastOf.values()) };
}

/** Resolves when all have ended, or with `stalled` once none has for `ms`; they go on. They must not reject. */
export function untilStalled(ms: number, works: readonly Promise<unknown>[]): Promise<'ended' | 'stalled'> {
  return new Promise((resolve) => {
    const arm = (): NodeJS.Timeout => setTimeout(() => end('stalled'), ms);
    let timer: NodeJS.Timeout | undefined = arm();
    const end = (how: 'ended' | 'stalled'): void => {
      clearTimeout(timer);
      timer = undefined;
      resolve(how);
    };
    const goOn = (): void => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = arm();
    };
    for (const work of works) void work.then(goOn);
    void Promise.all(works).then(() => end('ended'));
  });
}

/** What `work` resolves with, or `late()` once `ms` have passed; the work goes on. It must not reject. */
export function withinMs<T>(ms: number, work: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(late()), ms);
    void work.then((result) => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}
