// An instance that was cut off from the others asked WeChat alone; what the others did meanwhile is the later thing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { ownTurn, type Saved, type Store, shifted } from '../../src/central/store.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { failure, newAccount, startByHand } from '../support/token-service.ts';
import { startAt } from '../support/virtual-time.ts';

const account = newAccount('stable_token');
const key = keyOf(account);
type Listener = (key: string, state: TokenState, isOwn: boolean) => void;

/** Two instances on one store, the first of which can be cut off, and has a clock that is so much ahead. */
async function createTwo(aheadMs = 0) {
  let stored: TokenState | undefined;
  let by = 0;
  let isCut = false;
  const listeners: Listener[] = [];

  /** Times in the store are by a clock that all share. */
  const shared = (state: TokenState, own: number): TokenState => shifted(state, own === 0 ? -aheadMs : 0);
  const heldBy = (state: TokenState, own: number): TokenState => shifted(state, own === 0 ? aheadMs : 0);

  /** As Redis does: a state with a lower fence is not taken, and neither is another's with the same. */
  function save(state: TokenState, own: number): Saved {
    const least = by === own ? state.fence : state.fence - 1;
    if (stored !== undefined && stored.fence > least) return { superseded: heldBy(stored, own) };
    [stored, by] = [shared(state, own), own];
    for (const [i, tell] of listeners.entries()) {
      if (i !== own && !(isCut && i === 0)) tell(key, heldBy(stored, i), false);
    }
    return 'saved';
  }
  const storeOf = (own: number, clock: () => number): Partial<Store> => {
    const isAway = (): boolean => isCut && own === 0;
    return {
      isShared: true,
      begin: () =>
        Promise.resolve(
          isAway()
            ? 'away'
            : { ...ownTurn, newest: stored && heldBy(stored, own), leastFence: Math.floor(clock()) },
        ),
      save: (_key, state) => Promise.resolve(isAway() ? 'away' : save(state, own)),
      onChange: (listener) => void listeners.push(listener),
    };
  };
  const first = await startByHand(
    [account],
    storeOf(0, () => startAt),
  );
  const second = await startByHand(
    [account],
    storeOf(1, () => second.clock.now()),
  );
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
    stored: () => stored?.kept?.value,
  };
}

test('E10: a fetch that failed while cut off does not bring the dead token back over the one that was forced since', async () => {
  const { first, second, force, mend, stored } = await createTwo();
  await force();
  // its readers report the dead token, and its machine reaches neither Redis nor WeChat
  await first.time.advance(400_000);
  const report = first.service.force(key, 'one');
  await first.time.settle();
  await first.call(1).answer(failure('upstream_unreachable'));
  await report;
  await mend();
  assert.deepEqual(
    [stored(), first.service.current(key)?.value, second.service.current(key)?.value],
    ['two', 'two', 'two'],
  );
});

test('E10, E13: nor does one that succeeded before, by a clock that is ten minutes ahead', async () => {
  const { first, second, force, mend, stored } = await createTwo(600_000);
  void first.service.fetchNow(first.service.entries.get(key) ?? assert.fail());
  await first.time.settle();
  await first.call(1).answer({ value: 'one', expiresInS: 7100 });
  await second.time.advance(60_000);
  await force();
  await first.time.advance(400_000);
  await mend();
  assert.deepEqual(
    [stored(), first.service.current(key)?.value, second.service.current(key)?.value],
    ['two', 'two', 'two'],
  );
});
