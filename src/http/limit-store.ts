import type { ClientRateLimitInfo, Store } from 'express-rate-limit';

/** A few MiB. Whoever has more addresses than that is not held back by a limit for each. */
const mostKeys = 50_000;

type Window = { totalHits: number; readonly resetTime: Date };

/** Counts in this process, each key in a window from its first hit on; of too many keys the oldest are forgotten. */
export function createLimitStore(most = mostKeys): Store {
  // all windows are of one length, so that the order in which they began is that in which they end
  const windows = new Map<string, Window>();
  let windowMs = 60_000;

  function dropOld(now: number): void {
    for (const [key, { resetTime }] of windows) {
      if (windows.size <= most && resetTime.getTime() > now) return;
      windows.delete(key);
    }
  }

  function windowOf(key: string): Window {
    const now = Date.now();
    const known = windows.get(key);
    const leftMs = known === undefined ? 0 : known.resetTime.getTime() - now;
    // more than a window is left where the clock was turned back
    if (known !== undefined && leftMs > 0 && leftMs <= windowMs) return known;
    windows.delete(key);
    const window = { totalHits: 0, resetTime: new Date(now + windowMs) };
    windows.set(key, window);
    dropOld(now);
    return window;
  }

  return {
    localKeys: true,
    init: (options) => {
      windowMs = options.windowMs;
    },
    increment: (key): ClientRateLimitInfo => {
      const window = windowOf(key);
      window.totalHits += 1;
      return { totalHits: window.totalHits, resetTime: window.resetTime };
    },
    decrement: (key) => {
      const window = windows.get(key);
      if (window !== undefined && window.totalHits > 0) window.totalHits -= 1;
    },
    resetKey: (key) => void windows.delete(key),
  };
}
