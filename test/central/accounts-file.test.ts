import assert from 'node:assert/strict';
import { chmodSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createAccountsFile } from '../../src/central/accounts-file.ts';
import { json, open, secrets } from '../support/accounts-folder.ts';

test('it is read for the start, and nothing is said of a file that is as it should be', (t) => {
  const { file, events, taken } = open(t, json('s'));
  const parsed = file.read();
  assert.ok(parsed.ok && parsed.accounts.accounts[0]?.secret === 's');
  assert.deepEqual([events, taken], [[], []]);
});

test('a file that is not there, or is a folder, cannot be read', (t) => {
  const { file, folder } = open(t);
  const unreadable = { ok: false, problems: ['the file cannot be read'] };
  assert.deepEqual(file.read(), unreadable);
  const other = createAccountsFile({ path: folder, observe: () => {}, onChange: () => {} });
  assert.deepEqual(other.read(), unreadable);
});

test('a file of 16 MiB and more is not even opened', (t) => {
  const { file } = open(t, ' '.repeat(16 * 1024 * 1024 + 1));
  assert.deepEqual(file.read(), { ok: false, problems: ['the file is larger than 16 MiB'] });
});

test('a change is taken over once; a look at what has not changed takes over nothing', (t) => {
  const { file, write, events, taken } = open(t, json('first'));
  file.read();
  file.check();
  assert.deepEqual(taken, []);
  write(json('second'));
  file.check();
  file.check();
  assert.deepEqual(secrets(taken), ['second']);
  file.reload();
  assert.deepEqual(secrets(taken.splice(1)), ['second'], 'unless it is asked for');
  events.pop();
  assert.deepEqual(events, [{ type: 'accounts_loaded', accounts: 1, clients: 0 }]);
});

test('as many characters written in the same place are seen by the time', (t) => {
  const { file, write, taken } = open(t, json('aaaa'));
  file.read();
  write(json('bbbb'));
  file.check();
  assert.deepEqual(secrets(taken), ['bbbb']);
});

test('a file of the same size and time that takes its place is seen by its inode', (t) => {
  const { file, folder, path, write, taken } = open(t, json('aaaa'));
  utimesSync(path, 7, 7);
  file.read();
  write(json('bbbb'), 'beside');
  utimesSync(join(folder, 'beside'), 7, 7);
  renameSync(join(folder, 'beside'), path);
  file.check();
  assert.deepEqual(secrets(taken), ['bbbb']);
});

test('a broken version is refused, said once, and the next good one is taken over', (t) => {
  const { file, write, events, taken } = open(t, json('first'));
  file.read();
  for (const text of ['{', '{ ', '{"accounts":[]}', '{']) {
    write(text);
    file.check();
  }
  write(json('good'));
  file.check();
  write('{');
  file.check();
  assert.deepEqual(secrets(taken), ['good']);
  const notJson = ['the file is not JSON: a comma or a quote is missing, or one is too many'];
  assert.deepEqual(events, [
    { type: 'accounts_refused', problems: notJson },
    { type: 'accounts_refused', problems: ['accounts: expected a list with at least one entry'] },
    { type: 'accounts_refused', problems: notJson },
    { type: 'accounts_loaded', accounts: 1, clients: 0 },
    { type: 'accounts_refused', problems: notJson },
  ]);
});

test('a file that goes away is refused, and taken over when it is back', (t) => {
  const { file, path, write, events, taken } = open(t, json('s'));
  file.read();
  rmSync(path);
  file.check();
  file.check();
  write(json('back'));
  file.check();
  assert.deepEqual(secrets(taken), ['back']);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['accounts_refused', 'accounts_loaded'],
  );
});

test('a secretFile stands beside the accounts file, and a change of it is a change', (t) => {
  const text = JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx1', secretFile: 'shop.secret' }] });
  const { file, folder, write, taken, events } = open(t, text);
  write('first\n', 'shop.secret');
  const parsed = file.read();
  assert.ok(parsed.ok && parsed.accounts.accounts[0]?.secret === 'first');
  write('second\n', 'shop.secret');
  file.check();
  assert.deepEqual(secrets(taken), ['second']);
  rmSync(join(folder, 'shop.secret'));
  file.check();
  assert.deepEqual(events.at(-1), {
    type: 'accounts_refused',
    problems: ['accounts[0].secretFile: that file cannot be read'],
  });
  // still watched, though the version in force is the one before
  write('third\n', 'shop.secret');
  file.check();
  assert.deepEqual(secrets(taken), ['second', 'third']);
});

for (const [mode, isSaid] of [
  [0o600, false],
  [0o400, false],
  [0o640, true],
  [0o604, true],
  [0o620, true],
  [0o610, true],
] as const) {
  test(`mode ${mode.toString(8)}: ${isSaid ? 'others can read it, and that is said' : 'nothing is said'}`, (t) => {
    const { file, path, events } = open(t, json('s'));
    chmodSync(path, mode);
    file.read();
    const message = 'ACCOUNTS_FILE can be read by others than its owner: chmod 600';
    assert.deepEqual(events, isSaid ? [{ type: 'accounts_warning', message }] : []);
  });
}

test('of a secretFile that others can read it is said as well, without its name', (t) => {
  const text = JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx1', secretFile: 'shop.secret' }] });
  const { file, folder, write, events } = open(t, text);
  write('s', 'shop.secret');
  chmodSync(join(folder, 'shop.secret'), 0o644);
  file.read();
  const message = 'A secretFile can be read by others than its owner: chmod 600';
  assert.deepEqual(events, [{ type: 'accounts_warning', message }]);
});

test('once started it looks every two seconds, and no more once stopped', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { file, write, taken } = open(t, json('first'));
  file.read();
  write(json('second'));
  t.mock.timers.tick(10_000);
  assert.deepEqual(taken, [], 'not before it is started');
  file.start();
  file.start();
  t.mock.timers.tick(1999);
  assert.deepEqual(taken, []);
  t.mock.timers.tick(1);
  assert.deepEqual(secrets(taken), ['second']);
  file.stop();
  write(json('third'));
  t.mock.timers.tick(10_000);
  assert.deepEqual(secrets(taken), ['second']);
});
