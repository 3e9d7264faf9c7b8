// What one instance takes over from the others: a fetch that one of them began, and what they store.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/tokens/entry.ts';
import { merge } from '../../src/central/tokens/merge.ts';
import { createRefreshClock } from '../../src/central/tokens/refresh-clock.ts';
import { emptyState, type TokenState } from '../../src/central/tokens/state.ts';
import { ownLease, type Saved } from '../../src/central/tokens/store.ts';
import { fetchFailed, fetchStarted, fetchSucceeded } from '../../src/central/tokens/transitions.ts';
import { createPlayedPeers, createSharedStore } from '../support/virtual/played-peers.ts';
import {
  type Changes,
  endpoints,
  failure,
  newAccount,
  served,
  startByHand,
} from '../support/virtual/token-service.ts';
import { half, heldState } from '../support/virtual/token-states.ts';
import { startAt } from '../support/virtual/virtual-time.ts';

/** One that holds `one`, and is told by the test what the others store. */
async function startHeld(endpoint: (typeof endpoints)[number], changes: Changes = {}) {
  const account = newAccount(endpoint);
  const key = keyOf(account);
  const others = createPlayedPeers();
  const driven = await startByHand([account], { ...others.changes, ...changes });
  void driven.service.read(key);
  await driven.time.settle();
  await driven.call(0).answer({ value: 'one', expiresInS: 7200 });
  assert.equal(driven.service.current(key)?.value, 'one');
  return {
    ...driven,
    value: () => driven.service.current(key)?.value,
    tell: (state: TokenState) => others.tell(key, state),
  };
}

for (const endpoint of endpoints) {
  const account = newAccount(endpoint);
  const key = keyOf(account);

  test(`E3: ${endpoint}: the holder of a forced refresh is killed: another one takes over, and readers go on`, async () => {
    const first = fetchStarted(emptyState(endpoint), startAt - 1000, false, 7);
    const held = fetchSucceeded(first, { value: 'one', expiresInS: 7200 }, startAt - 900, half);
    const forcing = fetchStarted(held, startAt, true, 8);
    const { changes, tell } = createPlayedPeers();
    const { service, clock, time, asked } = await startByHand([account], {
      ...changes,
      load: () => Promise.resolve(new Map([[key, held]])),
      // its lease has ended
      lease: () => Promise.resolve({ ...ownLease, newest: forcing, leastFence: 9 }),
    });
    const refreshClock = createRefreshClock({ service, clock });
    tell(key, forcing);
    for (let i = 0; i < 30; i += 1) {
      await time.advance(10_000);
      void service.read(key);
      refreshClock.tick();
      await time.settle();
    }
    assert.ok(asked.length > 0, 'five minutes after the kill nobody has asked WeChat');
    assert.equal(asked.length, 1);
  });

  const cold = fetchStarted(emptyState(endpoint), startAt, false, startAt);
  const older = fetchSucceeded(
    fetchStarted(emptyState(endpoint), startAt - 4_000_000, false),
    { value: 'long_dead', expiresInS: 7200 },
    startAt - 3_999_000,
    half,
  );
  const theirs: readonly (readonly [string, TokenState])[] = [
    ['begins its first fetch', cold],
    ['could not reach WeChat', fetchFailed(cold, failure('upstream_unreachable'), startAt, half)],
    ['begins a fetch with an older token', fetchStarted(older, startAt, false, startAt)],
  ];
  for (const [what, state] of theirs) {
    test(`E7: ${endpoint}: an instance with an empty Redis ${what}: the others keep the token they have`, async () => {
      const { value, tell } = await startHeld(endpoint);
      tell(state);
      assert.equal(value(), 'one');
    });
  }

  test(`E12: ${endpoint}: an instance that alone still has the token stores it again, so that all have it`, async () => {
    const saved: TokenState[] = [];
    const { time, clock, value, tell } = await startHeld(endpoint, {
      save: (_key, state) => {
        saved.push(state);
        return Promise.resolve('saved');
      },
    });
    await time.advance(60_000);
    saved.length = 0;

    // its address is not on WeChat's whitelist: it will ask again in five minutes, and in five more
    const now = clock.now();
    const refused = failure('errcode', { errcode: 40164, needsPerson: true });
    const empty = fetchFailed(fetchStarted(emptyState(endpoint), now, false, now), refused, now + 200, half);
    tell(empty);
    await time.settle();
    assert.equal(value(), 'one');
    assert.deepEqual(
      saved.map(({ held, fence }) => [held?.value, fence >= now]),
      [['one', true]],
      'until it is due, only this one has a token',
    );
    assert.deepEqual(merge(empty, saved[0] ?? empty), saved[0], 'it holds what they know as well');
  });
}

