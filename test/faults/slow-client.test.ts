// F12 with 300 connections and limits of a tenth of a second; SLOW_CONNECTIONS=9500 makes it the long one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '../../src/http/listen.ts';
import { send, startApp } from '../support/app.ts';
import { openSocket, readAll, statusOf } from '../support/network/raw.ts';

const quick = { headersTimeout: 300, bodyTimeoutMs: 400, checkEveryMs: 50, connectionsCheckingInterval: 50 };
/** An hour, or as good as never. */
const never = { headersTimeout: 3_600_000, bodyTimeoutMs: 3_600_000, connectionsCheckingInterval: 50 };

const head = (...headers: readonly string[]): string =>
  ['POST / HTTP/1.1', 'Host: localhost', ...headers].join('\r\n');

const form = 'Content-Type: application/x-www-form-urlencoded';

test('F12: by default a request must be complete within 15 s', () => {
  assert.ok(limits.headersTimeout + limits.connectionsCheckingInterval <= 15_000);
  assert.ok(limits.bodyTimeoutMs + limits.checkEveryMs <= 15_000);
});

const slowConnections = Number(process.env.SLOW_CONNECTIONS ?? 300);

test(`F12: ${slowConnections} slow connections keep nobody else from the page`, async (t) => {
  const app = await startApp({ limits: never });
  t.after(app.close);
  const slow = Array.from({ length: slowConnections }, () => openSocket(app.origin));
  await Promise.all(slow.map((socket) => new Promise((resolve) => socket.write(head('X-Slow: '), resolve))));
  for (let i = 0; i < 50; i += 1) assert.equal((await send(app.origin)).status, 200);
  assert.ok(slow.every((socket) => !socket.closed && socket.bytesRead === 0));
});

test('F12: a head or a body that never ends is 408, and its connection is closed', async (t) => {
  const app = await startApp({ limits: quick });
  t.after(app.close);
  const unfinished = [
    '',
    'POST / HT',
    head('X-Slow: '),
    `${head(form, 'Transfer-Encoding: chunked')}\r\n\r\n5\r\nappid\r\n`,
    `${head(form, 'Content-Length: 30')}\r\n\r\nappid=wx1`,
    // larger than is taken: it is read off, but not for longer
    `${head(form, 'Content-Length: 1000000')}\r\n\r\nappid=wx1`,
  ];
  const answers = unfinished.map((text) => {
    const socket = openSocket(app.origin);
    const answer = readAll(socket);
    socket.write(text);
    return answer;
  });
  for (const [i, answer] of (await Promise.all(answers)).entries()) {
    assert.equal(statusOf(answer), 408, `${i}: ${answer}`);
  }
  assert.doesNotMatch(app.logged(), /unexpected_error/);
  assert.equal((await send(app.origin)).status, 200);
});

test('F12: chunks that never end are cut off, however fast they come', async (t) => {
  const app = await startApp({ limits: quick });
  t.after(app.close);
  const socket = openSocket(app.origin);
  const answer = readAll(socket);
  socket.write(`${head(form, 'Transfer-Encoding: chunked')}\r\n\r\n`);
  const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`;
  const pour = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', pour);
  pour();
  assert.ok([0, 408, 413].includes(statusOf(await answer)));
  assert.doesNotMatch(app.logged(), /unexpected_error/);
  assert.equal((await send(app.origin)).status, 200);
});
