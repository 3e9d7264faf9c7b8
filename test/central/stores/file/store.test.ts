import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openFileStore } from '../../../../src/central/stores/file/store.ts';
import { emptyState } from '../../../../src/central/tokens/state.ts';
import { ownLease } from '../../../../src/central/tokens/store.ts';
import { systemError } from '../../../support/central/disk-steps.ts';
import { issuer } from '../../../support/central/records.ts';
import { duringTest, openStore, stateFolder } from '../../../support/central/state-folder.ts';
import { fullState, heldState } from '../../../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const file = 'token.wx0000000000000000.json';

const modeOf = (path: string): number => statSync(path).mode & 0o777;
const clock = { now: Date.now, wallOffsetMs: () => 0 };

test('what was saved is there after a restart: every field, and as many keys as there are', async (t) => {
  const folder = stateFolder(t);
  const first = await openStore(t, folder);
  const states = new Map([
    [key, fullState],
    ['stable_token:wx0000000000000000', { ...emptyState('stable_token'), fence: 5 }],
    ['jsapi:stable_token:wx0000000000000000', { ...emptyState('ticket'), trouble: fullState.trouble }],
    ['wx_card:token:wx0000000000000000', emptyState('ticket')],
  ]);
  for (const [name, state] of states) assert.equal(await first.store.save(name, state), 'saved');
  await first.store.close();
  assert.deepEqual(readdirSync(folder).sort(), [
    'jsapi.stable_token.wx0000000000000000.json',
    'lock',
    'stable_token.wx0000000000000000.json',
    file,
    'wx_card.token.wx0000000000000000.json',
  ]);
  const second = await openStore(t, folder);
  const loaded = await second.store.load([...states.keys(), 'token:wx0000000000000001']);
  assert.deepEqual(loaded, states);
  assert.deepEqual([...first.events, ...second.events], []);
  assert.equal(second.store.problem(), undefined);
});

test('times survive a restart that changes how far the clock of the process is from that of the wall', async (t) => {
  const folder = stateFolder(t);
  const first = await openStore(t, folder);
  first.clock.offsetMs = 3_600_000;
  await first.store.save(key, fullState);
  await first.store.close();
  const { state } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  assert.equal(state.held.expiresAt, fullState.held.expiresAt + 3_600_000);
  const second = await openStore(t, folder);
  second.clock.offsetMs = -1000;
  const loaded = (await second.store.load([key])).get(key);
  assert.equal(loaded?.held?.expiresAt, fullState.held.expiresAt + 3_601_000);
  assert.deepEqual(
    loaded?.usage.forced,
    fullState.usage.forced.map(({ fence, at }) => ({ fence, at: at + 3_601_000 })),
  );
});

test('J1: the file holds the state, and nothing that a state does not have', async (t) => {
  const folder = stateFolder(t);
  const { store } = await openStore(t, folder);
  await store.save(key, fullState);
  const { check, ...record } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  assert.match(check, /^[0-9a-f]{40}$/);
  const whose = { appid: 'wx0000000000000000', kind: 'token', issuer };
  const until = fullState.intent.startedAt + 7_200_000;
  assert.deepEqual(record, { version: 3, ...whose, by: '', fence: 12, until, state: fullState });
  assert.deepEqual(readdirSync(folder), ['lock', file]);
});

test('folder and files are for their owner alone, whatever the umask is', async (t) => {
  const before = process.umask(0);
  t.after(() => process.umask(before));
  const folder = join(stateFolder(t), 'deeper');
  const { store } = await openStore(t, folder);
  await store.save(key, fullState);
  const modes = [dirname(folder), folder, join(folder, 'lock'), join(folder, file)].map(modeOf);
  assert.deepEqual(modes, [0o700, 0o700, 0o700, 0o600]);
});

test('a file that others can read is theirs no longer once it is loaded', async (t) => {
  const folder = stateFolder(t);
  const first = await openStore(t, folder);
  await first.store.save(key, fullState);
  await first.store.close();
  chmodSync(join(folder, file), 0o644);
  const second = await openStore(t, folder);
  assert.deepEqual((await second.store.load([key])).get(key), fullState);
  assert.equal(modeOf(join(folder, file)), 0o600);
  assert.deepEqual(second.events, []);
});

test('a key cannot lead out of the folder', async (t) => {
  const folder = stateFolder(t);
  const { store } = await openStore(t, folder);
  const wild = 'token:../../wx/..\\\0';
  assert.equal(await store.save(wild, fullState), 'saved');
  assert.deepEqual((await store.load([wild])).get(wild), fullState);
  assert.deepEqual(readdirSync(dirname(folder)), ['state']);
  assert.equal(readdirSync(folder).length, 2);
});

test('it is a store of one process: each lease is its own, and nobody else changes anything', async (t) => {
  const { store, peers } = await openStore(t, stateFolder(t));
  assert.equal(peers.areNone, true);
  assert.equal(await peers.lease(key), ownLease);
  assert.deepEqual([peers.knownAt(17), peers.fenceNow()], [17, 0]);
  await peers.changed(key);
  peers.onChange(() => assert.fail('nobody changes anything'));
  peers.onLost(() => assert.fail('nothing is lost'));
  await store.save(key, fullState);
});

test('after it is closed nothing is written, and closing twice does no harm', async (t) => {
  const folder = stateFolder(t);
  const { store } = await openStore(t, folder);
  const pending = store.save(key, heldState('92_before'));
  await Promise.all([store.close(), store.close()]);
  assert.equal(await pending, 'saved');
  assert.equal(await store.save(key, heldState('92_after')), 'away');
  const next = await openStore(t, folder);
  assert.equal((await next.store.load([key])).get(key)?.held?.value, '92_before');
});

async function refusalOf(folder: string): Promise<string> {
  const opened = await openFileStore({ folder, issuer, clock, observe: () => {} });
  assert.ok(!('store' in opened), 'it was opened');
  return opened.problem;
}

test('what cannot be a state folder is refused with a sentence that says what to do', async (t) => {
  const folder = stateFolder(t);
  writeFileSync(folder, 'mine');
  assert.match(
    await refusalOf(folder),
    /state \(STATE_DIR\) is a file, .+: remove that file, or set STATE_DIR/,
  );
  assert.match(
    await refusalOf(join(folder, 'below')),
    /lies below a file: set STATE_DIR to another folder \(ENOTDIR\)\.$/,
  );
  assert.equal(readFileSync(folder, 'utf8'), 'mine');
  const holder = stateFolder(t);
  mkdirSync(holder);
  writeFileSync(join(holder, 'lock'), '');
  assert.match(await refusalOf(holder), /holds a file named lock: remove that file/);
  const readOnly = stateFolder(t);
  duringTest(t, (step) => {
    if (step === 'rename') throw systemError('EROFS');
  });
  assert.match(
    await refusalOf(readOnly),
    /cannot be written to: let the user that runs .+ own it.+ \(EROFS\)\.$/,
  );
  assert.deepEqual(readdirSync(join(readOnly, 'lock')), []);
});
