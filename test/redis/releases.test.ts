// Releases before and after this one, on one Redis.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { prefixOf } from '../../src/redis.ts';
import { asNextRelease, issuer, nextVersion } from '../support/central/records.ts';
import { untilReplaced } from '../support/redis/instance-waits.ts';
import { createInstances, force } from '../support/redis/instances.ts';
import { startRedis } from '../support/redis/redis-server.ts';
import { freshState, openStoreAt } from '../support/redis/redis-store.ts';
import { until } from '../support/until.ts';

const key = 'token:wx0000000000000000';
const nameOf = (of: string): string => `${prefixOf(issuer)}:${of}:state`;

test('what 0.1.0 has stored is taken over, once: by the first issuer that reads it, and by nobody else', async (t) => {
  const { redis: values, capturedAt } = JSON.parse(
    readFileSync('test/central/stores/release-0.1.0.json', 'utf8'),
  );
  const redis = await startRedis(t);
  // as if it had been captured just now
  const laterMs = Date.now() - capturedAt;
  const later = (text: string): string =>
    text.replaceAll(/(?<=At\\":|worksUntil\\":)\d{13}(\.\d+)?/g, (at) => String(Number(at) + laterMs));
  for (const [name, text] of Object.entries<string>(values)) await redis.command('SET', name, later(text));
  const keys = Object.keys(values)
    .filter((name) => name.endsWith(':state'))
    .map((name) => name.replace('wechat-access-token:', '').replace(':state', ''));
  const first = await openStoreAt(t, redis);
  const loaded = await first.store.load(keys);
  assert.deepEqual([...loaded.keys()].sort(), [...keys].sort());
  for (const [of, state] of loaded) {
    const then = JSON.parse(JSON.parse(values[`wechat-access-token:${of}:state`]).record).state;
    assert.equal(state.held?.value, then.kept.value);
  }
  const second = await openStoreAt(t, redis);
  assert.equal((await second.store.load(keys)).size, keys.length, 'another instance has it from the first');
  const other = await openStoreAt(t, { ...redis, issuedBy: 'http://127.0.0.1:4000' });
  assert.equal((await other.store.load(keys)).size, 0);
  assert.deepEqual([...first.events, ...second.events, ...other.events], []);
});

test('L2: fields of the next release come through a save of this one', async (t) => {
  const redis = await startRedis(t);
  const { store, peers, events } = await openStoreAt(t, redis);
  await store.load([key]);
  await store.save(key, freshState('92_held'));
  const next = asNextRelease(String(await redis.command('GET', nameOf(key))), { shard: 7 }, { reads: [3] });
  await redis.command('SET', nameOf(key), next);
  const lease = await peers.lease(key);
  assert.ok(typeof lease === 'object' && lease.newest?.held?.value === '92_held');
  assert.equal(await store.save(key, { ...lease.newest, fence: lease.leastFence }), 'saved');
  await lease.end();
  const written = JSON.parse(String(await redis.command('GET', nameOf(key))));
  assert.deepEqual([written.shard, written.state.reads], [7, [3]]);
  assert.deepEqual(events, []);
});

test('L2: a record that cannot be read: no turn, no save over it, said once; no more is promised than to one that is cut off; until it is over', async (t) => {
  const redis = await startRedis(t);
  const { store, peers, events } = await openStoreAt(t, redis);
  await store.load([key]);
  await store.save(key, freshState('92_held'));
  const own = String(await redis.command('GET', nameOf(key)));
  const next = asNextRelease(own, { version: nextVersion, fence: Date.now() }, { held: 'in another way' });
  await redis.command('SET', nameOf(key), next);
  for (let i = 0; i < 3; i += 1) {
    assert.equal(await peers.lease(key), 'away');
    assert.equal(await store.save(key, freshState('92_mine', Date.now() + 5000)), 'away');
  }
  assert.equal(await redis.command('GET', nameOf(key)), next);
  assert.equal(
    await redis.command('EXISTS', nameOf(key).replace(':state', ':lock')),
    0,
    'others may have the lease',
  );
  assert.deepEqual(events, [{ type: 'state_newer', key }]);
  assert.equal(store.problem(), 'state_newer');
  const cutOffAt = peers.knownAt(Date.now(), key);
  await until('a look after that', () => peers.knownAt(Date.now()) > cutOffAt + 100);
  assert.equal(peers.knownAt(Date.now(), key), cutOffAt, 'what it is now has not been known since');
  const over = asNextRelease(own, { version: nextVersion, until: Date.now() - 1000 });
  await redis.command('SET', nameOf(key), over);
  assert.equal(await store.save(key, freshState('92_mine', 2)), 'saved');
  assert.equal(store.problem(), undefined);
});

test('L2: a rolling upgrade to a version that cannot be read: whoever reads from either holds no dead token, through a planned and a forced refresh', async (t) => {
  const fleet = await createInstances(t, { only: 'shop', lifeMs: { shop: 20_000 } });
  const { shop, simulator, redis } = fleet;
  const [old, next] = [await fleet.start(), await fleet.start()];
  const name = `${prefixOf(simulator.origin)}:token:${shop.appid}:state`;
  const held = await fleet.read(old, shop);
  await until('it is stored', async () => (await redis.command('GET', name)) !== null);
  // what the next version would have stored when it planned a refresh
  const own = String(await redis.command('GET', name));
  await redis.command('SET', name, asNextRelease(own, { version: nextVersion }, { held: 'in another way' }));
  await old.said('state_newer');
  const calls = simulator.calls.length;
  await force(fleet, old, shop);
  assert.equal(await fleet.read(old, shop), held, 'nothing is replaced by one that cannot know');
  assert.equal(simulator.calls.length, calls);
  // the next version's fetch, and its record in a form that both can read
  await redis.command('SET', name, own);
  const later = await untilReplaced(fleet, next, shop, held);
  assert.equal(await untilReplaced(fleet, old, shop, held), later);
  fleet.assertPromises();
});
