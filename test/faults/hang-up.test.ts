// K4: SIGHUP at any moment never ends the process.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { spawnCentral } from '../support/central/central.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';
import { builtServer, spawnServer } from '../support/process/process.ts';
import { until } from '../support/until.ts';

const preload = (script: string): string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(script)}`,
];

/** Hangs up on itself whenever one more file is about to be loaded, from the second on: the first one listens for it. */
const whileLoading = `
  import { createRequire } from 'node:module';
  const { Module } = createRequire('/')('node:module');
  let sent = 0;
  const { prototype } = Module;
  const { _compile } = prototype;
  prototype._compile = function (...args) {
    process.kill(process.pid, 'SIGHUP');
    sent += 1;
    if (sent === 20) process.stdout.write('hung up while loading\\n');
    return _compile.apply(this, args);
  };`;

test('K4: while the code is being loaded', async (t) => {
  const server = spawnServer({}, preload(whileLoading), '.', builtServer);
  t.after(() => server.child.kill('SIGKILL'));
  const origin = await server.origin;
  assert.match(server.stdout(), /hung up while loading/);
  assert.equal((await send(origin, { path: '/healthz' })).status, 200);
});

test('K4: before it listens', async (t) => {
  // holds the start up there, and lets it go when it has been hung up on
  const script = `
    import net from 'node:net';
    const { listen } = net.Server.prototype;
    net.Server.prototype.listen = function (...args) {
      process.once('SIGHUP', () => setImmediate(() => listen.apply(this, args)));
      process.stdout.write('about to listen\\n');
      setInterval(() => {}, 1_000_000);
      return this;
    };`;
  const server = spawnServer({}, preload(script));
  t.after(() => server.child.kill('SIGKILL'));
  await server.printed('about to listen');
  server.child.kill('SIGHUP');
  assert.equal((await send(await server.origin, { path: '/healthz' })).status, 200);
});

for (const accounts of ['without', 'with'] as const) {
  test(`K4: ${accounts} accounts, 500 times in half a second, and while it ends`, async (t) => {
    const central = accounts === 'with' ? await spawnCentral(t) : undefined;
    const server = central?.server ?? spawnServer();
    t.after(() => server.child.kill('SIGKILL'));
    const origin = await server.origin;
    let sent = 0;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        for (let i = 0; i < 5; i += 1) server.child.kill('SIGHUP');
        sent += 5;
        if (sent < 500) return;
        clearInterval(timer);
        resolve();
      }, 5);
    });
    assert.equal((await send(origin, { path: '/healthz' })).status, 200);
    if (central !== undefined) {
      await until('it has read its accounts again', () => central.logged().includes('"accounts_loaded"'));
      tokenOf(await readToken(origin, central.shop, central.orders));
    }
    server.child.kill('SIGTERM');
    server.child.kill('SIGHUP');
    assert.deepEqual(await server.ended, { code: 0, signal: null });
    assert.equal(server.stderr(), '');
  });
}
