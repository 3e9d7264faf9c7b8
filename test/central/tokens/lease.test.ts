// Whose lease to ask WeChat it is, where several processes share the keys: seen from one of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { doubtedSince } from '../../../src/central/tokens/promise.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { ownLease, type Saved } from '../../../src/central/tokens/store.ts';
import { account, entryOf, good, heldBy, holding, key } from '../../support/virtual/one-account.ts';
import { newAccount, served, startByHand } from '../../support/virtual/token-service.ts';

test('E11: a store that has lost the last write does not bring the token before back', async () => {
  let newest: TokenState | undefined;
  const saved: TokenState[] = [];
  const driven = await holding({
    lease: () => Promise.resolve({ ...ownLease, newest }),
    save: (_key, state) => {
      saved.push(state);
      return Promise.resolve('saved');
    },
  });
  const { state } = entryOf(driven);
  newest = {
    ...state,
    fence: 0,
    held: { value: 'zero', obtainedAt: 0, expiresAt: 1e15, dueAt: 1e15, fence: 0 },
  };
  await driven.service.fetchNow(entryOf(driven));
  assert.deepEqual([heldBy(driven), driven.asked.length], ['one', 1]);
});

test('E2: a refresh that another process was forced to, and that failed, is not forced again right after', async () => {
  let newest: TokenState | undefined;
  const driven = await holding({ lease: () => Promise.resolve({ ...ownLease, newest }) });
  const { state } = entryOf(driven);
  const fence = state.fence + 1;
  newest = { ...state, fence, usage: { forced: [{ fence, at: driven.clock.now() }] } };
  const { answer } = await driven.service.force(key, 'one');
  assert.equal(served(answer).value, 'one');
  assert.equal(driven.asked.length, 1, 'it is 30 s apart for all processes together');
});

test('a token that may have been replaced stays in doubt, though the store does not know of it', async () => {
  let newest: TokenState | undefined;
  const driven = await holding({ lease: () => Promise.resolve({ ...ownLease, newest }) });
  newest = entryOf(driven).state;
  await driven.time.advance(10_000);
  driven.service.replaced(key, driven.clock.now() - 8000);
  await driven.time.settle();
  assert.equal(driven.asked.length, 2);
  await driven.call(1).answer(good('two'));
  assert.equal(heldBy(driven), 'two');
});

test('E4, E5: what others stored while this process had the lease, and lost it, is taken up in the end', async () => {
  let isHeld = true;
  let later: TokenState | undefined;
  const save = (): Promise<Saved> => Promise.resolve(later === undefined ? 'saved' : { superseded: later });
  let heldAsked: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    heldAsked = resolve;
  });
  const driven = await holding({
    save,
    lease: () =>
      Promise.resolve({
        ...ownLease,
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
  const held = { ...(state.held ?? assert.fail()), value: 'two', obtainedAt: driven.clock.now(), fence: 9 };
  later = undefined;
  void asked.then(() => {
    later = { ...state, held, fence: 9 };
  });
  const { answer } = await forcing;
  assert.equal(served(answer).value, 'two');
  assert.deepEqual([driven.asked.length, doubtedSince(entryOf(driven).state)], [1, undefined]);
});

test('E3: nobody waits for the lease of another process longer than one call may take', async () => {
  const driven = await startByHand([account], {
    areNone: false,
    lease: () => Promise.resolve('taken'),
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
  const driven = await holding({ lease: () => Promise.resolve(isAway ? 'away' : ownLease) }, stable);
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
