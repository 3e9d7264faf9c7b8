// Instances that fetch for a stable_token account alone, because the shared store is away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import type { Saved, Store } from '../../src/central/store.ts';
import type { TokenState } from '../../src/central/token-state.ts';
import { newAccount, startByHand } from '../support/token-service.ts';

test('E7: of two tokens that were fetched alone the later one wins, not the one that was asked for more often', async () => {
  const account = newAccount('stable_token');
  const key = keyOf(account);
  let isAway = true;
  let stored: TokenState | undefined;
  const listeners: ((key: string, state: TokenState, isOwn: boolean) => void)[] = [];

  /** As Redis does: a state with a lower fence is not taken, and neither is another one with the same. */
  function save(state: TokenState): Saved {
    if (isAway) return 'away';
    if (stored !== undefined && stored.fence >= state.fence) return { superseded: stored };
    stored = state;
    for (const tell of listeners) tell(key, state, false);
    return 'saved';
  }
  // by a clock that all share, as far as it could be known before it was away
  let sharedTime = 1000;
  const store: Partial<Store> = {
    isShared: true,
    fenceNow: () => sharedTime,
    begin: () => Promise.resolve('away'),
    save: (_key, state) => Promise.resolve(save(state)),
    onChange: (listener) => void listeners.push(listener),
  };
  const [one, two] = [await startByHand([account], store), await startByHand([account], store)];

  // the first asks twice, the second once, and later: somebody has pressed Get with force_refresh there
  for (const i of [0, 1]) {
    void one.service.fetchNow(one.service.entries.get(key) ?? assert.fail());
    await one.time.settle();
    await one.call(i).answer({ value: 'former', expiresInS: 280 });
    await one.time.advance(40_000);
    sharedTime += 40_000;
  }
  await two.time.advance(80_000);
  two.service.noteReplaced(key, two.time.now() - 8000);
  await two.time.settle();
  await two.call(0).answer({ value: 'forced since', expiresInS: 7200 });

  isAway = false;
  for (const { service } of [two, one]) await service.save(service.entries.get(key) ?? assert.fail());
  assert.equal(two.service.current(key)?.value, 'forced since');
});
