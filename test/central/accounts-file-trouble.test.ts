// What else happens to files: they come late, change while they are read, become unreachable.
import assert from 'node:assert/strict';
import fs, { chmodSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createDirectory } from '../../src/central/directory.ts';
import { account, json, type Opened, open, secrets } from '../support/accounts-folder.ts';
import { digestOf, newClientKey } from '../support/central.ts';

const secretFile = (file: string): string =>
  JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx0000000000000000', secretFile: file }] });

test('a secretFile that comes after the file that names it is waited for', (t) => {
  const { file, write, events, taken } = open(t, json('first'));
  file.read();
  write(secretFile('late.secret'));
  file.check();
  file.check();
  assert.deepEqual(events, [
    { type: 'accounts_refused', problems: ['accounts[0].secretFile: that file cannot be read'] },
  ]);
  write('late', 'late.secret');
  file.check();
  assert.deepEqual(secrets(taken), ['late']);
});

/** From here to the end of the test every file is read by this. */
function readFilesBy(t: TestContext, method: (path: string) => string): void {
  const { readFileSync } = fs;
  const put = (readFile: unknown): void => {
    Object.assign(fs, { readFileSync: readFile });
    syncBuiltinESMExports();
  };
  t.after(() => put(readFileSync));
  put(method);
}

test('what is written while it is read is a change at the next look', (t) => {
  const { file, write, taken } = open(t, json('first'));
  const { readFileSync } = fs;
  const writing = [json('second')];
  readFilesBy(t, (path) => {
    const text = readFileSync(path, 'utf8');
    for (const next of writing.splice(0)) write(next);
    return text;
  });
  const parsed = file.read();
  assert.equal(parsed.ok && parsed.accounts.accounts[0]?.secret, 'first');
  file.check();
  file.check();
  assert.deepEqual(secrets(taken), ['second']);
});

for (const name of ['accounts.json', 'shop.secret']) {
  test(`${name} could not be read for once: it is tried again though it looks the same, and said once`, (t) => {
    const { file, write, events, taken } = open(t, secretFile('shop.secret'));
    write('first', 'shop.secret');
    file.read();
    const { readFileSync } = fs;
    let failures = 2;
    readFilesBy(t, (path) => {
      if (!path.endsWith(name) || failures === 0) return readFileSync(path, 'utf8');
      failures -= 1;
      throw Object.assign(new Error('too many open files'), { code: 'EMFILE' });
    });
    write('second', 'shop.secret');
    for (let looks = 0; looks < 4; looks += 1) file.check();
    assert.deepEqual(secrets(taken), ['second']);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['accounts_refused', 'accounts_loaded'],
    );
  });
}

const unreachable: Readonly<Record<string, (opened: Opened) => void>> = {
  'a link to itself': ({ path }) => {
    rmSync(path);
    symlinkSync(path, path);
  },
  'a folder': ({ path }) => {
    rmSync(path);
    fs.mkdirSync(path);
  },
  'in a folder that is a file': ({ folder }) => {
    renameSync(folder, `${folder}.away`);
    writeFileSync(folder, '');
  },
};

/** The folder as it was, whatever has been put in its place. */
function putBack({ folder, path, write }: Opened, text: string): void {
  if (fs.existsSync(`${folder}.away`)) {
    rmSync(folder);
    renameSync(`${folder}.away`, folder);
  }
  rmSync(path, { recursive: true, force: true });
  write(text);
}

for (const [what, happen] of Object.entries(unreachable)) {
  test(`G5: a file that becomes ${what} is refused once and ends nothing; a good one is taken over`, (t) => {
    const opened = open(t, json('first'));
    const { file, events, taken } = opened;
    file.read();
    happen(opened);
    file.check();
    file.check();
    assert.deepEqual(file.read(), { ok: false, problems: ['the file cannot be read'] });
    putBack(opened, json('back'));
    file.check();
    assert.deepEqual(secrets(taken), ['back']);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['accounts_refused', 'accounts_loaded'],
    );
  });
}

for (const [what, path] of [
  ['no name that a file can have', 'a\u0000b'],
  ['longer than any', 'x'.repeat(5000)],
  ['beneath a file', 'accounts.json/secret'],
] as const) {
  test(`a secretFile that is ${what} cannot be read, at the start and at each look`, (t) => {
    const { file, events } = open(t, secretFile(path));
    assert.deepEqual(file.read(), {
      ok: false,
      problems: ['accounts[0].secretFile: that file cannot be read'],
    });
    file.check();
    assert.deepEqual(events, [], 'nothing has changed');
  });
}

test('a secretFile of more than 16 MiB is not even opened', (t) => {
  const { file, folder } = open(t, secretFile('large'));
  writeFileSync(join(folder, 'large'), '');
  fs.truncateSync(join(folder, 'large'), 16 * 1024 * 1024 + 1);
  assert.deepEqual(file.read(), {
    ok: false,
    problems: ['accounts[0].secretFile: that file cannot be read'],
  });
});

test('whoever asks for it hears what is wrong though it was said before', (t) => {
  const { file, write, events } = open(t, json('s'));
  file.read();
  write('{');
  file.check();
  file.reload();
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

test('on Windows, where every file looks readable by all, nothing is said', (t) => {
  const { file, path, events } = open(t, json('s'));
  chmodSync(path, 0o666);
  pretendPlatform(t, 'win32');
  file.read();
  assert.deepEqual(events, []);
});

test('G5: two keys of one client are valid while it changes, and after the next look the old one is nobody’s', (t) => {
  const [old, next] = [newClientKey(), newClientKey()];
  const withKeys = (...keys: readonly string[]): string =>
    JSON.stringify({
      accounts: [account('s')],
      clients: [{ name: 'orders', keySha256: keys.map(digestOf), accounts: ['shop'] }],
    });
  const { file, write, taken } = open(t, withKeys(old));
  file.read();
  const known = (): (string | undefined)[] => {
    file.check();
    const directory = createDirectory(taken.at(-1) ?? { accounts: [], clients: [] });
    return [old, next].map((key) => directory.identify(key)?.name);
  };
  write(withKeys(old, next));
  assert.deepEqual(known(), ['orders', 'orders']);
  write(withKeys(next));
  assert.deepEqual(known(), [undefined, 'orders']);
});
