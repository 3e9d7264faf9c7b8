// Whoever reads the log reads all of it, only slowly.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { spawnServer } from '../support/process/process.ts';

const requests = 1500;
const inParallel = 25;

test('D14: SIGTERM ends the process in good order, with its last line, though its log is read slowly', async (t) => {
  const server = spawnServer();
  t.after(() => server.child.kill('SIGKILL'));
  const origin = await server.origin;
  const { stdout } = server.child;
  assert.ok(stdout);
  stdout.pause();
  const sendSome = async (): Promise<void> => {
    for (let i = 0; i < requests / inParallel; i += 1) {
      const res = await fetch(`${origin}/nothing-here`);
      await res.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: inParallel }, sendSome));

  server.child.kill('SIGTERM');
  // some 64 KB every 100 ms, in however small pieces they come
  const reading = new AbortController();
  let taken = 0;
  stdout.on('data', (chunk: Buffer | string) => {
    taken += chunk.length;
    if (taken >= 65_536 && !reading.signal.aborted) stdout.pause();
  });
  void (async () => {
    while (!reading.signal.aborted) {
      taken = 0;
      stdout.resume();
      await after(100);
    }
    stdout.resume();
  })();
  await new Promise((resolve) => server.child.once('exit', resolve));
  reading.abort();
  const { code, signal } = await server.ended;
  assert.deepEqual({ code, signal }, { code: 0, signal: null });
  assert.match(server.stdout(), /"event":"shutdown_done"/);
});
