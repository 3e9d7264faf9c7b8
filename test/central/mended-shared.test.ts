// The end of a pause, where several instances share it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import type { Store } from '../../src/central/store.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { failure, newAccount, startByHand } from '../support/token-service.ts';

test('a secret that was changed while a call with the old one is refused leaves no pause, for nobody', async () => {
  const saved: TokenState[] = [];
  const save: Store['save'] = (_key, state) => {
    saved.push(state);
    return Promise.resolve('saved');
  };
  const account = newAccount('stable_token');
  const { service, time, call } = await startByHand([account], { isShared: true, save });
  void service.read(keyOf(account));
  await time.settle();
  service.mended();
  await call(0).answer(failure('errcode', { errcode: 40125, needsPerson: true }));
  await time.settle();
  assert.equal(service.entries.get(keyOf(account))?.state.nextTryAt, 0);
  assert.equal(saved.at(-1)?.nextTryAt, 0, 'the other instances are told so as well');
});

test('shared: the end of a pause is stored as later than the pause, and taken up from another instance', async () => {
  const saved: TokenState[] = [];
  let tell: Parameters<Store['onChange']>[0] = () => {};
  const account = newAccount('stable_token');
  const { service, time, call, asked } = await startByHand([account], {
    isShared: true,
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
  assert.ok(paused.nextTryAt > time.now());
  service.mended(key);
  const ended = saved.at(-1) ?? assert.fail();
  assert.deepEqual([ended.nextTryAt, ended.fence > paused.fence], [0, true]);

  await refuse(1);
  const again = service.entries.get(key)?.state ?? assert.fail();
  assert.ok(again.nextTryAt > time.now());
  tell(key, { ...again, nextTryAt: 0, fence: again.fence + 1 }, false);
  void service.read(key);
  await time.settle();
  assert.equal(asked.length, 3);
});

test('while another instance asks, the end of a pause is not stored over what it is about to store', async () => {
  let saves = 0;
  let tell: Parameters<Store['onChange']>[0] = () => {};
  const account = newAccount('token');
  const { service, time } = await startByHand([account], {
    isShared: true,
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
  const theirs = { ...entry.state, failures: 1, nextTryAt: at + 60_000, fence: 7 };
  tell(entry.key, { ...theirs, fetching: { startedAt: at, isForced: false } }, false);
  service.mended();
  assert.deepEqual([entry.state.nextTryAt, saves], [0, 0]);
});
