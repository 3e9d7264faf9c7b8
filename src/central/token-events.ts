import { overlapMs, retryDelayMs, rules, shortestRetryMs, within } from './token-rules.ts';
import {
  callsToday,
  dayOf,
  type Failure,
  forcedWithinDay,
  type Kept,
  replaces,
  type TokenState,
} from './token-state.ts';
import { doubtedAs } from './token-takeover.ts';

type Start = Readonly<{
  /** what its fence has to be at the least */
  leastFence?: number;
}>;

/** A fetch begins; `isForced`: it may come to a forced refresh. */
export function started(
  state: TokenState,
  now: number,
  isForced: boolean,
  { leastFence = 0 }: Start = {},
): TokenState {
  return {
    ...state,
    fetching: { startedAt: now, isForced },
    fence: Math.max(state.fence + 1, leastFence),
  };
}

/** A forced call is about to go out: stored before it does, a crash does not give it back. */
export function counted(state: TokenState, now: number): TokenState {
  return { ...state, forcedAt: [...forcedWithinDay(state, now), now] };
}

/** One call goes out. WeChat counts a forced one, which is counted here already, from now. */
export function asked(state: TokenState, now: number, isForced: boolean): TokenState {
  return {
    ...state,
    calls: { day: dayOf(now), count: callsToday(state, now) + 1 },
    forcedAt: isForced ? [...state.forcedAt.slice(0, -1), now] : state.forcedAt,
  };
}

export type Fetched = Readonly<{ value: string; expiresInS: number }>;

/** WeChat counts in whole seconds, and rounds as it likes. */
const roundingMs = 1000;

/** So long after the end that we count, a ticket that is still the same has its end behind it, whatever it says. */
const sameTicketMs = 60_000;

/** The same one came again past its end: the next one is not far. */
const pastEndRetryMs = [1000, 2000] as const;

function keptFrom(
  state: TokenState,
  { value, expiresInS }: Fetched,
  now: number,
  random: () => number,
): Kept {
  const startedAt = state.fetching?.startedAt ?? now;
  const lifeMs = expiresInS * 1000;
  const end = startedAt + Math.max(lifeMs - roundingMs, lifeMs / 2);
  const { refreshAheadMs, askAgainMs } = rules[state.kind];
  const aheadMs = within(refreshAheadMs, random);
  const { kept } = state;
  if (kept?.value !== value) {
    const dueAt = end - Math.min(aheadMs, lifeMs / 2);
    return { value, obtainedAt: startedAt, expiresAt: end, dueAt, fence: state.fence };
  }
  // a ticket may come with its whole life each time: what was first said of it holds
  const isOldEnd = state.kind === 'ticket' && now < kept.expiresAt + sameTicketMs;
  const expiresAt = isOldEnd ? Math.min(kept.expiresAt, end) : end;
  const againAt = Math.max(expiresAt - aheadMs, now + within(askAgainMs, random));
  const dueAt = now < expiresAt ? Math.min(againAt, expiresAt) : now + within(pastEndRetryMs, random);
  return { value, obtainedAt: startedAt, expiresAt, dueAt, fence: state.fence };
}

/** The fetch that was under way brought this. */
export function succeeded(
  state: TokenState,
  fetched: Fetched,
  now: number,
  random: () => number,
): TokenState {
  const { fetching, suspectSince: _since, suspectFence: _fence, lastFailure: _failure, ...rest } = state;
  const kept = keptFrom(state, fetched, now, random);
  const isNew = state.kept !== undefined && state.kept.value !== kept.value;
  const replacedAt = Math.min(state.suspectSince ?? kept.obtainedAt, kept.obtainedAt);
  const until = replaces(state, fetching?.isForced ?? false)
    ? replacedAt + overlapMs
    : Number.POSITIVE_INFINITY;
  const brought: TokenState = {
    ...rest,
    kept,
    failures: 0,
    // a life of a second or two is no reason to ask without a pause
    nextTryAt: kept.dueAt < now + shortestRetryMs ? now + shortestRetryMs : 0,
    ...(isNew && state.kept !== undefined
      ? { former: { value: state.kept.value, worksUntil: Math.min(state.kept.expiresAt, until) } }
      : {}),
  };
  return doubtedAs(state, brought);
}

/** The forced refreshes before the fetch that is under way. */
const forcedBefore = ({ fetching, forcedAt }: TokenState): readonly number[] =>
  fetching === undefined ? forcedAt : forcedAt.filter((at) => at < fetching.startedAt);

/** Has the fetch that is under way come to its forced call? */
const wasForced = (state: TokenState): boolean => forcedBefore(state).length < state.forcedAt.length;

/** The fetch that was under way brought nothing. */
export function failed(state: TokenState, failure: Failure, now: number, random: () => number): TokenState {
  const { fetching, ...rest } = state;
  const failures = failure.isUnasked ? Math.max(1, state.failures) : state.failures + 1;
  // a fetch that was to be forced may have ended before it was
  const isSuspect = failure.mayHaveIssued && fetching !== undefined && replaces(state, wasForced(state));
  const suspectSince = isSuspect
    ? Math.min(state.suspectSince ?? now, fetching.startedAt)
    : state.suspectSince;
  return {
    ...rest,
    ...(suspectSince === undefined ? {} : { suspectSince }),
    ...(isSuspect ? { suspectFence: state.fence } : {}),
    failures,
    // what was refused or never sent was not carried out
    forcedAt: failure.mayHaveIssued ? state.forcedAt : forcedBefore(state),
    nextTryAt: now + retryDelayMs(failures, failure, random),
    lastFailure: { ...failure, at: now },
  };
}

/**
 * Somebody, not this service, may have replaced the kept one since `from`; what a fetch brings that has begun is in doubt
 * as well: one with a fence up to `fence`.
 */
export function replacedAt(state: TokenState, from: number, fence: number = state.fence): TokenState {
  return {
    ...state,
    suspectSince: Math.min(state.suspectSince ?? from, from),
    suspectFence: Math.max(state.suspectFence ?? 0, state.fence, fence),
    nextTryAt: 0,
  };
}

/** The kept one was reported dead though it should live, or WeChat gave out another one early: not our doing. */
export function replacedElsewhere(state: TokenState, at: number): TokenState {
  return { ...state, replacedElsewhereAt: at };
}

/** A person mended something, or presses the button: the pause after a failure is over. */
export function retriedNow(state: TokenState): TokenState {
  return { ...state, nextTryAt: 0 };
}
