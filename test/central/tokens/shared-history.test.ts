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

async function runHistories(endpoint: Task['endpoint']): Promise<Done> {
  const task: Task = { endpoint, firstSeed, histories, instances, isWordy };
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
