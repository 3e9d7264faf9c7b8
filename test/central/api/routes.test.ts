// What the API answers when all is well; what it refuses is in test/faults/centre-*.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../../support/app.ts';
import { type RunningCentral, startCentral } from '../../support/central/central.ts';
import {
  type Answer,
  ask,
  assertRefused,
  forceRefresh,
  postStable,
  readTicket,
  readToken,
  tokenOf,
} from '../../support/central/central-api.ts';
import { parse, value } from '../../support/central/prometheus.ts';
import { eventually } from '../../support/page/get.ts';

const promised = ({ body }: Answer): number => Number(body.expires_in);

test('a token is the same by every way to ask, and works for as long as is said with it', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, news, orders, simulator } = central;
  const authorization = `Bearer ${orders}`;
  for (const account of [shop, news]) {
    const byQuery = await readToken(origin, account, orders);
    const { grant_type, appid } = { grant_type: 'client_credential', appid: account.appid };
    const answers = [
      byQuery,
      await readToken(origin, account, undefined, { authorization }),
      await postStable(origin, account, orders),
      await ask(origin, {
        method: 'POST',
        path: '/cgi-bin/stable_token',
        headers: { authorization },
        body: JSON.stringify({ grant_type, appid }),
      }),
    ];
    assert.equal(new Set(answers.map(tokenOf)).size, 1);
    for (const { status, headers } of answers) {
      assert.equal(status, 200);
      assert.equal(headers['content-type'], 'application/json; charset=utf-8');
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers.etag, undefined);
    }
  }
  const held = [shop, news].map(async (account) => {
    const answer = await readToken(origin, account, orders);
    return { token: tokenOf(answer), lastMs: now + promised(answer) * 1000 - 1 };
  });
  for (const { token, lastMs } of await Promise.all(held)) {
    now = lastMs;
    assert.equal(typeof simulator.check(token), 'object', 'it works to the last');
  }
});

test('what is promised of a token leaves room for the fetch that will replace it', async (t) => {
  let now = Date.now();
  const { origin, shop, news, orders } = await startCentral(t, { now: () => now });
  const ofToken = await readToken(origin, shop, orders);
  assert.ok(promised(ofToken) >= 6860 && promised(ofToken) <= 6930, ofToken.text);
  assert.equal(promised(await readToken(origin, news, orders)), 7199);
  now += 1_000_000;
  assert.equal(promised(await readToken(origin, shop, orders)), promised(ofToken) - 1000);
});

test('an appid is had by the endpoint that keeps it, whichever is asked', async (t) => {
  const { origin, shop, news, orders, simulator } = await startCentral(t);
  for (const { appid, endpoint } of [shop, news]) {
    for (const answer of [
      await readToken(origin, { appid }, orders),
      await postStable(origin, { appid }, orders),
    ]) {
      assert.deepEqual(simulator.check(tokenOf(answer)), { appid, endpoint });
    }
  }
});

test('a ticket is one for all, kept like the token, and had with the token before as long as that works', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, orders, simulator } = central;
  const first = tokenOf(await readToken(origin, shop, orders));
  const answers = await Promise.all(Array.from({ length: 50 }, () => readTicket(origin, first)));
  const [answer] = answers;
  assert.ok(answer !== undefined);
  assert.deepEqual(Object.keys(answer.body), ['errcode', 'errmsg', 'ticket', 'expires_in']);
  assert.deepEqual([answer.body.errcode, answer.body.errmsg], [0, 'ok']);
  assert.equal(new Set(answers.map(({ body }) => body.ticket)).size, 1);
  const asked = (): number =>
    simulator.calls.filter(({ path }) => path === '/cgi-bin/ticket/getticket').length;
  assert.equal(asked(), 1);
  await forceRefresh(central, shop);
  assert.equal((await readTicket(origin, first)).body.ticket, answer.body.ticket);
  now += 300_000;
  assertRefused(await readTicket(origin, first), 40001);
  const next = tokenOf(await readToken(origin, shop, orders));
  assert.equal((await readTicket(origin, next)).body.ticket, answer.body.ticket);
  assert.equal(asked(), 1);
});

