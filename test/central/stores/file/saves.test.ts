import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { DiskStep } from '../../../support/central/disk-steps.ts';
import { duringTest, openStore, stateFolder } from '../../../support/central/state-folder.ts';
import { heldState } from '../../../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const keyNo = (n: number): string => `token:wx${String(n).padStart(16, '0')}`;

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Each such step waits until it is let on; `seen(n)` resolves once so many have come to it. */
function holdAt(t: TestContext, held: DiskStep) {
  const waiting: (() => void)[] = [];
  const paths: string[] = [];
  let isOpen = false;
  let came = (): void => {};
  const end = duringTest(t, async (step, path) => {
    if (step !== held) return;
    paths.push(path);
    came();
    if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
  });
  return {
    paths,
    seen: async (n: number): Promise<void> => {
      while (paths.length < n) {
        await new Promise<void>((resolve) => {
          came = resolve;
        });
      }
    },
    letOn: (): void => {
      isOpen = true;
      for (const resolve of waiting.splice(0)) resolve();
      end();
    },
  };
}

const valueIn = (folder: string, n = 0): string =>
  JSON.parse(readFileSync(join(folder, `${keyNo(n).replace(':', '.')}.json`), 'utf8')).state.held.value;

test('saves of one key are written in their order; of those that wait only the latest is, and tells all', async (t) => {
  const folder = stateFolder(t);
  const { store } = await openStore(t, folder, 60_000);
  const disk = holdAt(t, 'sync');
  const first = store.save(key, heldState('92_first'));
  await disk.seen(1);
  const others = ['92_second', '92_third', '92_last'].map((value) => store.save(key, heldState(value)));
  disk.letOn();
  assert.deepEqual(await Promise.all([first, ...others]), Array(4).fill('saved'));
  assert.equal(valueIn(folder), '92_last');
  assert.equal(disk.paths.length, 1, 'the later three were written once, after the disk was let on');
});

test('saves of other keys do not wait for one that hangs; three at most are under way', async (t) => {
  const folder = stateFolder(t);
  const { store } = await openStore(t, folder, 60_000);
  const disk = holdAt(t, 'sync');
  const all = Array.from({ length: 200 }, (_, n) => store.save(keyNo(n), heldState(`92_${n}`)));
  await disk.seen(3);
  for (let i = 0; i < 50; i += 1) await settled();
  assert.equal(disk.paths.length, 3);
  disk.letOn();
  assert.deepEqual(new Set(await Promise.all(all)), new Set(['saved']));
  assert.deepEqual([valueIn(folder, 0), valueIn(folder, 199)], ['92_0', '92_199']);
});

test('a disk that hangs: all who wait are told in time, it is said once, and what was to be written is in the end', async (t) => {
  const folder = stateFolder(t);
  const { store, events } = await openStore(t, folder, 500);
  const disk = holdAt(t, 'sync');
  const results = await Promise.all([0, 1, 2, 3, 4].map((n) => store.save(keyNo(n), heldState(`92_${n}`))));
  assert.deepEqual(results, Array(5).fill('away'));
  assert.equal(await store.save(keyNo(0), heldState('92_later')), 'away');
  assert.equal(store.problem(), 'state_unwritable');
  assert.deepEqual(events, [{ type: 'state_unwritable', code: 'ETIMEDOUT' }]);
  disk.letOn();
  await store.close();
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((n) => valueIn(folder, n)),
    ['92_later', '92_1', '92_2', '92_3', '92_4'],
  );
  assert.equal(store.problem(), undefined);
  assert.deepEqual(events.slice(1), [{ type: 'state_writable' }]);
});

test('one that waited too long for its turn says nothing of the disk', async (t) => {
  const folder = stateFolder(t);
  const { store, events } = await openStore(t, folder, 1000);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const disk = holdAt(t, 'sync');
  const saves = [0, 1, 2, 3].map((n) => store.save(keyNo(n), heldState(`92_${n}`)));
  await disk.seen(3);
  t.mock.timers.tick(999);
  assert.equal(store.problem(), undefined);
  disk.letOn();
  const second = holdAt(t, 'sync');
  assert.deepEqual(await Promise.all(saves.slice(0, 3)), ['saved', 'saved', 'saved']);
  await second.seen(1);
  t.mock.timers.tick(1);
  assert.equal(await saves[3], 'away');
  assert.equal(store.problem(), undefined);
  assert.deepEqual(events, []);
  second.letOn();
  await store.close();
  assert.equal(valueIn(folder, 3), '92_3');
});

test('a disk that hangs while it is read: what came is there, the rest is unknown', async (t) => {
  const folder = stateFolder(t);
  const first = await openStore(t, folder);
  for (const n of [0, 1, 2, 3, 4]) await first.store.save(keyNo(n), heldState(`92_${n}`));
  await first.store.close();
  const { store, events } = await openStore(t, folder, 500);
  let released = (): void => {};
  const hung = new Promise<void>((resolve) => {
    released = resolve;
  });
  const end = duringTest(t, (step, path) => (step === 'read' && path.includes('0002') ? hung : undefined));
  const loaded = await store.load([0, 1, 2, 3, 4].map(keyNo));
  assert.deepEqual([...loaded.keys()].sort(), [0, 1, 3, 4].map(keyNo));
  assert.deepEqual(events, [{ type: 'state_unwritable', code: 'ETIMEDOUT' }]);
  // it is still to be read: nothing is written over it before
  assert.equal(await store.save(keyNo(2), heldState('92_new')), 'away');
  assert.equal(valueIn(folder, 2), '92_2');
  end();
  released();
  await store.close();
  assert.equal(valueIn(folder, 2), '92_new');
});

test('closing waits for what hangs only so long, and does not give the folder free to another one then', async (t) => {
  const folder = stateFolder(t);
  const { store } = await openStore(t, folder, 20);
  const disk = holdAt(t, 'sync');
  const saved = store.save(key, heldState('92_late'));
  await store.close();
  assert.equal(await saved, 'away');
  await assert.rejects(openStore(t, folder), /in use by another process/);
  disk.letOn();
});
