import { dayMs } from '../token-rules.ts';
import { dayOf, type TokenState } from '../token-state.ts';

/** WeChat's longest life, of a token and of a ticket. */
export const longestLifeMs = 7_200_000;

const minuteMs = 60_000;

/** A call with all its steps, or the longest pause between two: what is planned lies no further ahead. */
const planMs = 10 * minuteMs;

/** As far back as a clock can be thought to have been set: everything is a date still. */
const earliest = -10_000_000_000_000;

/** Up to here the next whole number is another one. */
const greatestFence = 2 ** 52;

/**
 * Can this be a state at all? Its times may be up to `aheadMs` in the future, which a clock that was set makes them, but
 * no life is longer than WeChat's, nothing is planned for a time out of reach, and no fence is one that cannot grow.
 */
export function isSensible(state: TokenState, now: number, aheadMs: number): boolean {
  const latest = now + aheadMs;
  const upTo = (most: number, ...times: readonly (number | undefined)[]): boolean =>
    times.every((at = 0) => at >= earliest && at <= most);
  const { kept, former, calls, fence, suspectFence = 0 } = state;
  return (
    upTo(latest, state.suspectSince, state.fetching?.startedAt, state.replacedElsewhereAt) &&
    upTo(latest, state.lastFailure?.at, ...state.forcedAt) &&
    upTo(latest + planMs, state.nextTryAt) &&
    upTo(latest + longestLifeMs, former?.worksUntil) &&
    (kept === undefined || (upTo(latest, kept.obtainedAt) && isLife(kept))) &&
    (calls === undefined || calls.day <= dayOf(latest)) &&
    Math.max(fence, kept?.fence ?? 0, suspectFence) <= greatestFence &&
    // a doubt about fetches that are yet to come would never end
    suspectFence <= Math.max(fence, latest + dayMs)
  );
}

/** A ticket that came again past its end may count from after it, and be due a little later. */
function isLife({ obtainedAt, expiresAt, dueAt }: NonNullable<TokenState['kept']>): boolean {
  const isLifeOfOne = expiresAt >= obtainedAt - 2 * minuteMs && expiresAt <= obtainedAt + longestLifeMs;
  return isLifeOfOne && dueAt >= obtainedAt - planMs && dueAt <= Math.max(expiresAt, obtainedAt) + planMs;
}
