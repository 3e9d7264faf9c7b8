// A STATE_DIR that is moved, removed or cleaned while the server runs: nobody writes beside another process.
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openStore, stateFolder } from '../support/central/state-folder.ts';
import { until } from '../support/until.ts';
import { heldState } from '../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const posix = { skip: process.platform === 'win32' };

function folderOf(t: TestContext): string {
  const folder = stateFolder(t);
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

test(
  'K7: a folder that is moved while the server runs: noticed, said once, nothing is written beside a second server; it is used again when it is back',
  posix,
  async (t) => {
    const folder = folderOf(t);
    const { store, events } = await openStore(t, folder);
    assert.equal(await store.save(key, heldState('92_before')), 'saved');
    renameSync(folder, `${folder}-moved`);
    const second = await openStore(t, folder);
    assert.equal(await second.store.save(key, heldState('92_of_the_second')), 'saved');
    for (let i = 0; i < 3; i += 1) assert.equal(await store.save(key, heldState('92_after')), 'away');
    assert.deepEqual(await store.load([key]), new Map(), 'nor is anything read there');
    assert.equal(store.problem(), 'state_folder_gone');
    assert.deepEqual(events, [{ type: 'state_folder_gone' }]);
    assert.equal((await second.store.load([key])).get(key)?.held?.value, '92_of_the_second');
    await second.store.close();
    rmSync(folder, { recursive: true });
    renameSync(`${folder}-moved`, folder);
    assert.equal((await store.load([key])).get(key)?.held?.value, '92_before');
    assert.equal(await store.save(key, heldState('92_after')), 'saved');
    assert.equal(store.problem(), undefined);
    assert.deepEqual(events.slice(1), [{ type: 'state_folder_back' }]);
  },
);

test('K7: that the folder is gone is noticed without a save', posix, async (t) => {
  const folder = folderOf(t);
  const { store } = await openStore(t, folder);
  rmSync(folder, { recursive: true });
  await until('it is noticed', () => store.problem() === 'state_folder_gone');
});

test(
  'K7: a lock that a clean-up took away is taken again, so that no second server starts',
  posix,
  async (t) => {
    const folder = folderOf(t);
    const { store, events } = await openStore(t, folder);
    rmSync(join(folder, 'lock'), { recursive: true });
    assert.equal(await store.save(key, heldState('92_held')), 'saved');
    await assert.rejects(openStore(t, folder), /in use by another process/);
    assert.deepEqual(events, []);
  },
);
