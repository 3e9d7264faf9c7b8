import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ParsedAccounts, parseAccounts } from '../../src/central/parse-accounts.ts';

const digest = 'a1'.repeat(32);
const shop = { name: 'shop', appid: 'wx0000000000000000', secret: 's' };

const noFile = (): string => {
  throw new Error('there is no such file');
};

const parse = (json: unknown, readFile: (path: string) => string = noFile): ParsedAccounts =>
  parseAccounts(typeof json === 'string' ? json : JSON.stringify(json), readFile);

test('the least that can be written, with what is taken for granted', () => {
  assert.deepEqual(parse({ accounts: [shop] }), {
    ok: true,
    accounts: { accounts: [{ ...shop, endpoint: 'stable_token' }], clients: [] },
    files: [],
  });
});

test('everything that can be written', () => {
  const json = {
    accounts: [
      { ...shop, endpoint: 'token' },
      { name: 'news', appid: 'wx1', secretFile: 'news.secret', endpoint: 'stable_token' },
    ],
    clients: [
      {
        name: 'orders',
        keySha256: [digest.toUpperCase(), 'b2'.repeat(32)],
        accounts: ['shop', 'news'],
        forceRefresh: true,
      },
      { name: 'mailer', keySha256: 'c3'.repeat(32), accounts: ['news'] },
    ],
  };
  const read: string[] = [];
  const parsed = parse(json, (path) => {
    read.push(path);
    return ' from the file\n';
  });
  assert.deepEqual(parsed, {
    ok: true,
    accounts: {
      accounts: [
        { ...shop, endpoint: 'token' },
        { name: 'news', appid: 'wx1', endpoint: 'stable_token', secret: 'from the file' },
      ],
      clients: [
        {
          name: 'orders',
          keySha256: [digest, 'b2'.repeat(32)],
          accounts: ['shop', 'news'],
          forceRefresh: true,
        },
        { name: 'mailer', keySha256: ['c3'.repeat(32)], accounts: ['news'], forceRefresh: false },
      ],
    },
    files: ['news.secret'],
  });
  assert.deepEqual(read, ['news.secret']);
});

test('a byte order mark, as Windows’ editors write it, is passed over', () => {
  assert.ok(parse(`\uFEFF${JSON.stringify({ accounts: [shop] })}`).ok);
});

test('one appid with both endpoints is two accounts', () => {
  const both = [
    { ...shop, endpoint: 'token' },
    { ...shop, name: 'shop-stable', endpoint: 'stable_token' },
  ];
  assert.ok(parse({ accounts: both }).ok);
});