const account = newAccount('token');
const key = keyOf(account);

test('E1: an instance that starts during the flight of another one takes its token, and calls nobody', async () => {
  const flying = fetchStarted(emptyState('token'), startAt - 3000, false, 7);
  let stored: TokenState = flying;
  let isTheirs = true;
  let wake: () => void = () => {};
  const { changes, tell } = createPlayedPeers();
  const { service, asked, time } = await startByHand([account], {
    ...changes,
    load: () => Promise.resolve(new Map([[key, stored]])),
    lease: () => Promise.resolve(isTheirs ? 'taken' : { ...ownLease, newest: stored, leastFence: 8 }),
    changed: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
  });
  const reading = service.read(key);
  await time.settle();
  // the other one has its answer, stores it, and gives the lease back
  stored = fetchSucceeded(flying, { value: 'theirs', expiresInS: 7200 }, startAt, half);
  isTheirs = false;
  tell(key, stored);
  wake();
  await time.settle();
  assert.equal(asked.length, 0, 'a second call retires the token that the other one has just promised');
  const { value, expiresInS } = served(await reading);
  assert.equal(value, 'theirs');
  assert.ok(expiresInS > 6000, `promised for ${expiresInS} s`);
});

function fetchedBy(fence: number, value: string): TokenState {
  const started = fetchStarted(heldState('before'), startAt - 1000, false, fence);
  return fetchSucceeded(started, { value, expiresInS: 7200 }, startAt, half);
}

test('what another instance stores while this one still loads is taken up, not what was loaded before it', async () => {
  const { changes, tell } = createPlayedPeers();
  const { service } = await startByHand([account], {
    ...changes,
    load: () => {
      // Redis has answered, and the next message is here before the answer is taken up
      tell(key, fetchedBy(6, 'forced since'));
      return Promise.resolve(new Map([[key, fetchedBy(5, 'loaded')]]));
    },
  });
  assert.equal(service.current(key)?.value, 'forced since');
});

test('an answer of the store that is older than what has come by message since puts nothing back', async () => {
  let answer: (saved: Saved) => void = () => {};
  const { changes, tell } = createPlayedPeers();
  const { service, time } = await startByHand([account], {
    ...changes,
    load: () => Promise.resolve(new Map([[key, fetchedBy(5, 'own')]])),
    save: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const saving = service.save(service.entries.get(key) ?? assert.fail('no entry'));
  tell(key, fetchedBy(9, 'ninth'));
  answer({ superseded: fetchedBy(8, 'eighth') });
  // what both know is stored after that
  await time.settle();
  answer('saved');
  await saving;
  assert.equal(service.current(key)?.value, 'ninth');
});

test('E12: of all who store what an empty Redis has lost only the first one writes', async () => {
  const shared = createSharedStore(key);
  const start = () => startByHand([account], shared.join({ fenceNow: () => startAt }));
  const [one, two] = [await start(), await start()];
  void one.service.read(key);
  await one.time.settle();
  await one.call(0).answer({ value: 'one', expiresInS: 7200 });
  shared.flush();
  shared.loseMessages();
  const before = shared.writes();
  for (const { service } of [one, two]) await service.save(service.entries.get(key) ?? assert.fail());
  assert.deepEqual([two.service.current(key)?.value, shared.stored()?.held?.value], ['one', 'one']);
  assert.equal(shared.writes() - before, 1, 'so many changes do not show that any were lost');
});
