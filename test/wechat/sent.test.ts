// What was never sent leaves no doubt: each way in which a call can end before, and after, its first byte has left.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type LookupFunction, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { createTransport } from '../../src/wechat/transport.ts';
import { startBlackHole } from '../support/network/black-hole.ts';
import { createCertificate } from '../support/network/certificates.ts';
import { deadlineMs, lookupFailing, sendOne } from '../support/network/send-one.ts';

const call = { method: 'GET', path: '/cgi-bin/token', query: { secret: 'a' } } as const;
const certificate = await createCertificate();

/** A listener that does `play` with each connection; `sent` is what it was sent. */
async function startPeer(t: TestContext, play: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  let sent = '';
  const server = createServer((socket) => {
    sockets.push(socket);
    socket
      .on('error', () => {})
      .on('data', (chunk) => {
        sent += chunk.toString('latin1');
      });
    play(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  // a server that listens on a port has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return { port, sent: () => sent };
}

for (const code of [
  ...[
    'EAI_AGAIN',
    'EAI_FAIL',
    'EAI_MEMORY',
    'EAI_SYSTEM',
    'EBUSY',
    'EMFILE',
    'ENFILE',
    'ENOMEM',
    'EPERM',
    'EINTR',
  ],
  ...[
    'ESERVFAIL',
    'ETIMEOUT',
    'EREFUSED',
    'ECONNREFUSED',
    'ETIMEDOUT',
    'ECONNRESET',
    'ECANCELLED',
    'UNKNOWN',
    undefined,
  ],
]) {
  test(`a look-up that ends in ${code} is a name that could not be looked up, and nothing was sent`, async (t) => {
    assert.deepEqual(await sendOne(t, { lookup: lookupFailing(code) }), {
      fault: 'name_failed',
      wasSent: false,
    });
  });
}

for (const code of ['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_NODATA']) {
  test(`a look-up that ends in ${code} is a name that is not found, and nothing was sent`, async (t) => {
    assert.deepEqual(await sendOne(t, { lookup: lookupFailing(code) }), {
      fault: 'name_not_found',
      wasSent: false,
    });
  });
}

test('a look-up that is not done at the deadline: nothing was sent', async (t) => {
  assert.deepEqual(await sendOne(t, { lookup: () => {}, timeoutMs: deadlineMs }), {
    fault: 'name_failed',
    wasSent: false,
  });
});

test('a look-up that finds no address, or none that is one: nothing was sent', async (t) => {
  for (const found of [[], [{ address: 'x', family: 4 }]]) {
    const lookup: LookupFunction = (_hostname, _options, callback) => callback(null, found);
    assert.equal((await sendOne(t, { lookup, timeoutMs: 2000 })).wasSent, false);
  }
});

test('a connection that is refused, or swallowed until the deadline: nothing was sent', async (t) => {
  assert.deepEqual(await sendOne(t, { wechatApiBase: 'http://127.0.0.1:1' }), {
    fault: 'refused',
    wasSent: false,
  });
  const hole = await startBlackHole();
  t.after(hole.close);
  const wechatApiBase = `http://127.0.0.1:${hole.port}`;
  assert.deepEqual(await sendOne(t, { wechatApiBase, timeoutMs: deadlineMs }), {
    fault: 'connect_timeout',
    wasSent: false,
  });
});

for (const [what, play, fault] of [
  ['is silent until the deadline', () => {}, 'connect_timeout'],
  ['is reset at once', (socket) => socket.resetAndDestroy(), 'not_connected'],
  [
    'is reset at the greeting',
    (socket) => socket.once('data', () => socket.resetAndDestroy()),
    'not_connected',
  ],
  ['is ended at the greeting', (socket) => socket.once('data', () => socket.end()), 'not_connected'],
  ['is answered in plain HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'tls_failed'],
] satisfies [string, (socket: Socket) => void, string][]) {
  test(`a TLS connection that ${what}: nothing was sent`, async (t) => {
    const peer = await startPeer(t, play);
    const wechatApiBase = `https://127.0.0.1:${peer.port}`;
    const timeoutMs = fault === 'connect_timeout' ? deadlineMs : 20_000;
    assert.deepEqual(await sendOne(t, { wechatApiBase, timeoutMs }), { fault, wasSent: false });
  });
}

test('a certificate that nobody trusts: nothing was sent', async (t) => {
  let received = '';
  const server = createTlsServer(certificate, (socket) => {
    socket
      .on('error', () => {})
      .on('data', (chunk) => {
        received += chunk.toString();
      });
  }).listen(0, '127.0.0.1');
  server.on('tlsClientError', () => {});
  await once(server, 'listening');
  t.after(() => server.close());
  // a server that listens on a port has an AddressInfo
  const { port } = server.address() as AddressInfo;
  const ended = await sendOne(t, { wechatApiBase: `https://localhost:${port}` });
  assert.deepEqual([ended, received], [{ fault: 'tls_untrusted', wasSent: false }, '']);
});

for (const [what, play, fault] of [
  ['is silent until the deadline', () => {}, 'timeout'],
  ['resets', (socket) => socket.resetAndDestroy(), 'reset'],
  ['ends', (socket) => socket.end(), 'reset'],
  ['sends half a head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'), 'reset'],
  [
    'sends half a head until the deadline',
    (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-'),
    'timeout',
  ],
] satisfies [string, (socket: Socket) => void, string][]) {
  test(`once the first byte has left, a peer that ${what} leaves it open what was done`, async (t) => {
    const peer = await startPeer(t, (socket) => socket.once('data', () => play(socket)));
    const wechatApiBase = `http://127.0.0.1:${peer.port}`;
    const timeoutMs = fault === 'timeout' ? deadlineMs : 20_000;
    assert.deepEqual(await sendOne(t, { wechatApiBase, timeoutMs }), { fault, wasSent: true });
    assert.match(peer.sent(), /^GET /);
  });
}

test('a kept connection that breaks under the next call: that was sent', async (t) => {
  const peer = await startPeer(t, (socket) => {
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
      socket.once('data', () => socket.resetAndDestroy());
    });
  });
  const transport = createTransport({
    wechatApiBase: `http://127.0.0.1:${peer.port}`,
    timeoutMs: 20_000,
    httpsProxy: undefined,
    noProxy: '',
    now: Date.now,
  });
  t.after(transport.close);
  assert.ok('status' in (await transport.send(call)));
  // the pool takes a connection back after a turn
  await setImmediate();
  const second = await transport.send(call);
  assert.equal('fault' in second && second.fault, 'reset');
  assert.equal(peer.sent().split('GET ').length, 3);
});
