import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { type Fault, type Simulator, startSimulator } from '../src/demo/simulator/wechat-simulator.ts';
import { postForm, send } from './support/app.ts';
import { openSocket, readAll } from './support/network/raw.ts';
import { type ServerProcess, spawnServer } from './support/process/process.ts';

const appid = 'wx448f04719cd48f69';

type Running = Readonly<{ simulator: Simulator; server: ServerProcess; origin: string }>;

/** A server in a process of its own that calls a simulator, which answers as `fault` says. */
async function start(t: TestContext, fault: Fault, shutdownTimeoutMs: number): Promise<Running> {
  const simulator = await startSimulator({ openAccounts: true });
  simulator.failAlways(fault);
  const server = spawnServer({
    WECHAT_API_BASE: simulator.origin,
    WECHAT_TIMEOUT_MS: '60000',
    SHUTDOWN_TIMEOUT_MS: String(shutdownTimeoutMs),
  });
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await simulator.close();
  });
  return { simulator, server, origin: await server.origin };
}

function hold(): { until: Promise<void>; release: () => void } {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal}: the request under way is answered, no new one is taken, and the process ends with 0`, async (t) => {
    const { until, release } = hold();
    const { simulator, server, origin } = await start(t, { kind: 'delay', until }, 60_000);
    const answer = postForm(origin, { appid, secret: 's' });
    await simulator.seen(1);
    server.child.kill(signal);
    await server.printed('"event":"shutdown_started"');
    await assert.rejects(send(origin), { code: 'ECONNREFUSED' });
    release();
    assert.equal((await answer).status, 200);
    assert.deepEqual(await server.ended, { code: 0, signal: null });
    assert.match(server.stdout(), /"event":"shutdown_done"/);
    assert.doesNotMatch(server.stdout(), /shutdown_forced/);
    assert.equal(server.stderr(), '');
  });
}

test('a connection that a browser keeps open does not hold the shutdown up', async (t) => {
  const { until, release } = hold();
  // Node would keep the answered connection for 5 s more
  const { simulator, server, origin } = await start(t, { kind: 'delay', until }, 3000);
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  const status = new Promise<number | undefined>((resolve, reject) => {
    const req = request(`${origin}/`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    req.once('error', reject);
    req.once('response', (res) => res.resume().once('end', () => resolve(res.statusCode)));
    req.end(`appid=${appid}&secret=s`);
  });
  await simulator.seen(1);
  server.child.kill('SIGTERM');
  await server.printed('"event":"shutdown_started"');
  release();
  assert.equal(await status, 200);
  assert.equal((await server.ended).code, 0);
  assert.doesNotMatch(server.stdout(), /shutdown_forced/);
});

test('an idle connection does not hold the shutdown up', async (t) => {
  const { server, origin } = await start(t, { kind: 'hang' }, 60_000);
  const socket = openSocket(origin);
  socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  const rest = readAll(socket);
  server.child.kill('SIGTERM');
  assert.equal((await server.ended).code, 0);
  assert.equal(await rest, '');
});

test('SHUTDOWN_TIMEOUT_MS ends the wait for a request that does not end', async (t) => {
  const { simulator, server, origin } = await start(t, { kind: 'hang' }, 100);
  const answer = postForm(origin, { appid, secret: 's' });
  const cut = assert.rejects(answer, { code: 'ECONNRESET' });
  await simulator.seen(1);
  server.child.kill('SIGTERM');
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  await cut;
  assert.match(server.stdout(), /"event":"shutdown_forced"/);
  assert.equal(server.stderr(), '');
});

test('D14: a second signal ends the process at once', async (t) => {
  const { simulator, server, origin } = await start(t, { kind: 'hang' }, 600_000);
  const cut = assert.rejects(postForm(origin, { appid, secret: 's' }));
  await simulator.seen(1);
  server.child.kill('SIGTERM');
  await server.printed('"event":"shutdown_started"');
  server.child.kill('SIGINT');
  assert.deepEqual(await server.ended, { code: 1, signal: null });
  await cut;
});

test('D14: a signal before the server listens ends the process', async (t) => {
  // waits for ever on the way to listening, and says so
  const preload = `
    import net from 'node:net';
    net.Server.prototype.listen = () => process.stdout.write('starting');
    // nothing else keeps a process that does not listen
    setInterval(() => {}, 1_000_000);`;
  const server = spawnServer({}, ['--import', `data:text/javascript,${encodeURIComponent(preload)}`]);
  t.after(() => server.child.kill('SIGKILL'));
  await server.printed('starting');
  server.child.kill('SIGINT');
  assert.equal((await server.ended).signal, 'SIGINT');
  assert.equal(server.stderr(), '');
});
