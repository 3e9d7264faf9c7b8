// An account that is taken off the list and put back, with another secret, while a fetch for it is under way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { failure, newAccount, served, startByHand } from '../support/token-service.ts';

test('setAccounts: what a fetch from before the removal brings is not stored over what came since', async () => {
  const account = newAccount('token');
  const key = keyOf(account);
  let stored: TokenState | undefined;
  const { service, time, call } = await startByHand([account], {
    load: () => Promise.resolve(new Map(stored === undefined ? [] : [[key, stored]])),
    save: (_key, state) => {
      stored = state;
      return Promise.resolve('saved');
    },
  });
  void service.read(key);
  await time.settle();
  await service.setAccounts([]);
  await service.setAccounts([{ ...account, secret: 'another' }]);
  const reading = service.read(key);
  await time.settle();
  await call(1).answer({ value: 'since', expiresInS: 7200 });
  assert.equal(served(await reading).value, 'since');
  await call(0).answer(failure('errcode', { errcode: 40125, needsPerson: true }));
  await time.settle();
  assert.equal(stored?.kept?.value, 'since', 'after a restart it would be fetched anew, and so retired');
});
