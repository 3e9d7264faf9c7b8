import { type Fetched, heldFrom, pauseAfter } from './due.ts';
import { callsToday, dayOf } from './forcing.ts';
import { doubtedSince, replaces } from './promise.ts';
import { overlapMs } from './rules.ts';
import { type Failure, mostForced, type TokenState, tidied, type Usage } from './state.ts';

// All that can happen to a key. Each takes the state before and gives the one after; nothing here reads a clock.

/** Greater than that of anything that this state knows of. */
const nextFence = ({ fence, trouble, resumedFence = 0 }: TokenState): number =>
  Math.max(fence, trouble?.fence ?? 0, resumedFence) + 1;

/** A fetch begins; `leastFence` is what its fence has to be at the least. */
export function fetchStarted(state: TokenState, now: number, isForced: boolean, leastFence = 0): TokenState {
  const fence = Math.max(nextFence(state), leastFence);
  return { ...state, fence, intent: { fence, startedAt: now, isForced } };
}

/**
 * The forced call of the fetch under way is about to go out: stored before it does, a crash does not give it back. Only
 * once it may have been carried out it is one of those that count: what others know to count is not taken back.
 */
export function forceNoted(state: TokenState, now: number): TokenState {
  return { ...state, ...(state.intent && { intent: { ...state.intent, forcedAt: now } }) };
}

/**
 * Its forced call comes long after it began: whoever was cut off and fetched in between has the token before, which must
 * not pass for the later one.
 */
export function fenceRaised(state: TokenState, leastFence: number): TokenState {
  const { intent } = state;
  if (intent === undefined || leastFence <= state.fence) return state;
  return { ...state, fence: leastFence, intent: { ...intent, fence: leastFence } };
}

/** It does not go out after all. */
export function forceDropped(state: TokenState): TokenState {
  if (state.intent === undefined) return state;
  const { forcedAt: _forcedAt, ...intent } = state.intent;
  return { ...state, intent };
}

/** Has the fetch under way come to its forced call? */
export const hasForced = ({ intent }: TokenState): boolean => intent?.forcedAt !== undefined;

/** The forced call of the fetch under way, if there was one, may have been carried out. */
function usageWithForced({ usage, intent }: TokenState): Usage {
  const { fence, forcedAt } = intent ?? {};
  if (fence === undefined || forcedAt === undefined) return usage;
  return { ...usage, forced: [...usage.forced, { fence, at: forcedAt }].slice(-mostForced) };
}

/** One call goes out. WeChat counts a forced one from here, not from when it was written down. */
export function callSent(state: TokenState, now: number): TokenState {
  const calls = { ...state.usage.calls, day: dayOf(now), count: callsToday(state, now) + 1 };
  const noted = hasForced(state) ? forceNoted(state, now) : state;
  return { ...noted, usage: { ...noted.usage, calls } };
}

/** The fetch that was under way brought this. */
export function fetchSucceeded(
  state: TokenState,
  fetched: Fetched,
  now: number,
  random: () => number,
): TokenState {
  const { intent, held: before, ...rest } = state;
  const held = heldFrom(state, fetched, now, random);
  const isReplacing = replaces(state, intent?.isForced ?? false);
  const replacedAt = Math.min(doubtedSince(state) ?? held.obtainedAt, held.obtainedAt);
  const endsAt = isReplacing ? replacedAt + overlapMs : Number.POSITIVE_INFINITY;
  const former =
    before === undefined || before.value === held.value
      ? state.former
      : { value: before.value, worksUntil: Math.min(before.expiresAt, endsAt), fence: before.fence };
  return tidied({ ...rest, held, ...(former && { former }), usage: usageWithForced(state) });
}

/** A fetch brought nothing: the one under way, or one that was in the way of beginning. */
export function fetchFailed(
  state: TokenState,
  failure: Failure,
  now: number,
  random: () => number,
): TokenState {
  const { intent, ...rest } = state;
  const fence = intent?.fence ?? nextFence(state);
  // a fetch that was to be forced may have ended before it was
  const isDoubtful = failure.mayHaveIssued && intent !== undefined && replaces(state, hasForced(state));
  return tidied({
    ...rest,
    doubts: isDoubtful ? [...state.doubts, { since: intent.startedAt, fence }] : state.doubts,
    trouble: { fence, at: now, failure, ...pauseAfter(state, failure, now, random) },
    usage: failure.mayHaveIssued ? usageWithForced(state) : state.usage,
  });
}

/** Whoever began the fetch that is under way is no more, and it may have been answered. */
export function fetchAbandoned(state: TokenState): TokenState {
  const { intent, ...rest } = state;
  if (intent === undefined) return state;
  const usage = usageWithForced(state);
  if (!replaces(state, intent.isForced)) return { ...rest, usage };
  const doubts = [...state.doubts, { since: intent.startedAt, fence: intent.fence }];
  return tidied({ ...rest, doubts, usage });
}

/**
 * Somebody, not this service, may have replaced the held one since `from`; what a fetch brings that has begun is in doubt
 * as well: one with a fence up to `fence`.
 */
export function replacedPastUs(state: TokenState, from: number, fence: number = state.fence): TokenState {
  const doubt = { since: from, fence: Math.max(state.fence, fence) };
  return tidied(resumed({ ...state, doubts: [...state.doubts, doubt] }));
}

/** The held one was reported dead though it should live, or WeChat gave out another one early: not our doing. */
export function replacedElsewhere(state: TokenState, at: number): TokenState {
  return { ...state, replacedElsewhereAt: at };
}

/** A person mended something, or presses the button: the pause after a failure is over. */
export function resumed(state: TokenState): TokenState {
  const { trouble } = state;
  return trouble === undefined ? state : { ...state, resumedFence: Math.max(state.fence, trouble.fence) };
}

/** Difference between two readings of one clock that is no sign of anything. */
const toleranceMs = 2000;

/**
 * A state as it was stored, taken up after a restart: nothing is under way, and nobody has to wait. A time from the
 * future means that the clock was turned back, and then nobody knows how old the token is.
 */
export function restarted(stored: TokenState, now: number): TokenState {
  const { trouble, ...ended } = fetchAbandoned(stored);
  const state = { ...ended, ...(trouble && { trouble: { ...trouble, failures: 0, nextTryAt: 0 } }) };
  const { held, intent, doubts, usage, replacedElsewhereAt } = stored;
  const times = [
    ...[held?.obtainedAt ?? 0, intent?.startedAt ?? 0, intent?.forcedAt ?? 0, replacedElsewhereAt ?? 0],
    ...doubts.map(({ since }) => since),
    ...usage.forced.map(({ at }) => at),
  ];
  if (Math.max(...times) <= now + toleranceMs) return state;
  const { former: _former, held: _held, ...rest } = state;
  return tidied({
    ...rest,
    ...(held && {
      held: { ...held, obtainedAt: Math.min(held.obtainedAt, now), expiresAt: now, dueAt: now },
    }),
    usage: {
      ...state.usage,
      forced: state.usage.forced.map((one) => ({ ...one, at: Math.min(one.at, now) })),
    },
    ...(replacedElsewhereAt === undefined ? {} : { replacedElsewhereAt: Math.min(replacedElsewhereAt, now) }),
  });
}
