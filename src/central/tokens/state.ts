import type { Kind } from './rules.ts';

/** A token or ticket that is held. Times in ms since the epoch. */
export type Held = Readonly<{
  value: string;
  /** when it was asked for: its life is counted from here, so that it never counts too long */
  obtainedAt: number;
  expiresAt: number;
  /** from here on a new one is asked for */
  dueAt: number;
  /** of the fetch that brought it */
  fence: number;
}>;

/** The one before, as long as it still works. */
export type Former = Readonly<{ value: string; worksUntil: number; fence: number }>;

/** A fetch is under way; stored before it is sent, so that a crash leaves a trace. */
export type Intent = Readonly<{
  fence: number;
  startedAt: number;
  /** it may come to a forced call … */
  isForced: boolean;
  /** … and has: it counts then, unless it turns out not to have been carried out */
  forcedAt?: number;
}>;

/**
 * Since then a token may have been issued that is not known here; whatever a fetch up to this fence brought may be the
 * one that it replaced, and what a later one brings is not in doubt.
 */
export type Doubt = Readonly<{ since: number; fence: number }>;

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

/** The last fetch that brought nothing. It holds nobody up once a later one has brought something. */
export type Trouble = Readonly<{
  fence: number;
  at: number;
  failure: Failure;
  /** in a row */
  failures: number;
  nextTryAt: number;
}>;

/** What counts against WeChat's bounds. */
export type Usage = Readonly<{
  /** calls on this day (counted in Beijing, since 1970) */
  calls?: Readonly<{ day: number; count: number }>;
  /** the last forced refreshes, each by the fence of its fetch, the oldest first */
  forced: readonly Readonly<{ fence: number; at: number }>[];
}>;

/**
 * What has happened to one key: an account's token, or a ticket. Facts and nothing else: whether the held token is in
 * doubt, due, or promised until when is asked of them (promise.ts, due.ts, forcing.ts). Plain data; every change makes a
 * new one (transitions.ts), and what two processes know is put together by merge.ts.
 */
export type TokenState = Readonly<{
  kind: Kind;
  /** grows with each fetch; the greater one is the later one */
  fence: number;
  held?: Held;
  former?: Former;
  intent?: Intent;
  /** the earlier one reaches less far: none says less than another */
  doubts: readonly Doubt[];
  trouble?: Trouble;
  usage: Usage;
  /** a person ended the pause after each failure up to this fence */
  resumedFence?: number;
  /** reported dead long before its end, though this server had not replaced it */
  replacedElsewhereAt?: number;
}>;

/** Nothing is known yet. */
export const emptyState = (kind: Kind): TokenState => ({ kind, fence: 0, doubts: [], usage: { forced: [] } });

/** More forced refreshes than a day has are none that a bound asks for. */
export const mostForced = 20;

/** The order of two facts that are alike in all that is known here: what says more comes first, and always the same. */
export function byMore(one: object, other: object): number {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return b.length - a.length || (a < b ? -1 : Number(a > b));
}

/** Of doubts, those that another one does not include: begun no earlier, and reaching no further. */
function distinct(doubts: readonly Doubt[]): readonly Doubt[] {
  const sorted = [...doubts].sort((a, b) => a.since - b.since || b.fence - a.fence || byMore(a, b));
  let reach = Number.NEGATIVE_INFINITY;
  return sorted.filter(({ fence }) => {
    const isMore = fence > reach;
    if (isMore) reach = fence;
    return isMore;
  });
}

/** Without what can be asked for no more: a doubt, a trouble or a fetch that a later one has ended. */
export function tidied(state: TokenState): TokenState {
  const { held, intent, trouble, doubts, ...rest } = state;
  const { fence: heldFence = Number.NEGATIVE_INFINITY } = held ?? {};
  return {
    ...rest,
    ...(held && { held }),
    ...(intent && intent.fence === state.fence ? { intent } : {}),
    ...(trouble && trouble.fence > heldFence ? { trouble } : {}),
    doubts: distinct(doubts.filter(({ fence }) => fence >= heldFence)),
  };
}
