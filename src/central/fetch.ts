import type { Clock } from './clock.ts';
import type { Entry } from './entry.ts';
import { ownTurn, type Store, type Turn } from './store.ts';
import {
  asked,
  counted,
  type Fetched,
  failed,
  replacedAt,
  replacedElsewhere,
  retriedNow,
  started,
  succeeded,
} from './token-events.ts';
import { forcedApartMs } from './token-rules.ts';
import { type Failure, isFetchDue, judgeForcing, replaces, type TokenState } from './token-state.ts';
import { countingForced, doubtedAs, merged, takenOver } from './token-takeover.ts';

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
  /** false: the account was taken off the list meanwhile */
  isKept: (entry: Entry) => boolean;
  /** of one fetch; nobody waits longer for that of another process */
  deadlineMs: number;
}>;

/** `reportedDead`: a reader says that the token it was given does not work. */
export type Wish = Readonly<{ isForced: boolean; reportedDead: boolean }>;

const unasked = { isUnasked: true, mayHaveIssued: false, needsPerson: false } as const;
const storeAway: Failure = { code: 'store_away', ...unasked };
const turnLost: Failure = { code: 'turn_lost', ...unasked };

/**
 * Brings one key up to date: takes the turn, writes down what is about to happen, asks WeChat, stores the answer, and
 * only then hands it to whoever waits. Never rejects; what came of it is the state of the entry.
 */
