// A Redis that is broken, or is none: whatever it answers, it is away and nothing more.
import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { send } from '../support/app.ts';
import { readiness, untilReady, untilServed } from '../support/redis/instance-waits.ts';
import { createInstances } from '../support/redis/instances.ts';
import { type Lie, startRedisLiar } from '../support/redis/redis-liar.ts';
import { until } from '../support/until.ts';

const surplus = (text: string, to?: RegExp): Lie => ({ text, instead: false, ...(to && { to }) });
const instead = (text: string, to: RegExp = /eval|mget/i): Lie => ({ text, instead: true, to });

const lies: Readonly<Record<string, Lie>> = {
  'a push that holds null, after SUBSCRIBE': surplus('>1\r\n_\r\n', /subscribe/i),
  'a push that holds null': surplus('>1\r\n_\r\n'),
  'a push that holds an absent text': surplus('>1\r\n$-1\r\n'),
  'a message without a channel': surplus('>3\r\n+message\r\n_\r\n_\r\n'),
  'a list with null': surplus('*1\r\n$-1\r\n'),
  'a surplus null': surplus('_\r\n'),
  'a surplus absent text': surplus('$-1\r\n'),
  'a surplus absent list': surplus('*-1\r\n'),
  'a surplus OK': surplus('+OK\r\n'),
  'a surplus error': surplus('-ERR nothing\r\n'),
  'a number for each script': instead(':5\r\n'),
  'an absent list for each script': instead('*-1\r\n'),
  'an empty list for each script': instead('*0\r\n'),
  'a time that is none': instead('*3\r\n:1\r\n$3\r\nabc\r\n$0\r\n\r\n'),
  'a time beyond all reason': instead('*3\r\n:1\r\n:9007199254740991\r\n$0\r\n\r\n'),
  'a state that is a list': instead(`*3\r\n:1\r\n:${Date.now()}\r\n*2\r\n:1\r\n:2\r\n`),
  'lists in lists': instead('*1\r\n'.repeat(30_000)),
  'a list without an end': instead('*1000000000\r\n:1\r\n'),
  'a text without an end': instead('$99999999999\r\nx'),
  garbage: instead('\0\xff\x13garbage\r\n\r\n!!\r\n'),
  'an answer of a web server': instead('HTTP/1.1 400 Bad Request\r\n\r\n', /./),
  'an unknown error': instead('-WHAT nobody knows\r\n'),
};

const all = Object.entries(lies);
const halves = [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)];

suite('a hostile Redis', { concurrency: 2 }, () => {
  for (const half of halves) {
    test(`L6: ${half.length} lies: the process lives, gives out what it holds, says it is away at most once a minute, and is ready when Redis is`, (t) =>
      tellAll(t, half));
  }
});

async function tellAll(t: TestContext, told: typeof all): Promise<void> {
  const fleet = await createInstances(t);
  const { shop, news, redis, callsFor } = fleet;
  const liar = await startRedisLiar(redis.port);
  t.after(liar.close);
  const startedAt = Date.now();
  const one = await fleet.start({ env: { REDIS_URL: `redis://127.0.0.1:${liar.port}` } });
  const held = [await fleet.read(one, shop), await fleet.read(one, news)];
  for (const [name, lie] of told) {
    liar.tell(lie);
    // a connection that asks anew says SUBSCRIBE again
    if (lie.to?.test('subscribe')) await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await until(`it is told ${name}`, () => liar.told() >= 2);
    assert.equal(one.child.exitCode, null, `${name} ended it: ${one.stderr()}`);
    assert.deepEqual([await fleet.read(one, shop), await fleet.read(one, news)], held, name);
    assert.equal((await send(one.origin, { path: '/healthz' })).status, 200);
    liar.tell(undefined);
    await until(`it is ready again after ${name}`, async () => (await readiness(one)) === 'ok');
  }
  await untilReady([one]);
  const minutes = Math.ceil((Date.now() - startedAt) / 60_000);
  assert.ok(one.count('store_away') <= minutes, `${one.count('store_away')} times in ${minutes} minutes`);
  assert.equal(callsFor(shop).length, 1, 'nobody refreshes alone');
  assert.equal(one.stderr(), '');
  assert.doesNotMatch(one.stdout(), /garbage|nobody knows|unexpected_error/);
}

test('L6: one that is hostile from the start: it starts without it, says so, and takes it when it is one', async (t) => {
  const fleet = await createInstances(t, { only: 'shop' });
  const liar = await startRedisLiar(fleet.redis.port);
  t.after(liar.close);
  liar.tell(surplus('>1\r\n_\r\n'));
  const one = await fleet.start({ env: { REDIS_URL: `redis://127.0.0.1:${liar.port}` } });
  await until('it says so', async () => (await readiness(one)) === 'store_away');
  liar.tell(undefined);
  await untilReady([one]);
  // whoever asked while it was away waits for the pause after that
  await untilServed(fleet, [one], fleet.shop);
  assert.equal(one.stderr(), '');
});
