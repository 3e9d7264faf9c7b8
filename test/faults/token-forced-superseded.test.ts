// A forced refresh whose turn was lost after WeChat was asked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import type { Saved } from '../../src/central/store.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { newAccount, startByHand } from '../support/token-service.ts';

test('E5, B8: a forced refresh counts though another instance has stored a later fetch: not forced again within 30 s', async () => {
  const account = newAccount('token');
  const key = keyOf(account);
  let later: TokenState | undefined;
  const save = (): Promise<Saved> => Promise.resolve(later === undefined ? 'saved' : { superseded: later });
  const driven = await startByHand([account], { isShared: true, save });
  const { service, time, call, clock } = driven;
  void service.read(key);
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  await time.advance(60_000);

  const forcing = service.force(key, 'one');
  await time.settle();
  assert.equal(call(1).isForced, true);
  const { state } = service.entries.get(key) ?? assert.fail();
  const { fetching: _fetching, ...rest } = state;
  const kept = { ...(state.kept ?? assert.fail()), value: 'theirs', obtainedAt: clock.now() };
  later = { ...rest, kept, forcedAt: [], fence: state.fence + 1 };
  await call(1).answer({ value: 'two', expiresInS: 7200 });
  assert.equal((await forcing).forcing, 'refresh');
  await time.settle();
  later = undefined;
  void service.force(key);
  await time.settle();
  const forced = driven.asked.filter(({ isForced }) => isForced);
  assert.equal(forced.length, 1, 'WeChat takes the second one within 30 s for a plain call, or refuses it');
});
