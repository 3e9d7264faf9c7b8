// J2, J3, J5: the secret in errors, in Node's own talk, and in what else can be seen of a process.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { type Fault, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { createClient } from '../../src/wechat/client.ts';
import { postForm, send, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { clientThat } from '../support/network/client.ts';
import { newAppid } from '../support/page/get.ts';
import { bundledServer, spawnServer } from '../support/process/process.ts';

const appid = newAppid();

/** Errors that hold the secret wherever an error can hold something. */
function poisoned(secret: string): unknown[] {
  const plain = new Error(`no answer from /cgi-bin/token?secret=${encodeURIComponent(secret)}`);
  const deep = new TypeError('fetch failed', { cause: new Error(secret, { cause: { secret } }) });
  const rich = Object.assign(new Error('x'), {
    body: secret,
    code: secret,
    type: secret,
    status: 418,
    secret,
  });
  const named = Object.assign(new Error(secret), {
    name: secret,
    stack: `${secret}\n    at ${secret} (/x/${secret}:1:1)`,
  });
  return [plain, deep, rich, named, new AggregateError([plain], secret), secret, { secret }, undefined];
}

test('J2 an error that holds the secret ends as 500 without it, in HTML, JSON and log', async (t) => {
  const secret = createCanary();
  for (const error of poisoned(secret)) {
    for (const accept of ['text/html', 'application/json']) {
      const app = await startApp({ client: clientThat(() => Promise.reject(error)) });
      t.after(app.close);
      const { status, text, headers } = await postForm(
        app.origin,
        { appid, secret },
        { headers: { accept } },
      );
      assert.equal(status, 500);
      assert.match(app.logged(), /"event":"unexpected_error"/);
      assertClean(secret, { text, headers: JSON.stringify(headers), log: app.logged() });
      assert.equal((await send(app.origin)).status, 200, 'it lives');
    }
  }
});

const faults: readonly Fault[] = [
  { kind: 'hang' },
  { kind: 'drip', intervalMs: 50 },
  { kind: 'reset', when: 'before-mint' },
  { kind: 'reset', when: 'mid-body' },
  { kind: 'truncate' },
  { kind: 'oversize', bytes: 1_000_000 },
  { kind: 'redirect', status: 307, location: '/elsewhere' },
  { kind: 'reply', body: 'not JSON' },
];

const spied = (value: unknown): string =>
  inspect(value, { depth: 9, showHidden: true, getters: true, maxArrayLength: null, maxStringLength: null });

test('J2 what a call hands back holds no secret in any corner, however it ends', async (t) => {
  const secret = createCanary();
  const simulator = await startSimulator({ accounts: [{ appid, secret }] });
  const common = { timeoutMs: 400, noProxy: '', maxCalls: 8, now: Date.now };
  const client = createClient({ ...common, wechatApiBase: simulator.origin, httpsProxy: undefined });
  const dead = createClient({ ...common, wechatApiBase: 'http://127.0.0.1:1', httpsProxy: undefined });
  const deadProxy = createClient({
    ...common,
    wechatApiBase: 'https://localhost:1',
    httpsProxy: 'http://127.0.0.1:1',
  });
  const noTls = createClient({
    ...common,
    wechatApiBase: simulator.origin.replace('http', 'https'),
    httpsProxy: undefined,
  });
  const noClock = createClient({
    ...common,
    wechatApiBase: simulator.origin,
    httpsProxy: undefined,
    now: () => {
      throw new Error(secret);
    },
  });
  const all = [client, dead, deadProxy, noTls, noClock];
  t.after(async () => {
    for (const each of all) await each.close();
    await simulator.close();
  });
  for (const endpoint of ['token', 'stable_token'] as const) {
    const request = { appid, secret, endpoint, forceRefresh: false };
    for (const fault of faults) {
      simulator.failNext(fault);
      const reply = await client.requestToken(request);
      assert.notEqual(reply.kind, 'success');
      assertClean(secret, { reply: spied(reply) });
    }
    for (const each of [dead, deadProxy, noTls, noClock]) {
      const reply = await each.requestToken(request);
      assert.equal(reply.kind, 'network');
      assertClean(secret, { reply: spied(reply) });
    }
    assert.equal((await client.requestToken(request)).kind, 'success');
  }
});

test('J3 in production the server does not start with what makes Node or a library print addresses', async (t) => {
  for (const env of [
    { NODE_DEBUG: 'http' },
    { NODE_DEBUG: 'HTTP,timer' },
    { NODE_DEBUG: 'undici' },
    { NODE_DEBUG: 'fetch' },
    { NODE_DEBUG: 'net' },
    { NODE_DEBUG: '*' },
    { DEBUG: '*' },
    { DEBUG: 'express:*' },
  ]) {
    const server = spawnServer({ NODE_ENV: 'production', ...env });
    t.after(() => server.child.kill('SIGKILL'));
    const outcome = await server.origin.then(
      () => 'started',
      async () => (await server.ended).code,
    );
    assert.equal(outcome, 1, JSON.stringify(env));
    // with all of Node talking, its pipe runs over and our own words may be lost
    if (env.NODE_DEBUG === '*') continue;
    assert.match(server.stderr(), new RegExp(`^ *${Object.keys(env)[0]}.* Remove it`, 'm'));
  }
});

test('J5 neither /healthz nor the command line of the process holds what passed through it', async (t) => {
  const secret = createCanary();
  const simulator = await startSimulator({ accounts: [{ appid, secret }] });
  const server = spawnServer({ NODE_ENV: 'production', WECHAT_API_BASE: simulator.origin });
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await simulator.close();
  });
  const origin = await server.origin;
  assert.equal((await postForm(origin, { appid, secret })).status, 200);
  assert.equal(simulator.tokensMinted(), 1);
  const health = await send(origin, { path: `/healthz?secret=${encodeURIComponent(secret)}` });
  assert.deepEqual([health.status, health.text], [200, '{"status":"ok"}']);
  const commandLine = readFileSync(`/proc/${server.child.pid}/cmdline`, 'utf8');
  assert.ok(commandLine.includes(bundledServer));
  const headers = JSON.stringify(health.headers);
  assertClean(secret, {
    health: health.text,
    headers,
    commandLine,
    stdout: server.stdout(),
    err: server.stderr(),
  });
});
