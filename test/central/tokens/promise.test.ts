import assert from 'node:assert/strict';
import { test } from 'node:test';
import { phaseOf, promisedUntil, replaces } from '../../../src/central/tokens/promise.ts';
import type { Kind } from '../../../src/central/tokens/rules.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';
import {
  fetchFailed,
  fetchStarted,
  fetchSucceeded,
  replacedPastUs,
} from '../../../src/central/tokens/transitions.ts';
import { failure } from '../../support/virtual/token-service.ts';

const t = 1_800_000_000_000;
const s = 1000;
const half = (): number => 0.5;

/** Asked for at `t`, with 7200 s. `token` is due at t + 6599 s, the others at t + 6909 s; all end at t + 7199 s. */
const held = (kind: Kind, value = 'one'): TokenState =>
  fetchSucceeded(fetchStarted(emptyState(kind), t, false), { value, expiresInS: 7200 }, t, half);

test('the phases, in the words of a person', () => {
  const state = held('token');
  const later = (ms: number): string => phaseOf(state, t + ms);
  assert.equal(phaseOf(emptyState('token'), t), 'empty');
  assert.equal(phaseOf(fetchFailed(emptyState('token'), failure('x'), t, half), t), 'failing');
  assert.deepEqual(
    [later(0), later(6598 * s), later(6599 * s), later(7198 * s), later(7199 * s)],
    ['fresh', 'fresh', 'due', 'due', 'expired'],
  );
  assert.equal(phaseOf(fetchStarted(state, t, false), t), 'refreshing');
  assert.equal(phaseOf(fetchFailed(state, failure('x'), t, half), t), 'failing');
  assert.equal(phaseOf(replacedPastUs(state, t), t), 'suspect');
  assert.equal(phaseOf(replacedPastUs(state, t), t + 300 * s), 'expired');
});

test('the promise: token: five minutes past its due time and never past its end; less while it is replaced', () => {
  const state = held('token');
  const promised = (at: number, from: TokenState = state): number =>
    (promisedUntil(from, t + at * s) - t) / s;
  assert.equal(promised(0), 6899);
  assert.equal(promised(6599), 6899);
  assert.equal(promised(6700), 7000, 'late: the fetch may begin at any moment');
  assert.equal(promised(7000), 7199, 'but no longer than it lives');
  const fetching = fetchStarted(state, t + 6600 * s, false);
  assert.equal(promised(6608, fetching), 6900, 'from when the fetch began');
  const forced = fetchStarted(state, t + 100 * s, true);
  assert.equal(promised(101, forced), 400);
  assert.equal(promised(102, replacedPastUs(state, t + 100 * s)), 400);
});

test('the promise: stable_token: what is really left, since old and new both live on; only a force cuts it', () => {
  const state = held('stable_token');
  const promised = (at: number, from: TokenState = state): number =>
    (promisedUntil(from, t + at * s) - t) / s;
  assert.deepEqual([promised(0), promised(6950), promised(7198)], [7199, 7199, 7199]);
  assert.equal(promised(6950, fetchStarted(state, t + 6949 * s, false)), 7199);
  assert.equal(promised(101, fetchStarted(state, t + 100 * s, true)), 400);
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

test('two forced refreshes past us, half a minute apart, end a stable_token at once, and one leaves it five minutes', () => {
  const twice = (kind: Kind, apartS: number): number => {
    const pressed = replacedPastUs(held(kind), t + 100 * s);
    const failed = fetchFailed(fetchStarted(pressed, t + 101 * s, false), failure('x'), t + 109 * s, half);
    const again = replacedPastUs(failed, t + (100 + apartS) * s);
    return (promisedUntil(again, t + (101 + apartS) * s) - t) / s;
  };
  assert.deepEqual(
    [10, 20, 30, 170].map((apartS) => twice('stable_token', apartS)),
    [400, 120, 130, 270],
  );
  assert.deepEqual(
    [30, 170].map((apartS) => twice('token', apartS)),
    [400, 400],
  );
});
