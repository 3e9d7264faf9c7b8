// A1 to A13 as the central server meets them: a reader gets what is held, or -1 with Retry-After, and never nonsense.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Fault, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { assertClean } from '../support/canary.ts';
import { type RunningCentral, startCentral } from '../support/central/central.ts';
import {
  type Answer,
  assertRefused,
  forceRefresh,
  readToken,
  retryAfterOf,
  tokenOf,
} from '../support/central/central-api.ts';
import { eventually } from '../support/page/get.ts';

type Account = RunningCentral['shop'];

/** For an account of endpoint `token` a new one is asked for by then; for stable_token as well. */
const dueMs = { token: 6_640_000, stable_token: 6_920_000 };

const env = { WECHAT_TIMEOUT_MS: '300' };

const html = { 'Content-Type': 'text/html' };
const page = '<html><body><h1>Bad Gateway at proxy-7.internal</h1></body></html>';
const minted = (expiresIn: string): Fault => ({
  kind: 'reply',
  body: `{"access_token":"93_untrusted-token-of-nobody","expires_in":${expiresIn}}`,
});

const faults: readonly (readonly [row: string, what: string, fault: Fault, code: string])[] = [
  ['A1', 'no answer', { kind: 'hang' }, 'upstream_timeout'],
  ['A3', 'reset before minting', { kind: 'reset', when: 'before-mint' }, 'upstream_unreachable'],
  ['A3', 'reset after minting', { kind: 'reset', when: 'after-mint' }, 'upstream_unreachable'],
  ['A3', 'reset in mid-body', { kind: 'reset', when: 'mid-body' }, 'upstream_unreachable'],
  ['A4', 'a byte each 50 ms', { kind: 'drip', intervalMs: 50 }, 'upstream_timeout'],
  ['A5', '500 with JSON', { kind: 'reply', status: 500, body: '{"errcode":-1}' }, 'upstream_status'],
  ['A5', '503, empty', { kind: 'reply', status: 503, body: '' }, 'upstream_status'],
  ['A6', '502 with HTML', { kind: 'reply', status: 502, headers: html, body: page }, 'upstream_status'],
  [
    'A6',
    '502 with 1 MiB of HTML',
    { kind: 'reply', status: 502, headers: html, body: page.repeat(16_000) },
    'upstream_too_large',
  ],
  ['A7', '200 with HTML', { kind: 'reply', headers: html, body: page }, 'upstream_unexpected'],
  ['A8', 'truncated', { kind: 'truncate' }, 'upstream_unreachable'],
  ['A9', 'oversized', { kind: 'oversize', bytes: 64 * 1024 * 1024 }, 'upstream_too_large'],
  [
    'A9',
    'a gzip bomb',
    {
      kind: 'reply',
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(10_000_000)),
    },
    'upstream_unexpected',
  ],
  ['A12', 'a list', { kind: 'reply', body: '[]' }, 'upstream_unexpected'],
  ['A12', 'an object of nothing', { kind: 'reply', body: '{}' }, 'upstream_unexpected'],
  [
    'A12',
    'an empty token',
    { kind: 'reply', body: '{"access_token":"","expires_in":7200}' },
    'upstream_unexpected',
  ],
  ['A13', 'no expires_in', { kind: 'reply', body: '{"access_token":"93_untrusted"}' }, 'bad_expiry'],
  ...['0', '-1', '"abc"', 'null', '7200.5', '[7200]', '{}'].map(
    (value) => ['A13', `expires_in ${value}`, minted(value), 'bad_expiry'] as const,
  ),
];

/** No words of what WeChat's side sent, no token of it, and no secret. */
function assertSilent({ shop, news, logged }: RunningCentral, answer: Answer): void {
  const texts = { answer: answer.text, headers: JSON.stringify(answer.headers), log: logged() };
  for (const { secret } of [shop, news]) assertClean(secret, texts);
  for (const text of Object.values(texts)) assert.doesNotMatch(text, /Bad Gateway|<html|untrusted|proxy-7/);
}

