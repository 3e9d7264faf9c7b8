import { isFailing } from './due.ts';
import { cutOffMs, forcedApartMs, overlapMs, rules } from './rules.ts';
import type { TokenState } from './state.ts';

/** Does such a fetch end the token before? */
export const replaces = ({ kind }: Pick<TokenState, 'kind'>, isForced: boolean): boolean =>
  isForced || rules[kind].replacesEachTime;

/** When each replacement past us of the held one may have begun, the first one first. */
function doubtedAt({ held, doubts }: TokenState): number[] {
  if (held === undefined || doubts.length === 0) return [];
  const since = doubts.filter(({ fence }) => fence >= held.fence).map((doubt) => doubt.since);
  return since.map((at) => Math.max(held.obtainedAt, at)).sort((a, b) => a - b);
}

/** Since when the held one may have been replaced without our knowing the new one; undefined: it was not. */
export const doubtedSince = (state: TokenState): number | undefined => doubtedAt(state)[0];

/** WeChat carries no two forced refreshes out within half a minute; what a call takes on its way is allowed for. */
const forcedAgainMs = forcedApartMs - 10_000;

/**
 * When a second forced refresh may have ended it at once: of stable_token one leaves the token before it five minutes, two
 * leave that one none. https://developers.weixin.qq.com/doc/channels/API/leagueheadsupplier/getStableAccessToken.html
 */
function endedByTwo(state: TokenState, [first = Number.NaN, ...later]: readonly number[]): number {
  const second = state.kind === 'stable_token' ? later.find((at) => at - first >= forcedAgainMs) : undefined;
  return second ?? Number.POSITIVE_INFINITY;
}

/** Until when the held one works for certain, if nothing more is fetched. */
export function worksUntil(state: TokenState): number {
  const { held } = state;
  if (held === undefined) return 0;
  const doubted = doubtedAt(state);
  const [since = Number.POSITIVE_INFINITY] = doubted;
  return Math.min(held.expiresAt, since + overlapMs, endedByTwo(state, doubted));
}

/**
 * Until when the held one will work, whatever this server does meanwhile but a forced refresh. `knownAt` is when the
 * state was last known to be everybody's: until then nobody had begun to replace it (`now`, unless it is shared).
 * Whoever is cut off from the others for long does not learn of a forced refresh, and so sends readers back soon.
 */
export function promisedUntil(state: TokenState, now: number, knownAt: number = now): number {
  const until = plannedUntil(state, now, knownAt);
  return now - knownAt > cutOffMs ? Math.min(until, now + cutOffMs) : until;
}

function plannedUntil(state: TokenState, now: number, knownAt: number): number {
  const { held, intent } = state;
  const until = worksUntil(state);
  if (held === undefined) return until;
  if (intent !== undefined && replaces(state, intent.isForced)) {
    return Math.min(until, intent.startedAt + overlapMs);
  }
  if (!rules[state.kind].replacesEachTime) return until;
  return Math.min(until, Math.max(held.dueAt, Math.min(now, knownAt)) + overlapMs);
}

export type Phase = 'empty' | 'fresh' | 'due' | 'refreshing' | 'failing' | 'expired' | 'suspect';

/** What to tell a person. */
export function phaseOf(state: TokenState, now: number): Phase {
  const { held } = state;
  if (state.intent !== undefined) return 'refreshing';
  if (held === undefined) return isFailing(state) ? 'failing' : 'empty';
  if (now >= worksUntil(state)) return 'expired';
  if (doubtedSince(state) !== undefined) return 'suspect';
  if (isFailing(state)) return 'failing';
  return now >= held.dueAt ? 'due' : 'fresh';
}
