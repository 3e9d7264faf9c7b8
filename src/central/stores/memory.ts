import type { StateStore } from '../tokens/store.ts';

/** Keeps nothing beyond this process: for tests, and for whoever can do without a state folder. */
export function createMemoryStore(): StateStore {
  return {
    load: () => Promise.resolve(new Map()),
    save: () => Promise.resolve('saved'),
    problem: () => undefined,
    close: () => Promise.resolve(),
  };
}
