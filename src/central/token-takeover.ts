// States that this process did not make: left before a restart, or stored by another process.
import { type Kept, replaces, type TokenState } from './token-state.ts';

/** `later`, in doubt as `own` is: whatever was fetched before the doubt may be the one that was replaced. */
export function doubtedAs(own: TokenState, later: TokenState): TokenState {
  const { suspectSince, suspectFence = 0 } = own;
  if (suspectSince === undefined || later.kept === undefined || later.kept.fence > suspectFence) return later;
  const since = Math.max(suspectSince, later.kept.obtainedAt);
  return {
    ...later,
    suspectSince: Math.min(later.suspectSince ?? since, since),
    suspectFence: Math.max(later.suspectFence ?? 0, suspectFence),
  };
}

/** Difference between two readings of one clock that is no sign of anything. */
const toleranceMs = 2000;

/** Which of two tokens was fetched last? */
const isLater = (one: Kept, other: Kept): boolean =>
  one.fence > other.fence || (one.fence === other.fence && one.obtainedAt > other.obtainedAt);

/** Difference between two processes' readings of one time. */
const conversionMs = 1000;

/** `later`, with the forced refreshes that only this process knows of: WeChat has counted them. */
export function countingForced({ forcedAt }: TokenState, later: TokenState): TokenState {
  const last = (later.forcedAt.at(-1) ?? 0) + conversionMs;
  const missing = forcedAt.filter((at) => at > last);
  return missing.length === 0 ? later : { ...later, forcedAt: [...later.forcedAt, ...missing] };
}

/**
 * What is known after another process has stored `later`, which has a greater fence than `own`: its state, but of the two
 * tokens the one that was fetched last. A process may know nothing, or come from an old copy, and fetch all the same.
 */
export function merged(own: TokenState, later: TokenState): TokenState {
  const { kept } = own;
  const isOursLater = kept !== undefined && (later.kept === undefined || isLater(kept, later.kept));
  const isSame = kept?.value === later.kept?.value;
  return countingForced(own, doubtedAs(own, isOursLater && !isSame ? { ...later, kept } : later));
}

/** Whoever began the fetch is no more, and it may have been answered. */
function unended(state: TokenState): TokenState {
  const { fetching, ...rest } = state;
  if (fetching === undefined) return state;
  if (!replaces(state, fetching.isForced)) return rest;
  return {
    ...rest,
    suspectSince: Math.min(rest.suspectSince ?? fetching.startedAt, fetching.startedAt),
    suspectFence: state.fence,
  };
}

/**
 * A state as it was stored, taken up after a restart: nothing is under way, and nobody has to wait. A time from the
 * future means that the clock was turned back, and then nobody knows how old the token is.
 */
export function restored(stored: TokenState, now: number): TokenState {
  const { kept, fetching, suspectSince = 0, forcedAt, replacedElsewhereAt } = stored;
  const times = [kept?.obtainedAt ?? 0, fetching?.startedAt ?? 0, suspectSince];
  const state = { ...unended(stored), failures: 0, nextTryAt: 0 };
  if (Math.max(...times, ...forcedAt, replacedElsewhereAt ?? 0) <= now + toleranceMs) return state;
  const { former: _former, ...rest } = state;
  return {
    ...rest,
    suspectSince: 0,
    suspectFence: stored.fence,
    forcedAt: forcedAt.map((at) => Math.min(at, now)),
    ...(replacedElsewhereAt === undefined ? {} : { replacedElsewhereAt: Math.min(replacedElsewhereAt, now) }),
  };
}

/**
 * The state at the begin of a turn: as another process has stored it, where that is later than ours. A fetch that is
 * under way in it has no process any more, or that would have the turn.
 */
export function takenOver(own: TokenState, stored: TokenState | undefined): TokenState {
  const isTaken = stored !== undefined && stored.fence >= own.fence;
  return unended(isTaken ? merged(own, stored) : own);
}
