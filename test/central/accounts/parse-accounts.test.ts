import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type ParsedAccounts,
  parseAccounts,
  type ReadSecret,
} from '../../../src/central/accounts/parse-accounts.ts';
import { fileOf, noSecretFile } from '../../support/process/file-reads.ts';

const digest = 'a1'.repeat(32);
const shop = { name: 'shop', appid: 'wx00000000000000a1', secret: 's' };

const parse = (json: unknown, read: ReadSecret = noSecretFile): Promise<ParsedAccounts> =>
  parseAccounts(typeof json === 'string' ? json : JSON.stringify(json), read);

test('the least that can be written, with what is taken for granted', async () => {
  assert.deepEqual(await parse({ accounts: [shop] }), {
    ok: true,
    accounts: { accounts: [{ ...shop, endpoint: 'stable_token' }], clients: [] },
    files: [],
    warnings: [],
  });
});

test('everything that can be written', async () => {
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
  const parsed = await parse(json, (path) => {
    read.push(path);
    return Promise.resolve(fileOf(' from the file\n'));
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
    warnings: [],
  });
  assert.deepEqual(read, ['news.secret']);
});

test('a byte order mark, as Windows’ editors write it, is passed over', async () => {
  assert.ok((await parse(`\uFEFF${JSON.stringify({ accounts: [shop] })}`)).ok);
});

test('one appid with both endpoints is two accounts', async () => {
  const both = [
    { ...shop, endpoint: 'token' },
    { ...shop, name: 'shop-stable', endpoint: 'stable_token' },
  ];
  assert.ok((await parse({ accounts: both })).ok);
});

test('what is no AppID is told as what it is, without refusing the file', async () => {
  const names = {
    ww00000000000000a1: 'a CorpID',
    gh_0123456789ab: 'the original ID',
    touristappid: 'the guest',
  };
  for (const [appid, name] of Object.entries(names)) {
    const parsed = await parse({ accounts: [{ ...shop, appid }] });
    assert.ok(JSON.stringify(parsed).includes(`"warnings":["accounts[0].appid: is ${name}`), appid);
  }
});
