// The central server's part of a shutdown, in a process of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spawnCentral } from './support/central/central.ts';

test('D13: a fetch that hangs at WeChat is given up when the time for the shutdown is over', async (t) => {
  const { server, simulator } = await spawnCentral(t, {
    env: { SHUTDOWN_TIMEOUT_MS: '1000', WECHAT_TIMEOUT_MS: '20000' },
    fault: { kind: 'hang' },
  });
  await simulator.seen(3);
  const startedAt = performance.now();
  server.child.kill('SIGTERM');
  await server.ended;
  const tookMs = Math.round(performance.now() - startedAt);
  assert.ok(tookMs < 10_000, `it was there for ${tookMs} ms more`);
});
