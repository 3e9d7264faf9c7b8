import { retryDelayMs, rules, shortestRetryMs, within } from './rules.ts';
import type { Failure, Held, TokenState } from './state.ts';

// When WeChat is asked: the one place where it is decided.

/** Until when nobody asks, since a fetch failed and no person has said that it is mended. */
export function pausedUntil({ trouble, resumedFence = Number.NEGATIVE_INFINITY }: TokenState): number {
  return trouble === undefined || trouble.fence <= resumedFence ? 0 : trouble.nextTryAt;
}

/** Did the last fetch bring nothing? */
export const isFailing = ({ trouble }: TokenState): boolean => (trouble?.failures ?? 0) > 0;

/**
 * When WeChat is asked next, unless somebody asks for more; whether this process has a fetch under way is the caller's to
 * know. One of another process is waited for, and taken over where that is no more.
 */
export function nextFetchAt(state: TokenState): number {
  const { held, intent } = state;
  const resumesAt = pausedUntil(state);
  if (held === undefined || intent !== undefined) return resumesAt;
  return isDoubted(state, held) ? resumesAt : Math.max(resumesAt, held.dueAt);
}

/** Without a look at when: this is asked with each read. */
const isDoubted = ({ doubts }: TokenState, { fence }: Held): boolean =>
  doubts.some((doubt) => doubt.fence >= fence);

/** Is it time to ask WeChat? */
export const isFetchDue = (state: TokenState, now: number): boolean => now >= nextFetchAt(state);

export type Fetched = Readonly<{ value: string; expiresInS: number }>;

/** WeChat counts in whole seconds, and rounds as it likes. */
const roundingMs = 1000;

/** So long after the end that we count, a ticket that is still the same has its end behind it, whatever it says. */
const sameTicketMs = 60_000;

/** The same one came again past its end: the next one is not far. */
const pastEndRetryMs = [1000, 2000] as const;

/** What the fetch that is under way has brought: how long it lives, and when the next one is due. */
export function heldFrom(
  { kind, held, intent, fence }: TokenState,
  { value, expiresInS }: Fetched,
  now: number,
  random: () => number,
): Held {
  const obtainedAt = intent?.startedAt ?? now;
  const lifeMs = expiresInS * 1000;
  const end = obtainedAt + Math.max(lifeMs - roundingMs, lifeMs / 2);
  const { refreshAheadMs, askAgainMs } = rules[kind];
  const aheadMs = within(refreshAheadMs, random);
  // a life of a second or two is no reason to ask without a pause
  const notBefore = (at: number): number => (at < now + shortestRetryMs ? now + shortestRetryMs : at);
  if (held?.value !== value) {
    return {
      value,
      obtainedAt,
      expiresAt: end,
      dueAt: notBefore(end - Math.min(aheadMs, lifeMs / 2)),
      fence,
    };
  }
  // a ticket may come with its whole life each time: what was first said of it holds
  const isOldEnd = kind === 'ticket' && now < held.expiresAt + sameTicketMs;
  const expiresAt = isOldEnd ? Math.min(held.expiresAt, end) : end;
  const againAt = Math.max(expiresAt - aheadMs, now + within(askAgainMs, random));
  const dueAt = now < expiresAt ? Math.min(againAt, expiresAt) : now + within(pastEndRetryMs, random);
  return { value, obtainedAt, expiresAt, dueAt: notBefore(dueAt), fence };
}

/** The pause after a failure, counted with those before it in a row. */
export function pauseAfter(
  { trouble }: TokenState,
  failure: Failure,
  now: number,
  random: () => number,
): Readonly<{ failures: number; nextTryAt: number }> {
  const before = trouble?.failures ?? 0;
  const failures = failure.isUnasked ? Math.max(1, before) : before + 1;
  return { failures, nextTryAt: now + retryDelayMs(failures, failure, random) };
}
