// What else happens to files: they come late, change while they are read, become unreachable.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createDirectory } from '../../../src/central/accounts/directory.ts';
import { account, json, type Opened, open, secrets } from '../../support/central/accounts-folder.ts';
import { digestOf, newClientKey } from '../../support/central/central.ts';

const secretFile = (file: string): string =>
  JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx00000000000000a1', secretFile: file }] });

test('a secretFile that comes after the file that names it is waited for', async (t) => {
  const { file, write, events, taken } = open(t, json('first'));
  await file.read();
  write(secretFile('late.secret'));
  await file.check();
  await file.check();
  assert.deepEqual(events, [
    {
      type: 'accounts_refused',
      problems: ['accounts[0].secretFile: that file cannot be read: there is no such file'],
    },
  ]);
  write('late', 'late.secret');
  await file.check();
  assert.deepEqual(secrets(taken), ['late']);
});

/** What stands in the place of the file, how it comes there, and what is said of it. */
const unreachable: readonly (readonly [what: string, why: string, happen: (opened: Opened) => void])[] = [
  [
    'a link to itself',
    'it is a link that leads to itself',
    ({ path }) => {
      rmSync(path);
      symlinkSync(path, path);
    },
  ],
  [
    'a folder',
    'it is a folder',
    ({ path }) => {
      rmSync(path);
      fs.mkdirSync(path);
    },
  ],
  [
    'in a folder that is a file',
    'there is no such file: a part of its path is no folder',
    ({ folder }) => {
      renameSync(folder, `${folder}.away`);
      writeFileSync(folder, '');
    },
  ],
  [
    'a pipe that nobody writes to',
    'it is a pipe, and only a file can be read again when it changes',
    ({ path }) => {
      rmSync(path);
      execFileSync('mkfifo', [path]);
    },
  ],
  [
    'a device without an end',
    'it is a device, not a file',
    ({ path }) => {
      rmSync(path);
      symlinkSync('/dev/zero', path);
    },
  ],
  ['larger than all memory', 'it is larger than 16 MiB', ({ path }) => fs.truncateSync(path, 2 ** 43)],
  [
    'no text',
    'it is no text in UTF-8: save it as UTF-8',
    ({ path }) => writeFileSync(path, Buffer.from('\uFEFF{}', 'utf16le')),
  ],
];

/** The folder as it was, whatever has been put in its place. */
function putBack({ folder, path, write }: Opened, text: string): void {
  if (fs.existsSync(`${folder}.away`)) {
    rmSync(folder);
    renameSync(`${folder}.away`, folder);
  }
  rmSync(path, { recursive: true, force: true });
  write(text);
}

for (const [what, why, happen] of unreachable) {
  test(`G5, K5: a file that becomes ${what} is refused once and ends nothing; a good one is taken over`, async (t) => {
    const opened = open(t, json('first'));
    const { file, events, taken } = opened;
    await file.read();
    happen(opened);
    await file.check();
    await file.check();
    assert.deepEqual(await file.read(), { ok: false, problems: [`the file cannot be read: ${why}`] });
    putBack(opened, json('back'));
    await file.check();
    assert.deepEqual(secrets(taken), ['back']);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['accounts_refused', 'accounts_loaded'],
    );
  });
}

for (const [what, path, why] of [
  ['no name that a file can have', 'a\u0000b', 'no file can have that name'],
  ['longer than any', 'x'.repeat(5000), 'no file has so long a name'],
  ['beneath a file', 'accounts.json/secret', 'there is no such file: a part of its path is no folder'],
  ['a device', '/dev/zero', 'it is a device, not a file'],
  ['a pipe of a process that is gone', '/dev/fd/9999', 'there is no such file'],
] as const) {
  test(`a secretFile that is ${what} cannot be read, at the start and at each look`, async (t) => {
    const { file, events } = open(t, secretFile(path));
    assert.deepEqual(await file.read(), {
      ok: false,
      problems: [`accounts[0].secretFile: that file cannot be read: ${why}`],
    });
    await file.check();
    // what is not there looks as it did; what is no file is tried again
    assert.equal(events.length, what === 'a device' ? 1 : 0);
  });
}

test('a secretFile of more than 64 KiB is not even opened', async (t) => {
  const { file, folder } = open(t, secretFile('large'));
  writeFileSync(join(folder, 'large'), '');
  fs.truncateSync(join(folder, 'large'), 64 * 1024 + 1);
  assert.deepEqual(await file.read(), {
    ok: false,
    problems: ['accounts[0].secretFile: that file cannot be read: it is larger than 64 KiB'],
  });
});

test('whoever asks for it hears what is wrong though it was said before', async (t) => {
  const { file, write, events } = open(t, json('s'));
  await file.read();
  write('{');
  await file.check();
  await file.reload();
  assert.deepEqual(
    events.map(({ type }) => type),
    ['accounts_refused', 'accounts_refused'],
  );
});

function pretendPlatform(t: TestContext, value: string): void {
  const { platform } = process;
  t.after(() => Object.defineProperty(process, 'platform', { value: platform }));
  Object.defineProperty(process, 'platform', { value });
}

test('on Windows, where every file looks readable by all, nothing is said', async (t) => {
  const { file, path, events } = open(t, json('s'));
  chmodSync(path, 0o666);
  pretendPlatform(t, 'win32');
  await file.read();
  assert.deepEqual(events, []);
});

test('G5: two keys of one client are valid while it changes, and after the next look the old one is nobody’s', async (t) => {
  const [old, next] = [newClientKey(), newClientKey()];
  const withKeys = (...keys: readonly string[]): string =>
    JSON.stringify({
      accounts: [account('s')],
      clients: [{ name: 'orders', keySha256: keys.map(digestOf), accounts: ['shop'] }],
    });
  const { file, write, taken } = open(t, withKeys(old));
  await file.read();
  const known = async (): Promise<(string | undefined)[]> => {
    await file.check();
    const directory = createDirectory(taken.at(-1) ?? { accounts: [], clients: [] });
    return [old, next].map((key) => directory.identify(key)?.name);
  };
  write(withKeys(old, next));
  assert.deepEqual(await known(), ['orders', 'orders']);
  write(withKeys(next));
  assert.deepEqual(await known(), [undefined, 'orders']);
});
