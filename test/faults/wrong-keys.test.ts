// K8, C13: whoever brings a wrong key, at whichever door, is counted, seen and told with the address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { newClientKey, type RunningCentral, startCentral } from '../support/central/central.ts';
import {
  assertRefused,
  postStable,
  readTicket,
  readToken,
  tokenOf,
  tokenPath,
} from '../support/central/central-api.ts';
import { assertGatewayRefused, call, standInOf, startGateway } from '../support/central/gateway.ts';
import { parse, value } from '../support/central/prometheus.ts';

type Line = Readonly<Record<string, unknown>>;

/** What was logged of one event. */
const linesOf = ({ logged }: RunningCentral, event: string): Line[] =>
  logged()
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`))
    // written by this server's own log
    .map((line) => JSON.parse(line) as Line);

const operatorHeaders = ({ operator }: RunningCentral) => ({ authorization: `Bearer ${operator}` });

async function refusedAt(central: RunningCentral, door: string): Promise<number | undefined> {
  const { text } = await send(central.origin, { path: '/metrics', headers: operatorHeaders(central) });
  return value(parse(text), 'wechat_keys_refused_total', `door="${door}"`);
}

const guesses: Readonly<Record<string, (central: RunningCentral, key: string) => Promise<unknown>>> = {
  token: ({ origin, shop }, key) => readToken(origin, shop, key),
  stable_token: ({ origin, shop }, key) => postStable(origin, shop, key),
  report: ({ origin, shop }, key) => postStable(origin, shop, key, { invalid_token: 'x' }),
  ticket: ({ origin }, key) => readTicket(origin, key),
  operator: ({ origin }, key) =>
    send(origin, { path: '/metrics', headers: { authorization: `Bearer ${key}` } }),
};

for (const [door, guess] of Object.entries(guesses)) {
  test(`K8: 35 wrong keys at the door ${door}: an event with the address, a figure, a line on the page`, async (t) => {
    const central = await startCentral(t, { env: { TRUST_PROXY: 'loopback' } });
    const keys = Array.from({ length: 35 }, newClientKey);
    for (const key of keys) await guess(central, key);
    const [line, ...more] = linesOf(central, 'key_refused');
    assert.deepEqual([line?.address, line?.door, line?.level], ['127.0.0.1', door, 'warn']);
    assert.deepEqual(more, [], 'one line, and what comes in the minute after is said together');
    assert.equal(await refusedAt(central, door), 35);
    for (const other of Object.keys(guesses)) {
      if (other !== door) assert.equal(await refusedAt(central, other), 0, other);
    }
    const { text } = await send(central.origin, { path: '/central', headers: operatorHeaders(central) });
    assert.match(text, /<summary>(?:\s|<[^>]+>)*Wrong keys: 35</);
    assert.match(text, /127\.0\.0\.1<\/dt>\s*<dd>\s*35 × /);
    for (const key of keys) assertClean(key, { log: central.logged(), page: text });
  });
}

test('K8: a gateway counts wrong keys at every path at which it would know a good one', async (t) => {
  const central = await startGateway(t, { env: { RATE_LIMIT: '5' } });
  const { origin, shop, keys, orders } = central;
  const wrong = newClientKey();
  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
  const ticket = '/cgi-bin/ticket/getticket?type=jsapi';
  for (const path of ['/foo', '/foo/bar?type=1', ticket]) {
    assertGatewayRefused(await call(origin, { path, ...withKey(wrong) }), 40125, path);
    const good = await call(origin, { path, ...withKey(keys.writer) });
    assert.equal(good.errcode, path === ticket ? 0 : 48001, path);
  }
  assertGatewayRefused(await call(origin, { path: `/foo?secret=${wrong}` }), 40125);
  const forged = `${await standInOf(central, shop, keys.writer)}x`;
  assertGatewayRefused(await call(origin, { path: `/foo?ACCESS_TOKEN=${forged}` }), 40001);
  assert.equal(await refusedAt(central, 'gateway'), 5);
  assertGatewayRefused(await call(origin, { path: '/foo', ...withKey(newClientKey()) }), 45011);
  // a page, and a key that is none of the gateway's, are looked at elsewhere
  for (const path of ['/check', '/Check', '/healthz', '/Healthz'])
    assert.equal((await call(origin, { path, ...withKey(wrong) })).status, 200, path);
  assert.equal((await send(origin, { path: '/METRICS', headers: operatorHeaders(central) })).status, 200);
  assert.equal((await call(origin, { path: '/foo', ...withKey(orders) })).status, 404);
  assert.equal(await refusedAt(central, 'gateway'), 6);
});

test('K8: the refusal of the API stands in the line of its request', async (t) => {
  const central = await startCentral(t);
  assertRefused(await readToken(central.origin, central.shop, newClientKey()), 40125);
  const [line] = linesOf(central, 'request').filter(({ route }) => route === '/cgi-bin/token');
  assert.deepEqual([line?.status, line?.errcode], [200, 40125]);
});

test('K8: the good key’s use is told with when and from where, by either way of reading', async (t) => {
  const central = await startCentral(t, { env: { TRUST_PROXY: 'loopback' } });
  const { origin, shop, news, orders, mailer } = central;
  const page = async (): Promise<string> =>
    (await send(origin, { path: '/central', headers: operatorHeaders(central) })).text;
  assert.match(await page(), /Has read nothing from this instance since its start/);
  tokenOf(await readToken(origin, shop, orders, { 'x-forwarded-for': '203.0.113.1' }));
  tokenOf(await readToken(origin, shop, orders, { 'x-forwarded-for': '203.0.113.2' }));
  tokenOf(await postStable(origin, news, mailer));
  const html = await page();
  assert.match(html, /orders<\/dt>\s*<dd>(?:(?!<\/dd>)[\s\S])*Last read \d+ s ago from 203\.0\.113\.2\./);
  assert.match(html, /mailer<\/dt>\s*<dd>(?:(?!<\/dd>)[\s\S])*Last read \d+ s ago from 127\.0\.0\.1\./);
});

test('behind one address, a guesser is slowed, and a good key that is in use there is not', async (t) => {
  const central = await startCentral(t, { env: { RATE_LIMIT: '3' } });
  const { origin, shop, orders, mailer, news } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  for (let i = 0; i < 3; i += 1) await readToken(origin, shop, newClientKey());
  const startedAt = performance.now();
  const flood = Promise.all(Array.from({ length: 30 }, () => readToken(origin, shop, newClientKey())));
  for (let i = 0; i < 20; i += 1) assert.equal(tokenOf(await readToken(origin, shop, orders)), token);
  const goodMs = performance.now() - startedAt;
  for (const answer of await flood) assertRefused(answer, 45011);
  const floodMs = performance.now() - startedAt;
  assert.ok(floodMs > 2000 && goodMs < floodMs, `${goodMs} ms and ${floodMs} ms`);
  // of thirty guesses a few were looked at
  assert.ok(Number(await refusedAt(central, 'token')) <= 8);
  // a key that was never used from there waits for its turn
  tokenOf(await readToken(origin, news, mailer));
});

test('guessed tokens at getticket are held to the same limit, and a reader’s address is not', async (t) => {
  const central = await startCentral(t, { env: { RATE_LIMIT: '3', TRUST_PROXY: 'loopback' } });
  const { origin, shop, orders } = central;
  for (let i = 0; i < 3; i += 1) assertRefused(await readTicket(origin, `93_guess${i}`), 40001);
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => readTicket(origin, `93_${i}`)));
  for (const answer of answers) assertRefused(answer, 45011);
  const token = tokenOf(await readToken(origin, shop, orders, { 'x-forwarded-for': '203.0.113.1' }));
  const path = `/cgi-bin/ticket/getticket?${new URLSearchParams({ access_token: token, type: 'jsapi' })}`;
  const { text } = await send(origin, { path, headers: { 'x-forwarded-for': '203.0.113.1' } });
  assert.match(text, /"errcode":0/);
});

test('no GET reports or replaces a token, whatever the parameters say; a POST does', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, orders } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  for (const more of [
    { invalid_token: token },
    { invalid_token: '' },
    { force_refresh: 'true' },
    { force_refresh: 'false' },
    { force_refresh: '' },
  ] as const) {
    for (const key of [orders, newClientKey(), undefined]) {
      const { text } = await send(origin, { path: tokenPath(shop, key, more) });
      assert.match(text, /"errcode":43002,"errmsg":"require POST method; [^"]*POST \/cgi-bin\/stable_token/);
    }
  }
  assert.equal(tokenOf(await readToken(origin, shop, orders)), token);
  assert.equal(central.callsFor(shop).length, 1);
  assert.notEqual(tokenOf(await postStable(origin, shop, orders, { invalid_token: token })), token);
});
