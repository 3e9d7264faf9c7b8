import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createDirectory } from '../src/central/accounts/directory.ts';
import { parseAccounts } from '../src/central/accounts/parse-accounts.ts';
import { noSecretFile } from './support/process/file-reads.ts';
import { bundledServer } from './support/process/process.ts';

type Ended = Readonly<{ code: number; stdout: string; stderr: string }>;

/** The command as `npm run client-key -- …` runs it, once the build is done. */
function clientKey(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [bundledServer, 'client-key', ...args], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

const keyIn = ({ stdout }: Ended): string => /^ {2}(wat_[\w-]{43})$/m.exec(stdout)?.[1] ?? '';

const lineIn = ({ stdout }: Ended): string => /^ {2}(\{.*\})$/m.exec(stdout)?.[1] ?? '';

test('a new key of 256 bits is printed once, and the line to paste holds its digest and not the key', async () => {
  const ended = await clientKey('orders');
  assert.deepEqual([ended.code, ended.stderr], [0, '']);
  const key = keyIn(ended);
  assert.equal(ended.stdout.split(key).length, 2);
  assert.equal(Buffer.from(key.slice('wat_'.length), 'base64url').length, 32);
  assert.deepEqual(JSON.parse(lineIn(ended)), {
    name: 'orders',
    keySha256: createHash('sha256').update(key).digest('hex'),
    accounts: ['ACCOUNT'],
    forceRefresh: false,
  });
  assert.match(ended.stdout, /"clients" in accounts\.json, the file that ACCOUNTS_FILE names/);
});

test('the line, with the name of an account, makes the key a good one', async () => {
  const ended = await clientKey('a.B-9_');
  const account = '{"name":"shop","appid":"wx00000000000000a1","secret":"s"}';
  const line = lineIn(ended).replace('ACCOUNT', 'shop');
  const parsed = await parseAccounts(`{"accounts":[${account}],"clients":[${line}]}`, noSecretFile);
  assert.ok(parsed.ok);
  const { identify, find } = createDirectory(parsed.accounts);
  const client = identify(keyIn(ended));
  assert.equal(client?.name, 'a.B-9_');
  assert.ok(client !== undefined && find(client, 'wx00000000000000a1', 'token') !== undefined);
});

test('with the names of accounts the line is finished: pasted as it is, the key reads these and no other', async () => {
  const ended = await clientKey('orders', 'shop', 'news');
  assert.ok(!ended.stdout.includes('ACCOUNT '));
  const accounts = ['shop', 'news', 'depot'].map((name, i) => ({
    name,
    appid: `wx00000000000000a${i}`,
    secret: 's',
  }));
  const file = `{"accounts":${JSON.stringify(accounts)},"clients":[${lineIn(ended)}]}`;
  const parsed = await parseAccounts(file, noSecretFile);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  const { identify, find } = createDirectory(parsed.accounts);
  const client = identify(keyIn(ended));
  assert.ok(client !== undefined);
  assert.deepEqual(
    accounts.map(({ appid }) => find(client, appid, 'token')?.name),
    ['shop', 'news', undefined],
  );
});

test('pasted as it is, the line without an account is refused with what is wrong: it names an account that is not here', async () => {
  const account = '{"name":"shop","appid":"wx00000000000000a1","secret":"s"}';
  const line = lineIn(await clientKey('orders'));
  const parsed = await parseAccounts(`{"accounts":[${account}],"clients":[${line}]}`, noSecretFile);
  assert.deepEqual(parsed, {
    ok: false,
    problems: ['clients[0].accounts[0]: ACCOUNT is a placeholder: put the name of an account there'],
  });
});

test('two keys are never the same', async () => {
  const [one, other] = await Promise.all([clientKey('orders'), clientKey('orders')]);
  assert.ok(keyIn(one) !== '' && keyIn(one) !== keyIn(other));
});

for (const args of [
  [],
  [''],
  ['x'.repeat(41)],
  ['two words'],
  ['ä'],
  ['a/b'],
  ['a\nb'],
  ['--help'],
  ['-h'],
  ['orders', '--help'],
  ['orders', ''],
  ['orders', 'two words'],
]) {
  test(`without one good name (${JSON.stringify(args)}) nothing is made, and how it is called is said on stderr`, async () => {
    const { code, stdout, stderr } = await clientKey(...args);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /^Usage: wechat-access-token client-key NAME \[ACCOUNT …\] .*npm run client-key -- NAME .*\n$/,
    );
  });
}
