import type { TokenState } from './state.ts';

/** `superseded`: what stands there was not known here, so nothing was written. `away`: it cannot be asked. */
export type Saved = 'saved' | 'away' | Readonly<{ superseded: TokenState }>;

/** What others store while this process does is put together with it and tried again, so often at the most. */
export const mostSaves = 5;

/** Where states survive a restart. Nothing here rejects, and nothing waits for ever. */
export type StateStore = Readonly<{
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, TokenState>>;
  save: (key: string, state: TokenState) => Promise<Saved>;
  /** what is wrong, in a stable word; undefined when all is well */
  problem: () => string | undefined;
  close: () => Promise<void>;
}>;

/** The right to ask WeChat for a key, until it is ended. */
export type Lease = Readonly<{
  /** the state as another process left it; undefined where none can have */
  newest: TokenState | undefined;
  /** what the fencing token of this fetch has to be at the least, to be greater than that of any lease before */
  leastFence: number;
  /** asked right before WeChat is: somebody else may have the lease by now */
  isHeld: () => Promise<boolean>;
  end: () => Promise<void>;
}>;

/** The other processes that keep the same keys. Nothing here rejects, and nothing waits for ever. */
export type Peers = Readonly<{
  /** there are none */
  areNone: boolean;
  /** `taken`: another process has it; `away`: they cannot be reached, or what stands there cannot be read */
  lease: (key: string) => Promise<Lease | 'taken' | 'away'>;
  /** resolves when another process changed the state of this key, or after a little while */
  changed: (key: string) => Promise<void>;
  /** told of each state that another process stored, and of this one's own after a gap */
  onChange: (listener: (key: string, state: TokenState) => void) => void;
  /** told of keys that are stored no more, so that they have to be stored again */
  onLost: (listener: (keys: readonly string[]) => void) => void;
  /** a fencing token below that of each lease from now on, and not below that of any before; undefined: not known yet */
  fenceNow: () => number | undefined;
  /** when the states were last known to be everybody's, or that of one key was */
  knownAt: (now: number, key?: string) => number;
}>;

/** A lease that nobody contends for. */
export const ownLease: Lease = {
  newest: undefined,
  leastFence: 0,
  isHeld: () => Promise.resolve(true),
  end: () => Promise.resolve(),
};

/** There are none: this process alone keeps the keys. */
export const alone: Peers = {
  areNone: true,
  lease: () => Promise.resolve(ownLease),
  changed: () => Promise.resolve(),
  onChange: () => {},
  onLost: () => {},
  fenceNow: () => 0,
  knownAt: (now) => now,
};

/** Where the states are, and who else keeps them. */
export type Opened = Readonly<{ store: StateStore; peers: Peers }>;

/** The times of a state by another clock: each `byMs` later. */
export function shifted(state: TokenState, byMs: number): TokenState {
  if (byMs === 0) return state;
  const { held, former, intent, trouble, usage, replacedElsewhereAt } = state;
  return {
    ...state,
    ...(held && {
      held: {
        ...held,
        obtainedAt: held.obtainedAt + byMs,
        expiresAt: held.expiresAt + byMs,
        dueAt: held.dueAt + byMs,
      },
    }),
    ...(former && { former: { ...former, worksUntil: former.worksUntil + byMs } }),
    ...(intent && {
      intent: {
        ...intent,
        startedAt: intent.startedAt + byMs,
        ...(intent.forcedAt !== undefined && { forcedAt: intent.forcedAt + byMs }),
      },
    }),
    doubts: state.doubts.map((doubt) => ({ ...doubt, since: doubt.since + byMs })),
    ...(trouble && { trouble: { ...trouble, at: trouble.at + byMs, nextTryAt: trouble.nextTryAt + byMs } }),
    usage: { ...usage, forced: usage.forced.map((one) => ({ ...one, at: one.at + byMs })) },
    ...(replacedElsewhereAt !== undefined && { replacedElsewhereAt: replacedElsewhereAt + byMs }),
  };
}
