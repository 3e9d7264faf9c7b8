import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccounts, type ReadSecret } from '../../../src/central/accounts/parse-accounts.ts';
import { assertClean, createCanary } from '../../support/canary.ts';
import { fileOf, noSecretFile } from '../../support/process/file-reads.ts';

const digest = 'a1'.repeat(32);
const shop = { name: 'shop', appid: 'wx00000000000000a1', secret: 's' };
const orders = { name: 'orders', keySha256: digest, accounts: ['shop'] };

async function problemsOf(json: unknown, read: ReadSecret = noSecretFile): Promise<readonly string[]> {
  const parsed = await parseAccounts(typeof json === 'string' ? json : JSON.stringify(json), read);
  assert.equal(parsed.ok, false);
  return parsed.ok ? [] : parsed.problems;
}

const list = 'expected a list with at least one entry';
const nameRule = 'expected 1 to 40 letters, digits, dots, dashes or underlines';

const wrong: readonly (readonly [what: string, json: unknown, problem: RegExp])[] = [
  [
    'no JSON',
    '{',
    /^the file is not JSON, line 1, column 2: it ends too early: a closing \} or \] is missing$/,
  ],
  ['empty', '', /^the file is not JSON, line 1, column 1: it is empty$/],
  ['a list', [], /^the file: expected an object with accounts and clients$/],
  ['no accounts', {}, new RegExp(`^accounts: ${list}$`)],
  ['an empty list', { accounts: [] }, new RegExp(`^accounts: ${list}$`)],
  [
    'a field nobody knows',
    { accounts: [shop], extra: 1 },
    /^extra: is not known; known here are accounts, clients$/,
  ],
  [
    'one in an account',
    { accounts: [{ ...shop, Secret: 's' }] },
    /^accounts\[0\]\.Secret: did you mean secret\?$/,
  ],
  [
    'a name of two words',
    { accounts: [{ ...shop, name: 'a b' }] },
    new RegExp(`^accounts\\[0\\]\\.name: ${nameRule}$`),
  ],
  ['a name of 41', { accounts: [{ ...shop, name: 'x'.repeat(41) }] }, /^accounts\[0\]\.name: expected/],
  ['no name', { accounts: [{ appid: 'wx1', secret: 's' }] }, /^accounts\[0\]\.name: expected/],
  ['a path as appid', { accounts: [{ ...shop, appid: '../x' }] }, /^accounts\[0\]\.appid: expected an AppID/],
  ['an empty secret', { accounts: [{ ...shop, secret: '' }] }, /^accounts\[0\]\.secret: is empty$/],
  [
    'no secret',
    { accounts: [{ name: 'shop', appid: 'wx1' }] },
    /^accounts\[0\]: needs either secret or secretFile$/,
  ],
  [
    'another endpoint',
    { accounts: [{ ...shop, endpoint: 'both' }] },
    /^accounts\[0\]\.endpoint: expected stable_token or token$/,
  ],
  [
    'the key itself',
    { accounts: [shop], clients: [{ ...orders, keySha256: 'wat_key' }] },
    /^clients\[0\]\.keySha256: expected a SHA-256 in 64 hex digits/,
  ],
  [
    'no digest',
    { accounts: [shop], clients: [{ ...orders, keySha256: [] }] },
    /^clients\[0\]\.keySha256: expected/,
  ],
  [
    'three digests',
    { accounts: [shop], clients: [{ ...orders, keySha256: ['1', '2', '3'].map((c) => c.repeat(64)) }] },
    /^clients\[0\]\.keySha256: expected/,
  ],
  [
    'no account to read',
    { accounts: [shop], clients: [{ ...orders, accounts: [] }] },
    new RegExp(`^clients\\[0\\]\\.accounts: ${list}$`),
  ],
  [
    'an account that is not here',
    { accounts: [shop], clients: [{ ...orders, accounts: ['news'] }] },
    /^clients\[0\]\.accounts\[0\]: names an account that is not here$/,
  ],
  [
    'a word for true',
    { accounts: [shop], clients: [{ ...orders, forceRefresh: 'yes' }] },
    /^clients\[0\]\.forceRefresh: expected true or false$/,
  ],
  [
    'a name twice',
    { accounts: [shop, { ...shop, appid: 'wx1' }] },
    /^accounts\[1\]\.name: another account has this name$/,
  ],
  [
    'an appid twice',
    { accounts: [shop, { ...shop, name: 'other' }] },
    /^accounts\[1\]\.appid: another account has this AppID with the same endpoint$/,
  ],
  [
    'a client twice',
    { accounts: [shop], clients: [orders, { ...orders, keySha256: 'b2'.repeat(32) }] },
    /^clients\[1\]\.name: another client has this name$/,
  ],
  [
    'a key twice',
    { accounts: [shop], clients: [orders, { ...orders, name: 'other' }] },
    /^clients\[1\]\.keySha256: this key is given twice$/,
  ],
  [
    'a key twice in one client',
    { accounts: [shop], clients: [{ ...orders, keySha256: [digest, digest.toUpperCase()] }] },
    /^clients\[0\]\.keySha256: this key is given twice$/,
  ],
  [
    'a file that is not there',
    { accounts: [{ name: 'shop', appid: 'wx1', secretFile: '/no/such' }] },
    /^accounts\[0\]\.secretFile: that file cannot be read: there is no such file$/,
  ],
];

