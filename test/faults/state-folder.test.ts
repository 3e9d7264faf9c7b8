// The folder of the tokens when processes are killed, disks fail, and two want it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type DiskStep, systemError } from '../support/central/disk-steps.ts';
import { duringTest, openStore, stateFolder } from '../support/central/state-folder.ts';
import { type StateProcess, startStateProcess } from '../support/central/state-process.ts';
import { heldState } from '../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const file = 'token.wx0000000000000000.json';
const temporary = /^token\.wx0000000000000000\.json\.[0-9a-f]{16}\.tmp$/;

const oldState = heldState('92_old');
const newState = heldState('92_new');

function start(t: TestContext, options?: Parameters<typeof startStateProcess>[0]): StateProcess {
  const started = startStateProcess(options);
  t.after(async () => {
    started.child.kill('SIGKILL');
    await started.ended;
  });
  return started;
}

/** A folder in which a process that has ended in peace left the old state. */
async function folderWithOldState(t: TestContext): Promise<string> {
  const folder = stateFolder(t);
  const { store } = await openStore(t, folder);
  assert.equal(await store.save(key, oldState), 'saved');
  await store.close();
  return folder;
}

type Crash = Readonly<{ step: DiskStep; leaves: 'old' | 'new'; hasTemporary: boolean }>;

const crashes: readonly Crash[] = [
  { step: 'create', leaves: 'old', hasTemporary: false },
  { step: 'write', leaves: 'old', hasTemporary: true },
  { step: 'write the rest', leaves: 'old', hasTemporary: true },
  { step: 'sync', leaves: 'old', hasTemporary: true },
  { step: 'rename', leaves: 'old', hasTemporary: true },
  { step: 'sync folder', leaves: 'new', hasTemporary: false },
];
for (const { step, leaves, hasTemporary } of crashes) {
  test(`D5: killed before "${step}": the ${leaves} record stands, whole, and nothing else is left`, async (t) => {
    const folder = await folderWithOldState(t);
    const nodeArgs = ['--import', new URL('../support/central/crash-at.js', import.meta.url).href];
    const env = { CRASH_AT: step, CRASH_PATH: step === 'sync folder' ? folder : '.json' };
    const dying = start(t, { nodeArgs, env });
    assert.equal((await dying.ask({ do: 'open', folder })).refusal, undefined);
    await assert.rejects(dying.ask({ do: 'save', key, state: newState }), /ended at save/);
    assert.equal(await dying.ended, 'SIGKILL');
    assert.equal(
      readdirSync(folder).some((name) => temporary.test(name)),
      hasTemporary,
    );

    const { store, events } = await openStore(t, folder);
    assert.deepEqual(readdirSync(folder), ['lock', file]);
    assert.deepEqual((await store.load([key])).get(key), leaves === 'old' ? oldState : newState);
    assert.deepEqual(events, []);
    assert.equal(await store.save(key, newState), 'saved');
  });
}

const failures: readonly (readonly [step: DiskStep, code: string, meaning: string])[] = [
  ['create', 'EROFS', 'read-only'],
  ['create', 'EMFILE', 'no descriptors left'],
  ['write', 'ENOSPC', 'disk full'],
  ['write the rest', 'ENOSPC', 'disk full after a part'],
  ['sync', 'EIO', 'EIO on fsync'],
  ['rename', 'EDQUOT', 'quota'],
  ['sync folder', 'EIO', 'EIO on fsync of the folder'],
];
for (const [step, code, meaning] of failures) {
  test(`D8: ${meaning}: said once a minute, nothing is lost, and it recovers by itself`, async (t) => {
    const folder = await folderWithOldState(t);
    const { store, events, clock } = await openStore(t, folder);
    const end = duringTest(t, (at) => {
      if (at === step) throw systemError(code);
    });
    for (let second = 0; second < 120; second += 1) {
      assert.equal(await store.save(key, newState), 'away');
      assert.equal(store.problem(), 'state_unwritable');
      clock.time += 1000;
    }
    assert.deepEqual(events, Array(2).fill({ type: 'state_unwritable', code }));
    assert.deepEqual(readdirSync(folder), ['lock', file]);
    const { state } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    assert.deepEqual(state, step === 'sync folder' ? newState : oldState);
    end();
    assert.equal(await store.save(key, newState), 'saved');
    assert.equal(store.problem(), undefined);
    assert.deepEqual(events.slice(2), [{ type: 'state_writable' }]);
    assert.deepEqual((await store.load([key])).get(key), newState);
  });
}

