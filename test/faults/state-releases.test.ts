// A state folder that another release wrote, or that was used with another WeChat.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openFileStore, type StateEvent } from '../../src/central/stores/file/store.ts';
import type { TokenState } from '../../src/central/tokens/state.ts';
import { ownLease } from '../../src/central/tokens/store.ts';
import { asNextRelease, issuer, nextVersion, recordOf } from '../support/central/records.ts';
import { openStore, stateFolder } from '../support/central/state-folder.ts';
import { fullState, heldState } from '../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const file = 'token.wx0000000000000000.json';

type FirstState = Readonly<{
  kind: string;
  fence: number;
  kept?: object;
  former?: object;
  calls: object;
  forcedAt: readonly number[];
  lastFailure?: Readonly<{ at: number }>;
  failures: number;
  nextTryAt: number;
}>;

/** A folder that holds these files, readable by their owner alone. */
function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = stateFolder(t);
  mkdirSync(folder, { mode: 0o700 });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 });
  return folder;
}

async function openFor(t: TestContext, folder: string, issuedBy: string, now: number) {
  const events: StateEvent[] = [];
  const opened = await openFileStore({
    folder,
    issuer: issuedBy,
    clock: { now: () => now, wallOffsetMs: () => 0 },
    observe: (event) => events.push(event),
  });
  assert.ok('store' in opened);
  t.after(() => opened.store.close());
  return { ...opened, events };
}

/** Every field that 0.1.0 has stored of a key at rest is there, as a fact. */
function assertHolds(state: TokenState | undefined, stored: FirstState): void {
  const { kept, former, calls, forcedAt, lastFailure, failures, nextTryAt, kind, fence, ...others } = stored;
  assert.deepEqual(others, {}, 'a field that is not looked at here');
  const { at: failedAt, ...failure } = lastFailure ?? {};
  const trouble = lastFailure && { failure, at: failedAt, failures, nextTryAt };
  const { fence: _fence, ...found } = state?.trouble ?? {};
  assert.deepEqual(state?.trouble && found, trouble);
  // of one that is over nothing is left but the count
  if (lastFailure === undefined) assert.equal(failures, 0);
  assert.deepEqual([state?.kind, state?.fence, state?.held], [kind, fence, kept]);
  assert.deepEqual(state?.former, former && { ...former, fence: 0 });
  assert.deepEqual([state?.usage.calls, state?.usage.forced.map(({ at }) => at)], [calls, forcedAt]);
  assert.deepEqual([state?.doubts, state?.intent, state?.resumedFence], [[], undefined, undefined]);
}

test('a folder of release 0.1.0 is taken over whole, and counts as its first reader’s from then on', async (t) => {
  const { capturedAt, folder: files } = JSON.parse(
    readFileSync('test/central/stores/release-0.1.0.json', 'utf8'),
  );
  const folder = folderWith(t, files);
  const keys = Object.keys(files).map((name) => name.replace('.json', '').replaceAll('.', ':'));
  const first = await openFor(t, folder, issuer, capturedAt);
  const loaded = await first.store.load(keys);
  for (const [name, text] of Object.entries<string>(files)) {
    const state = loaded.get(name.replace('.json', '').replaceAll('.', ':'));
    assertHolds(state, JSON.parse(text).state);
    const { version, issuer: by } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    assert.deepEqual([version, by], [3, issuer]);
  }
  await first.store.close();
  const other = await openFor(t, folder, 'http://127.0.0.1:4000', capturedAt);
  assert.deepEqual(await other.store.load(keys), new Map());
  assert.equal(first.events.length, 0);
  assert.equal(other.events.length, keys.length);
});

