import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClock } from '../../../src/central/tokens/clock.ts';
import { randomFrom } from '../../support/random.ts';

const begin = 1_800_000_000_000;

/** Two clocks that a test sets, and the one that is made of them. */
function createClocks() {
  let wall = begin;
  let monotonic = 5000;
  const clock = createClock(
    () => wall,
    () => monotonic,
  );
  const pass = (wallMs: number, monotonicMs = wallMs): number => {
    wall += wallMs;
    monotonic += monotonicMs;
    return clock.now() - begin;
  };
  return { clock, pass };
}

test('while both clocks agree it is the wall clock, and nothing has to be added', () => {
  const { clock, pass } = createClocks();
  assert.equal(clock.now(), begin);
  assert.equal(pass(60_000), 60_000);
  assert.equal(clock.wallOffsetMs(), 0);
});

test('C1: a wall clock that is turned back is not followed, and the difference is told', () => {
  const { clock, pass } = createClocks();
  pass(60_000);
  assert.equal(pass(-3_600_000, 0), 60_000);
  assert.equal(clock.wallOffsetMs(), -3_600_000);
  assert.equal(pass(1000), 61_000);
  assert.equal(clock.wallOffsetMs(), -3_600_000);
});

test('C1: a wall clock that goes ahead is followed, as after a sleep', () => {
  const { clock, pass } = createClocks();
  assert.equal(pass(3_600_000, 0), 3_600_000);
  assert.equal(clock.wallOffsetMs(), 0);
  assert.equal(pass(1000), 3_601_000, 'and time goes on at its own pace');
});

test('C2: a monotonic clock that stands still while the machine sleeps costs no time', () => {
  const { pass } = createClocks();
  assert.equal(pass(3 * 3_600_000, 0), 10_800_000);
  assert.equal(pass(500), 10_800_500);
});

test('a wall clock that stands still costs no time either', () => {
  const { pass } = createClocks();
  assert.equal(pass(0, 30_000), 30_000);
  assert.equal(pass(10, 30_000), 60_000);
});

test('it never goes back and is never slower than either clock, whatever the two do', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = randomFrom(seed);
    const { pass } = createClocks();
    let before = 0;
    let passed = 0;
    for (let i = 0; i < 200; i += 1) {
      const monotonicMs = random() < 0.2 ? 0 : random() * 5000;
      const jumpMs = random() < 0.1 ? (random() - 0.5) * 7_200_000 : 0;
      const wallMs = monotonicMs + jumpMs;
      const now = pass(wallMs, monotonicMs);
      const least = Math.max(monotonicMs, wallMs);
      // a difference of up to a second is no sign of a jump, and is not made up for
      assert.ok(now - before >= least - 1000.001, `seed ${seed}: ${now - before} of ${least} ms`);
      assert.ok(now >= before, `seed ${seed}`);
      passed += monotonicMs;
      assert.ok(now >= passed - 0.01, `seed ${seed}: slower than the monotonic clock`);
      before = now;
    }
  }
});
