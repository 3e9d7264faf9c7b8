// B1, B2, B5, B6 over real sockets, and the two limits of the API.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { newClientKey, type RunningCentral, startCentral } from '../support/central/central.ts';
import {
  type Answer,
  assertRefused,
  forceRefresh,
  postStable,
  readToken,
  retryAfterOf,
  tokenOf,
} from '../support/central/central-api.ts';

const times = <T>(count: number, make: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => make(i)));

/** They all hold one token, and it works. */
function assertSameWorking({ simulator, shop }: RunningCentral, answers: readonly Answer[]): string {
  const tokens = new Set(answers.map(tokenOf));
  assert.equal(tokens.size, 1);
  const [token = ''] = tokens;
  assert.deepEqual(simulator.check(token), { appid: shop.appid, endpoint: 'token' });
  return token;
}

function holdBack(): { until: Promise<void>; release: () => void } {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

/** For an account of endpoint `token`: from here on a new one is asked for, and the old one lives on. */
const dueMs = 6_640_000;
const deadMs = 7_201_000;

test('B1: 1,000 cold readers at once, in every way there is to ask: one call, one working token', async (t) => {
  const { until, release } = holdBack();
  const central = await startCentral(t, { fault: { kind: 'delay', until } });
  const { origin, shop, orders } = central;
  const ways = [
    () => readToken(origin, shop, orders),
    () => readToken(origin, shop, undefined, { authorization: `Bearer ${orders}` }),
    () => postStable(origin, shop, orders),
  ];
  const reading = times(1000, (i) => (ways[i % ways.length] ?? ways[0])?.() ?? assert.fail());
  // answered behind most of them: they wait for WeChat by then
  assert.equal((await send(origin, { path: '/healthz' })).status, 200);
  await central.simulator.seen(3);
  release();
  const token = assertSameWorking(central, await reading);
  assert.equal(central.callsFor(shop).length, 1);
  assert.equal(tokenOf(await readToken(origin, shop, orders)), token);
});

test('B2: 100 reports of one dead token at once: one call, and all have the new one; 100 after one another: none more', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, orders, callsFor } = central;
  const dead = tokenOf(await forceRefresh(central, shop));
  now += 60_000;
  const before = callsFor(shop).length;
  const report = (): Promise<Answer> => postStable(origin, shop, orders, { invalid_token: dead });
  const token = assertSameWorking(central, await times(100, report));
  assert.notEqual(token, dead);
  assert.equal(callsFor(shop).length, before + 1);
  now += 60_000;
  for (let i = 0; i < 100; i += 1) assert.equal(tokenOf(await report()), token);
  assert.equal(callsFor(shop).length, before + 1);
});

test('B2: of a stable_token account as well: one forced call, behind one that looks whether WeChat has another', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, news, orders, callsFor } = central;
  const dead = tokenOf(await forceRefresh(central, news));
  now += 60_000;
  const before = callsFor(news).length;
  const report = (): Promise<Answer> => postStable(origin, news, orders, { invalid_token: dead });
  const tokens = new Set((await times(100, report)).map(tokenOf));
  assert.equal(tokens.size, 1);
  assert.ok(!tokens.has(dead));
  const forced = callsFor(news)
    .slice(before)
    // our own call
    .map(({ body }) => (JSON.parse(body) as { force_refresh?: boolean }).force_refresh === true);
  assert.deepEqual(forced, [false, true]);
});

test('B3, B4: reports of an older token, of garbage and of another account’s token cost no call', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now });
  const { origin, shop, news, orders, mailer, callsFor } = central;
  const older = tokenOf(await forceRefresh(central, shop));
  now += 60_000;
  const token = tokenOf(await forceRefresh(central, shop));
  const other = tokenOf(await readToken(origin, news, orders));
  now += 60_000;
  const before = callsFor(shop).length;
  for (const invalid of [older, 'garbage', other, `${token}x`, '__proto__', orders]) {
    assert.equal(tokenOf(await postStable(origin, shop, orders, { invalid_token: invalid })), token);
  }
  assert.equal(callsFor(shop).length, before);
  // may not force, and is told the current one all the same
  assert.equal(tokenOf(await postStable(origin, news, mailer, { invalid_token: 'older' })), other);
  assertRefused(await postStable(origin, news, mailer, { invalid_token: other }), 48001);
});

