import { cutOffMs, dayMs, forcedApartMs, forcedPerDay, type Kind, overlapMs, rules } from './token-rules.ts';

/** A token or ticket that is held. Times in ms since the epoch. */
export type Kept = Readonly<{
  value: string;
  /** when it was asked for: its life is counted from here, so that it never counts too long */
  obtainedAt: number;
  expiresAt: number;
  /** from here on a new one is asked for */
  dueAt: number;
  /** of the fetch that brought it */
  fence: number;
}>;

/** Why a fetch brought nothing. Holds no secret and no token. */
export type Failure = Readonly<{
  /** stable word: upstream_timeout, errcode, bad_expiry, store_away … */
  code: string;
  /** it ended before WeChat was asked, so trying again costs nothing */
  isUnasked?: true;
  /** what failed on the way, more exactly: name_not_found, refused … */
  fault?: string;
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
  /** since then the kept one may have been replaced without our knowing the new one … */
  suspectSince?: number;
  /** … whatever a fetch up to this one brought: what a later one brings is not in doubt */
  suspectFence?: number;
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

/** Does such a fetch end the one before? */
export const replaces = ({ kind }: TokenState, isForced: boolean): boolean =>
  isForced || rules[kind].replacesEachTime;

/** Until when the kept one works for certain, if nothing more is fetched. */
function worksUntil({ kept, suspectSince }: TokenState): number {
  if (kept === undefined) return 0;
  return suspectSince === undefined ? kept.expiresAt : Math.min(kept.expiresAt, suspectSince + overlapMs);
}

/**
 * Until when the kept one will work, whatever this server does meanwhile but a forced refresh. `knownAt` is when the
 * state was last known to be everybody's: until then nobody had begun to replace it (`now`, unless it is shared).
 * Whoever is cut off from the others for long does not learn of a forced refresh, and so sends readers back soon.
 */
export function promisedUntil(state: TokenState, now: number, knownAt: number = now): number {
  const until = keptUntil(state, now, knownAt);
  return now - knownAt > cutOffMs ? Math.min(until, now + cutOffMs) : until;
}

function keptUntil(state: TokenState, now: number, knownAt: number): number {
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

/**
 * When WeChat is asked next, unless somebody asks for more; whether this process has a fetch under way is the caller's to
 * know. One of another process is waited for, and taken over where that is no more.
 */
export function nextFetchAt({ kept, suspectSince, fetching, nextTryAt }: TokenState): number {
  if (kept === undefined || suspectSince !== undefined || fetching !== undefined) return nextTryAt;
  return Math.max(nextTryAt, kept.dueAt);
}

/** What a request for a forced refresh comes to. `not_asked`: the turn to ask WeChat could not be had. */
export type Forcing = Judged | 'not_asked';
type Judged = 'refresh' | 'join' | 'not_current' | 'too_soon' | 'too_many';

/** `invalidToken` is the one that the caller found dead; undefined: whatever is held. */
export function judgeForcing(state: TokenState, now: number, invalidToken: string | undefined): Judged {
  if (invalidToken !== undefined && state.kept !== undefined && invalidToken !== state.kept.value) {
    return 'not_current';
  }
  if (state.fetching !== undefined) return 'join';
  const recent = forcedWithinDay(state, now);
  if (isPaused(state, now) || recent.some((at) => now - at < forcedApartMs)) return 'too_soon';
  return recent.length >= forcedPerDay ? 'too_many' : 'refresh';
}

/** After a refusal or a failure WeChat is not asked at once again, by whatever name. */
function isPaused({ lastFailure, failures, nextTryAt }: TokenState, now: number): boolean {
  if (lastFailure === undefined || failures === 0 || lastFailure.isUnasked || now >= nextTryAt) return false;
  return lastFailure.needsPerson || now - lastFailure.at < forcedApartMs;
}

/** Times of the forced refreshes that count against the day's bound: any 24 hours, since WeChat's day is not known. */
export function forcedWithinDay({ forcedAt }: TokenState, now: number): readonly number[] {
  return forcedAt.filter((at) => now - at < dayMs);
}

const beijingMs = 8 * 3_600_000;

/** Days since 1970 in Beijing: by which day WeChat counts is not published. */
export const dayOf = (now: number): number => Math.floor((now + beijingMs) / dayMs);

/** Calls to WeChat today. */
export function callsToday({ calls }: TokenState, now: number): number {
  return calls !== undefined && calls.day === dayOf(now) ? calls.count : 0;
}
