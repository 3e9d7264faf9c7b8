// Calls through any of several instances: one stand-in for all of them, and one refresh when the token dies.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { digestOf, newClientKey } from '../support/central/central.ts';
import { addDraft, callWith, draft, standInOf } from '../support/central/gateway.ts';
import { createInstances } from '../support/redis/instances.ts';
import { until } from '../support/until.ts';

async function startThree(t: TestContext) {
  const all = await createInstances(t, { only: 'all', env: { WECHAT_TIMEOUT_MS: '8000' } });
  const key = newClientKey();
  all.writeAccounts({
    accounts: [all.shop, all.news],
    clients: [
      { name: 'orders', keySha256: digestOf(all.orders), accounts: ['shop', 'news'], forceRefresh: true },
      { name: 'caller', keySha256: digestOf(key), accounts: ['shop', 'news'], gateway: ['*'] },
    ],
  });
  const instances = [await all.start(), await all.start(), await all.start()] as const;
  return { ...all, key, instances };
}

for (const name of ['shop', 'news'] as const) {
  test(`M1: the held token of ${name} dies under 100 calls at three instances: one refresh, each executed once`, async (t) => {
    const central = await startThree(t);
    const { instances, key, simulator } = central;
    const account = central[name];
    const token = await standInOf(instances[0], account, key);
    for (const instance of instances) {
      await central.read(instance, account);
      assert.equal((await callWith(instance.origin, token, addDraft, { json: draft })).gateway, 'relayed');
    }
    const minted = simulator.tokensMinted();
    simulator.replaceElsewhere(account);
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        callWith(instances[i % 3]?.origin ?? '', token, '/cgi-bin/message/custom/send', {
          json: { touser: 'OPENID', msgtype: 'text' },
        }),
      ),
    );
    assert.deepEqual(
      [...new Set(all.map(({ errcode, status }) => `${status} ${String(errcode)}`))],
      ['200 0'],
    );
    assert.equal(simulator.effects('/cgi-bin/message/custom/send'), 100);
    assert.equal(simulator.tokensMinted() - minted, name === 'shop' ? 2 : 1);
  });
}

test('M14: Redis away: calls go on with the token that is held', async (t) => {
  const central = await startThree(t);
  const { instances, key, shop, redis, simulator } = central;
  const token = await standInOf(instances[0], shop, key);
  for (const instance of instances) await central.read(instance, shop);
  await redis.kill();
  await until('it is noticed', () => instances.every((instance) => instance.count('store_away') > 0));
  for (const { origin } of instances) {
    const { gateway, status } = await callWith(origin, token, addDraft, { json: draft });
    assert.deepEqual([gateway, status], ['relayed', 200]);
  }
  assert.equal(simulator.effects(addDraft), 3);
  const fresh = await standInOf(instances[1], shop, key);
  assert.equal((await callWith(instances[2].origin, fresh, addDraft, { json: draft })).gateway, 'relayed');
});
