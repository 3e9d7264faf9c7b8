import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account, Client } from '../../../src/central/accounts/accounts.ts';
import { createDirectory } from '../../../src/central/accounts/directory.ts';
import { digestOf, newClientKey } from '../../support/central/central.ts';

const account = (name: string, appid: string, endpoint: Account['endpoint']): Account => ({
  name,
  appid,
  secret: 's',
  endpoint,
});

const shop = account('shop', 'wx01', 'token');
const shopStable = account('shop-stable', 'wx01', 'stable_token');
const news = account('news', 'wx02', 'stable_token');

const client = (name: string, ...accounts: string[]): Client => ({
  name,
  keySha256: [],
  accounts,
  forceRefresh: false,
});

const everything = client('all', 'shop', 'shop-stable', 'news');
const one = client('one', 'shop');
const other = client('other', 'shop-stable');
const accounts = { accounts: [shop, shopStable, news], clients: [everything, one, other] };
const { find } = createDirectory(accounts);

test('an appid with both endpoints is had by the one that is asked for', () => {
  assert.equal(find(everything, 'wx01', 'token'), shop);
  assert.equal(find(everything, 'wx01', 'stable_token'), shopStable);
});

test('an appid with one endpoint is had by that one, whichever is asked for', () => {
  assert.equal(find(everything, 'wx02', 'token'), news);
  assert.equal(find(everything, 'wx02', 'stable_token'), news);
});

test('of an appid with both, a client has the one that it may read', () => {
  assert.equal(find(one, 'wx01', 'token'), shop);
  assert.equal(find(one, 'wx01', 'stable_token'), shop);
  assert.equal(find(other, 'wx01', 'token'), shopStable);
});

test('unknown and not allowed are the same: nothing', () => {
  for (const appid of ['wx02', 'wx03', '', 'WX01', 'shop', '__proto__', 'constructor']) {
    assert.equal(find(one, appid, 'token'), undefined, appid);
  }
});

test('a client of an older version of the file finds nothing in a newer one', () => {
  const newer = createDirectory({ ...accounts, clients: [{ ...one }] });
  assert.equal(newer.find(one, 'wx01', 'token'), undefined);
});

test('it tells whose a key is, and what the file holds', () => {
  const key = newClientKey();
  const owner = { ...one, keySha256: [digestOf(key)] };
  const directory = createDirectory({ accounts: [shop], clients: [owner] });
  assert.equal(directory.identify(key), owner);
  assert.equal(directory.identify(newClientKey()), undefined);
  assert.deepEqual(directory.accounts, { accounts: [shop], clients: [owner] });
});

test('10,000 accounts and as many clients: each finds its own', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => account(`a${i}`, `wx${i}`, 'token'));
  const clients = many.map(({ name }) => client(`c${name}`, name));
  const large = createDirectory({ accounts: many, clients });
  for (const i of [0, 4999, 9999]) {
    const who = clients[i];
    assert.ok(who !== undefined);
    assert.equal(large.find(who, `wx${i}`, 'token'), many[i]);
    assert.equal(large.find(who, `wx${i + 1}`, 'token'), undefined);
  }
});
