// I5 (TRUST_PROXY=true) is in config.test.ts and server.test.ts, I7 and I8 in faults/abuse.test.ts.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { request } from 'node:http';
import { type TestContext, test } from 'node:test';
import { type AppUnderTest, postForm, type Reply, send, startApp } from '../support/app.ts';
import { failingClient } from '../support/network/client.ts';
import { openSocket, readAll, statusOf } from '../support/network/raw.ts';

/** 504 is what comes of a call that was let in: this client's every call runs into its deadline. */
const letIn = 504;

async function start(t: TestContext, env: Readonly<Record<string, string>>): Promise<AppUnderTest> {
  const app = await startApp({ env, client: failingClient('timeout') });
  t.after(app.close);
  return app;
}

let appids = 0;

/** Each with an appid of its own, so that only the client's limit counts. */
function post({ origin }: AppUnderTest, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  appids += 1;
  return postForm(origin, { appid: `wx${appids}`, secret: 's' }, { headers });
}

async function countOf(replies: readonly Promise<Reply>[]): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(replies)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test('I1: one POST too many is 429, in the tips area, with the form and the time to wait', async (t) => {
  const app = await start(t, { RATE_LIMIT: '3' });
  for (const left of [2, 1, 0]) {
    const reply = await post(app);
    assert.equal(reply.status, letIn);
    assert.match(String(reply.headers.ratelimit), new RegExp(`r=${left};`));
  }
  const { status, headers, text } = await post(app);
  assert.equal(status, 429);
  assert.match(String(headers.ratelimit), /r=0; t=\d+/);
  assert.match(String(headers['ratelimit-policy']), /q=3; w=60/);
  const waitSeconds = Number(headers['retry-after']);
  assert.ok(waitSeconds >= 1 && waitSeconds <= 60, headers['retry-after']);
  for (const id of ['tips', 'appid', 'secret', 'get']) assert.match(text, new RegExp(` id="${id}"`));
  const json = await post(app, { accept: 'application/json' });
  assert.equal(json.status, 429);
  assert.match(json.text, /^\{"error":"too_many_requests",/);
});

test('I1: after the window the form works again', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const app = await start(t, { RATE_LIMIT: '1' });
  assert.equal((await post(app)).status, letIn);
  t.mock.timers.tick(59_000);
  const limited = await post(app);
  assert.deepEqual([limited.status, limited.headers['retry-after']], [429, '1']);
  t.mock.timers.tick(1000);
  assert.equal((await post(app)).status, letIn);
});

