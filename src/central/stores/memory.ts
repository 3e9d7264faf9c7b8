import { ownTurn, type Store } from '../store.ts';

/** Keeps nothing beyond this process: for tests, and for whoever can do without a state folder. */
export function createMemoryStore(): Store {
  return {
    isShared: false,
    load: () => Promise.resolve(new Map()),
    begin: () => Promise.resolve(ownTurn),
    save: () => Promise.resolve('saved'),
    changed: () => Promise.resolve(),
    onChange: () => {},
    onLost: () => {},
    fenceNow: () => 0,
    knownAt: (now) => now,
    problem: () => undefined,
    close: () => Promise.resolve(),
  };
}
