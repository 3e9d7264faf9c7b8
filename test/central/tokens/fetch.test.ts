import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { doubtedSince } from '../../../src/central/tokens/promise.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import type { Saved } from '../../../src/central/tokens/store.ts';
import { restarted } from '../../../src/central/tokens/transitions.ts';
import { account, entryOf, good, key } from '../../support/virtual/one-account.ts';
import {
  type Changes,
  endpoints,
  newAccount,
  served,
  startByHand,
} from '../../support/virtual/token-service.ts';

/** A store with these habits, and what was saved to it. */
function createStore(changes: Changes) {
  const saved: TokenState[] = [];
  const save = (_key: string, state: TokenState): Promise<Saved> => {
    saved.push(state);
    return Promise.resolve('saved');
  };
  return { saved, changes: { save, ...changes } };
}

test('an intent is written before a call that replaces, and the result after it; of the others only the result', async () => {
  for (const endpoint of endpoints) {
    const from = newAccount(endpoint);
    const { saved, changes } = createStore({});
    const driven = await startByHand([from], changes);
    const reading = driven.service.read(keyOf(from));
    await driven.time.settle();
    const intents = saved.map(({ intent }) => intent?.startedAt);
    assert.deepEqual(intents, endpoint === 'token' ? [driven.time.now()] : []);
    await driven.call(0).answer(good('one'));
    await reading;
    assert.deepEqual([saved.at(-1)?.held?.value, saved.at(-1)?.intent], ['one', undefined]);

    await driven.time.advance(60_000);
    const forcing = driven.service.force(keyOf(from));
    await driven.time.settle();
    assert.equal(saved.at(-1)?.intent?.isForced, true);
    if (endpoint === 'stable_token') {
      assert.deepEqual([saved.at(-1)?.intent?.forcedAt, driven.call(1).isForced], [undefined, false]);
      await driven.call(1).answer(good('one'));
      await driven.time.settle();
    }
    assert.equal(driven.asked.at(-1)?.isForced, true);
    const noted = saved.at(-1) ?? assert.fail();
    assert.equal(
      restarted(noted, driven.time.now()).usage.forced.length,
      1,
      'counted before it is sent: a crash does not give it back',
    );
    await driven.asked.at(-1)?.answer(good('two'));
    await forcing;
    assert.equal(saved.at(-1)?.usage.forced.length, 1);
  }
});

test('a waiter gets the token only when it is stored', async () => {
  let finish: (saved: Saved) => void = () => {};
  const save = (_key: string, state: TokenState): Promise<Saved> =>
    state.held === undefined
      ? Promise.resolve('saved')
      : new Promise((resolve) => {
          finish = resolve;
        });
  const { service, time, call } = await startByHand([account], { save });
  let isAnswered = false;
  const reading = service.read(key).then((answer) => {
    isAnswered = true;
    return answer;
  });
  await time.settle();
  await call(0).answer(good('one'));
  await time.settle();
  assert.equal(isAnswered, false);
  finish('saved');
  assert.equal(served(await reading).value, 'one');
});

test('D4: while a new token is being stored, readers are given the one before, for as long as it will work', async () => {
  let finish: ((saved: Saved) => void) | undefined;
  const save = (_key: string, state: TokenState): Promise<Saved> =>
    state.held?.value !== 'two'
      ? Promise.resolve('saved')
      : new Promise((resolve) => {
          finish = resolve;
        });
  const { service, time, call } = await startByHand([account], { save });
  const reading = service.read(key);
  await time.settle();
  await call(0).answer(good('one'));
  await reading;
  const forcing = service.force(key);
  await time.settle();
  await call(1).answer(good('two'));
  await time.settle();
  assert.ok(finish !== undefined, 'nothing is being stored');
  const { value, expiresInS } = served(service.current(key));
  assert.deepEqual([value, expiresInS], ['one', 300]);
  finish('saved');
  await forcing;
  assert.equal(served(service.current(key)).value, 'two');
});

test('a press that replaces a token while it is being stored is not forgotten', async () => {
  let finish: ((saved: Saved) => void) | undefined;
  const save = (_key: string, state: TokenState): Promise<Saved> =>
    state.held === undefined || finish !== undefined
      ? Promise.resolve('saved')
      : new Promise((resolve) => {
          finish = resolve;
        });
  const driven = await startByHand([account], { save });
  const { service, time, call } = driven;
  const reading = service.read(key);
  await time.settle();
  await call(0).answer(good('one'));
  await time.settle();
  assert.ok(finish !== undefined, 'nothing is being stored');
  await time.advance(1000);
  service.replaced(key, time.now());
  finish('saved');
  assert.deepEqual(served(await reading), { value: 'one', expiresInS: 300 });
  assert.equal(doubtedSince(entryOf(driven).state), time.now());
});

test('D8: a disk that takes nothing: tokens are kept in memory, and known to be unsaved', async () => {
  const driven = await startByHand([account], { save: () => Promise.resolve('away') });
  const reading = driven.service.read(key);
  await driven.time.settle();
  await driven.call(0).answer(good('one'));
  assert.equal(served(await reading).value, 'one');
  assert.equal(entryOf(driven).isUnsaved, true);
});
