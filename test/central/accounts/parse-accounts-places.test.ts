// What a person reads who has mistyped something: which field, where, in which line, and what was probably meant.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccounts } from '../../../src/central/accounts/parse-accounts.ts';
import { assertClean, createCanary } from '../../support/canary.ts';
import { fileOf, noSecretFile } from '../../support/process/file-reads.ts';

const digest = 'a1'.repeat(32);

async function problemsOf(text: string): Promise<readonly string[]> {
  const parsed = await parseAccounts(text, noSecretFile);
  return parsed.ok ? [] : parsed.problems;
}

const account = (fields: string): string => `{"accounts":[{"name":"shop",${fields}}]}`;

for (const [written, meant] of [
  ['appId', 'appid'],
  ['AppID', 'appid'],
  ['app_id', 'appid'],
  ['apppid', 'appid'],
  ['apid', 'appid'],
  ['appdi', 'appid'],
] as const) {
  test(`${written}: did you mean ${meant}? And appid is not said to be missing as well`, async () => {
    assert.deepEqual(await problemsOf(account(`"${written}":"wx00000000000000a1","secret":"s"`)), [
      `accounts[0].${written}: did you mean ${meant}?`,
    ]);
  });
}

for (const [written, meant] of [
  ['appSecret', 'secret'],
  ['AppSecret', 'secret'],
  ['app_secret', 'secret'],
  ['Secret', 'secret'],
  ['secert', 'secret'],
  ['secret_file', 'secretFile'],
  ['secretfile', 'secretFile'],
] as const) {
  test(`${written}: did you mean ${meant}? And no secret is said to be missing`, async () => {
    assert.deepEqual(await problemsOf(account(`"appid":"wx00000000000000a1","${written}":"s"`)), [
      `accounts[0].${written}: did you mean ${meant}?`,
    ]);
  });
}

test('of clients and of the file itself as well', async () => {
  const text = JSON.stringify({
    account: [],
    accounts: [{ name: 'shop', appid: 'wx00000000000000a1', secret: 's' }],
    clients: [
      { name: 'a', keySHA256: digest, accounts: ['shop'] },
      { name: 'b', keySha256: 'b2'.repeat(32), account: ['shop'], force_refresh: true },
    ],
  });
  assert.deepEqual(await problemsOf(text), [
    'account: did you mean accounts?',
    'clients[0].keySHA256: did you mean keySha256?',
    'clients[1].account: did you mean accounts?',
    'clients[1].force_refresh: did you mean forceRefresh?',
  ]);
});

test('all that is wrong at once, each with its line, with what only shows when two entries are compared', async () => {
  const text = `{
  "accounts": [
    { "name": "shop", "appid": "wx00000000000000a1",
      "secret": "s" },
    { "name": "shop", "appid": "wx00000000000000a2",
      "comment": "the second shop",
      "secretFile": "gone" },
    { "name": "news" }
  ],
  "clients": [
    { "name": "orders", "keySha256": "${digest}",
      "accounts": ["shopp", "ACCOUNT", "shop", "depot"], "forceRefresh": "yes" }
  ]
}`;
  assert.deepEqual(await problemsOf(text), [
    'accounts[1].comment (line 6): is not known; known here are name, appid, secret, secretFile, endpoint',
    'accounts[2].appid (line 8): expected an AppID: letters, digits, dashes or underlines, at most 64; 32 hex digits would be an AppSecret',
    'clients[0].forceRefresh (line 12): expected true or false',
    'accounts[1].name (line 5): another account has this name',
    'clients[0].accounts[0] (line 12): names an account that is not here; did you mean shop?',
    'clients[0].accounts[1] (line 12): ACCOUNT is a placeholder: put the name of an account there',
    'clients[0].accounts[3] (line 12): names an account that is not here',
    'accounts[1].secretFile (line 7): that file cannot be read: there is no such file',
    'accounts[2] (line 8): needs either secret or secretFile',
  ]);
});

test('a field twice is refused: nobody can say which of the two is meant', async () => {
  const text = account('"appid":"wx00000000000000a1","secret":"s","secret":"t"');
  assert.deepEqual(await problemsOf(text), ['accounts[0].secret: stands twice: keep one']);
});

