// Whoever breaks the connection off at once has no address any more when the limits look for it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { startApp } from '../support/app.ts';
import { startCentral } from '../support/central/central.ts';
import { openSocket } from '../support/network/raw.ts';

/** Sends this and breaks the connection off, before any of it can be read. */
async function sendAndReset(origin: string, head: readonly string[], body: string): Promise<void> {
  const socket = openSocket(origin);
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.resetAndDestroy();
  await closed;
}

const times = 20;

const unexpectedIn = (log: string): number => log.split('"event":"unexpected_error"').length - 1;

test('a POST whose sender has gone is no unexpected error', async (t) => {
  const app = await startApp();
  t.after(app.close);
  const head = [
    'POST / HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 6',
  ];
  for (let i = 0; i < times; i += 1) await sendAndReset(app.origin, head, 'appid=');
  // behind them all
  assert.equal((await fetch(app.origin)).status, 200);
  assert.equal(unexpectedIn(app.logged()), 0);
});

test('a guess at the operator’s key whose sender has gone is no unexpected error', async (t) => {
  const { origin, logged } = await startCentral(t);
  const head = ['GET /central HTTP/1.1', 'Host: 127.0.0.1', 'Authorization: Bearer a-guess'];
  for (let i = 0; i < times; i += 1) await sendAndReset(origin, head, '');
  assert.equal((await fetch(origin)).status, 200);
  assert.equal(unexpectedIn(logged()), 0);
});
