import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type FolderLock, lockFolder } from '../../../../src/central/stores/file/folder-lock.ts';
import { duringTest, stateFolder } from '../../../support/central/state-folder.ts';
import { randomFrom } from '../../../support/random.ts';

function emptyFolder(t: TestContext): string {
  const folder = stateFolder(t);
  mkdirSync(folder);
  return folder;
}

/** What a killed process leaves: a socket in the folder that nobody listens on any more. */
async function leaveDead(folder: string, name: string): Promise<void> {
  const place = join(folder, 'lock');
  mkdirSync(place, { recursive: true });
  const server = createServer();
  const path = join(place, 'x');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  linkSync(path, join(place, name));
  await new Promise((resolve) => server.close(resolve));
}

const deadName = (): string =>
  `0m${randomBytes(4).toString('hex').slice(0, 7)}-${randomBytes(4).toString('hex')}`;

/** The lock; the test ends where it is not given. */
async function take(folder: string): Promise<FolderLock> {
  const lock = await lockFolder(folder);
  assert.ok(lock !== 'in_use');
  return lock;
}

test('one has the folder, the next is refused at once, and has it once it is given back', async (t) => {
  const folder = emptyFolder(t);
  const first = await take(folder);
  assert.equal(await lockFolder(folder), 'in_use');
  assert.equal(await lockFolder(folder), 'in_use');
  assert.equal(readdirSync(join(folder, 'lock')).length, 1);
  await first.release();
  assert.deepEqual(readdirSync(join(folder, 'lock')), []);
  const second = await take(folder);
  assert.equal(await lockFolder(folder), 'in_use');
  await second.release();
});

test('two folders have nothing to do with one another', async (t) => {
  const locks = [await take(emptyFolder(t)), await take(emptyFolder(t))];
  for (const lock of locks) await lock.release();
});

test('D10: what dead ones left is no lock, and is cleared away; what is not ours stays', async (t) => {
  const folder = emptyFolder(t);
  for (const name of [deadName(), 'zzzzzzzzz-00000000', '0123456789abcd.new']) await leaveDead(folder, name);
  // from a back-up that turned a socket into a file
  writeFileSync(join(folder, 'lock', deadName()), '');
  writeFileSync(join(folder, 'lock', '.keep'), '');
  const lock = await take(folder);
  assert.equal(readdirSync(join(folder, 'lock')).length, 2);
  assert.ok(existsSync(join(folder, 'lock', '.keep')));
  await lock.release();
});

test('a folder whose path is too long for a socket is locked all the same', async (t) => {
  const folder = join(emptyFolder(t), 'deep'.repeat(30), 'deeper'.repeat(30));
  mkdirSync(folder, { recursive: true });
  const first = await take(folder);
  assert.equal(await lockFolder(folder), 'in_use');
  await first.release();
  assert.deepEqual(readdirSync(join(folder, 'lock')), []);
  await (await take(folder)).release();
});

async function turnsOf(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Each step with a file takes so long, now this one, now that one. */
function shuffleSteps(t: TestContext, random: () => number): void {
  duringTest(t, () => turnsOf(Math.floor(random() ** 3 * 30)));
}

const firstSeed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test('D10: of several that start at the same instant exactly one has the folder, dead ones or not', async (t) => {
  for (let seed = firstSeed; seed < firstSeed + 60; seed += 1) {
    const random = randomFrom(seed);
    const folder = emptyFolder(t);
    for (let dead = Math.floor(random() * 3); dead > 0; dead -= 1) await leaveDead(folder, deadName());
    shuffleSteps(t, random);
    const contenders = Array.from({ length: 2 + Math.floor(random() * 7) }, () => lockFolder(folder, 15));
    const locks = (await Promise.all(contenders)).filter((lock) => lock !== 'in_use');
    assert.equal(locks.length, 1, `SEED=${seed}: ${locks.length} of ${contenders.length} have it`);
    for (const lock of locks) await lock.release();
  }
});

test('D10: in any history of starts and ends there are never two, and none is left without need', async (t) => {
  let takenInAll = 0;
  for (let seed = firstSeed; seed < firstSeed + 25; seed += 1) {
    const random = randomFrom(seed);
    const folder = emptyFolder(t);
    shuffleSteps(t, random);
    let holders = 0;
    let most = 0;
    let taken = 0;
    const live = async (): Promise<void> => {
      for (let i = 0; i < 6; i += 1) {
        await turnsOf(Math.floor(random() * 40));
        const lock = await lockFolder(folder, 2);
        if (lock === 'in_use') continue;
        holders += 1;
        taken += 1;
        most = Math.max(most, holders);
        await turnsOf(Math.floor(random() * 40));
        holders -= 1;
        await lock.release();
      }
    };
    await Promise.all(Array.from({ length: 5 }, live));
    assert.ok(most <= 1, `SEED=${seed}: ${most} had it at once`);
    takenInAll += taken;
    assert.deepEqual(readdirSync(join(folder, 'lock')), [], `SEED=${seed}`);
    await (await take(folder)).release();
  }
  // in one history all may give way to one another, so little patience they have
  assert.ok(takenInAll > 25, `${takenInAll} had it in all`);
});
