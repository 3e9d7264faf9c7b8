import type { Clock } from './clock.ts';
import type { Entry } from './entry.ts';
import type { Store, Turn } from './store.ts';
import {
  asked,
  type Fetched,
  failed,
  replacedAt,
  replacedElsewhere,
  restored,
  started,
  succeeded,
} from './token-events.ts';
import { type Failure, isFetchDue, replaces, type TokenState } from './token-state.ts';

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
  store: Store;
  clock: Clock;
  /** 0 to 1 */
  random: () => number;
  /** One call to WeChat, under a deadline of its own; never rejects. */
  ask: (entry: Entry, forceRefresh: boolean) => Promise<Outcome>;
  observe: (event: TokenEvent) => void;
  isClosing: () => boolean;
}>;

/** `reportedDead`: a reader says that the token it was given does not work. */
export type Wish = Readonly<{ isForced: boolean; reportedDead: boolean }>;

const storeAway: Failure = { code: 'store_away', mayHaveIssued: false, needsPerson: false };
const turnLost: Failure = { code: 'turn_lost', mayHaveIssued: false, needsPerson: false };

/**
 * Brings one key up to date: takes the turn, writes down what is about to happen, asks WeChat, stores the answer, and
 * only then hands it to whoever waits. Never rejects; what came of it is the state of the entry.
 */
export async function fetchInto(
  entry: Entry,
  { isForced, reportedDead }: Wish,
  deps: FetchDeps,
): Promise<void> {
  const { store, clock, random, observe } = deps;
  const isReplacing = replaces(entry.state, isForced);
  const turn = await takeTurn(entry, isForced, deps);
  if (turn === 'done') return;
  // alone, it could replace the token that all others are using
  if (turn === 'away' && isReplacing) return fail(storeAway, 0);

  const before = entry.state;
  const calledAt = clock.now();
  entry.state = started(before, calledAt, isForced);
  entry.isAsking = true;
  const startedAt = performance.now();
  try {
    if (turn !== 'away' && isReplacing) {
      const saved = await store.save(entry.key, entry.state);
      if (typeof saved === 'object') return adopt(saved.superseded, false);
      if (saved === 'away' && store.isShared) return fail(storeAway, 0);
    }
    if (turn !== 'away' && !(await turn.isHeld())) return fail(turnLost, 0);
    const outcome = await climb();
    const durationMs = Math.round(performance.now() - startedAt);
    if ('value' in outcome) succeed(outcome, durationMs);
    else fail(outcome, durationMs);
    await saveOutcome();
  } finally {
    entry.isAsking = false;
    if (turn !== 'away') await turn.end();
  }

  /** For stable_token the force is the second step: the first may already bring another one than the dead one. */
  async function climb(): Promise<Outcome> {
    const first = await ask(isForced && entry.state.kind !== 'stable_token');
    const isSame = 'value' in first && first.value === before.kept?.value;
    return isForced && entry.state.kind === 'stable_token' && isSame ? ask(true) : first;
  }

  function ask(forceRefresh: boolean): Promise<Outcome> {
    entry.state = asked(entry.state, clock.now());
    return deps.ask(entry, forceRefresh);
  }

  function succeed(fetched: Fetched, durationMs: number): void {
    const now = clock.now();
    entry.state = succeeded(entry.state, fetched, now, random);
    const isNew = before.kept?.value !== fetched.value;
    const isEarly = before.kept !== undefined && before.suspectSince === undefined && now < before.kept.dueAt;
    observe({ type: 'fetched', entry, isForced, isNew, durationMs });
    if (!(reportedDead && isEarly && isNew)) return;
    entry.state = replacedElsewhere(entry.state, now);
    observe({ type: 'replaced_elsewhere', entry });
  }

  function fail(failure: Failure, durationMs: number): void {
    entry.state = failed(entry.state, failure, clock.now(), random);
    observe({ type: 'fetch_failed', entry, failure, durationMs });
  }

  /** Another process has stored a later fetch; if both called, nobody knows which of the two tokens lives. */
  function adopt(theirs: TokenState, hasCalled: boolean): void {
    entry.state = hasCalled && isReplacing ? replacedAt(theirs, calledAt) : theirs;
    observe({ type: 'superseded', entry });
  }

  async function saveOutcome(): Promise<void> {
    const saved = turn === 'away' ? 'away' : await store.save(entry.key, entry.state);
    entry.isUnsaved = saved === 'away';
    if (typeof saved === 'object') adopt(saved.superseded, true);
  }
}

/** Waits while another process fetches the same; `done` when that made this fetch needless. */
async function takeTurn(
  entry: Entry,
  isForced: boolean,
  { store, clock, isClosing }: FetchDeps,
): Promise<Turn | 'away' | 'done'> {
  const value = entry.state.kept?.value;
  const isWanted = (): boolean =>
    isForced ? entry.state.kept?.value === value : isFetchDue(entry.state, clock.now());
  for (;;) {
    const turn = await store.begin(entry.key, entry.state.fence);
    if (turn === 'away') return turn;
    if (turn !== 'taken') {
      // an unended fetch of a process that is no more
      if (turn.newest !== undefined) entry.state = restored(turn.newest, clock.now());
      if (isWanted()) return turn;
      await turn.end();
      return 'done';
    }
    await store.changed(entry.key);
    if (isClosing() || !isWanted()) return 'done';
  }
}
