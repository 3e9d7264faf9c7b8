// Reads that go on while the central server shuts down, in a process of its own.
import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { test } from 'node:test';
import { spawnCentral } from './support/central/central.ts';
import { readToken, tokenPath } from './support/central/central-api.ts';

test('D13: a business server that reads over one connection without a pause holds the shutdown up no longer than one read', async (t) => {
  const { server, origin, shop, orders } = await spawnCentral(t, { env: { SHUTDOWN_TIMEOUT_MS: '4000' } });
  await readToken(origin, shop, orders);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  let reads = 0;
  let isCut = false;
  let someRead: () => void = () => {};
  const reading = new Promise<void>((resolve) => {
    someRead = resolve;
  });
  const read = (): void => {
    get(`${origin}${tokenPath(shop, orders)}`, { agent }, (res) => {
      res.resume().once('end', () => {
        reads += 1;
        if (reads > 10) someRead();
        setImmediate(read);
      });
    }).once('error', (error) => {
      isCut = !('code' in error) || error.code !== 'ECONNREFUSED';
    });
  };
  read();
  await reading;
  const startedAt = performance.now();
  server.child.kill('SIGTERM');
  await server.ended;
  const tookMs = performance.now() - startedAt;
  assert.ok(tookMs < 3000, `${Math.round(tookMs)} ms`);
  assert.doesNotMatch(server.stdout(), /shutdown_forced/);
  assert.equal(isCut, false, 'a read was cut off');
});
