// Redis has lost everything, and an instance that knows nothing writes first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { failed, started, succeeded } from '../../src/central/token-events.ts';
import { emptyState, type TokenState } from '../../src/central/token-state.ts';
import { endpoints, failure, newAccount, startByHand } from '../support/token-service.ts';
import { startAt } from '../support/virtual-time.ts';

for (const endpoint of endpoints) {
  const account = newAccount(endpoint);
  const key = keyOf(account);
  const cold = started(emptyState(endpoint), startAt, false, { leastFence: startAt });
  const unreachable = failed(cold, failure('upstream_unreachable'), startAt, () => 0.5);
  const older = succeeded(
    started(emptyState(endpoint), startAt - 4_000_000, false),
    { value: 'long_dead', expiresInS: 7200 },
    startAt - 3_999_000,
    () => 0.5,
  );
  const theirs: readonly (readonly [string, TokenState])[] = [
    ['begins its first fetch', cold],
    ['could not reach WeChat', unreachable],
    ['begins a fetch with an older token', started(older, startAt, false, { leastFence: startAt })],
  ];
  for (const [what, state] of theirs) {
    test(`E7: ${endpoint}: an instance with an empty Redis ${what}: the others keep the token they have`, async () => {
      let tell: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
      const { service, time, call } = await startByHand([account], {
        isShared: true,
        onChange: (listener) => {
          tell = listener;
        },
      });
      void service.read(key);
      await time.settle();
      await call(0).answer({ value: 'one', expiresInS: 7200 });
      assert.equal(service.current(key)?.value, 'one');
      tell(key, state, false);
      assert.equal(service.current(key)?.value, 'one');
    });
  }
}
