import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callsToday, dayOf, forcedWithinDay, judgeForcing } from '../../../src/central/tokens/forcing.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';
import {
  callSent,
  fetchFailed,
  fetchStarted,
  fetchSucceeded,
  forceNoted,
  resumed,
} from '../../../src/central/tokens/transitions.ts';
import { failure } from '../../support/virtual/token-service.ts';
import { half, held, s, t } from '../../support/virtual/token-states.ts';

test('B2, B3: a report of the current token counts; one of another does not', () => {
  const state = held('token');
  const judged = (token: string | undefined, from = state, at = t): string => judgeForcing(from, at, token);
  assert.deepEqual([judged('one'), judged(undefined)], ['refresh', 'refresh']);
  for (const other of ['two', '', 'One', 'one ']) assert.equal(judged(other), 'not_current');
  assert.equal(judged('one', fetchStarted(state, t, false)), 'join');
  assert.equal(judged('two', fetchStarted(state, t, false)), 'not_current');
  assert.equal(judged('any', emptyState('token')), 'refresh');
});

test('B8: forced refreshes are 30 s apart, and 20 in any 24 hours', () => {
  const begun = (state: TokenState, at: number): TokenState => forceNoted(fetchStarted(state, at, true), at);
  const force = (state: TokenState, at: number): TokenState =>
    fetchSucceeded(begun(state, at), { value: `at ${at}`, expiresInS: 7200 }, at, half);
  let state = force(held('token'), t);
  assert.equal(judgeForcing(state, t + 29_999, undefined), 'too_soon');
  assert.equal(judgeForcing(state, t + 30_000, undefined), 'refresh');
  for (let i = 1; i < 20; i += 1) {
    assert.equal(judgeForcing(state, t + i * 60 * s, undefined), 'refresh', `${i}`);
    state = force(state, t + i * 60 * s);
  }
  const day = 86_400 * s;
  assert.equal(judgeForcing(state, t + 20 * 60 * s, undefined), 'too_many');
  assert.equal(judgeForcing(state, t + day - 1, undefined), 'too_many');
  assert.equal(judgeForcing(state, t + day, undefined), 'refresh');
  assert.equal(forcedWithinDay(state, t + day).length, 19);
  const next = force(state, t + day).usage.forced;
  assert.equal(next.length, 20, 'what is a day old is not kept');
  assert.deepEqual([next[0]?.at, next.at(-1)?.at], [t + 60 * s, t + day]);
  assert.equal(fetchStarted(state, t + day, false).usage.forced, state.usage.forced);
});

test('after a refusal nothing is forced either: half a minute, or as long as only a person can mend it', () => {
  const after = (needsPerson: boolean, isUnasked = false): TokenState =>
    fetchFailed(
      fetchStarted(held('token'), t, true),
      failure('x', { needsPerson, retryAfterMs: 300_000, ...(isUnasked ? { isUnasked } : {}) }),
      t,
      half,
    );
  const judged = (state: TokenState, at: number): string => judgeForcing(state, t + at, 'one');
  assert.deepEqual(
    [judged(after(false), 29_999), judged(after(false), 30_000), judged(after(false, true), 0)],
    ['too_soon', 'refresh', 'refresh'],
  );
  assert.deepEqual(
    [judged(after(true), 314_999), judged(after(true), 315_000), judged(resumed(after(true)), 0)],
    ['too_soon', 'refresh', 'refresh'],
  );
});

test('C5: a day begins at midnight in Beijing, whatever the zone of this machine', () => {
  const midnight = Date.UTC(2026, 0, 31, 16);
  assert.equal(dayOf(midnight) - dayOf(midnight - 1), 1);
  const state = callSent(callSent(emptyState('token'), midnight - 2), midnight - 1);
  assert.deepEqual([callsToday(state, midnight - 1), callsToday(state, midnight)], [2, 0]);
  assert.equal(callSent(state, midnight).usage.calls?.count, 1);
  assert.equal(callsToday(emptyState('token'), midnight), 0);
});