test('L4: what another issuer issued is not given out, is said, and is there again when the folder is used with that one', async (t) => {
  const folder = stateFolder(t);
  const now = 1_800_000_000_000;
  const simulator = 'http://127.0.0.1:4000';
  const one = await openFor(t, folder, issuer, now);
  await one.store.save(key, heldState('92_of_wechat'));
  await one.store.close();
  const two = await openFor(t, folder, simulator, now);
  assert.deepEqual(await two.store.load([key]), new Map());
  assert.match(
    JSON.stringify(two.events),
    /^\[\{"type":"state_foreign","file":"token\.wx0{16}\.json\.issuer-[0-9a-f]{16}"\}\]$/,
  );
  assert.equal(await two.peers.lease(key), ownLease);
  await two.store.save(key, heldState('92_simulated'));
  await two.store.close();
  const back = await openFor(t, folder, issuer, now);
  assert.equal((await back.store.load([key])).get(key)?.held?.value, '92_of_wechat');
  await back.store.close();
  const again = await openFor(t, folder, simulator, now);
  assert.equal((await again.store.load([key])).get(key)?.held?.value, '92_simulated');
  assert.equal(readdirSync(folder).length, 3, 'lock, its record, and that of the other');
});

test('L2: fields of the next release are kept through a save of this one, in the envelope and in the state', async (t) => {
  const held = { ...fullState.held, promisedTo: ['orders'] };
  const next = asNextRelease(recordOf(key, fullState), { shard: 7 }, { reads: 3, held });
  const folder = folderWith(t, { [file]: next });
  const { store, events } = await openStore(t, folder);
  const state = (await store.load([key])).get(key);
  assert.equal(state?.held?.value, fullState.held.value);
  assert.equal(
    await store.save(key, { ...(state ?? fullState), replacedElsewhereAt: 1_799_999_300_000 }),
    'saved',
  );
  const written = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  assert.deepEqual([written.shard, written.state.reads, written.state.held], [7, 3, held]);
  assert.deepEqual(events, []);
});

test('L2: a downgrade: a record that cannot be read is left as it is and said, its token is not replaced, and what comes next is up to time or a person', async (t) => {
  const next = asNextRelease(recordOf(key, fullState), { version: nextVersion }, { held: 'in another way' });
  const folder = folderWith(t, { [file]: next });
  const { store, peers, events, clock } = await openStore(t, folder);
  const other = 'token:wx0000000000000001';
  assert.deepEqual(await store.load([key, other]), new Map());
  assert.deepEqual(events, [{ type: 'state_newer', file }]);
  assert.equal(store.problem(), 'state_newer');
  assert.equal(await peers.lease(key), 'away');
  assert.equal(await store.save(key, heldState('92_new')), 'away');
  assert.equal(readFileSync(join(folder, file), 'utf8'), next);
  assert.equal(await peers.lease(other), ownLease);
  assert.equal(await store.save(other, heldState('92_other')), 'saved');
  clock.time = fullState.intent.startedAt + 7_199_000;
  assert.equal(await peers.lease(key), 'away', 'it may be promised to somebody still');
  clock.time += 1000;
  assert.notEqual(await peers.lease(key), 'away');
  assert.equal(await store.save(key, heldState('92_new')), 'saved');
  assert.equal(store.problem(), undefined);
  const aside = readdirSync(folder).filter((name) => name.startsWith(`${file}.newer-`));
  assert.equal(readFileSync(join(folder, aside[0] ?? ''), 'utf8'), next, 'nothing is destroyed');
  assert.equal(events.length, 1);
});

test('L2: a record of a newer version that a person moves away makes room at once', async (t) => {
  const next = asNextRelease(recordOf(key, fullState), { version: nextVersion });
  const folder = folderWith(t, { [file]: next });
  const { store, peers } = await openStore(t, folder);
  await store.load([key]);
  assert.equal(await peers.lease(key), 'away');
  unlinkSync(join(folder, file));
  assert.notEqual(await peers.lease(key), 'away');
  assert.equal(await store.save(key, heldState('92_new')), 'saved');
  assert.equal(store.problem(), undefined);
});
