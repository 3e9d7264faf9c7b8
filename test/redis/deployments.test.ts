// Two deployments on one Redis server, and somebody who may only PUBLISH.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';
import { issuer, recordOf } from '../support/central/records.ts';
import { createInstances, force } from '../support/redis/instances.ts';
import { startRedis } from '../support/redis/redis-server.ts';
import { freshState, openStoreAt } from '../support/redis/redis-store.ts';
import { until } from '../support/until.ts';

const key = 'token:wx0000000000000000';

for (const database of [0, 1]) {
  test(`L4: production and staging with one AppID, each with its own WeChat, in databases 0 and ${database}: nothing crosses`, async (t) => {
    const fleet = await createInstances(t, { only: 'shop' });
    const { shop, orders, redis, simulator } = fleet;
    const staging = await startSimulator({ accounts: [shop] });
    t.after(staging.close);
    const production = await fleet.start();
    const held = await fleet.read(production, shop);
    const env = {
      WECHAT_API_BASE: staging.origin,
      REDIS_URL: `redis://127.0.0.1:${redis.port}/${database}`,
    };
    const other = await fleet.start({ env });
    for (let i = 0; i < 3; i += 1) {
      const staged = tokenOf(await readToken(other.origin, shop, orders));
      assert.notEqual(typeof staging.check(staged), 'string', 'staging gives out its own');
      assert.equal(await fleet.read(production, shop), held);
      if (i === 0) await force(fleet, other, shop);
    }
    const restarted = await fleet.start();
    assert.equal(await fleet.read(restarted, shop), held);
    assert.equal(simulator.calls.length, 1);
    assert.equal(restarted.count('state_damaged') + production.count('state_damaged'), 0);
  });
}

test('L4: two databases with one issuer: neither a state nor a change is seen in the other', async (t) => {
  const { port } = await startRedis(t);
  const one = await openStoreAt(t, { port, database: 0 });
  const same = await openStoreAt(t, { port, database: 0 });
  const other = await openStoreAt(t, { port, database: 1 });
  for (const { store } of [one, same, other]) assert.equal((await store.load([key])).size, 0);
  assert.equal(await one.store.save(key, freshState('92_of_0')), 'saved');
  await until('the other instance knows', () => same.changes.length > 0);
  assert.equal((await other.store.load([key])).size, 0);
  assert.equal(await other.store.save(key, freshState('92_of_1')), 'saved');
  assert.equal((await one.store.load([key])).get(key)?.held?.value, '92_of_0');
  assert.equal((await other.store.load([key])).get(key)?.held?.value, '92_of_1');
  assert.deepEqual(other.changes, []);
  assert.ok(same.changes.every(([, { held }]) => held?.value === '92_of_0'));
});

test('L5: whoever may only PUBLISH plants nothing: not by the messages of 0.1.0, not by a whole record', async (t) => {
  const redis = await startRedis(t);
  const one = await openStoreAt(t, redis);
  await one.store.load([key]);
  await one.store.save(key, freshState('92_held'));
  const channels = (await redis.command('PUBSUB', 'CHANNELS', '*')) as string[];
  assert.equal(channels.length, 1);
  const planted = recordOf(key, freshState('92_planted', 9_999_999_999_999));
  const texts = [
    planted,
    JSON.stringify({ key, version: 2, record: planted }),
    JSON.stringify({ key }),
    key,
    '',
  ];
  for (const channel of [...channels, 'wechat-access-token:changes']) {
    for (const text of texts) await redis.command('PUBLISH', channel, text);
  }
  const marker = await openStoreAt(t, redis);
  await marker.store.load([key]);
  assert.equal(await marker.store.save(key, freshState('92_later', 2)), 'saved');
  const values = (): (string | undefined)[] => one.changes.map(([, { held }]) => held?.value);
  await until('a true change is seen', () => values().includes('92_later'));
  assert.ok(!values().includes('92_planted'));
  assert.deepEqual([one.events, one.lost, one.store.problem()], [[], [], undefined]);
  assert.ok(String(channels[0]).includes(issuer.replace('https://', '')));
});
