import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asked, counted, failed, replacedAt, started, succeeded } from '../../src/central/token-events.ts';
import type { Kind } from '../../src/central/token-rules.ts';
import {
  callsToday,
  dayOf,
  emptyState,
  forcedWithinDay,
  isFetchDue,
  judgeForcing,
  nextFetchAt,
  phaseOf,
  promisedUntil,
  replaces,
  type TokenState,
} from '../../src/central/token-state.ts';
import { failure } from '../support/token-service.ts';

const t = 1_800_000_000_000;
const s = 1000;
const half = (): number => 0.5;

/** Asked for at `t`, with 7200 s. `token` is due at t + 6599 s, the others at t + 6909 s; all end at t + 7199 s. */
const held = (kind: Kind, value = 'one'): TokenState =>
  succeeded(started(emptyState(kind), t, false), { value, expiresInS: 7200 }, t, half);

test('the phases, in the words of a person', () => {
  const state = held('token');
  const later = (ms: number): string => phaseOf(state, t + ms);
  assert.equal(phaseOf(emptyState('token'), t), 'empty');
  assert.equal(phaseOf(failed(emptyState('token'), failure('x'), t, half), t), 'failing');
  assert.deepEqual(
    [later(0), later(6598 * s), later(6599 * s), later(7198 * s), later(7199 * s)],
    ['fresh', 'fresh', 'due', 'due', 'expired'],
  );
  assert.equal(phaseOf(started(state, t, false), t), 'refreshing');
  assert.equal(phaseOf(failed(state, failure('x'), t, half), t), 'failing');
  assert.equal(phaseOf(replacedAt(state, t), t), 'suspect');
  assert.equal(phaseOf(replacedAt(state, t), t + 300 * s), 'expired');
});

test('the promise: token: five minutes past its due time and never past its end; less while it is replaced', () => {
  const state = held('token');
  const promised = (at: number, from: TokenState = state): number =>
    (promisedUntil(from, t + at * s) - t) / s;
  assert.equal(promised(0), 6899);
  assert.equal(promised(6599), 6899);
  assert.equal(promised(6700), 7000, 'late: the fetch may begin at any moment');
  assert.equal(promised(7000), 7199, 'but no longer than it lives');
  const fetching = started(state, t + 6600 * s, false);
  assert.equal(promised(6608, fetching), 6900, 'from when the fetch began');
  const forced = started(state, t + 100 * s, true);
  assert.equal(promised(101, forced), 400);
  assert.equal(promised(102, replacedAt(state, t + 100 * s)), 400);
});

test('the promise: stable_token: what is really left, since old and new both live on; only a force cuts it', () => {
  const state = held('stable_token');
  const promised = (at: number, from: TokenState = state): number =>
    (promisedUntil(from, t + at * s) - t) / s;
  assert.deepEqual([promised(0), promised(6950), promised(7198)], [7199, 7199, 7199]);
  assert.equal(promised(6950, started(state, t + 6949 * s, false)), 7199);
  assert.equal(promised(101, started(state, t + 100 * s, true)), 400);
});

test("the promise: where several processes share a token, it counts from when the state was everybody's", () => {
  const at = t + 6800 * s;
  assert.equal(promisedUntil(held('token'), at, at - 60 * s) - t, 7040 * s);
  assert.equal(promisedUntil(held('token'), t + 60 * s, t) - t, 6899 * s, 'not due, so nobody replaces it');
  assert.equal(promisedUntil(held('token'), at, at + 60 * s) - t, 7100 * s);
  assert.equal(promisedUntil(held('stable_token'), at, at - 60 * s) - t, 7199 * s);
  assert.equal(promisedUntil(emptyState('token'), at), 0);
});

test('E10: the promise: without word from the others for over 60 s, it is for 60 s at the most, of any kind', () => {
  for (const kind of ['token', 'stable_token', 'ticket'] as const) {
    assert.equal(promisedUntil(held(kind), t + 61 * s, t) - t, 121 * s, kind);
    assert.equal(
      promisedUntil(held(kind), t + 7190 * s, t) - t,
      kind === 'token' ? 6899 * s : 7199 * s,
      kind,
    );
    assert.equal(
      promisedUntil(held(kind), t, Number.NEGATIVE_INFINITY) - t,
      60 * s,
      `${kind}: never any word`,
    );
  }
});

test('a fetch is due when nothing is held, when the time has come, and at once when in doubt – but not in a pause', () => {
  assert.equal(isFetchDue(emptyState('token'), t), true);
  const state = held('stable_token');
  assert.deepEqual([isFetchDue(state, t + 6908 * s), isFetchDue(state, t + 6909 * s)], [false, true]);
  assert.equal(isFetchDue(replacedAt(state, t), t), true);
  const paused = failed(state, failure('x', { needsPerson: true }), t + 6909 * s, half);
  assert.equal(nextFetchAt(paused), t + 6909 * s + 315_000);
  assert.equal(nextFetchAt(replacedAt(paused, t)), 0);
});

test('B2, B3: a report of the current token counts; one of another does not', () => {
  const state = held('token');
  const judged = (token: string | undefined, from = state, at = t): string => judgeForcing(from, at, token);
  assert.deepEqual([judged('one'), judged(undefined)], ['refresh', 'refresh']);
  for (const other of ['two', '', 'One', 'one ']) assert.equal(judged(other), 'not_current');
  assert.equal(judged('one', started(state, t, false)), 'join');
  assert.equal(judged('two', started(state, t, false)), 'not_current');
  assert.equal(judged('any', emptyState('token')), 'refresh');
});

test('B8: forced refreshes are 30 s apart, and 20 in any 24 hours', () => {
  const force = (state: TokenState, at: number): TokenState =>
    succeeded(counted(started(state, at, true), at), { value: `at ${at}`, expiresInS: 7200 }, at, half);
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
  assert.equal(counted(state, t + day).forcedAt.length, 20, 'what is a day old is not kept');
  assert.equal(started(state, t + day, false).forcedAt, state.forcedAt);
});

test('which fetches end the token before', () => {
  const found = (['token', 'stable_token', 'ticket'] as const).map((kind) =>
    [false, true].map((isForced) => replaces(emptyState(kind), isForced)),
  );
  assert.deepEqual(found, [
    [true, true],
    [false, true],
    [false, true],
  ]);
});

test('C5: a day begins at midnight in Beijing, whatever the zone of this machine', () => {
  const midnight = Date.UTC(2026, 0, 31, 16);
  assert.equal(dayOf(midnight) - dayOf(midnight - 1), 1);
  const state = asked(asked(emptyState('token'), midnight - 2, false), midnight - 1, false);
  assert.deepEqual([callsToday(state, midnight - 1), callsToday(state, midnight)], [2, 0]);
  assert.equal(asked(state, midnight, false).calls?.count, 1);
  assert.equal(callsToday(emptyState('token'), midnight), 0);
});
