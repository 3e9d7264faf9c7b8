// The second call of a forced stable_token refresh is sent under the same turn as the first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { ownTurn, type Store } from '../../src/central/store.ts';
import { newAccount, startByHand } from '../support/token-service.ts';

test('E4: a turn that is lost between the two calls of a forced refresh: the second, which retires a token, is not sent', async () => {
  const account = newAccount('stable_token');
  const key = keyOf(account);
  let isHeld = true;
  const begin: Store['begin'] = () => Promise.resolve({ ...ownTurn, isHeld: () => Promise.resolve(isHeld) });
  const { service, time, asked, call } = await startByHand([account], { isShared: true, begin });
  void service.read(key);
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  const forcing = service.force(key, 'one');
  await time.settle();
  // this process is stopped until its lease has ended, and another one has the turn when the answer is read
  isHeld = false;
  await call(1).answer({ value: 'one', expiresInS: 7190 });
  await time.settle();
  assert.deepEqual(
    asked.map(({ isForced }) => isForced),
    [false, false],
  );
  await forcing;
});
