import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnownTokens } from '../../src/central/known-tokens.ts';
import { entryOf, held } from '../support/status-model.ts';

test('what an entry holds, and held before, is found, whoever puts another state in; what is gone is not', () => {
  const known = createKnownTokens();
  const shop = entryOf('shop', { kept: held('one') });
  const news = entryOf('news', {});
  known.add(shop);
  known.add(news);
  assert.equal(known.find('one'), shop);
  for (const nothing of ['', 'two', 'ONE', 'one ']) assert.equal(known.find(nothing), undefined, nothing);
  shop.state = { ...shop.state, kept: held('two'), former: { value: 'one', worksUntil: 1 } };
  news.state = { ...news.state, kept: held('three') };
  assert.deepEqual([known.find('one'), known.find('two'), known.find('three')], [shop, shop, news]);
  shop.state = { ...shop.state, failures: 1 };
  assert.equal(known.find('two'), shop);
  shop.state = { ...shop.state, kept: held('four'), former: { value: 'two', worksUntil: 1 } };
  assert.deepEqual([known.find('one'), known.find('two'), known.find('four')], [undefined, shop, shop]);
  known.remove(shop);
  shop.state = { ...shop.state, kept: held('five') };
  assert.deepEqual(
    [known.find('two'), known.find('four'), known.find('five')],
    [undefined, undefined, undefined],
  );
  assert.equal(known.find('three'), news);
});
