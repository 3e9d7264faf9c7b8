import {
  dayMs,
  forcedApartMs,
  forcedPerDay,
  type Kind,
  overlapMs,
  retryDelayMs,
  rules,
  within,
} from './token-rules.ts';

/** A token or ticket that is held. Times in ms since the epoch. */
export type Kept = Readonly<{
  value: string;
  /** when it was asked for: its life is counted from here, so that it never counts too long */
  obtainedAt: number;
  expiresAt: number;
  /** from here on a new one is asked for */
  dueAt: number;
}>;

/** Why a fetch brought nothing. Holds no secret and no token. */
export type Failure = Readonly<{
  /** stable word: upstream_timeout, errcode, bad_expiry, store_away … */
  code: string;
  errcode?: number;
  /** as WeChat sent it, for a person */
  errmsg?: string;
  /** WeChat may have issued a new one all the same */
  mayHaveIssued: boolean;
  /** only a person can mend it */
  needsPerson: boolean;
  retryAfterMs?: number;
}>;

/** What is known of one key: an account's token, or a ticket. Plain data; every change makes a new one. */
export type TokenState = Readonly<{
  kind: Kind;
  kept?: Kept;
  /** the one before, as long as it still works */
  former?: Readonly<{ value: string; worksUntil: number }>;
  /** since then the kept one may have been replaced without our knowing the new one */
  suspectSince?: number;
  /** a fetch is under way; stored before it is sent, so that a crash leaves a trace */
  fetching?: Readonly<{ startedAt: number; isForced: boolean }>;
  /** in a row */
  failures: number;
  nextTryAt: number;
  lastFailure?: Failure & Readonly<{ at: number }>;
  /** forced refreshes of the last 24 hours */
  forcedAt: readonly number[];
  /** reported dead long before its end, though this server had not replaced it */
  replacedElsewhereAt?: number;
  /** calls to WeChat on this day (counted in Beijing, since 1970) */
  calls?: Readonly<{ day: number; count: number }>;
  /** grows with each fetch; the greater one is the later one */
  fence: number;
}>;

export type Phase = 'empty' | 'fresh' | 'due' | 'refreshing' | 'failing' | 'expired' | 'suspect';

/** Nothing is known yet. */
export const emptyState = (kind: Kind): TokenState => ({
  kind,
  failures: 0,
  nextTryAt: 0,
  forcedAt: [],
  fence: 0,
});

/** What to tell a person. */
export function phaseOf(state: TokenState, now: number): Phase {
  if (state.fetching !== undefined) return 'refreshing';
  if (state.kept === undefined) return state.failures > 0 ? 'failing' : 'empty';
  if (now >= worksUntil(state)) return 'expired';
  if (state.suspectSince !== undefined) return 'suspect';
  if (state.failures > 0) return 'failing';
  return now >= state.kept.dueAt ? 'due' : 'fresh';
}

const replaces = ({ kind }: TokenState, isForced: boolean): boolean =>
  isForced || rules[kind].replacesEachTime;

/** Until when the kept one works for certain, if nothing more is fetched. */
function worksUntil({ kept, suspectSince }: TokenState): number {
  if (kept === undefined) return 0;
  return suspectSince === undefined ? kept.expiresAt : Math.min(kept.expiresAt, suspectSince + overlapMs);
}

/**
 * Until when the kept one will work, whatever this server does meanwhile but a forced refresh. `knownAt` is when the
 * state was last known to be everybody's: until then nobody had begun to replace it (`now`, unless it is shared).
 */
export function promisedUntil(state: TokenState, now: number, knownAt: number = now): number {
  const { kept, fetching } = state;
  const until = worksUntil(state);
  if (kept === undefined) return until;
  if (fetching !== undefined && replaces(state, fetching.isForced)) {
    return Math.min(until, fetching.startedAt + overlapMs);
  }
  if (!rules[state.kind].replacesEachTime) return until;
  return Math.min(until, Math.max(kept.dueAt, Math.min(now, knownAt)) + overlapMs);
}

/** Is it time to ask WeChat? */
export function isFetchDue(state: TokenState, now: number): boolean {
  return now >= nextFetchAt(state);
}

/** When WeChat is asked next, unless somebody asks for more; whether a fetch is under way is the caller's to know. */
export function nextFetchAt({ kept, suspectSince, nextTryAt }: TokenState): number {
  if (kept === undefined || suspectSince !== undefined) return nextTryAt;
  return Math.max(nextTryAt, kept.dueAt);
}

/** What a request for a forced refresh comes to. */
export type Forcing = 'refresh' | 'join' | 'not_current' | 'too_soon' | 'too_many';

/** `invalidToken` is the one that the caller found dead; undefined: whatever is held. */
export function judgeForcing(state: TokenState, now: number, invalidToken: string | undefined): Forcing {
  if (invalidToken !== undefined && state.kept !== undefined && invalidToken !== state.kept.value) {
    return 'not_current';
  }
  if (state.fetching !== undefined) return 'join';
  const recent = forcedWithinDay(state, now);
  if (recent.some((at) => now - at < forcedApartMs)) return 'too_soon';
  return recent.length >= forcedPerDay ? 'too_many' : 'refresh';
}

