// A forced refresh whose instance died on the way, seen from another one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { createRefreshClock } from '../../src/central/refresh-clock.ts';
import { ownTurn, type Store } from '../../src/central/store.ts';
import { started, succeeded } from '../../src/central/token-events.ts';
import { emptyState, type TokenState } from '../../src/central/token-state.ts';
import { endpoints, newAccount, startByHand } from '../support/token-service.ts';
import { startAt } from '../support/virtual-time.ts';

for (const endpoint of endpoints) {
  test(`E3: ${endpoint}: the holder of a forced refresh is killed: another one takes over, and readers go on`, async () => {
    const account = newAccount(endpoint);
    const key = keyOf(account);
    const first = started(emptyState(endpoint), startAt - 1000, false, { leastFence: 7 });
    const kept = succeeded(first, { value: 'one', expiresInS: 7200 }, startAt - 900, () => 0.5);
    const forcing = started(kept, startAt, true, { leastFence: 8 });
    let tell: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
    const store: Partial<Store> = {
      isShared: true,
      load: () => Promise.resolve(new Map([[key, kept]])),
      // its lease has ended: the turn is free
      begin: () => Promise.resolve({ ...ownTurn, newest: forcing, leastFence: 9 }),
      onChange: (listener) => {
        tell = listener;
      },
    };
    const { service, clock, time, asked } = await startByHand([account], store);
    const refreshClock = createRefreshClock({ service, clock });
    tell(key, forcing, false);
    for (let i = 0; i < 30; i += 1) {
      await time.advance(10_000);
      void service.read(key);
      refreshClock.tick();
      await time.settle();
    }
    assert.ok(asked.length > 0, 'five minutes after the kill nobody has asked WeChat');
    assert.equal(asked.length, 1);
  });
}
