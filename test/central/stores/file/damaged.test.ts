import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { systemError } from '../../../support/central/disk-steps.ts';
import { recordOf } from '../../../support/central/records.ts';
import { duringTest, openStore, stateFolder } from '../../../support/central/state-folder.ts';
import { fullState, heldState } from '../../../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const file = 'token.wx0000000000000000.json';
const aside = `${file}.damaged-2027-01-15T080000.000Z`;

/** A folder that holds this as the file of the key, and a good file of another one. */
function folderWith(t: TestContext, content: string | Buffer): string {
  const folder = stateFolder(t);
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, file), content, { mode: 0o600 });
  const other = 'token:wx0000000000000001';
  writeFileSync(join(folder, 'token.wx0000000000000001.json'), recordOf(other, fullState), { mode: 0o600 });
  return folder;
}

const filesOf = (folder: string): string[] => readdirSync(folder).filter((name) => name.includes(file));

const good = recordOf(key, fullState);
const contents: Readonly<Record<string, string | Buffer>> = {
  empty: '',
  torn: good.slice(0, good.length / 2),
  zeros: Buffer.alloc(600),
  garbage: Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x7b]),
  null: 'null',
  'an array': '[]',
  'another version, without its check': good.replace('"version":3', '"version":4'),
  'the record of another account': recordOf('token:wx0000000000000002', fullState),
  'the record of its other endpoint': recordOf('stable_token:wx0000000000000000', {
    ...fullState,
    kind: 'stable_token',
  }),
  'too large': good + ' '.repeat(1_048_577),
};
for (const [name, content] of Object.entries(contents)) {
  test(`a damaged file is set aside as it is, said once, and its key is unknown: ${name}`, async (t) => {
    const folder = folderWith(t, content);
    const { store, events } = await openStore(t, folder);
    const loaded = await store.load([key, 'token:wx0000000000000001']);
    assert.deepEqual([...loaded], [['token:wx0000000000000001', fullState]]);
    assert.deepEqual(events, [{ type: 'state_damaged', file: aside }]);
    assert.deepEqual(filesOf(folder), [aside]);
    assert.equal(await store.save(key, heldState('92_new')), 'saved');
    assert.equal((await store.load([key])).get(key)?.held?.value, '92_new');
    assert.deepEqual(readFileSync(join(folder, aside)), Buffer.from(content));
    assert.equal(events.length, 1);
    assert.equal(store.problem(), undefined);
  });
}

test('a damaged file that others can read is theirs no longer', async (t) => {
  const folder = folderWith(t, good.slice(0, -9));
  chmodSync(join(folder, file), 0o666);
  const { store } = await openStore(t, folder);
  await store.load([key]);
  assert.equal(statSync(join(folder, aside)).mode & 0o777, 0o600);
});

test('one that is damaged again does not take the place of the first', async (t) => {
  const folder = folderWith(t, 'first');
  const { store, events } = await openStore(t, folder);
  await store.load([key]);
  writeFileSync(join(folder, file), 'second');
  await store.load([key]);
  assert.deepEqual(filesOf(folder), [aside, `${aside}-2`]);
  assert.equal(readFileSync(join(folder, aside), 'utf8'), 'first');
  assert.equal(readFileSync(join(folder, `${aside}-2`), 'utf8'), 'second');
  assert.equal(events.length, 2);
});

test('what cannot be read is set aside as well: it may be good', async (t) => {
  const folder = folderWith(t, good);
  const end = duringTest(t, (step, path) => {
    if (step === 'read' && path.endsWith(file)) throw systemError('EIO');
  });
  const { store, events } = await openStore(t, folder);
  assert.deepEqual(await store.load([key]), new Map());
  end();
  assert.deepEqual(events, [{ type: 'state_damaged', file: aside }]);
  assert.equal(readFileSync(join(folder, aside), 'utf8'), good);
});

test('a folder in the place of a file is set aside', async (t) => {
  const folder = stateFolder(t);
  mkdirSync(join(folder, file, 'inner'), { recursive: true });
  const { store } = await openStore(t, folder);
  assert.deepEqual(await store.load([key]), new Map());
  assert.deepEqual(readdirSync(join(folder, aside)), ['inner']);
  assert.equal(await store.save(key, fullState), 'saved');
});

test('one that cannot be set aside is not written over until it is, and the others are', async (t) => {
  const folder = folderWith(t, 'damaged');
  const { store, events } = await openStore(t, folder);
  const end = duringTest(t, (step, path) => {
    if (step === 'rename' && path.endsWith(file)) throw systemError('EPERM');
  });
  assert.deepEqual(await store.load([key]), new Map());
  assert.equal(store.problem(), 'state_unwritable');
  assert.equal(await store.save(key, fullState), 'away');
  assert.equal(readFileSync(join(folder, file), 'utf8'), 'damaged');
  assert.deepEqual(events, [
    { type: 'state_damaged', file },
    { type: 'state_unwritable', code: 'EPERM' },
  ]);
  assert.equal(await store.save('token:wx0000000000000001', heldState('92_other')), 'saved');
  end();
  assert.equal(await store.save(key, fullState), 'saved');
  assert.equal(readFileSync(join(folder, aside), 'utf8'), 'damaged');
  assert.deepEqual((await store.load([key])).get(key), fullState);
  assert.deepEqual(events.slice(2), [{ type: 'state_writable' }]);
});