/** Times of the forced refreshes that count against the day's bound: any 24 hours, since WeChat's day is not known. */
export function forcedWithinDay({ forcedAt }: TokenState, now: number): readonly number[] {
  return forcedAt.filter((at) => now - at < dayMs);
}

/** A fetch begins. */
export function started(state: TokenState, now: number, isForced: boolean): TokenState {
  return {
    ...state,
    fetching: { startedAt: now, isForced },
    fence: state.fence + 1,
    forcedAt: isForced ? [...forcedWithinDay(state, now), now] : state.forcedAt,
  };
}

const beijingMs = 8 * 3_600_000;

/** Calls to WeChat today. Which day WeChat counts by is not published; Beijing's is taken. */
export function callsToday({ calls }: TokenState, now: number): number {
  return calls !== undefined && calls.day === Math.floor((now + beijingMs) / dayMs) ? calls.count : 0;
}

/** One call goes out. */
export function asked(state: TokenState, now: number): TokenState {
  const day = Math.floor((now + beijingMs) / dayMs);
  return { ...state, calls: { day, count: callsToday(state, now) + 1 } };
}

export type Fetched = Readonly<{ value: string; expiresInS: number }>;

/** WeChat counts in whole seconds, and rounds as it likes. */
const roundingMs = 1000;

function keptFrom(
  state: TokenState,
  { value, expiresInS }: Fetched,
  now: number,
  random: () => number,
): Kept {
  const startedAt = state.fetching?.startedAt ?? now;
  const lifeMs = expiresInS * 1000;
  const isSame = state.kept?.value === value;
  const end = startedAt + Math.max(lifeMs - roundingMs, lifeMs / 2);
  // a ticket comes with its whole life each time: what was first said of it holds
  const expiresAt =
    isSame && state.kind === 'ticket' && state.kept !== undefined && now < state.kept.expiresAt
      ? Math.min(state.kept.expiresAt, end)
      : end;
  const aheadMs = Math.min(within(rules[state.kind].refreshAheadMs, random), lifeMs / 2);
  const againAt = isSame ? now + within(rules[state.kind].askAgainMs, random) : 0;
  return { value, obtainedAt: startedAt, expiresAt, dueAt: Math.max(expiresAt - aheadMs, againAt) };
}

/** The fetch that was under way brought this. */
export function succeeded(
  state: TokenState,
  fetched: Fetched,
  now: number,
  random: () => number,
): TokenState {
  const { fetching, suspectSince: _suspect, lastFailure: _failure, ...rest } = state;
  const kept = keptFrom(state, fetched, now, random);
  const isNew = state.kept !== undefined && state.kept.value !== kept.value;
  const replacedAt = Math.min(state.suspectSince ?? kept.obtainedAt, kept.obtainedAt);
  const until = replaces(state, fetching?.isForced ?? false)
    ? replacedAt + overlapMs
    : Number.POSITIVE_INFINITY;
  return {
    ...rest,
    kept,
    failures: 0,
    nextTryAt: 0,
    ...(isNew && state.kept !== undefined
      ? { former: { value: state.kept.value, worksUntil: Math.min(state.kept.expiresAt, until) } }
      : {}),
  };
}

/** The fetch that was under way brought nothing. */
export function failed(state: TokenState, failure: Failure, now: number, random: () => number): TokenState {
  const { fetching, ...rest } = state;
  const failures = state.failures + 1;
  const isSuspect = failure.mayHaveIssued && fetching !== undefined && replaces(state, fetching.isForced);
  const suspectSince = isSuspect
    ? Math.min(state.suspectSince ?? now, fetching.startedAt)
    : state.suspectSince;
  return {
    ...rest,
    ...(suspectSince === undefined ? {} : { suspectSince }),
    failures,
    nextTryAt: now + retryDelayMs(failures, failure, random),
    lastFailure: { ...failure, at: now },
  };
}

/** Somebody, not this service, may have replaced the kept one at `at`. */
export function replacedAt(state: TokenState, at: number): TokenState {
  return { ...state, suspectSince: Math.min(state.suspectSince ?? at, at), nextTryAt: 0 };
}

/** The kept one was reported dead though it should live, or WeChat gave out another one early: not our doing. */
export function replacedElsewhere(state: TokenState, at: number): TokenState {
  return { ...state, replacedElsewhereAt: at };
}

/** A person mended something, or presses the button: the pause after a failure is over. */
export function retriedNow(state: TokenState): TokenState {
  return { ...state, nextTryAt: 0 };
}

/** Difference between two readings of one clock that is no sign of anything. */
const toleranceMs = 2000;

/**
 * A state as it was stored, taken up after a restart. A fetch that had begun may have been answered; a token from the
 * future means that the clock was turned back, and then nobody knows how old it is.
 */
export function restored(state: TokenState, now: number): TokenState {
  const { fetching, ...rest } = state;
  const fromFuture = rest.kept !== undefined && rest.kept.obtainedAt > now + toleranceMs;
  const mayBeReplaced = fetching !== undefined && replaces(state, fetching.isForced);
  const since = [
    ...(rest.suspectSince === undefined ? [] : [rest.suspectSince]),
    ...(mayBeReplaced ? [fetching.startedAt] : []),
    ...(fromFuture ? [0] : []),
  ];
  return {
    ...rest,
    failures: 0,
    nextTryAt: 0,
    ...(since.length > 0 ? { suspectSince: Math.min(...since) } : {}),
  };
}
