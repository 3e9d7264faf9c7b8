import type { Clock } from './clock.ts';
import type { Fetched } from './due.ts';
import type { Entries } from './entries.ts';
import type { Entry } from './entry.ts';
import type { Plan, Wish } from './plan.ts';
import type { Failure, TokenState } from './state.ts';
import type { Lease, Peers, StateStore } from './store.ts';

export type Outcome = Fetched | Failure;

/** What happened, for the log and the metrics. */
export type TokenEvent = Readonly<{ entry: Entry }> &
  (
    | Readonly<{ type: 'fetched'; isForced: boolean; isNew: boolean; durationMs: number }>
    | Readonly<{ type: 'fetch_failed'; failure: Failure; durationMs: number }>
    | Readonly<{ type: 'replaced_elsewhere' }>
    | Readonly<{ type: 'superseded' }>
  );

export type FetchDeps = Readonly<{
  store: StateStore;
  peers: Peers;
  entries: Pick<Entries, 'apply' | 'takeOver' | 'heard' | 'save' | 'settle' | 'isShared'>;
  clock: Clock;
  /** 0 to 1 */
  random: () => number;
  /** One call to WeChat, under a deadline of its own; never rejects. */
  ask: (entry: Entry, forceRefresh: boolean) => Promise<Outcome>;
  observe: (event: TokenEvent) => void;
  isClosing: () => boolean;
  /** false: the account was taken off the list meanwhile */
  isKept: (entry: Entry) => boolean;
  /** of one fetch; nobody waits longer for that of another process */
  deadlineMs: number;
}>;

/** A fetch under way. */
export type Flight = Readonly<{
  entry: Entry;
  wish: Wish;
  planned: Plan;
  /** undefined: cut off from the others */
  lease: Lease | undefined;
  /** the state before it began */
  before: TokenState;
  startedAt: number;
  /** of the entry, when it began */
  mends: number;
  deps: FetchDeps;
}>;
