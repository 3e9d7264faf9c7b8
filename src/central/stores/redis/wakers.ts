export type Wakers = Readonly<{
  /** resolves when the key is woken, or after a little while */
  wait: (key: string) => Promise<void>;
  wake: (key: string) => void;
}>;

/** Lets those who wait for a key go on together; nobody waits longer than `mostMs`. */
export function createWakers(mostMs: number): Wakers {
  const waiting = new Map<string, Set<() => void>>();

  function wait(key: string): Promise<void> {
    return new Promise((resolve) => {
      const others = waiting.get(key) ?? new Set();
      waiting.set(key, others);
      const go = (): void => {
        clearTimeout(timer);
        others.delete(go);
        if (others.size === 0) waiting.delete(key);
        resolve();
      };
      const timer = setTimeout(go, mostMs);
      others.add(go);
    });
  }

  return { wait, wake: (key) => waiting.get(key)?.forEach((go) => void go()) };
}
