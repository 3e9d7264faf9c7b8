// How long a request may take to arrive: 12 s, but for an upload of somebody who is known.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { takeLonger } from '../../src/http/connections.ts';
import { letBodyCome } from '../../src/http/expect-continue.ts';
import { listen } from '../../src/http/listen.ts';

const limits = { bodyTimeoutMs: 400, uploadRestMs: 1200, uploadTimeoutMs: 6000, checkEveryMs: 50 };

/** Answers with the length of what came; uploads are those to /upload. */
async function start(t: TestContext): Promise<number> {
  const app = (req: IncomingMessage, res: ServerResponse): void => {
    if (req.url === '/upload') takeLonger(req);
    letBodyCome(req, res);
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    req.on('error', () => {});
    req.on('end', () => res.end(String(size)));
  };
  const { server, url } = await listen(app, '127.0.0.1', 0, limits);
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return Number(new URL(url).port);
}

type Ended = Readonly<{ text: string; tookMs: number }>;

/** A byte in each interval, so many of them; what came by the end of the connection or of the answer. */
async function drip(port: number, path: string, bytes: number, everyMs: number): Promise<Ended> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const startedAt = performance.now();
  let text = '';
  socket.on('error', () => {});
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 20\r\n\r\n`);
  let sent = 0;
  const timer = setInterval(() => {
    if (sent < bytes && socket.writable) socket.write('x');
    sent += 1;
  }, everyMs);
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(socket, 'close');
  clearInterval(timer);
  return { text, tookMs: performance.now() - startedAt };
}

test('M14: a slow honest upload of somebody who is known arrives; the same of anybody else is 408', async (t) => {
  const port = await start(t);
  const [known, unknown] = await Promise.all([drip(port, '/upload', 20, 100), drip(port, '/other', 20, 100)]);
  assert.match(known.text, /^HTTP\/1\.1 200 [\s\S]*20$/);
  assert.ok(known.tookMs > limits.bodyTimeoutMs);
  assert.match(unknown.text, /^HTTP\/1\.1 408 /);
});

test('M14: an upload that rests, and one that never ends, are let go', async (t) => {
  const port = await start(t);
  const [resting, endless] = await Promise.all([
    drip(port, '/upload', 3, 50),
    drip(port, '/upload', 19, 500),
  ]);
  assert.match(resting.text, /^HTTP\/1\.1 408 /);
  assert.ok(resting.tookMs >= limits.uploadRestMs);
  assert.match(endless.text, /^HTTP\/1\.1 408 /);
  assert.ok(endless.tookMs >= limits.uploadTimeoutMs);
});

test('a request that expects 100 is told to go on, and then answered', async (t) => {
  const port = await start(t);
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write('abc');
  });
  socket.write(
    'POST /other HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n',
  );
  await once(socket, 'close');
  assert.match(text, /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[\s\S]*3$/);
});
