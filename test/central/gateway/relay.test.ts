import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDraft, callWith, draft, standInOf, startGateway } from '../../support/central/gateway.ts';

test('a stand-in makes WeChat’s calls: the held token is put in, and everything else passes byte for byte', async (t) => {
  const central = await startGateway(t);
  const { origin, shop, keys, simulator } = central;
  const token = await standInOf(central, shop, keys.writer);
  assert.equal(simulator.check(token), 'unknown');
  const seen = await callWith(origin, token, `${addDraft}?a=%7E&b=1`, { json: draft });
  assert.deepEqual([seen.status, seen.gateway], [200, 'relayed'], seen.reply.text);
  assert.equal(seen.reply.text, '{"media_id":"MEDIA_ID"}');
  assert.equal(simulator.effects(addDraft), 1);
  const sent = simulator.calls.at(-1);
  assert.deepEqual(simulator.check(sent?.query.access_token ?? ''), { appid: shop.appid, endpoint: 'token' });
  assert.match(sent?.target ?? '', /^\/cgi-bin\/draft\/add\?a=%7E&b=1&access_token=[\w-]+$/);
  assert.equal(sent?.body, JSON.stringify(draft));
});
