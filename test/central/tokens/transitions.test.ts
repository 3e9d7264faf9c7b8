import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFailing, pausedUntil } from '../../../src/central/tokens/due.ts';
import { merge } from '../../../src/central/tokens/merge.ts';
import { doubtedSince } from '../../../src/central/tokens/promise.ts';
import type { Kind } from '../../../src/central/tokens/rules.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import {
  callSent,
  fenceRaised,
  fetchAbandoned,
  fetchFailed,
  fetchStarted,
  fetchSucceeded,
  forceDropped,
  forceNoted,
  replacedElsewhere,
  replacedPastUs,
  resumed,
} from '../../../src/central/tokens/transitions.ts';
import { failure } from '../../support/virtual/token-service.ts';
import { fetched, half, held, s, t } from '../../support/virtual/token-states.ts';

/** A fetch that has come to its call, forced or not. */
const begun = (state: TokenState, at: number, isForced: boolean): TokenState => {
  const fetching = fetchStarted(state, at, isForced);
  return callSent(isForced ? forceNoted(fetching, at) : fetching, at);
};

const lost = failure('upstream_timeout', { mayHaveIssued: true });
const forPerson = failure('x', { needsPerson: true });

const forcedTimes = ({ usage }: TokenState): readonly number[] => usage.forced.map(({ at }) => at);

/** … once its fetch has brought another token. */
const countedAfter = (state: TokenState): readonly number[] =>
  forcedTimes(fetchSucceeded(state, { value: 'other', expiresInS: 7200 }, t + 100 * s, half));

test('the one before works on: token for five minutes, stable_token to its end, forced for five minutes', () => {
  const at = t + 1000 * s;
  const until = (kind: Kind, isForced: boolean): number =>
    (fetched(held(kind), 'two', at, 7200, isForced).former?.worksUntil ?? 0) - t;
  assert.deepEqual([until('token', false), until('token', true)], [1300 * s, 1300 * s]);
  assert.deepEqual([until('stable_token', false), until('stable_token', true)], [7199 * s, 1300 * s]);
  const nearEnd = fetched(held('token'), 'two', t + 7100 * s);
  assert.deepEqual(nearEnd.former, { value: 'one', worksUntil: t + 7199 * s, fence: 1 });
  const suspect = fetched(replacedPastUs(held('token'), t + 900 * s), 'two', at);
  assert.equal(suspect.former?.worksUntil, t + 1200 * s);
});

test('A21: only what may have issued and does replace makes the held one suspect, from when the fetch began', () => {
  const after = (kind: Kind, isForced: boolean, what = lost): number | undefined =>
    doubtedSince(fetchFailed(begun(held(kind), t + 10 * s, isForced), what, t + 18 * s, half));
  assert.equal(after('token', false), t + 10 * s);
  assert.equal(after('stable_token', true), t + 10 * s);
  assert.equal(after('stable_token', false), undefined);
  assert.equal(after('token', false, failure('upstream_unreachable')), undefined);
  const toBeForced = fetchStarted(held('stable_token'), t + 10 * s, true);
  const beforeForce = fetchFailed(toBeForced, lost, t + 18 * s, half);
  assert.equal(
    doubtedSince(beforeForce),
    undefined,
    'the normal call that goes before the forced one retires nothing',
  );
  const once = fetchFailed(fetchStarted(held('token'), t + 10 * s, false), lost, t + 18 * s, half);
  const twice = fetchFailed(fetchStarted(once, t + 50 * s, false), lost, t + 58 * s, half);
  assert.equal(doubtedSince(twice), t + 10 * s, 'the first time counts');
  assert.equal(doubtedSince(fetched(twice, 'two', t + 60 * s)), undefined);
});

