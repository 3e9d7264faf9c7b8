// What nobody expected, in the process: told by its class and its place, never by its message.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { assertClean, createCanary } from './support/canary.ts';
import { builtServer, type ServerProcess, spawnServer } from './support/process/process.ts';

function start(t: TestContext, preload: string): ServerProcess {
  const node = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const server = spawnServer({}, node, '.', builtServer);
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  return server;
}

test('an unexpected error is logged with its place in src/', async (t) => {
  const preload = `process.on('SIGUSR2', () => {
    performance.now = () => { throw new RangeError('x'); };
    process.stdout.write('set');
  });`;
  const server = start(t, preload);
  const origin = await server.origin;
  server.child.kill('SIGUSR2');
  await server.printed('set');
  await fetch(origin).catch(() => {});
  await server.printed('unexpected_error');
  assert.match(server.stdout(), /"error":"RangeError","at":"src\/[\w./-]+\.ts:\d+:\d+"/);
});

const uncaught: Readonly<Record<string, string>> = {
  'an uncaught exception': 'throw error',
  'an unhandled rejection': 'Promise.reject(error)',
  'a thrown text': 'throw error.message',
};

for (const [what, action] of Object.entries(uncaught)) {
  test(`D15: ${what} ends the process, and its message stays out`, async (t) => {
    const canary = createCanary();
    const preload = `process.on('SIGUSR2', () => {
      const error = Object.assign(new TypeError(${JSON.stringify(canary)}), { body: ${JSON.stringify(canary)} });
      ${action};
    });`;
    const server = start(t, preload);
    await server.origin;
    server.child.kill('SIGUSR2');
    assert.deepEqual(await server.ended, { code: 1, signal: null });
    assert.match(server.stdout(), /"event":"unexpected_error","error":"(TypeError|string)"/);
    assert.equal(server.stderr(), '');
    assertClean(canary, { stdout: server.stdout() });
  });
}
