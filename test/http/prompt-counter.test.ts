import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { ClientRateLimitInfo, Store } from 'express-rate-limit';
import { createPromptCounter, memoryStores } from '../../src/http/rate-limit.ts';

/** A store that others count in as well, and that answers when the test says so. */
function createSharedCount() {
  const answers: ((info: ClientRateLimitInfo) => void)[] = [];
  const store: Store = {
    increment: () => new Promise((resolve) => answers.push(resolve)),
    decrement: () => {},
    resetKey: () => {},
  };
  return { store, answers };
}

test('above the limit a key waits until its window ends; another key has its own', () => {
  let now = 1_800_000_000_000;
  const { count } = createPromptCounter(2, memoryStores('reads'), () => now);
  assert.deepEqual([count('orders'), count('orders'), count('orders')], [undefined, undefined, 60]);
  assert.equal(count('mailer'), undefined);
  now += 59_500;
  assert.equal(count('orders'), 1);
  now += 500;
  assert.equal(count('orders'), undefined);
});

test('a store that never answers makes nobody wait, and the limit holds here', () => {
  const { store, answers } = createSharedCount();
  const { count } = createPromptCounter(3, store);
  assert.deepEqual(
    [1, 2, 3].map(() => count('orders')),
    [undefined, undefined, undefined],
  );
  assert.equal(typeof count('orders'), 'number');
  assert.equal(answers.length, 3, 'what is over the limit is not counted elsewhere');
});

test('what others have counted holds as soon as it is known, and so does the end of their window', async () => {
  const now = 1_800_000_000_000;
  const { store, answers } = createSharedCount();
  const { count } = createPromptCounter(10, store, () => now);
  assert.equal(count('orders'), undefined);
  answers[0]?.({ totalHits: 10, resetTime: new Date(now + 7000) });
  await setImmediate();
  assert.equal(count('orders'), 7);
});