test('a failure is kept with its time until the next success; a mended secret ends the pause', () => {
  const once = fetchFailed(fetchStarted(held('token'), t, false), forPerson, t + s, half);
  assert.deepEqual([once.trouble?.failure, once.trouble?.at], [forPerson, t + s]);
  assert.deepEqual([once.trouble?.failures, pausedUntil(once), once.intent], [1, t + s + 315_000, undefined]);
  assert.equal(once.held?.value, 'one');
  assert.equal(pausedUntil(resumed(once)), 0);
  assert.equal(resumed(once).trouble?.failures, 1, 'what was the matter is still told');
  const again = fetched(once, 'two', t + 400 * s);
  assert.deepEqual([isFailing(again), pausedUntil(again), again.trouble], [false, 0, undefined]);
});

test('the end of a pause ends no pause after it', () => {
  const ended = resumed(fetchFailed(fetchStarted(held('token'), t, false), forPerson, t + s, half));
  const again = fetchFailed(fetchStarted(ended, t + 2 * s, false), forPerson, t + 3 * s, half);
  assert.deepEqual([again.trouble?.failures, pausedUntil(again)], [2, t + 318 * s]);
  assert.equal(pausedUntil(merge(again, ended)), t + 318 * s, 'nor where it is heard of again');
  const paused = fetchFailed(fetchStarted(held('token'), t, false), forPerson, t + s, half);
  const theirs = fetchFailed(fetchStarted(paused, t + 2 * s, false), forPerson, t + 3 * s, half);
  assert.equal(pausedUntil(merge(ended, theirs)), t + 318 * s, 'nor one of somebody who knew nothing of it');
  // no fetch had begun: what was in the way of one counts as one
  const unbegun = fetchFailed(ended, forPerson, t + 2 * s, half);
  assert.equal(pausedUntil(unbegun), t + 317 * s);
  assert.equal(pausedUntil(fetchFailed(resumed(unbegun), forPerson, t + 3 * s, half)), t + 318 * s);
});

test('the fence grows with each fetch, whatever comes of it', () => {
  const two = fetchFailed(fetchStarted(held('token'), t, false), lost, t, half);
  assert.deepEqual([two.fence, fetched(two, 'three', t).fence], [2, 3]);
});

test('somebody else fetched: from then on the held one is in doubt, and the time is remembered', () => {
  const paused = fetchFailed(held('token'), forPerson, t + 40 * s, half);
  const state = replacedPastUs(replacedPastUs(paused, t + 50 * s), t + 90 * s);
  assert.deepEqual([doubtedSince(state), pausedUntil(state)], [t + 50 * s, 0]);
  assert.equal(replacedElsewhere(state, t + 60 * s).replacedElsewhereAt, t + 60 * s);
});

test('in doubt is whatever was fetched before the doubt, also what another process brought', () => {
  const own = replacedPastUs(held('token'), t + 90 * s);
  assert.deepEqual([doubtedSince(own), own.doubts], [t + 90 * s, [{ since: t + 90 * s, fence: 1 }]]);
  assert.equal(doubtedSince(fetched(own, 'two', t + 98 * s)), undefined);
  const flying = replacedPastUs(fetchStarted(held('token'), t + 97 * s, false), t + 90 * s);
  const brought = fetchSucceeded(flying, { value: 'two', expiresInS: 7200 }, t + 99 * s, half);
  assert.equal(doubtedSince(brought), t + 97 * s, 'it may have come before the other one');
  assert.equal(doubtedSince(fetched(brought, 'three', t + 101 * s)), undefined);

  // by a clock that all processes share: also what another one has begun, and nobody here knows of
  const shared = replacedPastUs(held('token'), t + 90 * s, 500);
  const theirs = (leastFence: number): number | undefined => {
    const fetching = fetchStarted(held('token'), t + 95 * s, false, leastFence);
    const two = fetchSucceeded(fetching, { value: 'two', expiresInS: 7200 }, t + 96 * s, half);
    return doubtedSince(merge(shared, two));
  };
  assert.deepEqual([theirs(500), theirs(501)], [t + 95 * s, undefined]);
  assert.equal(doubtedSince(merge(own, held('token'))), t + 90 * s, 'a state that does not know of it');
  assert.equal(doubtedSince(merge(held('token'), held('token'))), undefined);
});

