import assert from 'node:assert/strict';
import { chmodSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createAccountsFile } from '../../../src/central/accounts/accounts-file.ts';
import { readTextFile } from '../../../src/read-file.ts';
import { json, open, secrets } from '../../support/central/accounts-folder.ts';

test('it is read for the start, and nothing is said of a file that is as it should be', async (t) => {
  const { file, events, taken } = open(t, json('s'));
  const parsed = await file.read();
  assert.ok(parsed.ok && parsed.accounts.accounts[0]?.secret === 's');
  assert.deepEqual([events, taken], [[], []]);
});

test('a file that is not there, or is a folder, cannot be read', async (t) => {
  const { file, folder } = open(t);
  const unreadable = (why: string): object => ({ ok: false, problems: [`the file cannot be read: ${why}`] });
  assert.deepEqual(await file.read(), unreadable('there is no such file'));
  const other = createAccountsFile({
    path: folder,
    isProduction: false,
    now: Date.now,
    observe: () => {},
    onChange: () => {},
  });
  assert.deepEqual(await other.read(), unreadable('it is a folder'));
});

test('a file of 16 MiB and more is not even opened', async (t) => {
  const { file } = open(t, ' '.repeat(16 * 1024 * 1024 + 1));
  assert.deepEqual(await file.read(), {
    ok: false,
    problems: ['the file cannot be read: it is larger than 16 MiB'],
  });
});

test('a change is taken over once; a look at what has not changed takes over nothing', async (t) => {
  const { file, write, events, taken } = open(t, json('first'));
  await file.read();
  await file.check();
  assert.deepEqual(taken, []);
  write(json('second'));
  await file.check();
  await file.check();
  assert.deepEqual(secrets(taken), ['second']);
  await file.reload();
  assert.deepEqual(secrets(taken.splice(1)), ['second'], 'unless it is asked for');
  events.pop();
  assert.deepEqual(events, [{ type: 'accounts_loaded', accounts: 1, clients: 0 }]);
});

test('as many characters written in the same place are seen by the time', async (t) => {
  const { file, write, taken } = open(t, json('aaaa'));
  await file.read();
  write(json('bbbb'));
  await file.check();
  assert.deepEqual(secrets(taken), ['bbbb']);
});

test('a file of the same size and time that takes its place is seen by its inode', async (t) => {
  const { file, folder, path, write, taken } = open(t, json('aaaa'));
  utimesSync(path, 7, 7);
  await file.read();
  write(json('bbbb'), 'beside');
  utimesSync(join(folder, 'beside'), 7, 7);
  renameSync(join(folder, 'beside'), path);
  await file.check();
  assert.deepEqual(secrets(taken), ['bbbb']);
});

test('a broken version is refused, said once, and the next good one is taken over', async (t) => {
  const { file, write, events, taken } = open(t, json('first'));
  await file.read();
  for (const text of ['{', '{', '{"accounts":[]}', '{']) {
    write(text);
    await file.check();
  }
  write(json('good'));
  await file.check();
  write('{');
  await file.check();
  assert.deepEqual(secrets(taken), ['good']);
  const notJson = ['the file is not JSON, line 1, column 2: it ends too early: a closing } or ] is missing'];
  assert.deepEqual(events, [
    { type: 'accounts_refused', problems: notJson },
    { type: 'accounts_refused', problems: ['accounts: expected a list with at least one entry'] },
    { type: 'accounts_refused', problems: notJson },
    { type: 'accounts_loaded', accounts: 1, clients: 0 },
    { type: 'accounts_refused', problems: notJson },
  ]);
});

test('a file that goes away is refused, and taken over when it is back', async (t) => {
  const { file, path, write, events, taken } = open(t, json('s'));
  await file.read();
  rmSync(path);
  await file.check();
  await file.check();
  write(json('back'));
  await file.check();
  assert.deepEqual(secrets(taken), ['back']);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['accounts_refused', 'accounts_loaded'],
  );
});

test('a secretFile stands beside the accounts file, and a change of it is a change', async (t) => {
  const text = JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx1', secretFile: 'shop.secret' }] });
  const { file, folder, write, taken, events } = open(t, text);
  write('first\n', 'shop.secret');
  const parsed = await file.read();
  assert.ok(parsed.ok && parsed.accounts.accounts[0]?.secret === 'first');
  write('second\n', 'shop.secret');
  await file.check();
  assert.deepEqual(secrets(taken), ['second']);
  rmSync(join(folder, 'shop.secret'));
  await file.check();
  assert.deepEqual(events.at(-1), {
    type: 'accounts_refused',
    problems: ['accounts[0].secretFile: that file cannot be read: there is no such file'],
  });
  // still watched, though the version in force is the one before
  write('third\n', 'shop.secret');
  await file.check();
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
  test(`mode ${mode.toString(8)}: ${isSaid ? 'others can read it, and that is said' : 'nothing is said'}`, async (t) => {
    const { file, path, events } = open(t, json('s'));
    chmodSync(path, mode);
    await file.read();
    const what = (mode & 0o022) === 0 ? 'read' : 'changed';
    const message = `ACCOUNTS_FILE can be ${what} by others than its owner: chmod 600`;
    assert.deepEqual(events, isSaid ? [{ type: 'accounts_warning', message }] : []);
  });
}

test('of a secretFile that others can read it is said as well, without its name', async (t) => {
  const text = JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx1', secretFile: 'shop.secret' }] });
  const { file, folder, write, events } = open(t, text);
  write('s', 'shop.secret');
  chmodSync(join(folder, 'shop.secret'), 0o644);
  await file.read();
  const message = 'A secretFile can be read by others than its owner: chmod 600';
  assert.deepEqual(events, [{ type: 'accounts_warning', message }]);
});

/** As long as a look of the file itself takes, several times over. */
async function lookOnce(path: string): Promise<void> {
  for (let i = 0; i < 5; i += 1) await readTextFile(path, { maxBytes: 1024 });
}

test('once started it looks every two seconds, and no more once stopped', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { file, path, write, taken } = open(t, json('first'));
  await file.read();
  write(json('second'));
  t.mock.timers.tick(10_000);
  await lookOnce(path);
  assert.deepEqual(taken, [], 'not before it is started');
  file.start();
  file.start();
  t.mock.timers.tick(1999);
  await lookOnce(path);
  assert.deepEqual(taken, []);
  t.mock.timers.tick(1);
  while (taken.length === 0) await lookOnce(path);
  assert.deepEqual(secrets(taken), ['second']);
  file.stop();
  write(json('third'));
  t.mock.timers.tick(10_000);
  await lookOnce(path);
  assert.deepEqual(secrets(taken), ['second']);
});
