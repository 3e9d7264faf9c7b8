import { overlapMs, retryDelayMs, rules, within } from './token-rules.ts';
import {
  callsToday,
  dayOf,
  type Failure,
  forcedWithinDay,
  type Kept,
  replaces,
  type TokenState,
} from './token-state.ts';

/** A fetch begins. */
export function started(state: TokenState, now: number, isForced: boolean): TokenState {
  return {
    ...state,
    fetching: { startedAt: now, isForced },
    fence: state.fence + 1,
    forcedAt: isForced ? [...forcedWithinDay(state, now), now] : state.forcedAt,
  };
}

/** One call goes out. */
export function asked(state: TokenState, now: number): TokenState {
  const day = dayOf(now);
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