test('whoever began a fetch is no more: it may have been answered, and so what it replaces is in doubt', () => {
  const after = (kind: Kind, isForced: boolean): TokenState =>
    fetchAbandoned(fetchStarted(held(kind), t + 10 * s, isForced));
  assert.deepEqual(
    [after('token', false), after('stable_token', true), after('stable_token', false)].map(doubtedSince),
    [t + 10 * s, t + 10 * s, undefined],
  );
  assert.equal(after('stable_token', false).intent, undefined);
  assert.equal(fetchAbandoned(held('token')).intent, undefined);
});

test('a fence is greater than the one before and than what the store says', () => {
  assert.equal(fetchStarted(held('token'), t, false, 7).fence, 7);
  assert.equal(fetchStarted(fetchStarted(held('token'), t, false, 7), t, false, 5).fence, 8);
});

test('a forced refresh counts from the last call of it', () => {
  const state = callSent(fetchStarted(held('stable_token'), t, true), t + s);
  assert.deepEqual(countedAfter(state), []);
  const called = callSent(forceNoted(state, t + 6 * s), t + 7 * s);
  assert.equal(called.intent?.forcedAt, t + 7 * s);
  assert.deepEqual(countedAfter(called), [t + 7 * s]);
  assert.deepEqual(countedAfter(callSent(fetchStarted(held('token'), t, false), t)), []);
});

test('a forced refresh that was not carried out does not count, and takes none of the others away', () => {
  const before = fetchSucceeded(begun(held('token'), t, true), { value: 'two', expiresInS: 7200 }, t, half);
  const flying = begun(before, t + 60 * s, true);
  assert.deepEqual(countedAfter(flying), [t, t + 60 * s]);
  assert.deepEqual(forcedTimes(fetchAbandoned(flying)), [t, t + 60 * s], 'nobody knows');
  assert.deepEqual(countedAfter(forceDropped(flying)), [t]);
  assert.deepEqual(forceDropped(before), before);
  const refused = fetchFailed(flying, failure('errcode'), t + 61 * s, half);
  assert.deepEqual(forcedTimes(refused), [t]);
  assert.deepEqual(forcedTimes(merge(refused, flying)), [t], 'nor where somebody has heard of its begin');
  assert.deepEqual(forcedTimes(fetchFailed(flying, lost, t + 61 * s, half)), [t, t + 60 * s]);
  const unbegun = fetchFailed(before, failure('store_away', { isUnasked: true }), t + 61 * s, half);
  assert.deepEqual(forcedTimes(unbegun), [t], 'of a fetch that never began there is none');
});

test('what ended before WeChat was asked is tried again after 1 to 2 s, however often', () => {
  const away = failure('store_away', { isUnasked: true });
  let state = fetchFailed(held('token'), failure('x'), t, half);
  for (let i = 0; i < 20; i += 1) state = fetchFailed(fetchStarted(state, t, false), away, t, half);
  assert.deepEqual([pausedUntil(state), state.trouble?.failures], [t + 1500, 1]);
});

test('a forced call has a fence of its own: what was fetched by itself since its fetch began is not the later one', () => {
  const state = held('stable_token');
  const begun = fetchStarted(state, t + 1000 * s, true, 20);
  const again = { value: 'one', expiresInS: 7200 };
  const alone = fetchSucceeded(fetchStarted(state, t + 1006 * s, false, 26), again, t + 1007 * s, half);
  const raised = forceNoted(fenceRaised(begun, 28), t + 1008 * s);
  const forced = fetchSucceeded(raised, { value: 'newest', expiresInS: 7200 }, t + 1009 * s, half);
  assert.deepEqual([alone.held?.fence, forced.fence, forced.held?.fence], [26, 28, 28]);
  assert.equal(merge(alone, forced).held?.value, 'newest');
  assert.equal(fenceRaised(begun, 19), begun, 'never down');
  assert.equal(fenceRaised(state, 99), state, 'nothing is under way');
});
