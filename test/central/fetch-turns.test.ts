// Whose turn it is to ask WeChat, where several processes share a store: seen from one of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, keyOf } from '../../src/central/entry.ts';
import { ownTurn, type Saved, type Store } from '../../src/central/store.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { type HandDriven, newAccount, served, startByHand } from '../support/token-service.ts';

const account = newAccount('token');
const key = keyOf(account);
const good = (value: string) => ({ value, expiresInS: 7200 });

const entryOf = ({ service }: HandDriven, of = account): Entry =>
  service.entries.get(keyOf(of)) ?? assert.fail('no entry');

const heldBy = (driven: HandDriven): string | undefined => entryOf(driven).state.kept?.value;

/** One process that holds the token `one`, by a turn that it had alone. */
async function holding(changes: Partial<Store>, of = account): Promise<HandDriven> {
  const driven = await startByHand([of], { isShared: true, ...changes });
  const reading = driven.service.read(keyOf(of));
  await driven.time.settle();
  await driven.call(0).answer(good('one'));
  await reading;
  return driven;
}

test('E11: a store that has lost the last write does not bring the token before back', async () => {
  let newest: TokenState | undefined;
  const saved: TokenState[] = [];
  const driven = await holding({
    begin: () => Promise.resolve({ ...ownTurn, newest }),
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
  });
  const { state } = entryOf(driven);
  newest = {
    ...state,
    fence: 0,
    kept: { value: 'zero', obtainedAt: 0, expiresAt: 1e15, dueAt: 1e15, fence: 0 },
  };
  await driven.service.fetchNow(entryOf(driven));
  assert.deepEqual([heldBy(driven), driven.asked.length], ['one', 1]);
});

test('E2: a refresh that another process was forced to, and that failed, is not forced again right after', async () => {
  let newest: TokenState | undefined;
  const driven = await holding({ begin: () => Promise.resolve({ ...ownTurn, newest }) });
  const { state } = entryOf(driven);
  newest = { ...state, fence: state.fence + 1, forcedAt: [driven.clock.now()] };
  const { answer } = await driven.service.force(key, 'one');
  assert.equal(served(answer).value, 'one');
  assert.equal(driven.asked.length, 1, 'it is 30 s apart for all processes together');
});

test('a token that may have been replaced stays in doubt, though the store does not know of it', async () => {
  let newest: TokenState | undefined;
  const driven = await holding({ begin: () => Promise.resolve({ ...ownTurn, newest }) });
  newest = entryOf(driven).state;
  await driven.time.advance(10_000);
  driven.service.noteReplaced(key, driven.clock.now() - 8000);
  await driven.time.settle();
  assert.equal(driven.asked.length, 2);
  await driven.call(1).answer(good('two'));
  assert.equal(heldBy(driven), 'two');
});

test('E4, E5: what others stored while this process had the turn, and lost it, is taken up in the end', async () => {
  let isHeld = true;
  let later: TokenState | undefined;
  const save = (): Promise<Saved> => Promise.resolve(later === undefined ? 'saved' : { superseded: later });
  let heldAsked: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    heldAsked = resolve;
  });
  const driven = await holding({
    save,
    begin: () =>
      Promise.resolve({
        ...ownTurn,
        isHeld: () => {
          if (!isHeld) heldAsked();
          return Promise.resolve(isHeld);
        },
      }),
  });
  const { state } = entryOf(driven);
  isHeld = false;
  const forcing = driven.service.force(key, 'one');
  // meanwhile, and told of while this process is asking
  const kept = { ...(state.kept ?? assert.fail()), value: 'two', obtainedAt: driven.clock.now() };
  later = undefined;
  void asked.then(() => {
    later = { ...state, kept, fence: 9 };
  });
  const { answer } = await forcing;
  assert.equal(served(answer).value, 'two');
  assert.deepEqual([driven.asked.length, entryOf(driven).state.suspectSince], [1, undefined]);
});

test('E3: nobody waits for the turn of another process longer than one call may take', async () => {
  const driven = await startByHand([account], {
    isShared: true,
    begin: () => Promise.resolve('taken'),
    changed: () => driven.time.advance(250),
  });
  const startedAt = driven.clock.now();
  const answer = await driven.service.read(key);
  assert.ok('failure' in answer && answer.failure.code === 'not_yet' && answer.retryAfterS === 1);
  const waitedMs = driven.clock.now() - startedAt;
  assert.ok(waitedMs >= 8000 && waitedMs <= 8250, `${waitedMs} ms`);
  assert.equal(driven.asked.length, 0);
});

test('E10: cut off, a reported stable_token is asked for once more, but not forced', async () => {
  const stable = newAccount('stable_token');
  let isAway = false;
  const driven = await holding({ begin: () => Promise.resolve(isAway ? 'away' : ownTurn) }, stable);
  isAway = true;
  const report = driven.service.force(keyOf(stable), 'one');
  await driven.time.settle();
  assert.deepEqual([driven.asked.length, driven.call(1).isForced], [2, false]);
  await driven.call(1).answer(good('two'));
  assert.equal(served((await report).answer).value, 'two');
  assert.equal(entryOf(driven, stable).isUnsaved, true);

  await driven.time.advance(30_000);
  const same = driven.service.force(keyOf(stable), 'two');
  await driven.time.settle();
  await driven.call(2).answer(good('two'));
  await same;
  assert.equal(driven.asked.length, 3, 'no second, forced call');
});

test('E7: a process that knows no token is told of ours, once its own fetch has ended', async () => {
  let listener: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
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
  const { kept, ...cold } = entryOf(driven).state;
  saved.length = 0;
  const fetching = { startedAt: driven.clock.now(), isForced: false };
  listener(key, { ...cold, fence: 50, fetching }, false);
  assert.deepEqual([heldBy(driven), saved.length], ['one', 0], 'it may bring a later one');
  listener(key, { ...cold, fence: 50, failures: 1 }, false);
  assert.deepEqual(
    saved.map((state) => [state.kept?.value, state.fence]),
    [['one', 51]],
  );
  listener(key, { ...cold, kept: kept ?? assert.fail(), fence: 51 }, false);
  assert.equal(saved.length, 1, 'and that is all');
});

test('E11: a store that holds an older state than this process is given the later one', async () => {
  let listener: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
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
  listener(key, { ...state, fence: state.fence - 1 }, false);
  assert.deepEqual(saved, [state]);
  listener(key, state, false);
  assert.equal(saved.length, 1);
});
