// Forced refreshes while the shared store is away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { newAccount, startByHand } from '../support/token-service.ts';

test('B8, E7: the shared store is away: who forces a stable_token account is held to one call in 30 s', async () => {
  const account = newAccount('stable_token');
  const key = keyOf(account);
  const { service, time, asked, call } = await startByHand([account], {
    isShared: true,
    begin: () => Promise.resolve('away'),
    save: () => Promise.resolve('away'),
  });
  void service.read(key);
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  for (let i = 0; i < 20; i += 1) {
    const calls = asked.length;
    void service.force(key, 'one');
    await time.settle();
    if (asked.length > calls) await call(calls).answer({ value: 'one', expiresInS: 7190 });
    await time.advance(1000);
  }
  assert.ok(asked.length <= 2, `${asked.length - 1} calls for 20 reports within 20 s`);
});