for (const [what, json, problem] of wrong) {
  test(`refused: ${what}`, async () => {
    const problems = await problemsOf(json);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', problem);
  });
}

test('refused: a secretFile that holds nothing', async () => {
  const json = { accounts: [{ name: 'shop', appid: 'wx1', secretFile: 'x' }] };
  assert.deepEqual(await problemsOf(json, () => Promise.resolve(fileOf(' \n'))), [
    'accounts[0].secretFile: that file is empty',
  ]);
});

test('refused: secret and secretFile', async () => {
  const json = { accounts: [{ ...shop, secretFile: 'x' }] };
  assert.deepEqual(await problemsOf(json, () => Promise.resolve(fileOf('other'))), [
    'accounts[0]: needs either secret or secretFile',
  ]);
});

test('all mistakes are reported at once', async () => {
  const json = {
    accounts: [
      { ...shop, appid: '' },
      { ...shop, name: 'news', endpoint: 1 },
    ],
    clients: [{ ...orders, name: '' }],
  };
  assert.deepEqual(await problemsOf(json), [
    'accounts[0].appid: expected an AppID: letters, digits, dashes or underlines, at most 64; 32 hex digits would be an AppSecret',
    'accounts[1].endpoint: expected stable_token or token',
    `clients[0].name: ${nameRule}`,
  ]);
});

test('no problem repeats a value: a secret may stand in any place', async () => {
  const canary = createCanary();
  const places: readonly unknown[] = [
    canary,
    `{"accounts":[{"secret":${JSON.stringify(canary)}`,
    { [canary]: canary },
    { accounts: canary },
    { accounts: [canary] },
    { accounts: [{ ...shop, [canary]: canary }] },
    ...['name', 'appid', 'endpoint', 'secretFile'].map((field) => ({
      accounts: [{ ...shop, [field]: canary }],
    })),
    { accounts: [{ ...shop, secret: canary.repeat(20) }] },
    { accounts: [{ ...shop, secret: [canary] }] },
    ...['name', 'keySha256', 'forceRefresh'].map((field) => ({
      accounts: [shop],
      clients: [{ ...orders, [field]: canary }],
    })),
    { accounts: [shop], clients: [{ ...orders, accounts: [canary] }] },
  ];
  for (const json of places) {
    assertClean(canary, { problems: (await problemsOf(json)).join('\n') });
  }
});

test('__proto__ in the file is a field that is not known, or nothing', async () => {
  const problems = await problemsOf(
    `{"accounts":[{"__proto__":{"name":"shop"},"appid":"wx1","secret":"s"}]}`,
  );
  assert.ok(problems.some((problem) => problem.startsWith('accounts[0].name: expected')));
  assert.equal(({} as Readonly<Record<string, unknown>>).name, undefined);
});
