// Redis was emptied, and an instance that knows no token stores its failure first: the others know one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { failed, started } from '../../src/central/token-events.ts';
import { emptyState, type TokenState } from '../../src/central/token-state.ts';
import { endpoints, failure, newAccount, startByHand } from '../support/token-service.ts';

for (const endpoint of endpoints) {
  test(`E12: ${endpoint}: an instance that alone still has the token stores it again, so that all have it`, async () => {
    const account = newAccount(endpoint);
    const key = keyOf(account);
    let tell: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
    const saved: TokenState[] = [];
    const { service, time, clock, call } = await startByHand([account], {
      isShared: true,
      onChange: (listener) => {
        tell = listener;
      },
      save: (_key, state) => {
        saved.push(state);
        return Promise.resolve('saved');
      },
    });
    void service.read(key);
    await time.settle();
    await call(0).answer({ value: 'one', expiresInS: 7200 });
    await time.advance(60_000);
    saved.length = 0;

    // its address is not on WeChat's whitelist: it will ask again in five minutes, and in five more
    const now = clock.now();
    const cold = started(emptyState(endpoint), now, false, { leastFence: now });
    const refused = failure('errcode', { errcode: 40164, needsPerson: true });
    tell(
      key,
      failed(cold, refused, now + 200, () => 0.5),
      false,
    );
    await time.settle();
    assert.equal(service.current(key)?.value, 'one');
    assert.deepEqual(
      saved.map(({ kept, fence }) => [kept?.value, fence > now]),
      [['one', true]],
      'until it is due, only this one has a token',
    );
  });
}
