import { dayOf } from '../tokens/forcing.ts';
import { dayMs } from '../tokens/rules.ts';
import type { Held, TokenState } from '../tokens/state.ts';

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
  const { held, former, intent, doubts, trouble, usage, fence, resumedFence = 0 } = state;
  const doubted = Math.max(0, ...doubts.map((doubt) => doubt.fence));
  const fences = [
    ...[fence, held?.fence ?? 0, former?.fence ?? 0, intent?.fence ?? 0, trouble?.fence ?? 0],
    ...[resumedFence, doubted, ...usage.forced.map((one) => Math.abs(one.fence))],
  ];
  return (
    upTo(latest, intent?.startedAt, intent?.forcedAt, trouble?.at, state.replacedElsewhereAt) &&
    upTo(latest, ...doubts.map(({ since }) => since), ...usage.forced.map(({ at }) => at)) &&
    upTo(latest + planMs, trouble?.nextTryAt) &&
    upTo(latest + longestLifeMs, former?.worksUntil) &&
    (held === undefined || (upTo(latest, held.obtainedAt) && isLife(held))) &&
    (usage.calls === undefined || usage.calls.day <= dayOf(latest)) &&
    Math.max(...fences) <= greatestFence &&
    // a doubt about fetches that are yet to come would never end
    doubted <= Math.max(fence, latest + dayMs)
  );
}

/** A ticket that came again past its end may count from after it, and be due a little later. */
function isLife({ obtainedAt, expiresAt, dueAt }: Held): boolean {
  const isLifeOfOne = expiresAt >= obtainedAt - 2 * minuteMs && expiresAt <= obtainedAt + longestLifeMs;
  return isLifeOfOne && dueAt >= obtainedAt - planMs && dueAt <= Math.max(expiresAt, obtainedAt) + planMs;
}
