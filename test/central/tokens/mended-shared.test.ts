// The end of a pause, where several instances share it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pausedUntil } from '../../../src/central/tokens/due.ts';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { merge } from '../../../src/central/tokens/merge.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import type { Peers, StateStore } from '../../../src/central/tokens/store.ts';
import { resumed } from '../../../src/central/tokens/transitions.ts';
import { failure, newAccount, startByHand } from '../../support/virtual/token-service.ts';

test('a secret that was changed while a call with the old one is refused leaves no pause, for nobody', async () => {
  const saved: TokenState[] = [];
  const save: StateStore['save'] = (_key, state) => {
    saved.push(state);
    return Promise.resolve('saved');
  };
  const account = newAccount('stable_token');
  const { service, time, call } = await startByHand([account], { areNone: false, save });
  void service.read(keyOf(account));
  await time.settle();
  service.mended();
  await call(0).answer(failure('errcode', { errcode: 40125, needsPerson: true }));
  await time.settle();
  const { state } = service.entries.get(keyOf(account)) ?? assert.fail();
  assert.deepEqual([state.trouble?.failure.errcode, pausedUntil(state)], [40125, 0]);
  assert.deepEqual(saved.at(-1), state, 'the other instances are told so as well');
});

test('shared: the end of a pause holds against the pause, whoever hears of it first, and is taken up from another instance', async () => {
  const saved: TokenState[] = [];
  let tell: Parameters<Peers['onChange']>[0] = () => {};
  const account = newAccount('stable_token');
  const { service, time, call, asked } = await startByHand([account], {
    areNone: false,
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
    onChange: (listener) => {
      tell = listener;
    },
  });
  const key = keyOf(account);
  const refuse = async (number: number): Promise<void> => {
    void service.read(key);
    await time.settle();
    await call(number).answer(failure('errcode', { errcode: 40164, needsPerson: true }));
    await time.settle();
  };
  await refuse(0);
  const paused = saved.at(-1) ?? assert.fail();
  assert.ok(pausedUntil(paused) > time.now());
  service.mended(key);
  const ended = saved.at(-1) ?? assert.fail();
  assert.deepEqual([ended, paused, merge(ended, paused), merge(paused, ended)].map(pausedUntil), [
    0,
    pausedUntil(paused),
    0,
    0,
  ]);

  await refuse(1);
  const again = service.entries.get(key)?.state ?? assert.fail();
  assert.ok(pausedUntil(again) > time.now());
  tell(key, ended);
  assert.ok(pausedUntil(service.entries.get(key)?.state ?? ended) > time.now(), 'another pause was ended');
  tell(key, resumed(again));
  void service.read(key);
  await time.settle();
  assert.equal(asked.length, 3);
});

test('while another instance asks, the end of a pause is not stored over what it is about to store', async () => {
  let saves = 0;
  let tell: Parameters<Peers['onChange']>[0] = () => {};
  const account = newAccount('token');
  const { service, time } = await startByHand([account], {
    areNone: false,
    save: () => {
      saves += 1;
      return Promise.resolve('saved');
    },
    onChange: (listener) => {
      tell = listener;
    },
  });
  const entry = service.entries.get(keyOf(account)) ?? assert.fail();
  const at = time.now();
  const trouble = { fence: 6, at, failure: failure('busy'), failures: 1, nextTryAt: at + 60_000 };
  const intent = { fence: 7, startedAt: at, isForced: false };
  tell(entry.key, { ...entry.state, fence: 7, trouble, intent });
  assert.equal(pausedUntil(entry.state), at + 60_000);
  service.mended();
  assert.deepEqual([pausedUntil(entry.state), saves], [0, 0]);
});
