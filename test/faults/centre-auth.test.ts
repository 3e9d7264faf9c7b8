// G1: nobody reads a token without a key, whatever is tried in its place. How keys are compared is in client-keys.test.ts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { RequestOptions } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { newClientKey, type RunningCentral, startCentral } from '../support/central/central.ts';
import {
  type Answer,
  ask,
  assertRefused,
  postJson,
  readToken,
  tokenOf,
  tokenPath,
  withoutRid,
} from '../support/central/central-api.ts';
import { sendRaw, statusOf } from '../support/network/raw.ts';

type Attempt = Pick<RequestOptions, 'headers'> & Readonly<{ key?: string }>;

const bearer = (key: string): string => `Bearer ${key}`;

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/** The same attempt at both endpoints. */
async function attempt({ origin, shop }: RunningCentral, { key, headers = {} }: Attempt): Promise<Answer[]> {
  const params = { grant_type: 'client_credential', appid: shop.appid, secret: key };
  return [
    await ask(origin, { path: tokenPath(shop, key), headers }),
    await ask(origin, {
      method: 'POST',
      path: '/cgi-bin/stable_token',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(params),
    }),
  ];
}

/** Keys that are nobody's, and those of one client where no key of it is looked for. */
function wrongKeys({ orders, shop, operator }: RunningCentral): Readonly<Record<string, Attempt>> {
  const digest = createHash('sha256').update(orders).digest('hex');
  return {
    'a wrong key': { key: newClientKey() },
    'a wrong last character': { key: orders.slice(0, -1) + (orders.endsWith('A') ? 'B' : 'A') },
    'too short': { key: orders.slice(0, -1) },
    'too long': { key: `${orders}x` },
    'one character': { key: 'w' },
    'the key twice over': { key: orders + orders },
    'another case': { key: orders.toUpperCase() },
    'a NUL behind it': { key: `${orders}\u0000` },
    'its SHA-256': { key: digest },
    'the secret of the account': { key: shop.secret },
    "the operator's key": { key: operator },
    'a key of 2000 characters': { key: orders.padEnd(2000, 'x') },
    'a name of Object.prototype': { key: '__proto__' },
    'a wrong Bearer': { headers: { authorization: bearer(newClientKey()) } },
    'a Bearer of 8 KiB': { headers: { authorization: bearer(orders.padEnd(8192, 'x')) } },
    'an empty Bearer': { headers: { authorization: 'Bearer ' } },
    'an empty Bearer beside the right secret': { key: orders, headers: { authorization: 'Bearer ' } },
    'an empty header': { headers: { authorization: '' } },
    'the key without a scheme': { headers: { authorization: orders } },
    'two headers, both right': { headers: { authorization: [bearer(orders), bearer(orders)] } },
    'the right header behind a wrong one': {
      headers: { authorization: [bearer(newClientKey()), bearer(orders)] },
    },
    'two keys in one header': { headers: { authorization: `${bearer(newClientKey())}, ${bearer(orders)}` } },
  };
}

/** Nothing is brought as the parameters and the header ask for it. */
function missingKeys({ orders }: RunningCentral): Readonly<Record<string, Attempt>> {
  return {
    'no key': {},
    'an empty secret': { key: '' },
    'a cookie': { headers: { cookie: `secret=${orders}; authorization=Bearer ${orders}` } },
    'headers of other systems': {
      headers: { 'x-api-key': orders, 'proxy-authorization': bearer(orders), 'x-authorization': orders },
    },
    'Basic with the right key': { headers: { authorization: basic('orders', orders) } },
    'a blank as key': { key: ' ' },
    'a referrer': { headers: { referer: `http://localhost/?secret=${orders}` } },
  };
}

test('G1: a wrong key is 40125 and none is 41004: one answer each, nobody is called, nothing is logged', async (t) => {
  const central = await startCentral(t);
  tokenOf(await readToken(central.origin, central.shop, central.orders));
  const before = central.callsFor(central.shop).length;
  for (const [errcode, attempts] of [
    [40125, wrongKeys(central)],
    [41004, missingKeys(central)],
  ] as const) {
    const texts = new Set<string>();
    for (const [name, each] of Object.entries(attempts)) {
      for (const answer of await attempt(central, each)) {
        assertRefused(answer, errcode, name);
        texts.add(withoutRid(answer));
        assertClean(central.orders, { [name]: answer.text + JSON.stringify(answer.headers) });
      }
      if (each.key !== undefined && each.key.length > 40) assertClean(each.key, { log: central.logged() });
    }
    assert.equal(texts.size, 1, [...texts].join('\n'));
  }
  assert.equal(central.callsFor(central.shop).length, before);
  assertClean(central.orders, { log: central.logged() });
  tokenOf(await readToken(central.origin, central.shop, central.orders));
});

test('two different keys are refused and said, whichever is right; Basic of a proxy is passed over', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, orders, mailer } = central;
  tokenOf(await readToken(origin, shop, orders));
  for (const [key, header] of [
    [orders, newClientKey()],
    [newClientKey(), orders],
    [orders, mailer],
  ] as const) {
    for (const answer of await attempt(central, { key, headers: { authorization: bearer(header) } })) {
      assertRefused(answer, 40125);
      assert.match(String(answer.body.errmsg), /two different keys/);
    }
  }
  for (const authorization of [bearer(orders), basic('x', 'y'), 'Digest username="x"']) {
    for (const answer of await attempt(central, { key: orders, headers: { authorization } })) tokenOf(answer);
  }
  for (const answer of await attempt(central, { key: ` ${orders}\n` })) tokenOf(answer);
});

test('G1: a key that no request can hold ends before it is looked at', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, logged } = central;
  const key = 'x'.repeat(1024 * 1024);
  const params = { grant_type: 'client_credential', appid: shop.appid, secret: key };
  assertRefused(await postJson(origin, JSON.stringify(params)), 47001, 'in the body');
  const head = `GET ${tokenPath(shop)} HTTP/1.1`;
  const inHeader = await sendRaw(origin, [head, 'Host: localhost', `Authorization: Bearer ${key}`]);
  const inAddress = await sendRaw(origin, [`GET ${tokenPath(shop, key)} HTTP/1.1`, 'Host: localhost']);
  assert.deepEqual([statusOf(inHeader), statusOf(inAddress)], [431, 431]);
  // longer than any parameter of ours, and small enough to be read
  assertRefused(await readToken(origin, shop, key.slice(0, 4000)), 47001, 'in the query');
  assert.doesNotMatch(logged(), /xxxx/);
  assert.match(logged(), /"route":"\/cgi-bin\/stable_token"/);
});
