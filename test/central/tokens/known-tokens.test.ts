import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../../src/central/stores/memory.ts';
import { createEntries } from '../../../src/central/tokens/entries.ts';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { alone } from '../../../src/central/tokens/store.ts';
import { held } from '../../support/central/status-model.ts';
import { newAccount } from '../../support/virtual/token-service.ts';

const clock = { now: () => 1, wallOffsetMs: () => 0 };

/** The state after another token has come: `former` is the one before. */
const holding =
  (value: string, former?: string) =>
  (state: TokenState): TokenState => ({
    ...state,
    held: held(value),
    ...(former === undefined ? {} : { former: { value: former, worksUntil: 1, fence: 1 } }),
  });

test('what an entry holds, and held before, is found, whoever puts another state in; what is gone is not', async () => {
  const accounts = [newAccount('token', 0), newAccount('token', 1)];
  const { entries, known, apply, setAccounts } = createEntries({
    ...{ store: createMemoryStore(), peers: alone, clock },
  });
  await setAccounts(accounts);
  const [shop, news] = accounts.map((account) => entries.get(keyOf(account)) ?? assert.fail());
  assert.ok(shop !== undefined && news !== undefined);
  apply(shop, holding('one'));
  assert.equal(known.find('one'), shop);
  for (const nothing of ['', 'two', 'ONE', 'one ']) assert.equal(known.find(nothing), undefined, nothing);
  apply(shop, holding('two', 'one'));
  apply(news, holding('three'));
  assert.deepEqual([known.find('one'), known.find('two'), known.find('three')], [shop, shop, news]);
  apply(shop, (state) => ({ ...state, fence: 9 }));
  assert.equal(known.find('two'), shop);
  apply(shop, holding('four', 'two'));
  assert.deepEqual([known.find('one'), known.find('two'), known.find('four')], [undefined, shop, shop]);

  await setAccounts(accounts.slice(1));
  // a fetch that was under way ends in an entry that is no longer there
  apply(shop, holding('five'));
  assert.deepEqual(
    [known.find('two'), known.find('four'), known.find('five')],
    [undefined, undefined, undefined],
  );
  assert.equal(known.find('three'), news);
});
