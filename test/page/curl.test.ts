import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nextCommand, tokenCommand } from '../../src/page/curl.ts';
import { parseTokenForm } from '../../src/page/form.ts';

const base = 'https://api.weixin.qq.com';
const appid = 'wx448f04719cd48f69';

const folder = mkdtempSync(join(tmpdir(), 'curl-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'curl'), '#!/bin/sh\nprintf "%s\\0" "$@"\n', { mode: 0o755 });

/** What curl is given when a person pastes the command into a shell. */
function runInShell(command: string): string[] {
  const output = execFileSync('/bin/sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}:/usr/bin:/bin`, WX_SECRET: `s3c r$et'"é`, TOKEN: '93_t-k' },
  });
  return output.split('\0').slice(0, -1);
}

const formOf = (fields: Readonly<Record<string, string>>) =>
  parseTokenForm({ appid, secret: 'the-typed-secret', ...fields });

const hostile = [
  appid,
  "'; touch pwned; '",
  '"; touch pwned; "',
  '$(touch pwned)',
  '`touch pwned`',
  '| touch pwned &',
  '> pwned',
  'a b  c',
  '\\',
  "\\'",
  "'",
  '$HOME ~ * ? [a] {a,b} !!',
  '$TOKEN $$ $0',
  '$WX_SECRET',
  '@/etc/passwd',
  '-o pwned',
  '%41&secret=x#',
  '密é😀',
];

for (const odd of hostile) {
  test(`the token command with the appid ${odd} hands curl exactly that, and the secret from the shell`, () => {
    const command = tokenCommand(formOf({}), odd, base);
    assert.ok(!command.includes('the-typed-secret'));
    assert.deepEqual(runInShell(command), [
      '-G',
      `${base}/cgi-bin/token`,
      '-d',
      'grant_type=client_credential',
      '--data-urlencode',
      `appid=${odd}`,
      '--data-urlencode',
      `secret=s3c r$et'"é`,
    ]);
    assert.deepEqual(readdirSync(folder), ['curl']);
  });

  test(`the stable_token command with the appid ${odd} hands curl the JSON with both in it`, () => {
    const command = tokenCommand(formOf({ endpoint: 'stable_token' }), odd, base);
    assert.ok(!command.includes('the-typed-secret'));
    const body = JSON.stringify({ grant_type: 'client_credential', appid: odd, secret: '(secret)' });
    assert.deepEqual(runInShell(command), [
      `${base}/cgi-bin/stable_token`,
      '-H',
      'Content-Type: application/json',
      '-d',
      body.replace('(secret)', () => `s3c r$et'"é`),
    ]);
    assert.deepEqual(readdirSync(folder), ['curl']);
  });
}

test('force_refresh stands in the command when it was chosen, and only then', () => {
  const chosen = tokenCommand(formOf({ endpoint: 'stable_token', force_refresh: 'on' }), appid, base);
  assert.ok(runInShell(chosen).at(-1)?.includes(',"force_refresh":true,'));
  const plain = tokenCommand(formOf({ endpoint: 'stable_token' }), appid, base);
  assert.ok(!plain.includes('force_refresh'));
});

test('the next command asks with the token from the shell', () => {
  assert.deepEqual(runInShell(nextCommand(base)), [`${base}/cgi-bin/get_api_domain_ip?access_token=93_t-k`]);
});
