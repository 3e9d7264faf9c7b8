import type { Flight, Outcome } from './flight.ts';
import { isNews, merge } from './merge.ts';
import { isReplacedElsewhere } from './plan.ts';
import { replaces } from './promise.ts';
import type { TokenState } from './state.ts';
import { mostSaves, type Saved } from './store.ts';
import {
  fetchFailed,
  fetchSucceeded,
  hasForced,
  replacedElsewhere,
  replacedPastUs,
  resumed,
} from './transitions.ts';

/**
 * Takes what came of a fetch. Stored first: until then the state stays as it is, since another process may have stored a
 * later fetch.
 */
export async function settle(
  flight: Flight,
  outcome: Outcome,
  hasCalled: boolean,
  durationMs: number,
): Promise<void> {
  const { entry, wish, planned, before, deps } = flight;
  const { clock, random, observe } = deps;
  const now = clock.now();
  const isElsewhere = 'value' in outcome && isReplacedElsewhere(before, wish, outcome.value, now);
  const ended =
    'value' in outcome
      ? fetchSucceeded(entry.state, outcome, now, random)
      : fetchFailed(entry.state, outcome, now, random);
  const isDoubtful = hasCalled && replaces(before, hasForced(entry.state));
  const isSuperseded = await keep(flight, isElsewhere ? replacedElsewhere(ended, now) : ended, isDoubtful);
  if ('value' in outcome) {
    const isNew = before.held?.value !== outcome.value;
    observe({ type: 'fetched', entry, isForced: planned.calls.includes('forced'), isNew, durationMs });
  } else observe({ type: 'fetch_failed', entry, failure: outcome, durationMs });
  if (isElsewhere) observe({ type: 'replaced_elsewhere', entry });
  if (isSuperseded) observe({ type: 'superseded', entry });
}

/**
 * Stores what came of it, together with what others stored meanwhile, and makes it the state of the entry; true where
 * another process has begun a later fetch. If both called, nobody knows which of the two tokens lives.
 */
async function keep(flight: Flight, ended: TokenState, isDoubtful: boolean): Promise<boolean> {
  const { entry, lease, startedAt, mends, deps } = flight;
  const isStorable = (): boolean => lease !== undefined && deps.isKept(entry);
  // what was said before somebody mended something holds nobody up
  const withoutPause = (state: TokenState): TokenState => (entry.mends === mends ? state : resumed(state));
  let next = withoutPause(ended);
  let isSuperseded = false;
  let saved: Saved = 'away';
  for (let tries = 0; tries < mostSaves; tries += 1) {
    saved = isStorable() ? await deps.store.save(entry.key, next) : 'away';
    const others = [typeof saved === 'object' ? saved.superseded : undefined, deps.entries.heard(entry)];
    const theirs = others.filter((state) => state !== undefined);
    if (theirs.length === 0) break;
    isSuperseded ||= theirs.some(({ fence }) => fence > ended.fence);
    next = theirs.reduce(merge, next);
    if (isSuperseded && isDoubtful) next = replacedPastUs(next, startedAt);
  }
  entry.isUnsaved = saved !== 'saved';
  deps.entries.apply(entry, (state) => withoutPause(merge(state, next)));
  // noted while it was being stored: a crash must not forget it
  if (saved === 'saved' && isNews(entry.state, next)) await deps.entries.save(entry);
  return isSuperseded;
}
