import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  forcedApartMs,
  forcedPerDay,
  overlapMs,
  retryDelayMs,
  rules,
  within,
} from '../../../src/central/tokens/rules.ts';
import { randomFrom } from '../../support/random.ts';

const byProgram = { needsPerson: false };

test('the figures that WeChat sets', () => {
  assert.deepEqual([overlapMs, forcedApartMs, forcedPerDay], [300_000, 30_000, 20]);
  assert.deepEqual(
    Object.entries(rules).map(([kind, { replacesEachTime, onDemand }]) => [kind, replacesEachTime, onDemand]),
    [
      ['token', true, false],
      ['stable_token', false, false],
      ['ticket', false, true],
    ],
  );
});

test('token is due 600 s ahead with jitter, stable_token within the five minutes in which it changes', () => {
  const { token, stable_token: stable } = rules;
  assert.equal((token.refreshAheadMs[0] + token.refreshAheadMs[1]) / 2, 600_000);
  assert.ok(token.refreshAheadMs[1] > token.refreshAheadMs[0]);
  // a token that is replaced must live as long as its readers were promised
  assert.ok(token.refreshAheadMs[0] > overlapMs);
  assert.deepEqual(stable.refreshAheadMs, [290_000, 290_000]);
  assert.deepEqual(stable.askAgainMs, [20_000, 40_000]);
});

test('within draws evenly from the whole range', () => {
  assert.deepEqual(
    [0, 0.5, 1].map((dice) => within([20, 40], () => dice)),
    [20, 30, 40],
  );
});

test('A15: the pause is drawn from nothing to a bound that doubles from 2 s to 5 min, and is never under a second', () => {
  const bounds = [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map((s) => s * 1000);
  for (const [i, bound] of bounds.entries()) {
    assert.equal(
      retryDelayMs(i + 1, byProgram, () => 1),
      bound,
      `failure ${i + 1}`,
    );
    assert.equal(
      retryDelayMs(i + 1, byProgram, () => 0),
      1000,
    );
    assert.equal(
      retryDelayMs(i + 1, byProgram, () => 0.75),
      Math.max(1000, bound * 0.75),
    );
  }
  assert.equal(
    retryDelayMs(100_000, byProgram, () => 1),
    300_000,
  );
});

test('A15: the jitter is full: each tenth of the range is drawn', () => {
  const random = randomFrom(1);
  const tenths = new Set<number>();
  for (let i = 0; i < 1000; i += 1) tenths.add(Math.floor(retryDelayMs(10, byProgram, random) / 30_000));
  assert.deepEqual([...tenths].sort(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('A16: what a person has to mend waits 5 to 5.5 min, at the first failure and at the hundredth', () => {
  for (const failures of [1, 2, 100]) {
    assert.equal(
      retryDelayMs(failures, { needsPerson: true }, () => 0),
      300_000,
    );
    assert.equal(
      retryDelayMs(failures, { needsPerson: true }, () => 1),
      330_000,
    );
  }
});

test('A5: a Retry-After lengthens the pause up to 5 min, and never shortens it', () => {
  const after = (retryAfterMs: number, failures = 1): number =>
    retryDelayMs(failures, { needsPerson: false, retryAfterMs }, () => 1);
  assert.equal(after(60_000), 60_000);
  assert.equal(after(86_400_000), 300_000);
  assert.equal(after(0), 2000);
  assert.equal(after(1000, 8), 256_000);
});
