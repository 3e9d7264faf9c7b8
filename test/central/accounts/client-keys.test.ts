import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { type TestContext, test } from 'node:test';
import type { Client } from '../../../src/central/accounts/accounts.ts';
import { createClientKeys } from '../../../src/central/accounts/client-keys.ts';
import { digestOf, newClientKey } from '../../support/central/central.ts';

const [first, second, other] = [newClientKey(), newClientKey(), newClientKey()];
const orders: Client = {
  name: 'orders',
  keySha256: [digestOf(first), digestOf(second)],
  accounts: ['shop'],
  forceRefresh: true,
};
const mailer: Client = {
  name: 'mailer',
  keySha256: [digestOf(other)],
  accounts: ['news'],
  forceRefresh: false,
};
const keys = createClientKeys([orders, mailer]);

test('each key of a client is its own, and both of two are', () => {
  assert.equal(keys.identify(first), orders);
  assert.equal(keys.identify(second), orders);
  assert.equal(keys.identify(other), mailer);
});

const wrong = {
  empty: '',
  'one character': 'w',
  'all but the last': first.slice(0, -1),
  'one more': `${first}x`,
  'another case': first.toUpperCase(),
  'the digest itself': digestOf(first),
  'nobody has it': newClientKey(),
  '256 characters': 'x'.repeat(256),
  'a right key and then more than is hashed': first.padEnd(257, 'x'),
  '1 MiB': 'x'.repeat(1024 * 1024),
  __proto__: '__proto__',
};

for (const [name, key] of Object.entries(wrong)) {
  test(`nobody's key: ${name}`, () => assert.equal(keys.identify(key), undefined));
}

test('a key of 256 characters is read whole, and a longer one that begins with it is nobody’s', () => {
  const long = 'k'.repeat(256);
  const client = { ...orders, keySha256: [digestOf(long)] };
  const { identify } = createClientKeys([client]);
  assert.equal(identify(long), client);
  assert.equal(identify(`${long}k`), undefined);
});

test('without clients no key is anybody’s', () => {
  const none = createClientKeys([]);
  for (const key of ['', first]) assert.equal(none.identify(key), undefined);
});

/** Lengths of what is compared in constant time, and of what is hashed, from here to the end of the test. */
function watchCrypto(t: TestContext): { compared: number[][]; hashed: number[] } {
  const { timingSafeEqual, hash } = crypto;
  const seen: { compared: number[][]; hashed: number[] } = { compared: [], hashed: [] };
  const put = (methods: object): void => {
    Object.assign(crypto, methods);
    syncBuiltinESMExports();
  };
  put({
    timingSafeEqual: (a: Buffer, b: Buffer) => {
      seen.compared.push([a.length, b.length]);
      return timingSafeEqual(a, b);
    },
    hash: (name: string, text: string) => {
      seen.hashed.push(text.length);
      return hash(name, text);
    },
  });
  t.after(() => put({ timingSafeEqual, hash }));
  return seen;
}

test('G1: a good key and every wrong one are the same work: one digest, one comparison in constant time', (t) => {
  // how long each takes cannot be measured beside other processes; what is done for it can be counted
  const seen = watchCrypto(t);
  const all = [first, other, ...Object.values(wrong)];
  for (const key of all) keys.identify(key);
  assert.deepEqual(seen.compared, Array(all.length).fill([32, 32]));
  assert.equal(seen.hashed.length, all.length);
  assert.equal(Math.max(...seen.hashed), 256);
});

test('a client reads the accounts that it names, and one that is not of this list reads none', () => {
  assert.deepEqual(
    ['shop', 'news', '', '__proto__'].map((account) => keys.mayRead(orders, account)),
    [true, false, false, false],
  );
  assert.equal(keys.mayRead({ ...orders }, 'shop'), false);
});