test('D8: a disk that takes only a part of a record (a real limit): the old one stands', async (t) => {
  const folder = await folderWithOldState(t);
  const limited = ['-c', 'ulimit -S -f 4; exec "$0" "$@"', process.execPath];
  const child = start(t, { execPath: '/bin/sh', nodeArgs: limited });
  assert.equal((await child.ask({ do: 'open', folder })).refusal, undefined);
  const long = heldState('9'.repeat(20_000));
  assert.deepEqual(await child.ask({ do: 'save', key, state: long }), {
    saved: 'away',
    problem: 'state_unwritable',
    events: [{ type: 'state_unwritable', code: 'EFBIG' }],
  });
  assert.deepEqual(JSON.parse(readFileSync(join(folder, file), 'utf8')).state, oldState);
  assert.deepEqual(readdirSync(folder), ['lock', file]);
  const { saved, problem } = await child.ask({ do: 'save', key, state: newState });
  assert.deepEqual({ saved, problem }, { saved: 'saved', problem: undefined });
});

test('D10: a second process is refused with a sentence that says what to do, also while the first stands still', async (t) => {
  const folder = stateFolder(t);
  const [first, second] = [start(t), start(t)];
  assert.equal((await first.ask({ do: 'open', folder })).refusal, undefined);
  const said = `The folder ${folder} (STATE_DIR) is in use by another process, and only one may keep tokens in it: stop that one, or set STATE_DIR to another folder if it keeps other accounts.`;
  assert.equal((await second.ask({ do: 'open', folder })).refusal, said);
  first.child.kill('SIGSTOP');
  assert.equal((await second.ask({ do: 'open', folder })).refusal, said);
  first.child.kill('SIGCONT');
  await first.ask({ do: 'save', key, state: newState });
  await first.ask({ do: 'close' });
  assert.equal((await second.ask({ do: 'open', folder })).refusal, undefined);
});

test('D10: the folder of a killed process is taken over with what it had stored', async (t) => {
  const folder = stateFolder(t);
  for (const value of ['92_first', '92_second', '92_third']) {
    const killed = start(t);
    assert.equal((await killed.ask({ do: 'open', folder })).refusal, undefined);
    assert.equal((await killed.ask({ do: 'save', key, state: heldState(value) })).saved, 'saved');
    killed.child.kill('SIGKILL');
    await killed.ended;
  }
  const { store } = await openStore(t, folder);
  assert.equal((await store.load([key])).get(key)?.held?.value, '92_third');
  assert.equal(readdirSync(join(folder, 'lock')).length, 1);
});

test('D10: a process ends by itself though it holds the lock', async (t) => {
  const holder = start(t);
  assert.equal((await holder.ask({ do: 'open', folder: stateFolder(t) })).refusal, undefined);
  holder.child.disconnect();
  assert.equal(await holder.ended, null);
});

test('D10: of 20 processes that start at once on a folder with a dead lock exactly one has it', async (t) => {
  const rounds = 12;
  const processes = Array.from({ length: 20 }, () => start(t));
  let folder = stateFolder(t);
  for (let round = 0; round < rounds; round += 1) {
    const replies = await Promise.all(processes.map(({ ask }) => ask({ do: 'open', folder })));
    const holders = processes.filter((_, i) => replies[i]?.refusal === undefined);
    assert.equal(holders.length, 1, `round ${round}: ${holders.length} have it`);
    for (const holder of holders) {
      // its lock stays behind
      holder.child.kill('SIGKILL');
      await holder.ended;
      processes.splice(processes.indexOf(holder), 1, start(t));
    }
    if (round % 3 === 2) folder = stateFolder(t);
  }
});
