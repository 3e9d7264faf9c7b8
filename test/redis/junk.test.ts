// Values under our keys that no instance wrote, and none of our types.
import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { prefixOf } from '../../src/redis.ts';
import { send } from '../support/app.ts';
import { readTicket, tokenOf } from '../support/central/central-api.ts';
import { readiness, untilReady, untilSame } from '../support/redis/instance-waits.ts';
import { createInstances, force, type Instances } from '../support/redis/instances.ts';
import { dumpOf } from '../support/redis/redis-traffic.ts';
import { until } from '../support/until.ts';

type Put = (name: string) => readonly [string, ...string[]];

const texts: Readonly<Record<string, string>> = {
  'a number': '5',
  'a number that cannot grow': '9007199254740991',
  nothing: '',
  'no JSON': '{"check":"',
  null: 'null',
  'a fence that cannot grow': '{"by":"me","fence":9007199254740991,"record":"{}"}',
};
const junk: Readonly<Record<string, Put>> = {
  ...Object.fromEntries(
    Object.entries(texts).map(([what, text]) => [what, (name: string) => ['SET', name, text]]),
  ),
  'a list': (name) => ['RPUSH', name, '1', '2'],
  'a hash': (name) => ['HSET', name, 'fence', '1'],
  'a set': (name) => ['SADD', name, 'x'],
  'a sorted set out of all reason': (name) => ['ZADD', name, '+inf', 'x'],
  'a lock of a day': (name) => ['SET', name, 'me', 'PX', '86400000'],
};

/** Puts it under every name that there is and that there could be. */
async function spoil({ redis, shop, news, simulator }: Instances, put: Put): Promise<void> {
  const prefix = prefixOf(simulator.origin);
  const keys = [`token:${shop.appid}`, `stable_token:${news.appid}`, `jsapi:token:${shop.appid}`];
  const ours = [...keys.flatMap((key) => [`${key}:state`, `${key}:lock`]), 'changes'];
  const names = [...ours.map((name) => `${prefix}:${name}`), ...Object.keys(await dumpOf(redis))];
  // what release 0.1.0 has named so
  names.push(...ours.map((name) => `wechat-access-token:${name}`));
  for (const name of new Set(names)) {
    await redis.command('DEL', name);
    await redis.command(...put(name));
  }
  for (const channel of (await redis.command('PUBSUB', 'CHANNELS', '*')) as string[]) {
    await redis.command('PUBLISH', channel, put(channel).slice(2).join(' '));
  }
}

suite('junk', { concurrency: 2 }, () => {
  for (const [what, put] of Object.entries(junk)) {
    test(`L3: ${what} under every key and channel of ours: nothing stops, and all is stored again by itself`, (t) =>
      recovers(t, put));
  }
});

async function recovers(t: TestContext, put: Put): Promise<void> {
  const fleet = await createInstances(t, { env: { CLIENT_RATE_LIMIT: '1000' } });
  const { shop, news, operator } = fleet;
  const one = await fleet.start();
  const held = await fleet.read(one, shop);
  await fleet.read(one, news);
  await readTicket(one.origin, held);
  await spoil(fleet, put);
  assert.equal(await fleet.read(one, shop), held);
  await fleet.read(one, news);
  // a lock of nobody's, a state of nobody's
  const fresh = tokenOf(await force(fleet, one, shop));
  assert.notEqual(fresh, held);
  assert.equal(await fleet.read(one, shop), fresh);
  const other = await fleet.start();
  assert.equal(await untilSame(fleet, [one, other], shop), fresh);
  await untilSame(fleet, [one, other], news);
  await until('both are ready', async () => {
    for (const { origin } of [one, other]) {
      const headers = { authorization: `Bearer ${operator}` };
      assert.equal((await send(origin, { path: '/central', headers })).status, 200);
    }
    return (await readiness(one)) === 'ok' && (await readiness(other)) === 'ok';
  });
  await untilReady([one, other]);
  const counts = [one, other].flatMap(({ count }) => [count('store_away'), count('unexpected_error')]);
  assert.deepEqual(counts, [0, 0, 0, 0]);
  assert.equal(one.stderr() + other.stderr(), '');
}
