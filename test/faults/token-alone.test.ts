// An instance that is cut off from the others, and asks WeChat alone or not at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/tokens/entry.ts';
import { createSharedStore } from '../support/virtual/played-peers.ts';
import { failure, newAccount, served, startByHand } from '../support/virtual/token-service.ts';
import { startAt } from '../support/virtual/virtual-time.ts';

const account = newAccount('stable_token');
const key = keyOf(account);

/** Two instances on one store, the first of which is cut off by now, and has a clock that is so much ahead. */
async function createTwo(aheadMs = 0) {
  const shared = createSharedStore(key);
  let isCut = false;
  const first = await startByHand(
    [account],
    shared.join({ isCut: () => isCut, aheadMs, fenceNow: () => startAt }),
  );
  const second = await startByHand([account], shared.join({ fenceNow: () => second.clock.now() }));
  first.time.jumpWall(aheadMs);

  const reading = first.service.read(key);
  await first.time.settle();
  await first.call(0).answer({ value: 'one', expiresInS: 7200 });
  await reading;
  isCut = true;
  await first.time.advance(100_000);
  await second.time.advance(100_000);
  return {
    first,
    second,
    /** forced at the second one: `one` dies five minutes later */
    force: async (): Promise<void> => {
      const forcing = second.service.force(key, 'one');
      await second.time.settle();
      await second.call(0).answer({ value: 'one', expiresInS: 7100 });
      await second.time.settle();
      await second.call(1).answer({ value: 'two', expiresInS: 7200 });
      await forcing;
      assert.equal(second.service.current(key)?.value, 'two');
    },
    /** the way to the store is open again: what could not be stored is stored */
    mend: async (): Promise<void> => {
      isCut = false;
      await first.service.save(first.service.entries.get(key) ?? assert.fail());
    },
    values: () => [
      shared.stored()?.held?.value,
      ...[first, second].map(({ service }) => service.current(key)?.value),
    ],
  };
}

test('E10: a fetch that failed while cut off does not bring the dead token back over the one that was forced since', async () => {
  const { first, force, mend, values } = await createTwo();
  await force();
  // its readers report the dead token, and its machine reaches neither Redis nor WeChat
  await first.time.advance(400_000);
  const report = first.service.force(key, 'one');
  await first.time.settle();
  await first.call(1).answer(failure('upstream_unreachable'));
  await report;
  await mend();
  assert.deepEqual(values(), ['two', 'two', 'two']);
});

test('E10, E13: nor does one that succeeded before, by a clock that is ten minutes ahead', async () => {
  const { first, second, force, mend, values } = await createTwo(600_000);
  void first.service.fetchNow(first.service.entries.get(key) ?? assert.fail());
  await first.time.settle();
  await first.call(1).answer({ value: 'one', expiresInS: 7100 });
  await second.time.advance(60_000);
  await force();
  await first.time.advance(400_000);
  await mend();
  assert.deepEqual(values(), ['two', 'two', 'two']);
});

test('E7: of two tokens that were fetched alone the later one wins, not the one that was asked for more often', async () => {
  for (const isLaterSavedFirst of [true, false]) {
    let isCut = true;
    // by a clock that all share, as far as it could be known before it was away
    let sharedTime = 1000;
    const shared = createSharedStore(key);
    const changes = () => shared.join({ isCut: () => isCut, fenceNow: () => sharedTime });
    const [one, two] = [await startByHand([account], changes()), await startByHand([account], changes())];

    // the first asks twice, the second once, and later: somebody has pressed Get with force_refresh there
    for (const i of [0, 1]) {
      void one.service.fetchNow(one.service.entries.get(key) ?? assert.fail());
      await one.time.settle();
      await one.call(i).answer({ value: 'former', expiresInS: 280 });
      await one.time.advance(40_000);
      sharedTime += 40_000;
    }
    await two.time.advance(80_000);
    two.service.replaced(key, two.time.now() - 8000);
    await two.time.settle();
    await two.call(0).answer({ value: 'forced since', expiresInS: 7200 });

    isCut = false;
    const saving = isLaterSavedFirst ? [two, one] : [one, two];
    for (const { service } of saving) await service.save(service.entries.get(key) ?? assert.fail());
    for (const { service } of saving) assert.equal(service.current(key)?.value, 'forced since');
    assert.equal(shared.stored()?.held?.value, 'forced since');
  }
});

test('B8, E7: the shared store is away: who forces a stable_token account is held to one call in 30 s', async () => {
  const { service, time, asked, call } = await startByHand([account], {
    areNone: false,
    lease: () => Promise.resolve('away'),
    save: () => Promise.resolve('away'),
  });
  void service.read(key);
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  for (let i = 0; i < 20; i += 1) {
    const calls = asked.length;
    void service.force(key, 'one');
    await time.settle();
    if (asked.length > calls) await call(calls).answer({ value: 'one', expiresInS: 7190 });
    await time.advance(1000);
  }
  assert.ok(asked.length <= 2, `${asked.length - 1} calls for 20 reports within 20 s`);
});

test('E7: a token that Redis could not take is promised for five minutes: whoever takes the turn next replaces it', async () => {
  const replacing = newAccount('token');
  let saves = 0;
  const { service, time, call } = await startByHand([replacing], {
    areNone: false,
    save: () => {
      saves += 1;
      // what is about to happen is stored, and then Redis is gone
      return Promise.resolve(saves === 1 ? 'saved' : 'away');
    },
  });
  const reading = service.read(keyOf(replacing));
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  const { expiresInS } = served(await reading);
  assert.equal(service.entries.get(keyOf(replacing))?.isUnsaved, true);
  assert.ok(
    expiresInS <= 300,
    `${expiresInS} s, and another instance is going to take the unended fetch for lost`,
  );
});
