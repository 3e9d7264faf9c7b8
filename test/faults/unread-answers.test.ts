// K1, K2: one bad connection. What anybody may ask for without a key costs bounded time and memory.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { connectionLimits } from '../../src/http/connections.ts';
import { send, startApp } from '../support/app.ts';
import { spawnCentral } from '../support/central/central.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';
import { failingClient } from '../support/network/client.ts';
import { openSocket, readAll } from '../support/network/raw.ts';
import { until } from '../support/until.ts';

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** A connection that sends this and reads nothing. */
function openUnread(origin: string, text: string): Socket {
  const socket = openSocket(origin);
  socket.pause();
  socket.write(text);
  return socket;
}

/** Resolves with the ms that this took. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function rssMiBOf(pid: number | undefined): number {
  const kib = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

const hasProc = (): boolean => readdirSync('/').includes('proc') && process.platform === 'linux';

const heaviest = ['/errcodes', '/', '/nothing-here', '/central', '/metrics'];

test('K1: 1,500 pipelined requests that nobody reads hold up nobody else, and cost no memory', async (t) => {
  const { origin, shop, orders, server } = await spawnCentral(t, { env: { LOG_LEVEL: 'info' } });
  tokenOf(await readToken(origin, shop, orders));
  for (const path of heaviest) await send(origin, { path });
  const before = hasProc() ? rssMiBOf(server.child.pid) : 0;

  const sockets: Socket[] = [];
  t.after(() => sockets.map((socket) => socket.destroy()));
  /** The longest that others wait beside so many such connections. */
  async function besides(path: string, connections: number): Promise<number> {
    for (let i = 0; i < connections; i += 1) sockets.push(openUnread(origin, get(path).repeat(1500)));
    const [healthMs, readMs] = await Promise.all([
      timed(() => send(origin, { path: '/healthz' })),
      timed(async () => tokenOf(await readToken(origin, shop, orders))),
    ]);
    t.diagnostic(`${path}: /healthz ${healthMs.toFixed(0)} ms, token read ${readMs.toFixed(0)} ms`);
    return Math.max(healthMs, readMs);
  }
  for (const path of heaviest) {
    const waits: number[] = [];
    // a machine that does much else makes one of them slow, and a server that is held up all of them
    for (const connections of path === heaviest[0] ? [8, 1, 8] : [1, 1])
      waits.push(await besides(path, connections));
    assert.ok(Math.min(...waits) < 1000, `${path}: ${waits.join(', ')} ms`);
  }
  // an end is only seen by one who reads
  await Promise.all(sockets.map((socket) => readAll(socket.resume())));
  if (hasProc()) {
    const grownMiB = rssMiBOf(server.child.pid) - before;
    t.diagnostic(`RSS ${before.toFixed(0)} MiB, ${grownMiB.toFixed(0)} MiB more afterwards`);
    assert.ok(grownMiB < 150, `${grownMiB} MiB`);
  }
  assert.equal(server.child.exitCode, null);
});

test('K1: a few requests in one write are answered in order; above the bound the connection is let go', async (t) => {
  const app = await startApp();
  t.after(app.close);
  const { maxUnanswered } = connectionLimits;
  const polite = openSocket(app.origin);
  const answers = readAll(polite);
  polite.write(
    get('/healthz').repeat(maxUnanswered - 1) +
      get('/check').replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'),
  );
  assert.equal((await answers).match(/HTTP\/1\.1 200 OK/g)?.length, maxUnanswered);

  const before = app.logged().split('"event":"request"').length;
  const greedy = openSocket(app.origin);
  const rest = readAll(greedy);
  greedy.write(get('/nothing-here').repeat(200));
  await rest;
  await until('the lines of what was begun', () => app.logged().split('"event":"request"').length > before);
  assert.ok(app.logged().split('"event":"request"').length - before <= maxUnanswered);
});

test('K1: requests behind one another on one connection are no crowd, however many', async (t) => {
  const app = await startApp();
  t.after(app.close);
  const socket = openSocket(app.origin);
  socket.setEncoding('utf8');
  for (let i = 0; i < 100; i += 1) {
    socket.write(get('/healthz'));
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1\.1 200 OK/);
  }
  socket.destroy();
});

const quick = { writeTimeoutMs: 400, checkEveryMs: 50 };

/** More than the kernel takes off this process's hands for a reader that does not read. */
const huge = Buffer.alloc(32 * 1024 * 1024);

/** A page that is too large for the kernel's buffers, from the real listener with its bounds. */
async function startHuge() {
  const { listen } = await import('../../src/http/listen.ts');
  const { server, url } = await listen((_req, res) => void res.end(huge), '127.0.0.1', 0, quick);
  return {
    origin: url,
    connections: promisify(server.getConnections).bind(server),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

test('K2: a reader that takes nothing of what was written is let go', async (t) => {
  const { origin, connections, close } = await startHuge();
  t.after(close);
  const sockets = Array.from({ length: 20 }, () => openUnread(origin, get('/')));
  const [first] = sockets;
  assert.ok(first);
  await until('the server has them all', async () => (await connections()) === sockets.length);
  // it sends on, which is no sign that it reads
  const sending = setInterval(() => first.write('GET '), 100);
  t.after(() => clearInterval(sending));
  await until('the server has let them go', async () => (await connections()) === 0);
  for (const socket of sockets) socket.destroy();
});

test('K2: a slow reader that takes something again and again stays', async (t) => {
  const { origin, close } = await startHuge();
  t.after(close);
  const startedAt = performance.now();
  const receivedBytes = await new Promise<number>((resolve, reject) => {
    request(origin, (res) => {
      let bytes = 0;
      res.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        // a pause at every other mebibyte: longer in all than the bound
        if (bytes % (2 * 1024 * 1024) < chunk.length) {
          res.pause();
          setTimeout(() => res.resume(), 100);
        }
      });
      res.once('end', () => resolve(bytes));
      res.once('error', reject);
    }).end();
  });
  assert.equal(receivedBytes, huge.length);
  assert.ok(performance.now() - startedAt > 2 * quick.writeTimeoutMs);
});

test('K2: waiting for WeChat is no lack of progress, and a connection at rest is none of its business', async (t) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const client = failingClient('timeout');
  const app = await startApp({
    limits: quick,
    client: { ...client, requestToken: (request) => held.then(() => client.requestToken(request)) },
  });
  t.after(app.close);
  const socket = openSocket(app.origin);
  const body = 'appid=wx0000000000000000&secret=x';
  socket.write(
    [
      'POST / HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n') + get('/errcodes'),
  );
  // many looks
  await new Promise((resolve) => setTimeout(resolve, 3 * quick.writeTimeoutMs));
  assert.equal(socket.closed, false);
  release();
  const [answer] = await once(socket, 'data');
  assert.match(String(answer), /^HTTP\/1\.1 504/);
  socket.destroy();
});
