// Whoever reads the log may stop reading it: a terminal that is held, a log driver that hangs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { spawnServer } from '../support/process/process.ts';

/** More lines than the pipe and the reader's own buffer take. */
const requests = 1500;
const inParallel = 25;
const patienceMs = 6000;

test('SIGTERM ends the process though nobody reads its log any more', async (t) => {
  const server = spawnServer({ SHUTDOWN_TIMEOUT_MS: '500' });
  t.after(() => server.child.kill('SIGKILL'));
  const origin = await server.origin;
  server.child.stdout?.pause();

  const sendSome = async (): Promise<void> => {
    for (let i = 0; i < requests / inParallel; i += 1) {
      const res = await fetch(`${origin}/nothing-here`);
      await res.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: inParallel }, sendSome));

  server.child.kill('SIGTERM');
  const exited = new Promise<string>((resolve) => server.child.once('exit', () => resolve('ended')));
  const patience = new AbortController();
  const outcome = await Promise.race([
    exited,
    after(patienceMs, 'still there', { signal: patience.signal, ref: false }),
  ]);
  patience.abort();
  assert.equal(outcome, 'ended');
});