test('what WeChat refuses a ticket with is passed on with its code', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, orders, simulator } = central;
  await simulator.seen(3);
  const token = tokenOf(await readToken(origin, shop, orders));
  const errmsg = 'api unauthorized rid: 65112232-35da441e-28f02baf';
  simulator.failNext({ kind: 'reply', body: JSON.stringify({ errcode: 48001, errmsg }) });
  const answer = await readTicket(origin, token);
  assert.deepEqual(answer.body, { errcode: 48001, errmsg });
  assert.ok(Number(answer.headers['retry-after']) >= 300);
});

/** The figure of a scrape. */
async function figure({ origin, operator }: RunningCentral, name: string, labels: string): Promise<number> {
  const headers = { authorization: `Bearer ${operator}` };
  const { text } = await send(origin, { path: '/metrics', headers });
  return value(parse(text), name, labels) ?? 0;
}

test('each token that is given out counts for its client, by the short way and by the long one', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, news, orders, mailer } = central;
  for (let i = 0; i < 3; i += 1) tokenOf(await readToken(origin, shop, orders));
  tokenOf(await postStable(origin, news, orders));
  tokenOf(await postStable(origin, news, mailer));
  assertRefused(await readToken(origin, shop, mailer), 40013);
  assertRefused(await readToken(origin, shop, 'x'), 40125);
  assert.equal(await figure(central, 'token_reads_total', 'client="orders"'), 4);
  assert.equal(await figure(central, 'token_reads_total', 'client="mailer"'), 1);
});

test('a forced refresh is done, counted and written down, and so is why it was not', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, news, orders, mailer, callsFor, logged } = central;
  const first = tokenOf(await readToken(origin, shop, orders));
  const second = tokenOf(await forceRefresh(central, shop));
  assert.notEqual(second, first);
  const calls = callsFor(shop).length;
  // within 30 s the current one is returned
  now += 29_000;
  assert.equal(tokenOf(await postStable(origin, shop, orders, { force_refresh: true })), second);
  assert.equal(callsFor(shop).length, calls);
  now += 1000;
  assert.notEqual(tokenOf(await postStable(origin, shop, orders, { force_refresh: true })), second);
  assert.equal(callsFor(shop).length, calls + 1);
  assertRefused(await postStable(origin, news, mailer, { force_refresh: true }), 48001);

  const outcome = (reason: string, account: string, client: string): Promise<number> =>
    figure(central, 'forced_refreshes_total', `account="${account}",client="${client}",outcome="${reason}"`);
  assert.deepEqual(
    [
      await outcome('refresh', 'shop', 'orders'),
      await outcome('too_soon', 'shop', 'orders'),
      await outcome('not_allowed', 'news', 'mailer'),
    ],
    [2, 1, 1],
  );
  const reasons = [...logged().matchAll(/"event":"forced_refresh".*?"reason":"(\w+)"/g)].map(
    ([, reason]) => reason,
  );
  assert.deepEqual(reasons.slice(-4), ['refresh', 'too_soon', 'refresh', 'not_allowed']);
});

test('20 forced refreshes in a day, and then the current token', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, orders, callsFor } = central;
  let token = tokenOf(await forceRefresh(central, shop));
  for (let i = 1; i < 20; i += 1) {
    now += 31_000;
    const next = tokenOf(await postStable(origin, shop, orders, { force_refresh: true }));
    assert.notEqual(next, token, `the ${i + 1}th`);
    token = next;
  }
  const calls = callsFor(shop).length;
  now += 31_000;
  assert.equal(tokenOf(await postStable(origin, shop, orders, { force_refresh: true })), token);
  assert.equal(callsFor(shop).length, calls);
});

test('force_refresh that is false forces nothing', async (t) => {
  const central = await startCentral(t);
  const { origin, news, mailer, logged } = central;
  tokenOf(await postStable(origin, news, mailer, { force_refresh: false }));
  await eventually('it is logged', () => logged().includes('/cgi-bin/stable_token'));
  assert.doesNotMatch(logged(), /"event":"forced_refresh"/);
});
