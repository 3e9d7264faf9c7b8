// What else stands in STATE_DIR: files of other programs, links, other owners, a folder that moves.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openFileStore } from '../../src/central/stores/file/store.ts';
import { issuer, recordOf } from '../support/central/records.ts';
import { openStore, stateFolder } from '../support/central/state-folder.ts';
import { heldState } from '../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const file = 'token.wx0000000000000000.json';
const record = recordOf(key, heldState('92_held'));
const posix = { skip: process.platform === 'win32' };
const asRoot = { skip: process.geteuid?.() !== 0 };

function folderOf(t: TestContext): string {
  const folder = stateFolder(t);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

const strangers = [
  'access.json.1',
  'backup.json.20261101',
  'token.json.1',
  `${file}.20261101`,
  `${file}.20261101120000`,
  `${file}.bak`,
  `copy of ${file}.0123456789abcdef.tmp`,
  'lock.json',
  '.token.wx0000000000000000.json.swp',
];

test('K7: files of other programs and copies that a person made are there as they were, after start, use and end', async (t) => {
  const folder = folderOf(t);
  for (const name of strangers) writeFileSync(join(folder, name), name, { mode: 0o644 });
  mkdirSync(join(folder, 'lost+found.json.1'));
  writeFileSync(join(folder, `${file}.0123456789abcdef.tmp`), 'half', { mode: 0o600 });
  const { store, events } = await openStore(t, folder);
  assert.equal(await store.save(key, heldState('92_held')), 'saved');
  assert.equal((await store.load([key])).get(key)?.held?.value, '92_held');
  await store.close();
  for (const name of strangers) {
    assert.equal(readFileSync(join(folder, name), 'utf8'), name);
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o644);
  }
  assert.deepEqual(readdirSync(folder).sort(), [...strangers, 'lock', 'lost+found.json.1', file].sort());
  assert.deepEqual(events, []);
});

/** Puts something in the place of the file; gives the foreign file that must stay as it is, if there is one. */
type Stand = (path: string, folder: string) => string | undefined;

function foreignFile(folder: string): string {
  const path = join(dirname(folder), 'foreign');
  writeFileSync(path, record, { mode: 0o644 });
  return path;
}

const stands: Readonly<Record<string, readonly [Stand, why: string]>> = {
  'a link to a foreign file': [
    (path, folder) => {
      const foreign = foreignFile(folder);
      symlinkSync(foreign, path);
      return foreign;
    },
    'is a link',
  ],
  'a second name of a foreign file': [
    (path, folder) => {
      const foreign = foreignFile(folder);
      linkSync(foreign, path);
      return foreign;
    },
    'has a second name somewhere (a hard link)',
  ],
  'a link that leads nowhere': [(path) => void symlinkSync('/nowhere/at/all', path), 'is a link'],
  'a link to a device without an end': [(path) => void symlinkSync('/dev/zero', path), 'is a link'],
  'a pipe that nobody writes to': [(path) => void execFileSync('mkfifo', [path]), 'is no regular file'],
};
for (const [name, [stand, why]] of Object.entries(stands)) {
  test(
    `K7: ${name} in the place of a state: not followed, read or changed; said; the token is stored all the same`,
    posix,
    async (t) => {
      const folder = folderOf(t);
      const path = join(folder, file);
      const foreign = stand(path, folder);
      const inode = lstatSync(path).ino;
      const { store, events } = await openStore(t, folder);
      assert.deepEqual(await store.load([key]), new Map());
      const aside = readdirSync(folder).find((other) => other.startsWith(`${file}.damaged-`));
      assert.deepEqual(events, [{ type: 'state_unsafe', file: aside, why }]);
      assert.equal(lstatSync(join(folder, aside ?? '')).ino, inode, 'it was moved, and no more');
      assert.equal(store.problem(), 'state_damaged');
      assert.equal(await store.save(key, heldState('92_new')), 'saved');
      assert.equal(store.problem(), undefined);
      assert.equal((await store.load([key])).get(key)?.held?.value, '92_new');
      if (foreign === undefined) return;
      assert.equal(readFileSync(foreign, 'utf8'), record);
      assert.equal(statSync(foreign).mode & 0o777, 0o644);
    },
  );

  test(
    `K7: ${name} in the place of a state, under NODE_ENV=production: refused at the start, by its name`,
    posix,
    async (t) => {
      const folder = folderOf(t);
      const foreign = stand(join(folder, file), folder);
      const before = readdirSync(folder);
      assert.match(
        await refusalOf(folder),
        new RegExp(`is not safe: ${file} ${why.replaceAll(/[()]/g, '.')}\\.$`),
      );
      assert.deepEqual(readdirSync(folder), before);
      if (foreign !== undefined) assert.equal(statSync(foreign).mode & 0o777, 0o644);
    },
  );
}

async function refusalOf(folder: string): Promise<string> {
  const clock = { now: Date.now, wallOffsetMs: () => 0 };
  const opened = await openFileStore({ folder, issuer, isProduction: true, clock, observe: () => {} });
  assert.ok(!('store' in opened), 'it was opened');
  return opened.problem;
}

test(
  'K7: a link that comes while the server runs is moved aside by the next save, and not followed',
  posix,
  async (t) => {
    const folder = folderOf(t);
    const { store, events } = await openStore(t, folder);
    const foreign = foreignFile(folder);
    symlinkSync(foreign, join(folder, file));
    assert.equal(await store.save(key, heldState('92_new')), 'saved');
    assert.ok(lstatSync(join(folder, file)).isFile());
    assert.equal(readFileSync(foreign, 'utf8'), record);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['state_unsafe'],
    );
  },
);

test(
  'K7: as root, a state or a folder of another user: said, not read, and refused under NODE_ENV=production',
  asRoot,
  async (t) => {
    const folder = folderOf(t);
    writeFileSync(join(folder, file), record, { mode: 0o644 });
    chownSync(join(folder, file), 65_534, 65_534);
    chownSync(folder, 65_534, 65_534);
    assert.match(
      await refusalOf(folder),
      /it belongs to another user than .+ \(chown\); token.+ belongs to another user\.$/,
    );
    const { store, events } = await openStore(t, folder);
    assert.deepEqual(await store.load([key]), new Map());
    assert.deepEqual(
      events.map(({ type }) => type),
      ['state_folder_open', 'state_unsafe'],
    );
    const aside = join(folder, readdirSync(folder).find((name) => name.includes('damaged')) ?? '');
    assert.deepEqual([statSync(aside).uid, statSync(aside).mode & 0o777], [65_534, 0o644]);
  },
);

test(
  'K7: a folder into which anybody can write is refused under NODE_ENV=production, and one whose lock is a link always',
  posix,
  async (t) => {
    const open = folderOf(t);
    chmodSync(open, 0o777);
    assert.match(
      await refusalOf(open),
      /is not safe: others than its owner can write to it \(chmod 700\)\.$/,
    );
    const linked = folderOf(t);
    const elsewhere = folderOf(t);
    symlinkSync(elsewhere, join(linked, 'lock'));
    assert.match(await refusalOf(linked), /holds a link named lock, which is not followed/);
    assert.deepEqual(readdirSync(elsewhere), []);
  },
);
