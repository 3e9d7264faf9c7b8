import type { TokenState } from './token-state.ts';

/** The right to ask WeChat for a key, until it is ended. */
export type Turn = Readonly<{
  /** the state as another process left it; undefined where none can have */
  newest: TokenState | undefined;
  /** what the fence of this turn's fetch has to be at the least, so that it is greater than that of any turn before */
  leastFence: number;
  /** asked right before WeChat is: somebody else may have the turn by now */
  isHeld: () => Promise<boolean>;
  end: () => Promise<void>;
}>;

/** `superseded`: another process stored a later fetch, and ours was not written. `away`: nothing was written. */
export type Saved = 'saved' | 'away' | Readonly<{ superseded: TokenState }>;

/** Where states survive a restart, and where several processes meet. Nothing here rejects, and nothing waits for ever. */
export type Store = Readonly<{
  /** several processes write to it */
  isShared: boolean;
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, TokenState>>;
  /** `taken`: another process has the turn; `away`: the store cannot be asked */
  begin: (key: string) => Promise<Turn | 'taken' | 'away'>;
  save: (key: string, state: TokenState) => Promise<Saved>;
  /** resolves when another process changed the state of this key, or after a little while */
  changed: (key: string) => Promise<void>;
  /** told of each state that another process stored; `isOwn`: of one that this process did, after a gap */
  onChange: (listener: (key: string, state: TokenState, isOwn: boolean) => void) => void;
  /** told of keys that the store does not hold any more, so that they have to be stored again */
  onLost: (listener: (keys: readonly string[]) => void) => void;
  /** a fence below that of each turn from now on, and not below that of any before; 0 where states alone count */
  fenceNow: () => number;
  /** when the states were last known to be everybody's, or that of one key was */
  knownAt: (now: number, key?: string) => number;
  /** what is wrong, in a stable word; undefined when all is well */
  problem: () => string | undefined;
  close: () => Promise<void>;
}>;

/** A turn of which there is only one taker. */
export const ownTurn: Turn = {
  newest: undefined,
  leastFence: 0,
  isHeld: () => Promise.resolve(true),
  end: () => Promise.resolve(),
};

/** The times of a state by another clock: each `byMs` later. */
export function shifted(state: TokenState, byMs: number): TokenState {
  if (byMs === 0) return state;
  const { kept, former, suspectSince, fetching, lastFailure, replacedElsewhereAt } = state;
  return {
    ...state,
    nextTryAt: state.nextTryAt + byMs,
    forcedAt: state.forcedAt.map((at) => at + byMs),
    ...(kept && {
      kept: {
        ...kept,
        obtainedAt: kept.obtainedAt + byMs,
        expiresAt: kept.expiresAt + byMs,
        dueAt: kept.dueAt + byMs,
      },
    }),
    ...(former && { former: { ...former, worksUntil: former.worksUntil + byMs } }),
    ...(suspectSince !== undefined && { suspectSince: suspectSince + byMs }),
    ...(fetching && { fetching: { ...fetching, startedAt: fetching.startedAt + byMs } }),
    ...(lastFailure && { lastFailure: { ...lastFailure, at: lastFailure.at + byMs } }),
    ...(replacedElsewhereAt !== undefined && { replacedElsewhereAt: replacedElsewhereAt + byMs }),
  };
}