test('B5: the token is due and WeChat hangs: 500 readers are answered with the old one meanwhile, and one call is out', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now, env: { WECHAT_TIMEOUT_MS: '60000' } });
  const { origin, shop, orders, simulator, callsFor } = central;
  const held = tokenOf(await forceRefresh(central, shop));
  const before = callsFor(shop).length;
  simulator.failAlways({ kind: 'hang' });
  now += dueMs;
  // no answer of WeChat's comes within this test, so none of them has waited for one
  assert.equal(assertSameWorking(central, await times(500, () => readToken(origin, shop, orders))), held);
  await simulator.seen(before + 1);
  assert.equal(assertSameWorking(central, await times(500, () => postStable(origin, shop, orders))), held);
  assert.equal(callsFor(shop).length, before + 1);
});

test('B6, B7: past the real end readers get -1 with Retry-After, never a dead token; then one call mends it for all', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now, env: { WECHAT_TIMEOUT_MS: '300' } });
  const { origin, shop, orders, simulator, callsFor } = central;
  const held = tokenOf(await forceRefresh(central, shop));
  const before = callsFor(shop).length;
  simulator.failAlways({ kind: 'hang' });
  now += deadMs;
  assert.equal(simulator.check(held), 'expired');
  const answers = await times(200, () => readToken(origin, shop, orders));
  let waitS = 0;
  for (const answer of answers) {
    assertRefused(answer, -1);
    assert.match(answer.text, /no valid token is held and none could be fetched \(upstream_timeout\)/);
    waitS = Math.max(waitS, retryAfterOf(answer));
    assert.equal(answer.text.includes(held), false);
  }
  assert.equal(callsFor(shop).length, before + 1);

  simulator.failAlways(undefined);
  // before the pause is over nobody is called
  assertRefused(await readToken(origin, shop, orders), -1);
  assert.equal(callsFor(shop).length, before + 1);
  now += waitS * 1000;
  assertSameWorking(central, await times(200, () => readToken(origin, shop, orders)));
  assert.equal(callsFor(shop).length, before + 2);
});

test('CLIENT_RATE_LIMIT: 45011 with Retry-After for the client that reads too often, by either way, and for no other', async (t) => {
  const central = await startCentral(t, { env: { CLIENT_RATE_LIMIT: '4' } });
  const { origin, shop, news, orders, mailer } = central;
  for (const account of [shop, news]) {
    tokenOf(await readToken(origin, account, orders));
    tokenOf(await postStable(origin, account, orders));
  }
  for (const answer of [
    await readToken(origin, shop, orders),
    await readToken(origin, news, undefined, { authorization: `Bearer ${orders}` }),
    await postStable(origin, shop, orders, { force_refresh: true }),
  ]) {
    assertRefused(answer, 45011);
    assert.ok(retryAfterOf(answer) <= 60);
  }
  assert.doesNotMatch(central.logged(), /"forced_refresh"/);
  for (let i = 0; i < 4; i += 1) tokenOf(await readToken(origin, news, mailer));
  assertRefused(await readToken(origin, news, mailer), 45011);
});

test('wrong keys beyond RATE_LIMIT: 45011 for the address, while good keys from it are served', async (t) => {
  const central = await startCentral(t, { env: { RATE_LIMIT: '3' } });
  const { origin, shop, orders } = central;
  // no key at all is no guess
  for (let i = 0; i < 5; i += 1) assertRefused(await readToken(origin, shop), 41004);
  for (let i = 0; i < 3; i += 1) assertRefused(await readToken(origin, shop, newClientKey()), 40125);
  const tooMany = [
    await readToken(origin, shop, newClientKey()),
    await readToken(origin, shop, undefined, { authorization: 'Bearer x' }),
    await postStable(origin, shop, newClientKey()),
  ];
  for (const answer of tooMany) {
    assertRefused(answer, 45011);
    assert.ok(retryAfterOf(answer) <= 60);
  }
  // an address is not made up: no proxy is trusted here
  const forged = await readToken(origin, shop, newClientKey(), { 'x-forwarded-for': '203.0.113.7' });
  assertRefused(forged, 45011);
  for (let i = 0; i < 10; i += 1) {
    tokenOf(await readToken(origin, shop, orders));
    tokenOf(await postStable(origin, shop, orders));
  }
});
