/** Why a call ends before its answer is through. */
export type CutReason = 'deadline' | 'shutdown' | 'client_gone';

/** What a call waits for, one thing after the other, each of which can be cut off. */
export type Stages = Readonly<{
  /**
   * Waits for `begin` to call `done`. What `begin` returns is called if the call is cut off meanwhile, ends what was begun
   * and gives what is waited for in its place.
   */
  wait: <T>(begin: (done: (value: T) => void) => (why: CutReason) => T) => Promise<T>;
  cut: (why: CutReason) => void;
  cutBy: () => CutReason | undefined;
}>;

/** One call's stages. What begins after the cut ends at once. */
export function createStages(): Stages {
  let reason: CutReason | undefined;
  let onCut: ((why: CutReason) => void) | undefined;
  return {
    wait: (begin) =>
      new Promise((resolve) => {
        let isDone = false;
        const end = begin((value) => {
          isDone = true;
          onCut = undefined;
          resolve(value);
        });
        if (isDone) return;
        if (reason !== undefined) resolve(end(reason));
        else onCut = (why) => resolve(end(why));
      }),
    cut: (why) => {
      if (reason !== undefined) return;
      reason = why;
      const cutNow = onCut;
      onCut = undefined;
      cutNow?.(why);
    },
    cutBy: () => reason,
  };
}
