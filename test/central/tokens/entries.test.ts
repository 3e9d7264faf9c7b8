// What others store, seen from one process.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doubtedSince } from '../../../src/central/tokens/promise.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { shifted } from '../../../src/central/tokens/store.ts';
import { account, entryOf, good, heldBy, holding, key } from '../../support/virtual/one-account.ts';
import { failure, newAccount, served, startByHand } from '../../support/virtual/token-service.ts';
import { heldState } from '../../support/virtual/token-states.ts';

test('what another process stored is taken up, unless it is older or this process is asking', async () => {
  let listener: (key: string, state: TokenState) => void = () => {};
  const driven = await startByHand([account], {
    onChange: (told) => {
      listener = told;
    },
  });
  const value = (): string | undefined => entryOf(driven).state.held?.value;
  listener(key, heldState('five', 5));
  assert.equal(value(), 'five');
  listener(key, heldState('four', 4));
  assert.equal(value(), 'five');
  listener('token:wx9999999999999999', heldState('six', 6));
  assert.equal(value(), 'five');
  const forcing = driven.service.force(key);
  await driven.time.settle();
  listener(key, heldState('four and a half', 4));
  assert.equal(value(), 'five');
  await driven.call(0).answer(good('ours'));
  await forcing;
  assert.deepEqual([value(), entryOf(driven).state.fence], ['ours', 6]);
});

test('E5: a later one that is told of while this process asks is taken in the end, in doubt: both have called', async () => {
  let listener: (key: string, state: TokenState) => void = () => {};
  const saved: TokenState[] = [];
  const driven = await startByHand([account], {
    onChange: (told) => {
      listener = told;
    },
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
  });
  const reading = driven.service.read(key);
  await driven.time.settle();
  const startedAt = driven.clock.now();
  const seven = heldState('seven', 7);
  listener(key, shifted(seven, startedAt - (seven.held?.obtainedAt ?? 0)));
  assert.equal(entryOf(driven).state.held, undefined, 'it is put together with what comes');
  await driven.call(0).answer(good('ours'));
  assert.equal(served(await reading).value, 'seven');
  const { state } = entryOf(driven);
  assert.deepEqual([state.held?.value, doubtedSince(state)], ['seven', startedAt]);
  const told = saved.findLast(({ intent }) => intent === undefined) ?? assert.fail();
  assert.deepEqual([told.held?.value, doubtedSince(told)], ['seven', startedAt], 'and told to all');
  assert.equal(driven.events.at(-1)?.type, 'superseded');
  assert.equal(driven.asked.length, 2, 'a new one is asked for at once');
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
    saved.map(({ held }) => held?.value),
    ['one'],
    'and nothing of what was never had',
  );
});

test('E7: a process that knows no token is told of ours, once its own fetch has ended', async () => {
  let listener: (key: string, state: TokenState) => void = () => {};
  const saved: TokenState[] = [];
  const driven = await holding({
    onChange: (told) => {
      listener = told;
    },
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
  });
  const { held, ...cold } = entryOf(driven).state;
  saved.length = 0;
  const at = driven.clock.now();
  listener(key, { ...cold, fence: 50, intent: { fence: 50, startedAt: at, isForced: false } });
  assert.deepEqual([heldBy(driven), saved.length], ['one', 0], 'it may bring a later one');
  const trouble = { fence: 50, at, failure: failure('busy'), failures: 1, nextTryAt: at + 1000 };
  listener(key, { ...cold, fence: 50, trouble });
  assert.deepEqual(
    saved.map((state) => [state.held?.value, state.fence, state.intent, state.trouble]),
    [['one', 50, undefined, trouble]],
  );
  listener(key, { ...cold, held: held ?? assert.fail(), fence: 51 });
  assert.equal(saved.length, 1, 'and that is all');
});

test('E11: a store that holds an older state than this process is given the later one', async () => {
  let listener: (key: string, state: TokenState) => void = () => {};
  const saved: TokenState[] = [];
  const driven = await holding({
    onChange: (told) => {
      listener = told;
    },
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
  });
  const { state } = entryOf(driven);
  saved.length = 0;
  listener(key, heldState('zero'));
  assert.deepEqual(saved, [state]);
  listener(key, state);
  assert.equal(saved.length, 1);
});

test('a clock that was set makes a token too old for one: whoever knows its age tells the others', async () => {
  let listener: (key: string, state: TokenState) => void = () => {};
  const saved: TokenState[] = [];
  const driven = await holding({
    onChange: (told) => {
      listener = told;
    },
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
  });
  const { state } = entryOf(driven);
  saved.length = 0;
  // as far as two readings of Redis' clock, each answered after a second, may be apart
  for (const byMs of [0, -1, -3000, 3000]) listener(key, shifted(state, byMs));
  assert.equal(saved.length, 0);
  assert.equal(entryOf(driven).state.held?.obtainedAt, (state.held?.obtainedAt ?? 0) + 3000);
  const known = entryOf(driven).state;
  listener(key, shifted(known, -97_000));
  assert.deepEqual(saved, [known]);
});