test('I1: pages, files and health are not counted, refused POSTs are', async (t) => {
  const app = await start(t, { RATE_LIMIT: '2' });
  for (let i = 0; i < 5; i += 1) {
    assert.equal((await send(app.origin)).status, 200);
    assert.equal((await send(app.origin, { path: '/healthz' })).status, 200);
  }
  assert.equal((await post(app, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await send(app.origin, { method: 'POST', body: '{}' })).status, 415);
  assert.equal((await post(app)).status, 429);
  assert.equal((await send(app.origin)).status, 200);
});

const randomAddress = (): string => [0, 0, 0, 0].map(() => randomInt(1, 255)).join('.');

test('I2: without a proxy, headers that name another address change nothing', async (t) => {
  const app = await start(t, { RATE_LIMIT: '5' });
  const names = [
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'x_forwarded_for',
    'true-client-ip',
    'client-ip',
  ];
  const forged = Array.from({ length: 60 }, (_, i) => {
    const name = names[i % names.length] ?? '';
    return post(app, { [name]: name === 'forwarded' ? `for=${randomAddress()}` : randomAddress() });
  });
  assert.deepEqual(await countOf(forged), { [letIn]: 5, 429: 55 });
  const warnings = app.logged().match(/"event":"warning"[^\n]*X-Forwarded-For/g) ?? [];
  assert.equal(warnings.length, 1);
});

test('I2: behind one proxy only the address that it added counts, not what the client wrote before it', async (t) => {
  const app = await start(t, { RATE_LIMIT: '5', TRUST_PROXY: '1' });
  const forged = Array.from({ length: 20 }, () =>
    post(app, { 'x-forwarded-for': `${randomAddress()}, 198.51.100.1` }),
  );
  assert.deepEqual(await countOf(forged), { [letIn]: 5, 429: 15 });
  assert.equal((await post(app, { 'x-forwarded-for': '198.51.100.2' })).status, letIn);
  assert.doesNotMatch(app.logged(), /"event":"warning"/);
});

const from = (app: AppUnderTest, address: string): Promise<Reply> =>
  post(app, { 'x-forwarded-for': address });

test('I4: 1,000 addresses of one IPv6 /56 are one client, two /56 are two', async (t) => {
  const app = await start(t, { RATE_LIMIT: '10', TRUST_PROXY: 'loopback' });
  const hex = (max: number): string => randomInt(0, max).toString(16);
  const addresses = Array.from(
    { length: 1000 },
    () => `2001:db8:1:ab${hex(256).padStart(2, '0')}:${hex(65_536)}:${hex(65_536)}::${hex(65_536)}`,
  );
  for (let i = 0; i < addresses.length; i += 100) {
    const counts = await countOf(addresses.slice(i, i + 100).map((address) => from(app, address)));
    assert.deepEqual(counts, i === 0 ? { [letIn]: 10, 429: 90 } : { 429: 100 });
  }
  assert.equal((await from(app, '2001:db8:1:ac00::1')).status, letIn);
  assert.equal((await from(app, '2001:db8:2:ab00::1')).status, letIn);
});

test('I4: an IPv4 address is a client of its own, in the form ::ffff: as well', async (t) => {
  const app = await start(t, { RATE_LIMIT: '1', TRUST_PROXY: 'loopback' });
  for (const address of ['198.51.100.1', '::ffff:198.51.100.2', '::ffff:c633:6403']) {
    assert.equal((await from(app, address)).status, letIn, address);
  }
  for (const address of ['::ffff:198.51.100.1', '198.51.100.2', '::FFFF:198.51.100.3']) {
    assert.equal((await from(app, address)).status, 429, address);
  }
});

/** Status of a POST from this address of our own machine. */
function postFrom(origin: string, hostname: string, localAddress: string): Promise<number | undefined> {
  const { port } = new URL(origin);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    const req = request({ hostname, port, localAddress, method: 'POST', agent: false, headers });
    req.once('error', reject);
    req.once('response', (res) => res.resume().once('end', () => resolve(res.statusCode)));
    req.end(`appid=${localAddress}&secret=s`);
  });
}

test('I4: on a listener for IPv4 and IPv6 each IPv4 address is a client of its own', async (t) => {
  const { origin } = await start(t, { RATE_LIMIT: '1', HOST: '::' });
  for (const status of [letIn, 429]) {
    assert.equal(await postFrom(origin, '127.0.0.1', '127.0.0.1'), status);
    assert.equal(await postFrom(origin, '127.0.0.1', '127.0.0.2'), status);
    assert.equal(await postFrom(origin, '::1', '::1'), status);
  }
});

test('I4: what a trusted proxy sends in place of an address is no crash', async (t) => {
  const app = await start(t, { TRUST_PROXY: 'loopback' });
  for (const garbage of [
    'unknown',
    '"[::1]:80"',
    'fe80::1%eth0',
    '::ffff:1.2.3.4%x',
    ',',
    '1.2.3.4:80',
    '<b>',
  ]) {
    assert.equal((await from(app, garbage)).status, letIn, garbage);
  }
});

test('I9: the body of a client that is over its limit is not waited for', async (t) => {
  const app = await start(t, { RATE_LIMIT: '1' });
  assert.equal((await post(app)).status, letIn);
  const socket = openSocket(app.origin);
  const answer = readAll(socket);
  // the head announces a megabyte, of which nothing is ever sent
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n');
  socket.write('Content-Type: application/x-www-form-urlencoded\r\n\r\n');
  assert.equal(statusOf(await answer), 429);
  assert.match(await answer, /\r\nConnection: close\r\n/i);
});
