import { pausedUntil } from './due.ts';
import { dayMs, forcedApartMs, forcedPerDay } from './rules.ts';
import type { TokenState, Usage } from './state.ts';

/** What a request for a forced refresh comes to. `not_asked`: the lease to ask WeChat could not be had. */
export type Forcing = Judged | 'not_asked';
type Judged = 'refresh' | 'join' | 'not_current' | 'too_soon' | 'too_many';

/** `invalidToken` is the one that the caller found dead; undefined: whatever is held. */
export function judgeForcing(state: TokenState, now: number, invalidToken: string | undefined): Judged {
  const { held, intent } = state;
  if (invalidToken !== undefined && held !== undefined && invalidToken !== held.value) return 'not_current';
  if (intent !== undefined) return 'join';
  const recent = forcedWithinDay(state, now);
  if (isPaused(state, now) || recent.some(({ at }) => now - at < forcedApartMs)) return 'too_soon';
  return recent.length >= forcedPerDay ? 'too_many' : 'refresh';
}

/** After a refusal or a failure WeChat is not asked at once again, by whatever name. */
function isPaused(state: TokenState, now: number): boolean {
  const { trouble } = state;
  if (trouble === undefined || trouble.failure.isUnasked || now >= pausedUntil(state)) return false;
  return trouble.failure.needsPerson || now - trouble.at < forcedApartMs;
}

/** The forced refreshes that count against the day's bound: any 24 hours, since WeChat's day is not known. */
export function forcedWithinDay({ usage }: TokenState, now: number): Usage['forced'] {
  return usage.forced.filter(({ at }) => now - at < dayMs);
}

const beijingMs = 8 * 3_600_000;

/** Days since 1970 in Beijing: by which day WeChat counts is not published. */
export const dayOf = (now: number): number => Math.floor((now + beijingMs) / dayMs);

/** Calls to WeChat today. */
export function callsToday({ usage: { calls } }: TokenState, now: number): number {
  return calls !== undefined && calls.day === dayOf(now) ? calls.count : 0;
}