for (const [row, what, fault, code] of faults) {
  test(`${row}: ${what}: -1 with Retry-After while nothing is held, and what is held otherwise`, async (t) => {
    let now = Date.now();
    const central = await startCentral(t, { now: () => now, env, fault });
    const { origin, shop, news, orders, simulator, logged } = central;
    const read = (account: Account): Promise<Answer> => readToken(origin, account, orders);
    let waitS = 0;
    for (const account of [shop, news]) {
      const answer = await read(account);
      assertRefused(answer, -1, account.name);
      assert.ok(answer.text.includes(`(${code})`), answer.text);
      waitS = Math.max(waitS, retryAfterOf(answer));
      assertSilent(central, answer);
    }
    simulator.failAlways(undefined);
    now += waitS * 1000;
    const held = new Map<Account, string>();
    for (const account of [shop, news]) {
      assert.notEqual(simulator.check(tokenOf(await read(account))), 'unknown');
      held.set(account, tokenOf(await forceRefresh(central, account)));
    }
    const startedAt = now;
    simulator.failAlways(fault);
    for (const account of [shop, news]) {
      const { appid, endpoint } = account;
      now = startedAt + dueMs[endpoint];
      const before = logged().length;
      // the fetch that it starts behind itself fails
      assert.equal(tokenOf(await read(account)), held.get(account));
      const failed = (line: string): boolean =>
        line.includes('"token_fetch_failed"') && line.includes(`"account":"${account.name}"`);
      await eventually('it fails', () => logged().slice(before).split('\n').some(failed));
      const answer = await read(account);
      assert.equal(tokenOf(answer), held.get(account));
      assert.deepEqual(simulator.check(tokenOf(answer)), { appid, endpoint }, 'and it works');
      assertSilent(central, answer);
    }
  });
}

test('A3: a call that may have minted leaves the old token for five minutes at most, never a dead one', async (t) => {
  let now = Date.now();
  const central = await startCentral(t, { now: () => now, env });
  const { origin, shop, orders, simulator, callsFor, logged } = central;
  const held = tokenOf(await forceRefresh(central, shop));
  now += dueMs.token;
  simulator.failAlways({ kind: 'reset', when: 'after-mint' });
  const first = await readToken(origin, shop, orders);
  assert.equal(tokenOf(first), held);
  await eventually('it fails', () => logged().includes('"token_fetch_failed"'));
  const calls = callsFor(shop).length;
  const suspect = await readToken(origin, shop, orders);
  assert.equal(tokenOf(suspect), held);
  assert.ok(Number(suspect.body.expires_in) <= 300, suspect.text);
  assert.equal(callsFor(shop).length, calls, 'not before its pause is over');
  simulator.failAlways({ kind: 'hang' });
  now += 300_000;
  assert.equal(simulator.check(held), 'replaced');
  assertRefused(await readToken(origin, shop, orders), -1);
});

for (const status of [301, 302, 307, 308] as const) {
  test(`A10: ${status} to another host is not followed: it sees nothing, and its address is not logged`, async (t) => {
    const other = await startSimulator({ openAccounts: true });
    t.after(other.close);
    const location = `${other.origin}/cgi-bin/token?stolen=1`;
    const central = await startCentral(t, { env, fault: { kind: 'redirect', status, location } });
    for (const account of [central.shop, central.news]) {
      const answer = await readToken(central.origin, account, central.orders);
      assertRefused(answer, -1);
      retryAfterOf(answer);
      assert.doesNotMatch(answer.text + central.logged(), /stolen/);
    }
    assert.equal(other.calls.length, 0);
  });
}

for (const [what, expiresIn, most] of [
  ['text', '"7200"', 7200],
  ['far too long', '1e12', 7200],
  ['short', '40', 40],
] as const) {
  test(`A13: expires_in ${what} (${expiresIn}): taken, and never more than ${most} is promised`, async (t) => {
    const central = await startCentral(t, { env, fault: minted(expiresIn) });
    for (const account of [central.shop, central.news]) {
      const answer = await readToken(central.origin, account, central.orders);
      assert.equal(tokenOf(answer), '93_untrusted-token-of-nobody');
      assert.ok(Number(answer.body.expires_in) <= most && Number(answer.body.expires_in) >= most / 4);
    }
  });
}

for (const [what, fault] of [
  ['as text/plain', { 'Content-Type': 'text/plain' }],
  ['without a type', {}],
  ['called GBK', { 'Content-Type': 'application/json; charset=gbk' }],
] as const) {
  test(`A11: a good answer ${what} is taken`, async (t) => {
    const body = '\uFEFF{"access_token":"93_plain","expires_in":7200}';
    const central = await startCentral(t, { env, fault: { kind: 'reply', headers: fault, body } });
    const answer = await readToken(central.origin, central.shop, central.orders);
    assert.equal(tokenOf(answer), '93_plain');
  });
}

for (const errcode of [40013, 40125, 40164, 40243, 50004, 99999]) {
  test(`A16: ${errcode} is passed on with its code, and WeChat is not asked again for minutes`, async (t) => {
    let now = Date.now();
    const errmsg = 'as WeChat says it rid: 65112232-35da441e-28f02baf';
    const fault: Fault = { kind: 'reply', body: JSON.stringify({ errcode, errmsg }) };
    const central = await startCentral(t, { now: () => now, env, fault });
    const { origin, shop, orders, callsFor } = central;
    const answer = await readToken(origin, shop, orders);
    assert.deepEqual(answer.body, { errcode, errmsg });
    assert.ok(retryAfterOf(answer) >= 300);
    now += 299_000;
    assert.equal((await readToken(origin, shop, orders)).body.errcode, errcode);
    assert.equal(callsFor(shop).length, 1);
  });
}
