// Redis has lost something: the last writes in a failover, a key, or everything.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { keyOf } from '../../src/central/tokens/entry.ts';
import { prefixOf } from '../../src/redis.ts';
import { tokenOf } from '../support/central/central-api.ts';
import { untilLossSaid, untilReady, untilSame, untilStored } from '../support/redis/instance-waits.ts';
import {
  assertWorks,
  createInstances,
  force,
  type Instance,
  type Instances,
} from '../support/redis/instances.ts';

const three = ({ start }: Instances): Promise<Instance[]> => Promise.all([start(), start(), start()]);

/** What Redis holds now is what it comes back with, whatever is written after it. */
const asOfNow = ({ redis }: Instances): Promise<unknown> => redis.command('SAVE');

suite('Redis has lost something', { concurrency: 2 }, () => {
  test('E11: failover to a replica that lacks the last write: one more refresh at the most, and all have a working token', async (t) => {
    const fleet = await createInstances(t, { only: 'shop' });
    const { redis, shop, callsFor } = fleet;
    const instances = await three(fleet);
    await untilSame(fleet, instances, shop);
    await asOfNow(fleet);
    const [first] = instances;
    assert.ok(first !== undefined);
    const token = tokenOf(await force(fleet, first, shop));
    assert.equal(await untilSame(fleet, instances, shop), token);
    fleet.forgetPromises();
    await redis.kill();
    await Promise.all(instances.map(({ said }) => said('store_away')));
    await redis.start();
    await untilLossSaid(instances);
    await untilReady(instances);
    // it reads what Redis holds by now: never the old token, the end of which has begun
    const later = await fleet.start();
    const found = await untilSame(fleet, [...instances, later], shop);
    assert.ok(callsFor(shop).length <= 2 + 1, `${callsFor(shop).length} calls`);
    assertWorks(fleet, found, shop);
    fleet.assertPromises();
  });

  test('E11: the same, and others have written so much to the replica that nothing looks lost', async (t) => {
    const fleet = await createInstances(t, { only: 'shop' });
    const { redis, shop, callsFor } = fleet;
    const instances = await three(fleet);
    await untilSame(fleet, instances, shop);
    await asOfNow(fleet);
    const [first] = instances;
    assert.ok(first !== undefined);
    tokenOf(await force(fleet, first, shop));
    for (const { way } of instances) way.set('cut');
    await redis.kill();
    await redis.start();
    // it knows the old token alone, and writes as often as the forced refresh before it
    const later = await fleet.start();
    const token = tokenOf(await force(fleet, later, shop));
    fleet.forgetPromises();
    for (const { way } of instances) way.set('open');
    await untilReady(instances);
    const found = await untilSame(fleet, [...instances, later], shop);
    assert.ok(callsFor(shop).length <= 3 + 1, `${callsFor(shop).length} calls`);
    assertWorks(fleet, token, shop);
    assertWorks(fleet, found, shop);
  });

  test('E12: FLUSHALL: all is stored again from memory, and nobody is called', async (t) => {
    const fleet = await createInstances(t);
    const { redis, shop, news, simulator } = fleet;
    const instances = await three(fleet);
    const held = [await untilSame(fleet, instances, shop), await untilSame(fleet, instances, news)];
    await redis.command('FLUSHALL');
    await untilLossSaid(instances);
    await untilStored(fleet, [shop, news]);
    const fourth = await fleet.start();
    for (const instance of [...instances, fourth]) {
      assert.deepEqual([await fleet.read(instance, shop), await fleet.read(instance, news)], held);
    }
    assert.equal(simulator.calls.length, 2);
    fleet.assertPromises();
  });

  test('E12: a full Redis has dropped one state: whoever starts then fetches once, and all take that over', async (t) => {
    const fleet = await createInstances(t, { only: 'shop' });
    const { redis, shop, callsFor, simulator } = fleet;
    const instances = await three(fleet);
    await untilSame(fleet, instances, shop);
    const [first] = instances;
    assert.ok(first !== undefined);
    // two fetches: what starts with nothing must not be taken for older than that
    tokenOf(await force(fleet, first, shop));
    await untilSame(fleet, instances, shop);
    fleet.forgetPromises();
    assert.equal(await redis.command('DEL', `${prefixOf(simulator.origin)}:${keyOf(shop)}:state`), 1);
    const fourth = await fleet.start();
    await untilSame(fleet, [...instances, fourth], shop);
    assert.ok(callsFor(shop).length <= 2 + 1, `${callsFor(shop).length} calls`);
  });

  for (const [policy, isWarned] of [
    ['noeviction', false],
    ['allkeys-lru', true],
    ['volatile-ttl', true],
  ] as const) {
    test(`E12: maxmemory-policy ${policy}: ${isWarned ? 'a warning' : 'no warning'} at the start`, async (t) => {
      const args = ['--maxmemory-policy', policy, '--maxmemory', '100mb'];
      const fleet = await createInstances(t, { only: 'shop', redis: { args } });
      const instance = await fleet.start();
      assert.equal(instance.count('store_may_evict'), isWarned ? 1 : 0);
      await fleet.read(instance, fleet.shop);
    });
  }

  test('E12: a Redis that does not tell its settings: it starts, and says nothing', async (t) => {
    const redis = { args: ['--rename-command', 'CONFIG', ''] };
    const fleet = await createInstances(t, { only: 'shop', redis });
    const instance = await fleet.start();
    assert.equal(instance.count('store_may_evict'), 0);
    assert.equal(instance.count('store_away'), 0);
    await fleet.read(instance, fleet.shop);
  });
});
