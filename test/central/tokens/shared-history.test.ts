// Random histories of several instances on one Redis: no dead token, kept promises, few calls, and one token in the end.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { Done, Task } from '../../support/virtual/shared-history-worker.ts';

const histories = Number(process.env.SHARED_HISTORIES ?? 40);
const firstSeed = Number(process.env.SHARED_SEED ?? 1);
const isWordy = process.env.SHARED_LOG !== undefined;
const instances = 3;
const program = new URL('../../support/virtual/shared-history-worker.js', import.meta.url);

/** These have each found something that the first ones did not. */
const telling = [232, 871, 901, 935, 1598, 1688, 1898];

async function runHistories(
  endpoint: Task['endpoint'],
  more: Pick<Task, 'firstSeed' | 'histories'> = { firstSeed, histories },
): Promise<Done> {
  const task: Task = { endpoint, instances, isWordy, ...more };
  // its one message, or its error
  const [done] = (await once(new Worker(program, { workerData: task }), 'message')) as [Done];
  return done;
}

for (const endpoint of ['token', 'stable_token'] as const) {
  test(`${histories} random histories of ${instances} instances with ${endpoint}`, async () => {
    const { wrong, checked } = await runHistories(endpoint);
    assert.deepEqual(wrong, []);
    assert.ok(checked > 10 * histories, `${checked} promises were checked`);
  });
}

for (const endpoint of ['token', 'stable_token'] as const) {
  test(`the histories that once found something, with ${endpoint}`, async () => {
    for (const seed of telling) {
      const { wrong, checked } = await runHistories(endpoint, { firstSeed: seed, histories: 1 });
      assert.deepEqual(wrong, []);
      assert.ok(checked > 0, `seed ${seed}: no promise was checked`);
    }
  });
}
