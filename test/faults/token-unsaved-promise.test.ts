// A token that the shared store could not take: no other instance knows of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { newAccount, served, startByHand } from '../support/token-service.ts';

test('E7: a token that Redis could not take is promised for five minutes: whoever takes the turn next replaces it', async () => {
  const account = newAccount('token');
  const key = keyOf(account);
  let saves = 0;
  const { service, time, call } = await startByHand([account], {
    isShared: true,
    save: () => {
      saves += 1;
      // what is about to happen is stored, and then Redis is gone
      return Promise.resolve(saves === 1 ? 'saved' : 'away');
    },
  });
  const reading = service.read(key);
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  const { expiresInS } = served(await reading);
  assert.equal(service.entries.get(key)?.isUnsaved, true);
  assert.ok(
    expiresInS <= 300,
    `${expiresInS} s, and another instance is going to take the unended fetch for lost`,
  );
});
