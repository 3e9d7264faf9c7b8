// G2: a key opens the accounts that are named with it, and tells nothing of others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCentral } from '../support/central/central.ts';
import {
  ask,
  assertRefused,
  postStable,
  readTicket,
  readToken,
  tokenOf,
  withoutRid,
} from '../support/central/central-api.ts';
import { newAppid } from '../support/page/get.ts';

const bearer = (key: string): string => `Bearer ${key}`;

test('G2: an account of others and one that does not exist are the same answer, at every endpoint', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, news, depot, orders, mailer } = central;
  const unknown = { appid: newAppid() };
  const texts = new Set<string>();
  for (const [key, account] of [
    [orders, depot],
    [orders, unknown],
    [mailer, shop],
    [mailer, depot],
    [mailer, unknown],
    [orders, { appid: shop.appid.toUpperCase() }],
    [orders, { appid: `x${shop.appid}` }],
    [orders, { appid: `${shop.appid}\u0000` }],
    [orders, { appid: '__proto__' }],
    [orders, { appid: 'constructor' }],
    [orders, { appid: 'shop' }],
  ] as const) {
    const forced = { force_refresh: true, invalid_token: 'x' };
    for (const answer of [
      await readToken(origin, account, key),
      await readToken(origin, account, undefined, { authorization: bearer(key) }),
      await postStable(origin, account, key),
      await postStable(origin, account, key, forced),
    ]) {
      assertRefused(answer, 40013, account.appid);
      texts.add(withoutRid(answer));
    }
  }
  assert.equal(texts.size, 1);
  const calls = central.simulator.calls.filter(({ query }) => query.appid === unknown.appid);
  assert.equal(calls.length, 0);
  for (const [key, account] of [
    [orders, shop],
    [orders, news],
    [mailer, news],
  ] as const) {
    const { appid, endpoint } = account;
    assert.deepEqual(central.simulator.check(tokenOf(await readToken(origin, account, key))), {
      appid,
      endpoint,
    });
    assert.deepEqual(central.simulator.check(tokenOf(await postStable(origin, account, key))), {
      appid,
      endpoint,
    });
  }
});

test('G2: a token of an account opens the tickets of that account alone, and only while it is held', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, orders } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  const texts = new Set<string>();
  for (const wrong of [orders, shop.secret, shop.appid, `${token}x`, token.slice(0, -1), 'x', '__proto__']) {
    const answer = await readTicket(origin, wrong);
    assertRefused(answer, 40001, wrong);
    texts.add(withoutRid(answer));
  }
  assert.equal(texts.size, 1);
  // the key of a client is no token, wherever it stands
  const asBearer = await ask(origin, {
    path: '/cgi-bin/ticket/getticket?access_token=x&type=jsapi',
    headers: { authorization: bearer(orders) },
  });
  assertRefused(asBearer, 40001);
  const ticket = await readTicket(origin, token);
  assert.equal(ticket.body.errcode, 0);
  // nor is the ticket itself, though it is kept beside the tokens
  assertRefused(await readTicket(origin, String(ticket.body.ticket)), 40001);
  const other = await readTicket(origin, tokenOf(await readToken(origin, central.news, orders)));
  assert.equal(other.body.errcode, 0);
  assert.notEqual(other.body.ticket, ticket.body.ticket);
});
