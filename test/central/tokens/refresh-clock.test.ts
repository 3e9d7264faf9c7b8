import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Account } from '../../../src/central/accounts/accounts.ts';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { createRefreshClock, type RefreshClock } from '../../../src/central/tokens/refresh-clock.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import type { Saved, StateStore } from '../../../src/central/tokens/store.ts';
import { good } from '../../support/virtual/one-account.ts';
import { failure, type HandDriven, newAccount, startByHand } from '../../support/virtual/token-service.ts';

type Clocked = HandDriven & Readonly<{ refreshClock: RefreshClock }>;

async function start(accounts: readonly Account[], changes: Partial<StateStore> = {}): Promise<Clocked> {
  const driven = await startByHand(accounts, changes);
  return { ...driven, refreshClock: createRefreshClock(driven) };
}

const accounts = (count: number): readonly Account[] =>
  Array.from({ length: count }, (_, i) => newAccount('token', i));

/** Lets the timers of this test run, in time that is its own. */
async function pass(t: TestContext, { time }: HandDriven, ms: number): Promise<void> {
  await time.advance(ms);
  t.mock.timers.tick(ms);
  await time.settle();
}

test('a look fetches what has no token or is due, and says when to look again', async () => {
  const { refreshClock, time, asked, call } = await start(accounts(2));
  assert.equal(refreshClock.tick(), 15_000);
  await time.settle();
  assert.equal(asked.length, 2);
  assert.equal(refreshClock.tick(), 15_000, 'what is under way is left alone');
  await call(0).answer(good('a'));
  await call(1).answer(failure('upstream_unreachable'));
  assert.equal(refreshClock.tick(), 1000, 'the pause after a failure');
  await time.advance(1000);
  refreshClock.tick();
  await time.settle();
  assert.deepEqual([asked.length, call(2).entry.account.name], [3, 'account-1']);
  await call(2).answer(good('b'));
  await time.advance(6_599_000 - 1000 - 4000);
  assert.equal(refreshClock.tick(), 4000);
  assert.equal(asked.length, 3);
});

test('C3: a token of a thousand years: looks every 15 s; one of a second: never sooner than 50 ms', async () => {
  const { refreshClock, time, call } = await start(accounts(2));
  refreshClock.tick();
  await time.settle();
  await call(0).answer(good('long', 1e12));
  await call(1).answer(good('short', 1));
  const pauses = Array.from({ length: 100 }, () => refreshClock.tick());
  assert.ok(
    pauses.every((pause) => pause >= 50 && pause <= 15_000),
    pauses.join(),
  );
  await time.advance(1000);
  refreshClock.tick();
  await time.settle();
  await call(2).answer(good('long', Number.MAX_SAFE_INTEGER));
  assert.equal(refreshClock.tick(), 15_000);
});

test('32 fetches that nobody waits for run at once; the others follow, and a reader does not queue', async () => {
  const { refreshClock, service, time, asked, call } = await start(accounts(100));
  refreshClock.tick();
  refreshClock.tick();
  await time.settle();
  assert.equal(asked.length, 32);
  const reading = service.read(keyOf(newAccount('token', 99)));
  await time.settle();
  await call(32).answer(good('at once'));
  await reading;
  for (let i = 0; i < 32; i += 1) await call(i).answer(good(`${i}`));
  refreshClock.tick();
  await time.settle();
  assert.equal(asked.length, 65);
});

test('a started clock looks at once, again when a fetch has ended, and never after it was stopped', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const clocked = await start(accounts(33));
  const { refreshClock, asked, call } = clocked;
  refreshClock.start();
  refreshClock.start();
  assert.equal(asked.length, 0);
  // a pause of 0 is 1 ms
  await pass(t, clocked, 1);
  assert.equal(asked.length, 32);
  await call(0).answer(good('one'));
  await setImmediate();
  await pass(t, clocked, 49);
  assert.equal(asked.length, 32);
  await pass(t, clocked, 1);
  assert.equal(asked.length, 33, 'the turn of the one that had to wait');
  refreshClock.stop();
  await call(1).answer(failure('x'));
  await pass(t, clocked, 60_000);
  assert.equal(asked.length, 33);
});

test('a failed fetch is tried again when its pause is over, without a look of 15 s between', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const clocked = await start(accounts(1));
  const { refreshClock, asked, call } = clocked;
  refreshClock.start();
  await pass(t, clocked, 1);
  await call(0).answer(failure('upstream_unreachable'));
  await setImmediate();
  // half of the first bound of 2 s; the clock looks after 50 ms and knows
  await pass(t, clocked, 50);
  await pass(t, clocked, 949);
  assert.equal(asked.length, 1);
  await pass(t, clocked, 51);
  assert.equal(asked.length, 2);
  refreshClock.stop();
});

test('wake: looks soon, when it runs', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const clocked = await start([]);
  const { refreshClock, service, asked } = clocked;
  refreshClock.wake();
  await service.setAccounts(accounts(1));
  await pass(t, clocked, 60_000);
  assert.equal(asked.length, 0, 'it has not been started');
  await service.setAccounts([]);
  refreshClock.start();
  await pass(t, clocked, 1);
  await service.setAccounts(accounts(1));
  refreshClock.wake();
  await pass(t, clocked, 49);
  assert.equal(asked.length, 0);
  await pass(t, clocked, 1);
  assert.equal(asked.length, 1);
  refreshClock.stop();
});

/** A store that can be away, and remembers what it took. */
function createSometimesAway() {
  const saved: TokenState[] = [];
  let isAway = false;
  const save = (_key: string, state: TokenState): Promise<Saved> => {
    if (isAway) return Promise.resolve('away');
    saved.push(state);
    return Promise.resolve('saved');
  };
  const be = (away: boolean): void => {
    isAway = away;
  };
  return { saved, changes: { save }, be };
}

test('what the store could not take is offered again every five seconds until it does', async () => {
  const store = createSometimesAway();
  const { refreshClock, service, time, call } = await start([newAccount('stable_token')], store.changes);
  store.be(true);
  refreshClock.tick();
  await time.settle();
  await call(0).answer(good('kept'));
  const [entry] = service.entries.values();
  assert.equal(entry?.isUnsaved, true);
  await time.advance(5000);
  refreshClock.tick();
  await time.settle();
  assert.equal(entry?.isUnsaved, true);
  store.be(false);
  await time.advance(4900);
  refreshClock.tick();
  await time.settle();
  assert.equal(store.saved.length, 0, 'not before its time');
  await time.advance(100);
  refreshClock.tick();
  await time.settle();
  assert.deepEqual([store.saved.length, store.saved[0]?.held?.value], [1, 'kept']);
  await time.advance(5000);
  refreshClock.tick();
  await time.settle();
  assert.equal(store.saved.length, 1, 'and then no more');
});

test('C1: a wall clock that has jumped: the states are stored again at the next look, by the clock as it is', async () => {
  const store = createSometimesAway();
  const { refreshClock, time, call } = await start(accounts(2), store.changes);
  refreshClock.tick();
  await time.settle();
  await call(0).answer(good('kept'));
  await call(1).answer(failure('x', { needsPerson: true }));
  const before = store.saved.length;
  time.jumpWall(-3_600_000);
  refreshClock.tick();
  await time.settle();
  assert.equal(store.saved.length, before + 1, 'those that hold a token');
  refreshClock.tick();
  await time.settle();
  assert.equal(store.saved.length, before + 1);
});
