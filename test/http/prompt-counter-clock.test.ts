// A bound that is counted here, on a machine whose clock is set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from 'express-rate-limit';
import { createPromptCounter } from '../../src/http/rate-limit.ts';

test('C1: a clock that is turned back by an hour holds no client up for more than a minute', async () => {
  let now = Date.parse('2026-01-31T08:00:00Z');
  const store: Store = {
    increment: () => Promise.resolve({ totalHits: 1, resetTime: undefined }),
    decrement: () => {},
    resetKey: () => {},
  };
  const { count } = createPromptCounter(10, store, () => now);
  for (let i = 0; i < 5; i += 1) assert.equal(count('orders'), undefined);
  now -= 3_600_000;
  const waits: (number | undefined)[] = [];
  // one read in 7 s, under a bound of ten in a minute
  for (let i = 0; i < 30; i += 1) {
    waits.push(count('orders'));
    now += 7000;
  }
  const longest = Math.max(...waits.map((wait) => wait ?? 0));
  assert.ok(longest <= 60, `it is told to come back in ${longest} s`);
});
