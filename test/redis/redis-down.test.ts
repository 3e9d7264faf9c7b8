// Redis is killed under three instances, and comes back with what it had or with nothing.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  readiness,
  untilLossSaid,
  untilReady,
  untilReplaced,
  untilSame,
  untilServed,
  untilStored,
  untilUnserved,
} from '../support/redis/instance-waits.ts';
import { createInstances, type Instance, type Instances } from '../support/redis/instances.ts';

/** How long Redis is gone, 60 s in a soak: what matters here is that all have noticed. */
const outageMs = Number(process.env.REDIS_OUTAGE_MS ?? 0);

const three = ({ start }: Instances): Promise<Instance[]> => Promise.all([start(), start(), start()]);

const each = (instances: readonly Instance[], look: (instance: Instance) => Promise<unknown>) =>
  Promise.all(instances.map(look));

const durable = ['--appendonly', 'yes', '--appendfsync', 'always'];

suite('Redis is killed', { concurrency: 2 }, () => {
  for (const [returns, args] of [
    ['with data', durable],
    ['empty', []],
  ] as const) {
    test(`E7: Redis is killed and returns ${returns}: reads go on from memory, nobody is called, and a fourth instance finds all`, async (t) => {
      const fleet = await createInstances(t, { redis: { args } });
      const { redis, shop, news, read, simulator } = fleet;
      const instances = await three(fleet);
      const held = await untilSame(fleet, instances, shop);
      const heldStable = await untilSame(fleet, instances, news);
      await redis.kill();
      await each(instances, ({ said }) => said('store_away'));
      const endsAt = performance.now() + outageMs;
      do {
        await each(instances, async (instance) => {
          assert.equal(await readiness(instance), 'store_away');
          assert.equal(await read(instance, shop), held);
          assert.equal(await read(instance, news), heldStable);
        });
        await setTimeout(10);
      } while (performance.now() < endsAt);

      await redis.start();
      await each(instances, ({ said }) => said('store_back'));
      await untilReady(instances);
      if (returns === 'empty') await untilLossSaid(instances);
      await untilStored(fleet, [shop, news]);
      const fourth = await fleet.start();
      for (const instance of [...instances, fourth]) {
        assert.equal(await read(instance, shop), held);
        assert.equal(await read(instance, news), heldStable);
      }
      assert.equal(simulator.calls.length, 2);
      fleet.assertPromises();
    });
  }

  test('E7: tokens fall due while Redis is gone: stable_token is refreshed alone, token is not; empty on return: one call, and the newest wins', async (t) => {
    // shop is due after 5 s and ends after 11; news is due after 11 s, and then after 22
    const fleet = await createInstances(t, { lifeMs: { shop: 12_000, news: 24_000 } });
    const { redis, shop, news, callsFor } = fleet;
    const instances = await three(fleet);
    await untilSame(fleet, instances, shop);
    const heldStable = await untilSame(fleet, instances, news);
    await redis.kill();
    await each(instances, (instance) => untilUnserved(fleet, instance, shop));
    await each(instances, (instance) => untilReplaced(fleet, instance, news, heldStable));
    assert.equal(callsFor(shop).length, 1, 'nobody refreshed it alone');
    assert.equal(callsFor(news).length, 1 + 3, 'each refreshed it alone');

    await redis.start();
    await untilReady(instances);
    await untilServed(fleet, instances, shop);
    await untilSame(fleet, instances, shop);
    await untilSame(fleet, instances, news);
    assert.equal(callsFor(shop).length, 1 + 1);
    assert.ok(callsFor(news).length <= 1 + 3 + 1, `${callsFor(news).length} calls`);
    fleet.assertPromises();
  });
});
