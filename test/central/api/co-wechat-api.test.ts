// An SDK that nobody here wrote, with its address set to this server and a client key as its secret.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import API from 'co-wechat-api';
import { newClientKey, type RunningCentral, startCentral } from '../../support/central/central.ts';
import {
  assertRefused,
  forceRefresh,
  readTicket,
  readToken,
  tokenOf,
} from '../../support/central/central-api.ts';
import { newAppid } from '../../support/page/get.ts';

function createSdk({ origin }: RunningCentral, { appid }: Readonly<{ appid: string }>, key: string): API {
  const sdk = new API(appid, key);
  sdk.prefix = `${origin}/cgi-bin/`;
  return sdk;
}

for (const name of ['shop', 'news'] as const) {
  test(`co-wechat-api gets the held token and both tickets of ${name} with a client key as its secret`, async (t) => {
    const central = await startCentral(t);
    const { origin, orders, simulator, callsFor } = central;
    const account = central[name];
    const sdk = createSdk(central, account, orders);
    const { accessToken, expireTime } = await sdk.ensureAccessToken();
    assert.deepEqual(simulator.check(accessToken), { appid: account.appid, endpoint: account.endpoint });
    assert.equal(accessToken, tokenOf(await readToken(origin, account, orders)));
    assert.ok(expireTime > Date.now() + 3_600_000);

    const { ticket } = await sdk.getLatestTicket();
    assert.equal(ticket, (await readTicket(origin, accessToken)).body.ticket);
    const card = await sdk.getTicket('wx_card');
    assert.equal(card.ticket, (await readTicket(origin, accessToken, 'wx_card')).body.ticket);
    assert.notEqual(card.ticket, ticket);
    assert.equal(callsFor(account).length, 1);
    const tickets = simulator.calls.filter(({ path }) => path === '/cgi-bin/ticket/getticket');
    assert.deepEqual(
      tickets.map(({ query }) => query.type),
      ['jsapi', 'wx_card'],
    );
  });
}

test('co-wechat-api recovers by itself after its token died: 40001, a new token, and the call again', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, orders, simulator, callsFor } = central;
  const sdk = createSdk(central, shop, orders);
  const { accessToken: first } = await sdk.ensureAccessToken();
  await sdk.getTicket('jsapi');

  const second = tokenOf(await forceRefresh(central, shop));
  // both work for five minutes
  assert.equal((await readTicket(origin, first)).body.errcode, 0);
  now += 301_000;
  assert.equal(simulator.check(first), 'replaced');
  assertRefused(await readTicket(origin, first), 40001);

  const calls = callsFor(shop).length;
  const before = central.logged().length;
  const { ticket } = await sdk.getTicket('wx_card');
  assert.equal(ticket, (await readTicket(origin, second, 'wx_card')).body.ticket);
  assert.equal((await sdk.ensureAccessToken()).accessToken, second);
  assert.deepEqual(simulator.check(second), { appid: shop.appid, endpoint: 'token' });
  assert.equal(callsFor(shop).length, calls, 'and WeChat was asked for no other token');
  // refused, and then answered; the read in between is not logged
  const tickets = central.logged().slice(before).split('"route":"/cgi-bin/ticket/getticket"').length - 1;
  assert.equal(tickets, 3);
});

test('co-wechat-api says what is wrong in its own way, with the code and the words of this server', async (t) => {
  const central = await startCentral(t);
  const { shop, depot, orders } = central;
  const refused = [
    [shop, newClientKey(), 40125, /^invalid appsecret, secret has to be a client key of this server rid: /],
    [depot, orders, 40013, /^invalid appid, /],
    [{ appid: newAppid() }, orders, 40013, /^invalid appid, /],
  ] as const;
  for (const [account, key, code, message] of refused) {
    const sdk = createSdk(central, account, key);
    await assert.rejects(sdk.ensureAccessToken(), { name: 'WeChatAPIError', code, message });
    await assert.rejects(sdk.getTicket(), { name: 'WeChatAPIError', code, message });
  }
});
