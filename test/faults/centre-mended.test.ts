// A refusal does not outlive its cause: SIGHUP and the operator's buttons, on real processes and sockets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postForm } from '../support/app.ts';
import { spawnCentral, startCentral } from '../support/central/central.ts';
import { readTicket, readToken } from '../support/central/central-api.ts';
import { eventually } from '../support/page/get.ts';

const refusal = {
  kind: 'reply',
  body: '{"errcode":61004,"errmsg":"access clientip is not registered requestIP: 203.0.113.8"}',
} as const;

test('K4: SIGHUP ends the pause of a ticket that was refused; the token is not asked for', async (t) => {
  const central = await spawnCentral(t);
  const { origin, shop, orders, simulator, server, logged } = central;
  const { body } = await readToken(origin, shop, orders);
  const token = String(body.access_token);
  await eventually('all three are fetched', () => simulator.calls.length === 3);
  simulator.failNext(refusal);
  assert.equal((await readTicket(origin, token)).body.errcode, 61004);
  assert.equal((await readTicket(origin, token)).body.errcode, 61004, 'paused');
  assert.equal(simulator.calls.length, 4);
  await server.printed('"event":"ticket_fetch_failed"');
  assert.doesNotMatch(logged(), /"event":"token_fetch_failed"/);
  const loaded = logged().split('"accounts_loaded"').length;
  server.child.kill('SIGHUP');
  await eventually('the file is read again', () => logged().split('"accounts_loaded"').length > loaded);
  assert.equal((await readTicket(origin, token)).body.errmsg, 'ok');
  assert.equal(simulator.calls.length, 5);
  assert.equal((await readToken(origin, shop, orders)).body.access_token, token);
});

test('the button of a ticket asks for it, and production keeps its token and its forced refreshes', async (t) => {
  const { origin, shop, orders, operator, simulator } = await startCentral(t);
  const token = String((await readToken(origin, shop, orders)).body.access_token);
  await eventually('all three are fetched', () => simulator.calls.length === 3);
  simulator.failNext(refusal);
  assert.equal((await readTicket(origin, token)).body.errcode, 61004);
  const headers = { authorization: `Bearer ${operator}` };
  const pressed = await postForm(
    origin,
    { account: 'shop', ticket: 'jsapi' },
    { path: '/central/refresh', headers },
  );
  assert.equal(pressed.headers.location, '/central?done=jsapi&account=shop');
  assert.equal((await readTicket(origin, token)).body.errmsg, 'ok');
  assert.equal(simulator.calls.length, 5);
  assert.equal((await readToken(origin, shop, orders)).body.access_token, token);
});
