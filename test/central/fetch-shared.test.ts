// Several processes on one store, seen from one of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, keyOf } from '../../src/central/entry.ts';
import { ownTurn, type Saved, type Store } from '../../src/central/store.ts';
import { replacedAt } from '../../src/central/token-events.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { endpoints, type HandDriven, newAccount, served, startByHand } from '../support/token-service.ts';
import { heldState } from '../support/token-states.ts';

const account = newAccount('token');
const key = keyOf(account);
const good = (value: string) => ({ value, expiresInS: 7200 });

const entryOf = ({ service }: HandDriven, of = account): Entry =>
  service.entries.get(keyOf(of)) ?? assert.fail('no entry');

test('E10: the shared store is away: a token account is not refreshed alone, a stable_token account is', async () => {
  const accounts = endpoints.map((endpoint) => newAccount(endpoint));
  for (const changes of [
    { isShared: true, begin: () => Promise.resolve('away' as const) },
    { isShared: true, save: () => Promise.resolve('away' as const) },
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

test('E4: a turn that is lost before the call is sent: nobody is called', async () => {
  let ended = 0;
  const begin: Store['begin'] = () =>
    Promise.resolve({
      ...ownTurn,
      isHeld: () => Promise.resolve(false),
      end: () => {
        ended += 1;
        return Promise.resolve();
      },
    });
  const { service, asked } = await startByHand([account], { isShared: true, begin });
  const answer = await service.read(key);
  assert.ok('failure' in answer && answer.failure.code === 'turn_lost');
  assert.deepEqual([asked.length, ended], [0, 1]);
});

test('E5: a later fetch of another process is stored: its token is taken, in doubt where both have called', async () => {
  for (const endpoint of endpoints) {
    const from = newAccount(endpoint);
    const theirs: TokenState = { ...heldState('theirs', 9), kind: endpoint };
    const save = (_key: string, state: TokenState): Promise<Saved> =>
      Promise.resolve(state.kept === undefined ? 'saved' : { superseded: theirs });
    const driven = await startByHand([from], { isShared: true, save });
    const startedAt = driven.clock.now();
    const fetching = driven.service.fetchNow(entryOf(driven, from));
    await driven.time.settle();
    await driven.call(0).answer(good('ours'));
    await fetching;
    assert.deepEqual(
      entryOf(driven, from).state,
      endpoint === 'token' ? replacedAt(theirs, startedAt) : theirs,
    );
    assert.equal(driven.events.at(-1)?.type, 'superseded');
  }
});

test('B4: another process has the turn: its token is waited for, and nobody here calls', async () => {
  let listener: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
  const changes: Partial<Store> = {
    isShared: true,
    begin: () => Promise.resolve('taken'),
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
  const kept = {
    value: 'theirs',
    obtainedAt: now,
    expiresAt: now + 7_199_000,
    dueAt: now + 6_599_000,
    fence: 1,
  };
  listener(key, { ...heldState('theirs'), kept, fence: 1 }, false);
  wake();
  assert.equal(served(await reading).value, 'theirs');
  assert.equal(driven.asked.length, 0);
});

test('what another process stored is taken up, unless it is older or this process is asking', async () => {
  let listener: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
  const driven = await startByHand([account], {
    onChange: (told) => {
      listener = told;
    },
  });
  const theirs = (value: string, fence: number): TokenState => ({ ...heldState(value), fence });
  const value = (): string | undefined => entryOf(driven).state.kept?.value;
  listener(key, theirs('five', 5), false);
  assert.equal(value(), 'five');
  listener(key, theirs('four', 4), false);
  assert.equal(value(), 'five');
  listener('token:wx9999999999999999', theirs('six', 6), false);
  assert.equal(value(), 'five');
  const forcing = driven.service.force(key);
  await driven.time.settle();
  listener(key, theirs('seven', 7), false);
  assert.equal(value(), 'five');
  await driven.call(0).answer(good('ours'));
  await forcing;
  assert.equal(value(), 'ours');
});

test('E7: a store that has lost everything is given all of it again', async () => {
  let lost: (keys: readonly string[]) => void = () => {};
  const saved: TokenState[] = [];
  const { service, time, call } = await startByHand([account, newAccount('token', 1)], {
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
    onLost: (told) => {
      lost = told;
    },
  });
  void service.read(key);
  await time.settle();
  await call(0).answer(good('one'));
  saved.length = 0;
  lost([...service.entries.keys()]);
  await time.settle();
  assert.deepEqual(
    saved.map(({ kept }) => kept?.value),
    ['one'],
    'and nothing of what was never had',
  );
});
