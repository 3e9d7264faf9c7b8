import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type LookupFunction, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { createTransport, type Transport, type TransportOptions } from '../../src/wechat/transport.ts';

const defaults: TransportOptions = {
  wechatApiBase: 'http://127.0.0.1:1',
  timeoutMs: 5_000,
  httpsProxy: undefined,
  noProxy: '',
  maxCalls: 8,
  now: () => 1_700_000_000_000,
};

const call = { method: 'GET', path: '/cgi-bin/token', query: { secret: 'a b&c' } } as const;

function open(t: TestContext, options: Partial<TransportOptions>): Transport {
  const transport = createTransport({ ...defaults, ...options });
  t.after(transport.close);
  return transport;
}

/** A server that writes `answer` to whoever has sent a whole head, and keeps what it was sent. */
async function startBare(t: TestContext, answer: string | Buffer) {
  let received = '';
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.toString();
      if (received.includes('\r\n\r\n')) socket.end(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  // a server that listens on a port has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    received: () => received,
    connections: () => sockets.length,
  };
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}';

test('a GET goes out in exactly these bytes', async (t) => {
  const bare = await startBare(t, ok);
  await open(t, { wechatApiBase: bare.origin }).send(call);
  assert.deepEqual(bare.received().split('\r\n'), [
    'GET /cgi-bin/token?secret=a+b%26c HTTP/1.1',
    `host: 127.0.0.1:${bare.port}`,
    'connection: keep-alive',
    'accept: application/json',
    'accept-encoding: identity',
    'user-agent: wechat-access-token',
    '',
    '',
  ]);
});

test('a POST carries its JSON and no query; a path in the base stays', async (t) => {
  const bare = await startBare(t, ok);
  const transport = open(t, { wechatApiBase: `${bare.origin}/entry` });
  await transport.send({ method: 'POST', path: '/cgi-bin/stable_token', query: {}, json: { appid: 'é' } });
  const lines = bare.received().split('\r\n');
  assert.equal(lines[0], 'POST /entry/cgi-bin/stable_token HTTP/1.1');
  assert.ok(lines.includes('content-type: application/json'));
  assert.ok(lines.includes('content-length: 14'));
  assert.equal(lines.at(-1), '{"appid":"é"}');
});

test('status, content type and body come back as they are, with the time', async (t) => {
  const bare = await startBare(t, ok.replace('200 OK', '418 No'));
  const answer = await open(t, { wechatApiBase: bare.origin }).send(call);
  assert.ok(!('fault' in answer));
  const { durationMs, ...rest } = answer;
  assert.deepEqual(rest, {
    status: 418,
    contentType: 'text/plain',
    body: Buffer.from('{}'),
    receivedAt: 1_700_000_000_000,
  });
  assert.ok(Number.isInteger(durationMs) && durationMs >= 0);
});

test('a missing content type is empty, and several are kept side by side', async (t) => {
  for (const [headers, contentType] of [
    ['', ''],
    ['Content-Type: a/b\r\nContent-Type: c/d\r\n', 'a/b, c/d'],
  ] as const) {
    const bare = await startBare(t, `HTTP/1.1 200 OK\r\n${headers}Content-Length: 0\r\n\r\n`);
    const answer = await open(t, { wechatApiBase: bare.origin }).send(call);
    assert.ok(!('fault' in answer));
    assert.equal(answer.contentType, contentType);
  }
});

for (const [what, answer, fault] of [
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n', 'reset'],
  ['nothing', '', 'reset'],
  ['a head that never fits', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 'too_large'],
  ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'reset'],
  ['half a body', 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"access', 'reset'],
  ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'reset'],
] as const) {
  test(`an answer of ${what} is a fault (${fault}), on one connection and at once`, async (t) => {
    const bare = await startBare(t, answer);
    const result = await open(t, { wechatApiBase: bare.origin, timeoutMs: 60_000 }).send(call);
    assert.ok('fault' in result);
    assert.equal(result.fault, fault);
    assert.equal(bare.connections(), 1);
  });
}

test('a body of 64 KiB is taken, one byte more is not', async (t) => {
  for (const [bytes, isTaken] of [
    [65_536, true],
    [65_537, false],
  ] as const) {
    for (const head of [`Content-Length: ${bytes}`, 'Connection: close']) {
      const bare = await startBare(t, `HTTP/1.1 200 OK\r\n${head}\r\n\r\n${'a'.repeat(bytes)}`);
      const result = await open(t, { wechatApiBase: bare.origin }).send(call);
      assert.deepEqual('fault' in result ? result.fault : result.body.length, isTaken ? bytes : 'too_large');
    }
  }
});

test('calls above the cap end as busy without being sent; afterwards there is room again', async (t) => {
  const simulator = await startSimulator();
  t.after(simulator.close);
  const transport = open(t, { wechatApiBase: simulator.origin, maxCalls: 2, timeoutMs: 1_000 });
  simulator.failAlways({ kind: 'hang' });
  const running = [transport.send(call), transport.send(call)];
  const [third, fourth] = await Promise.all([transport.send(call), transport.send(call)]);
  assert.deepEqual([third, fourth], Array(2).fill({ fault: 'busy', durationMs: 0 }));
  for (const result of await Promise.all(running)) assert.equal('fault' in result && result.fault, 'timeout');
  assert.equal(simulator.calls.length, 2);
  simulator.failAlways(undefined);
  assert.ok(!('fault' in (await transport.send(call))));
});

test('a lookup that never answers ends at the deadline', async (t) => {
  let asked = 0;
  const lookup: LookupFunction = () => {
    asked += 1;
  };
  const startedAt = performance.now();
  const result = await open(t, { wechatApiBase: 'http://wechat.test:1', lookup, timeoutMs: 300 }).send(call);
  assert.equal('fault' in result && result.fault, 'name_failed');
  assert.equal(asked, 1);
  assert.ok(performance.now() - startedAt < 3_000);
});

test("the proxy settings of the process's environment are not read", async (t) => {
  const simulator = await startSimulator({ openAccounts: true });
  const former = { http_proxy: process.env.http_proxy, HTTP_PROXY: process.env.HTTP_PROXY };
  Object.assign(process.env, { http_proxy: 'http://127.0.0.1:1', HTTP_PROXY: 'http://127.0.0.1:1' });
  t.after(async () => {
    for (const [name, value] of Object.entries(former)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    await simulator.close();
  });
  const result = await open(t, { wechatApiBase: simulator.origin }).send(call);
  assert.equal('fault' in result ? result.fault : result.status, 200);
});

test('close ends a call that is under way, and it does not reject', async (t) => {
  const simulator = await startSimulator();
  t.after(simulator.close);
  simulator.failAlways({ kind: 'hang' });
  const transport = open(t, { wechatApiBase: simulator.origin });
  const running = transport.send(call);
  await simulator.seen(1);
  await transport.close();
  assert.ok('fault' in (await running));
  assert.ok('fault' in (await transport.send(call)));
});
