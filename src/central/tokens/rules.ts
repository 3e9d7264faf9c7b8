/**
 * How the value of a key is had and how it ends. `token`: each fetch retires the former one after five minutes.
 * `stable_token`: WeChat hands out the same one until its last five minutes, and old and new then both live on.
 * `ticket` (jsapi_ticket, wx_card): the same one until it ends.
 */
export type Kind = 'token' | 'stable_token' | 'ticket';

type Range = readonly [least: number, most: number];

const seconds = (least: number, most: number): Range => [least * 1000, most * 1000];

/** How long a `token` that was replaced still works, and how early stable_token has a new one: WeChat's five minutes. */
export const overlapMs = 300_000;

type Rules = Readonly<{
  /** a new one is asked for this long before the end … */
  refreshAheadMs: Range;
  /** … and again after this long when the same one came back */
  askAgainMs: Range;
  /** any fetch replaces the former one */
  replacesEachTime: boolean;
  /** kept only while somebody asks for it */
  onDemand: boolean;
}>;

/** The figures for each kind; a range is drawn from at random, so that accounts do not fall due all at once. */
export const rules: Readonly<Record<Kind, Rules>> = {
  token: {
    refreshAheadMs: seconds(570, 630),
    askAgainMs: seconds(20, 40),
    replacesEachTime: true,
    onDemand: false,
  },
  stable_token: {
    refreshAheadMs: seconds(290, 290),
    askAgainMs: seconds(20, 40),
    replacesEachTime: false,
    onDemand: false,
  },
  // how often it may be asked for is "very limited", and no figure is given
  ticket: {
    refreshAheadMs: seconds(290, 290),
    askAgainMs: seconds(60, 120),
    replacesEachTime: false,
    onDemand: true,
  },
};

/** WeChat's own rule for force_refresh, kept for endpoint `token` as well. */
export const forcedApartMs = 30_000;
export const forcedPerDay = 20;
export const dayMs = 86_400_000;

/** Without word from the other processes for longer than this, no more than this is promised. */
export const cutOffMs = 60_000;

const personRetryMs = 300_000;
export const shortestRetryMs = 1000;
const longestRetryMs = 300_000;

/** From `least` to `most`, evenly; `random` gives 0 to 1. */
export const within = ([least, most]: Range, random: () => number): number =>
  least + (most - least) * random();

type Obstacle = Readonly<{ needsPerson: boolean; isUnasked?: boolean; retryAfterMs?: number }>;

/**
 * Pause after the `failures`-th failure in a row: full jitter under a bound that doubles from 1 s to 5 min; what only a
 * person can mend is asked again after 5 min; a Retry-After is honoured up to 5 min; where WeChat was not asked, 1 to 2 s.
 */
export function retryDelayMs(
  failures: number,
  { needsPerson, isUnasked = false, retryAfterMs = 0 }: Obstacle,
  random: () => number,
): number {
  if (isUnasked) return shortestRetryMs * (1 + random());
  if (needsPerson) return personRetryMs * (1 + 0.1 * random());
  const bound = Math.min(longestRetryMs, shortestRetryMs * 2 ** failures);
  return Math.max(shortestRetryMs, bound * random(), Math.min(retryAfterMs, longestRetryMs));
}

/** Of a token or a ticket that is kept, in characters: what is given out is taken back, in an address or a body. */
export const longestToken = 4096;
