// The connection of one instance to Redis: dead without a word, and one to a Redis that takes no writes.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openRedisStore, type RedisEvent } from '../../src/central/stores/redis/store.ts';
import { createClock } from '../../src/central/tokens/clock.ts';
import { connectRedis } from '../../src/redis.ts';
import { issuer } from '../support/central/records.ts';
import { startRedisRelay } from '../support/redis/redis-relay.ts';
import { type RedisServer, startRedis } from '../support/redis/redis-server.ts';
import { until } from '../support/until.ts';

const key = 'token:wx0000000000000000';

async function openStore(t: TestContext, port: number) {
  const redis = await connectRedis(`redis://127.0.0.1:${port}`);
  const clock = createClock(Date.now, () => performance.now());
  const events: RedisEvent['type'][] = [];
  const observe = ({ type }: RedisEvent): void => void events.push(type);
  const { store, peers } = await openRedisStore({ redis, issuer, clock, timeoutMs: 2000, observe });
  t.after(async () => {
    await store.close();
    redis.disconnect();
  });
  return { store, peers, events };
}

test('E11: a connection that is dead without a word is given up within seconds, and a new one made', async (t) => {
  const way = await startRedisRelay((await startRedis(t)).port);
  t.after(way.close);
  const { store, events } = await openStore(t, way.port);
  assert.equal(store.problem(), undefined);
  await way.holdAt('eval', 'request');
  await until('a look without an answer', () => store.problem() === 'store_away');
  await until('a new connection', () => store.problem() === undefined);
  assert.deepEqual(events, ['store_away', 'store_back']);
});

/** How often Redis has told the time, which each script asks for. */
async function scriptsRun({ command }: RedisServer): Promise<number> {
  const info = String(await command('INFO', 'commandstats'));
  return Number(/^cmdstat_time:calls=(\d+)/m.exec(info)?.[1] ?? 0);
}

test('E12: a full Redis is said to be away once, not away and back at each look, and back when there is room', async (t) => {
  const redis = await startRedis(t);
  const { store, peers, events } = await openStore(t, redis.port);
  await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
  await redis.command('CONFIG', 'SET', 'maxmemory', '1');
  assert.equal(await peers.lease(key), 'away');
  const before = await scriptsRun(redis);
  await until('three looks', async () => {
    assert.equal(store.problem(), 'store_away');
    return (await scriptsRun(redis)) >= before + 3;
  });
  assert.deepEqual(events, ['store_away']);
  await redis.command('CONFIG', 'SET', 'maxmemory', '0');
  await until('it is ready again', () => store.problem() === undefined);
  assert.deepEqual(events, ['store_away', 'store_back']);
  const lease = await peers.lease(key);
  assert.ok(typeof lease === 'object');
  await lease.end();
});