export async function fetchInto(entry: Entry, wish: Wish, deps: FetchDeps): Promise<void> {
  const { store, clock, random, observe } = deps;
  const { mends } = entry;
  let hasReplaced = false;
  const turn = await takeTurn(entry, wish, deps);
  if (turn === 'done') return;
  const isAlone = turn === 'away';
  // alone as well, of two that were fetched the later one wins
  const { leastFence, isHeld, end } = isAlone ? { ...ownTurn, leastFence: store.fenceNow() } : turn;
  const before = entry.state;
  const { kind } = before;
  // alone, a normal call for stable_token disturbs nobody, and a forced one could end the token that all others use
  const isForced = wish.isForced && !(isAlone && kind === 'stable_token');
  const isReplacing = replaces(before, isForced);
  if (isAlone && isReplacing) {
    entry.state = failed(before, storeAway, clock.now(), random);
    observe({ type: 'fetch_failed', entry, failure: storeAway, durationMs: 0 });
    return;
  }

  const calledAt = clock.now();
  if (wish.isForced && !isForced) {
    // no forced call follows that counts, and whoever reports again and again would ask without end
    if (calledAt - entry.askedAloneAt < forcedApartMs) return;
    entry.askedAloneAt = calledAt;
  }
  entry.state = started(before, calledAt, isForced, { leastFence });
  entry.isAsking = true;
  const startedAt = performance.now();
  try {
    const obstacle = await prepare(isForced && kind !== 'stable_token');
    if (obstacle === 'superseded') return;
    const outcome = obstacle ?? (await climb());
    if (outcome === 'superseded') return;
    await take(outcome, Math.round(performance.now() - startedAt));
  } finally {
    entry.isAsking = false;
    await end();
  }

  /** Writes down what is about to happen, and makes sure that the turn is still ours; what is in the way, if anything. */
  async function prepare(isForcedCall: boolean): Promise<Failure | 'superseded' | undefined> {
    if (isForcedCall) entry.state = counted(entry.state, clock.now());
    if (isReplacing) {
      const saved = await store.save(entry.key, entry.state);
      if (typeof saved === 'object') adopt(saved.superseded);
      if (typeof saved === 'object') return 'superseded';
      if (saved === 'away' && store.isShared) return storeAway;
    }
    return (await isHeld()) ? undefined : turnLost;
  }

  /** For stable_token the force is the second step: the first may already bring another one than the dead one. */
  async function climb(): Promise<Outcome | 'superseded'> {
    const first = await ask(isForced && kind !== 'stable_token');
    const isSame = 'value' in first && first.value === before.kept?.value;
    if (!isForced || kind !== 'stable_token' || !isSame) return first;
    // it retires a token, so the turn has to be ours still
    const obstacle = await prepare(true);
    if (obstacle === undefined) return ask(true);
    if (obstacle !== 'superseded') entry.state = { ...entry.state, forcedAt: before.forcedAt };
    return obstacle === 'superseded' ? obstacle : first;
  }

  function ask(forceRefresh: boolean): Promise<Outcome> {
    hasReplaced ||= replaces(before, forceRefresh);
    entry.state = asked(entry.state, clock.now(), forceRefresh);
    return deps.ask(entry, forceRefresh);
  }

  /** Stored first: until then the state stays as it is, since another process may have stored a later fetch. */
  async function take(outcome: Outcome, durationMs: number): Promise<void> {
    const now = clock.now();
    if (!('value' in outcome)) {
      const next = failed(entry.state, outcome, now, random);
      // alone, it has brought nothing that would be later than what the others have stored
      const saved = await keep(isAlone ? { ...next, fence: before.fence } : next);
      observe({ type: 'fetch_failed', entry, failure: outcome, durationMs });
      if (saved !== undefined) adopt(saved.superseded);
      return;
    }
    const isNew = before.kept?.value !== outcome.value;
    const isEarly = before.kept !== undefined && before.suspectSince === undefined && now < before.kept.dueAt;
    const isElsewhere = wish.reportedDead && isEarly && isNew;
    const brought = succeeded(entry.state, outcome, now, random);
    const saved = await keep(isElsewhere ? replacedElsewhere(brought, now) : brought);
    observe({ type: 'fetched', entry, isForced, isNew, durationMs });
    if (isElsewhere) observe({ type: 'replaced_elsewhere', entry });
    if (saved !== undefined) adopt(saved.superseded);
  }

  /** Stores this state and makes it that of the entry; what stands in the store instead, if anything. */
  async function keep(brought: TokenState): Promise<Readonly<{ superseded: TokenState }> | undefined> {
    const next = withoutPause(brought);
    const saved = isAlone || !deps.isKept(entry) ? 'away' : await store.save(entry.key, next);
    entry.isUnsaved = saved === 'away';
    entry.state = doubtedAs(entry.state, next);
    // noted while it was being stored: a crash must not forget it
    if (saved === 'saved' && entry.state !== next) await store.save(entry.key, entry.state);
    entry.state = withoutPause(entry.state);
    return typeof saved === 'object' ? saved : undefined;
  }

  /** What was said before somebody mended something holds nobody up. */
  function withoutPause(state: TokenState): TokenState {
    return entry.mends === mends ? state : retriedNow(state);
  }

  /** Another process has stored a later fetch; if both replaced, nobody knows which of the two tokens lives. */
  function adopt(theirs: TokenState): void {
    entry.state = hasReplaced
      ? replacedAt(countingForced(entry.state, theirs), calledAt)
      : merged(entry.state, theirs);
    observe({ type: 'superseded', entry });
  }
}

/** Waits while another process fetches the same; `done` when that made this fetch needless, or takes too long. */
async function takeTurn(
  entry: Entry,
  { isForced }: Wish,
  { store, clock, isClosing, deadlineMs }: FetchDeps,
): Promise<Turn | 'away' | 'done'> {
  const value = entry.state.kept?.value;
  const endsAt = clock.now() + deadlineMs;
  function isWanted(): boolean {
    if (!isForced) return isFetchDue(entry.state, clock.now());
    const isSame = entry.state.kept?.value === value;
    return isSame && ['refresh', 'join'].includes(judgeForcing(entry.state, clock.now(), value));
  }
  for (;;) {
    const turn = await store.begin(entry.key);
    if (turn === 'away') return turn;
    if (turn !== 'taken') {
      entry.state = takenOver(entry.state, turn.newest);
      if (isWanted()) return turn;
      await turn.end();
      return 'done';
    }
    await store.changed(entry.key);
    if (isClosing() || clock.now() >= endsAt || !isWanted()) return 'done';
  }
}
