// States that this process did not make: left before a restart, or stored by another process.
import { replaces, type TokenState } from './token-state.ts';

/** `later`, in doubt as `own` is: whatever was asked for before the doubt ends may be the one that was replaced. */
export function doubtedAs(own: TokenState, later: TokenState): TokenState {
  const { suspectSince, suspectUntil = 0 } = own;
  if (suspectSince === undefined || later.kept === undefined || later.kept.obtainedAt >= suspectUntil) {
    return later;
  }
  const since = Math.max(suspectSince, later.kept.obtainedAt);
  return { ...later, suspectSince: Math.min(later.suspectSince ?? since, since), suspectUntil };
}

/** Difference between two readings of one clock that is no sign of anything. */
const toleranceMs = 2000;

/**
 * What is known after another process has stored `later`, which has a greater fence than `own`: its state, but of the two
 * tokens the one that was asked for last. A process may know nothing, or come from an old copy, and fetch all the same.
 */
export function merged(own: TokenState, later: TokenState): TokenState {
  const mine = own.kept;
  const isMineLater = mine !== undefined && mine.obtainedAt > (later.kept?.obtainedAt ?? 0);
  const isSame = mine?.value === later.kept?.value;
  return doubtedAs(own, isMineLater && !isSame ? { ...later, kept: mine } : later);
}

/** Whoever began the fetch is no more, and it may have been answered. */
function unended(state: TokenState, now: number): TokenState {
  const { fetching, ...rest } = state;
  if (fetching === undefined) return state;
  if (!replaces(state, fetching.isForced)) return rest;
  return {
    ...rest,
    suspectSince: Math.min(rest.suspectSince ?? fetching.startedAt, fetching.startedAt),
    suspectUntil: now,
  };
}

/**
 * A state as it was stored, taken up after a restart: nothing is under way, and nobody has to wait. A time from the
 * future means that the clock was turned back, and then nobody knows how old the token is.
 */
export function restored(stored: TokenState, now: number): TokenState {
  const { kept, fetching, suspectSince = 0, forcedAt, replacedElsewhereAt } = stored;
  const times = [kept?.obtainedAt ?? 0, fetching?.startedAt ?? 0, suspectSince];
  const state = { ...unended(stored, now), failures: 0, nextTryAt: 0 };
  if (Math.max(...times, ...forcedAt, replacedElsewhereAt ?? 0) <= now + toleranceMs) return state;
  const { former: _former, ...rest } = state;
  return {
    ...rest,
    suspectSince: 0,
    suspectUntil: now,
    forcedAt: forcedAt.map((at) => Math.min(at, now)),
    ...(replacedElsewhereAt === undefined ? {} : { replacedElsewhereAt: Math.min(replacedElsewhereAt, now) }),
  };
}

/**
 * The state at the begin of a turn: as another process has stored it, where that is later than ours. A fetch that is
 * under way in it has no process any more, or that would have the turn.
 */
export function takenOver(own: TokenState, stored: TokenState | undefined, now: number): TokenState {
  const isLater = stored !== undefined && stored.fence >= own.fence;
  return unended(isLater ? merged(own, stored) : own, now);
}