test('a stray comma has its line and column', async () => {
  const text =
    '{\n  "accounts": [\n    { "name": "shop", "appid": "wx00000000000000a1", "secret": "s" },\n  ]\n}\n';
  assert.deepEqual(await problemsOf(text), [
    'the file is not JSON, line 3, column 69: a comma too many: nothing follows it before ]',
  ]);
});

for (const left of [
  'the AppSecret',
  'AppSecret',
  'your secret',
  'CHANGE_ME',
  '…',
  '<secret>',
  '$SECRET',
  'xxxx',
]) {
  test(`the placeholder ${left} is named where the AppSecret should stand`, async () => {
    assert.deepEqual(
      await problemsOf(account(`"appid":"wx00000000000000a1","secret":${JSON.stringify(left)}`)),
      ['accounts[0].secret: is still the placeholder of an example: put the AppSecret there'],
    );
  });
}

test('the AppID of the examples is named beside what is wrong, and alone is a warning', async () => {
  const example = account('"appid":"wx0000000000000000","secret":"the AppSecret"');
  assert.equal((await problemsOf(example)).length, 2);
  const parsed = await parseAccounts(example.replace('the AppSecret', 'a'.repeat(32)), noSecretFile);
  assert.deepEqual(parsed.ok && parsed.warnings, [
    'accounts[0].appid: is the one of the examples: put your AppID there',
  ]);
});

test('AppID and AppSecret in each other’s place are refused: the one would become the name of a file', async () => {
  const problems = await problemsOf(account(`"appid":"${'0a'.repeat(16)}","secret":"wx00000000000000a1"`));
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? '', /^accounts\[0\]\.appid: .*32 hex digits would be an AppSecret/);
  assert.match(problems[1] ?? '', /^accounts\[0\]\.secret: looks like an AppID/);
});

const surroundings: readonly (readonly [what: string, before: string, after: string])[] = [
  ['line end', '', '\r\n'],
  ['blanks', ' \t', '  '],
  ['quotes', '"', '"'],
  ['byte order mark', '\uFEFF', ''],
  ['zero-width space', '\u200B', '\u200B'],
  ['full-width blank', '\u3000', '\u00A0'],
];

for (const [what, before, after] of surroundings) {
  test(`${what} around an AppSecret are no part of it, inline as in a file`, async () => {
    const written = `${before}s3cret${after}`;
    const inline = JSON.stringify({
      accounts: [{ name: 'shop', appid: `${before}wx00000000000000a1${after}`, secret: written }],
    });
    const named = inline.replace('"secret":', '"secretFile":');
    for (const text of [inline, named]) {
      const parsed = await parseAccounts(text, () => Promise.resolve(fileOf(written)));
      const [found] = parsed.ok ? parsed.accounts.accounts : [];
      assert.deepEqual([found?.appid, found?.secret], ['wx00000000000000a1', 's3cret'], text);
    }
  });
}

for (const bad of ['', ' \uFEFF"" ', 'one\ntwo', 'a\u0000b', 'x'.repeat(513)]) {
  test(`${JSON.stringify(bad.slice(0, 20))} is refused as an AppSecret alike, inline and in a file`, async () => {
    const inline = JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx1', secret: bad }] });
    const [why = ''] = await problemsOf(inline);
    const parsed = await parseAccounts(
      inline.replace('"secret":', '"secretFile":').replace(/"secretFile":".*?"\}/, '"secretFile":"f"}'),
      () => Promise.resolve(fileOf(bad)),
    );
    const said = why.replace('accounts[0].secret:', 'accounts[0].secretFile: that file');
    assert.deepEqual(parsed, { ok: false, problems: [said] });
  });
}

test('the name of an unknown field is not repeated where it may be a secret, nor is any value', async () => {
  for (const name of [
    createCanary(),
    createCanary(''),
    'Zx9'.repeat(5),
    '0123456789abcdef0123456789abcdef',
  ]) {
    const problems = await problemsOf(JSON.stringify({ accounts: [{ name: 'shop', [name]: name }] }));
    assert.match(problems.join('\n'), /^accounts\[0\]: holds a field that is not known here/m);
    assertClean(name, { problems: problems.join('\n') });
  }
});
