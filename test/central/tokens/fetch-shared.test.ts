// Several processes on one store, seen from one of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { dayOf } from '../../../src/central/tokens/forcing.ts';
import { doubtedSince } from '../../../src/central/tokens/promise.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';
import { ownLease, type Peers, type Saved, shifted } from '../../../src/central/tokens/store.ts';
import { replacedPastUs } from '../../../src/central/tokens/transitions.ts';
import { account, entryOf, good, key } from '../../support/virtual/one-account.ts';
import {
  type Changes,
  endpoints,
  newAccount,
  served,
  startByHand,
} from '../../support/virtual/token-service.ts';
import { heldState } from '../../support/virtual/token-states.ts';

/** As `heldState`, asked for at `at`. */
const heldNow = (value: string, fence: number, at: number): TokenState => {
  const state = heldState(value, fence);
  return shifted(state, at - (state.held?.obtainedAt ?? 0));
};

test('E10: the shared store is away: a token account is not refreshed alone, a stable_token account is', async () => {
  const accounts = endpoints.map((endpoint) => newAccount(endpoint));
  for (const changes of [
    { areNone: false, lease: () => Promise.resolve('away' as const) },
    { areNone: false, save: () => Promise.resolve('away' as const) },
  ]) {
    const driven = await startByHand(accounts, changes);
    const reads = accounts.map((from) => driven.service.read(keyOf(from)));
    await driven.time.settle();
    assert.deepEqual(
      driven.asked.map(({ entry }) => entry.state.kind),
      ['stable_token'],
    );
    await driven.call(0).answer(good('stable'));
    const [token, stable] = await Promise.all(reads);
    assert.ok(token !== undefined && 'failure' in token && token.failure.code === 'store_away');
    assert.equal(served(stable).value, 'stable');
  }
});

test('E4: a lease that is lost before the call is sent: nobody is called', async () => {
  let ended = 0;
  const lease: Peers['lease'] = () =>
    Promise.resolve({
      ...ownLease,
      isHeld: () => Promise.resolve(false),
      end: () => {
        ended += 1;
        return Promise.resolve();
      },
    });
  const { service, asked } = await startByHand([account], { areNone: false, lease });
  const answer = await service.read(key);
  assert.ok('failure' in answer && answer.failure.code === 'turn_lost');
  assert.deepEqual([asked.length, ended], [0, 1]);
});

test('E5: a later fetch of another process is stored: its token is taken, in doubt where both have called', async () => {
  for (const endpoint of endpoints) {
    const from = newAccount(endpoint);
    let theirs = emptyState(endpoint);
    const saves: TokenState[] = [];
    const save = (_key: string, state: TokenState): Promise<Saved> => {
      if (state.held?.value === 'ours') return Promise.resolve({ superseded: theirs });
      saves.push(state);
      return Promise.resolve('saved');
    };
    const driven = await startByHand([from], { areNone: false, save });
    const startedAt = driven.clock.now();
    theirs = { ...heldNow('theirs', 9, startedAt), kind: endpoint };
    const fetching = driven.service.fetchNow(entryOf(driven, from));
    await driven.time.settle();
    await driven.call(0).answer(good('ours'));
    await fetching;
    const { state, isUnsaved } = entryOf(driven, from);
    // our call has been made, whatever became of it
    const calls = { day: dayOf(startedAt), count: 1 };
    const counted: TokenState = { ...theirs, usage: { ...theirs.usage, calls } };
    assert.deepEqual(state, endpoint === 'token' ? replacedPastUs(counted, startedAt) : counted);
    assert.equal(doubtedSince(state), endpoint === 'token' ? startedAt : undefined);
    assert.deepEqual([saves.at(-1), isUnsaved], [state, false], 'and it is told to all');
    assert.equal(driven.events.at(-1)?.type, 'superseded');
  }
});

test('B4: another process has the lease: its token is waited for, and nobody here calls', async () => {
  let listener: (key: string, state: TokenState) => void = () => {};
  const changes: Changes = {
    areNone: false,
    lease: () => Promise.resolve('taken'),
    onChange: (told) => {
      listener = told;
    },
  };
  let wake: () => void = () => {};
  const changed = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const driven = await startByHand([account], { ...changes, changed });
  const reading = driven.service.read(key);
  await driven.time.settle();
  wake();
  await driven.time.settle();
  assert.ok(entryOf(driven).flight !== undefined, 'nothing has come yet: it waits on');
  const now = driven.clock.now();
  const held = {
    value: 'theirs',
    obtainedAt: now,
    expiresAt: now + 7_199_000,
    dueAt: now + 6_599_000,
    fence: 1,
  };
  listener(key, { ...heldState('theirs'), held, fence: 1 });
  wake();
  assert.equal(served(await reading).value, 'theirs');
  assert.equal(driven.asked.length, 0);
});
