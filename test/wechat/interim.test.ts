// Interim answers (1xx) come before the answer, any number of them; none is ever taken for it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createTransport, type Transport, type TransportOptions } from '../../src/wechat/transport.ts';

const call = { method: 'POST', path: '/cgi-bin/stable_token', query: {}, json: { a: 1 } } as const;

const interims: Readonly<Record<string, string>> = {
  'a 100': 'HTTP/1.1 100 Continue\r\n\r\n',
  'a 100 without a reason': 'HTTP/1.1 100\r\n\r\n',
  'a 100 of HTTP/1.0': 'HTTP/1.0 100 Continue\r\n\r\n',
  'a 102': 'HTTP/1.1 102 Processing\r\n\r\n',
  'a 103 with headers': 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nContent-Length: 7\r\n\r\n',
  'one that nobody knows': 'HTTP/1.1 199 Later\r\nX: y\r\n\r\n',
  several:
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\nHTTP/1.1 102 P\r\n\r\nHTTP/1.1 100 C\r\n\r\n',
  'a hundred': 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100),
};

/** A body that reads like an interim answer is a body all the same. */
const body = 'HTTP/1.1 100 Continue\r\n\r\n{}';
const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

function open(t: TestContext, options: Partial<TransportOptions>): Transport {
  const transport = createTransport({
    wechatApiBase: 'http://127.0.0.1:1',
    timeoutMs: 20_000,
    httpsProxy: undefined,
    noProxy: '',
    now: Date.now,
    ...options,
  });
  t.after(transport.close);
  return transport;
}

/** Answers each request on each connection in these pieces, a turn of the event loop between two of them. */
async function startPeer(t: TestContext, pieces: readonly string[]) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.setNoDelay(true).on('error', () => {}));
    let asked = '';
    socket.on('data', async (chunk) => {
      asked += chunk.toString();
      if (!asked.endsWith('{"a":1}')) return;
      asked = '';
      for (const piece of pieces) {
        socket.write(piece);
        await setImmediate();
        await setImmediate();
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  // a server that listens on a port has an AddressInfo
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, connections: () => sockets.length };
}

async function assertAnswered(transport: Transport, times = 3): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const result = await transport.send(call);
    assert.ok('status' in result, JSON.stringify(result));
    assert.deepEqual([result.status, result.body.toString()], [200, body]);
    await setImmediate();
  }
}

for (const [what, interim] of Object.entries(interims)) {
  test(`${what} in front of the answer is passed over, however it is cut, on a kept connection as well`, async (t) => {
    for (const pieces of [[interim + answer], [interim, answer], [...(interim + answer)].slice(0, 400)]) {
      const rest = (interim + answer).slice(pieces.join('').length);
      const peer = await startPeer(t, [...pieces, rest]);
      await assertAnswered(open(t, { wechatApiBase: peer.origin }));
      assert.equal(peer.connections(), 1);
    }
  });
}

for (const [what, sent, fault] of [
  ['an interim answer and then nothing', 'HTTP/1.1 100 Continue\r\n\r\n', 'timeout'],
  ['half an interim answer', 'HTTP/1.1 103 Early Hints\r\nLink: ', 'timeout'],
  [
    'an interim answer that never ends',
    `HTTP/1.1 103 Early Hints\r\nLink: ${'x'.repeat(80_000)}`,
    'too_large',
  ],
  [
    'a switch of protocols',
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    'reset',
  ],
  [
    'a switch behind an interim answer',
    'HTTP/1.1 100 C\r\n\r\nHTTP/1.1 101 S\r\nUpgrade: x\r\n\r\n',
    'reset',
  ],
] as const) {
  test(`${what} is no answer (${fault})`, async (t) => {
    const peer = await startPeer(t, [sent]);
    const timeoutMs = fault === 'timeout' ? 400 : 20_000;
    const result = await open(t, { wechatApiBase: peer.origin, timeoutMs }).send(call);
    assert.equal('fault' in result && result.fault, fault);
  });
}
