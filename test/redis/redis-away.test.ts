// Redis stands still, is not there at the start, or cannot be reached by one instance.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { postForm } from '../support/app.ts';
import { newClientKey } from '../support/central/central.ts';
import { assertRefused, postStable, readTicket, readToken, tokenOf } from '../support/central/central-api.ts';
import {
  readiness,
  untilReady,
  untilReplaced,
  untilSame,
  untilServed,
  untilUnserved,
} from '../support/redis/instance-waits.ts';
import { assertWorks, createInstances, force, type Instance } from '../support/redis/instances.ts';
import { until } from '../support/until.ts';

/** How long Redis stands still, 30 s in a soak: what matters here is that all is answered before it goes on. */
const frozenMs = Number(process.env.REDIS_FROZEN_MS ?? 0);

suite('Redis is away', { concurrency: 3 }, () => {
  test('E8: Redis stands still: every request is answered all the same, whatever it needs of Redis', async (t) => {
    const fleet = await createInstances(t);
    const { redis, shop, news, orders, operator, read } = fleet;
    const [one, other] = await Promise.all([fleet.start(), fleet.start()]);
    const held = await untilSame(fleet, [one, other], shop);
    const heldStable = await untilSame(fleet, [one, other], news);
    redis.stop();
    // none of these is answered by Redis: it goes on when all of them have ended
    for (const instance of [one, other]) {
      const { origin } = instance;
      assert.equal(await read(instance, shop), held);
      assert.equal(await read(instance, news), heldStable);
      const [wrongKey, page, check, shopForced, newsForced, reported, ticket] = await Promise.all([
        readToken(origin, shop, newClientKey()),
        postForm(origin, { appid: 'wx0000000000000000', secret: 'example' }),
        postForm(origin, { access_token: held }, { path: '/check' }),
        force(fleet, instance, shop),
        force(fleet, instance, news),
        postStable(origin, shop, orders, { invalid_token: held }),
        readTicket(origin, held),
        postForm(
          origin,
          { key: `token:${shop.appid}` },
          {
            path: '/central',
            headers: { authorization: `Bearer ${operator}` },
          },
        ),
      ]);
      assertRefused(wrongKey, 40125);
      assert.deepEqual([page.status, check.status], [200, 200]);
      for (const answer of [shopForced, reported]) assert.equal(tokenOf(answer), held, 'not replaced alone');
      assertWorks(fleet, tokenOf(newsForced), news);
      assert.equal(ticket.body.errcode, 0, ticket.text);
      await until('it says so', async () => (await readiness(instance)) === 'store_away');
    }
    const endsAt = performance.now() + frozenMs;
    while (performance.now() < endsAt) {
      for (const instance of [one, other]) assert.equal(await read(instance, shop), held);
      await setTimeout(100);
    }
    redis.cont();
    await untilReady([one, other]);
    await untilSame(fleet, [one, other], news);
    assert.equal(await untilSame(fleet, [one, other], shop), held);
    const { length } = fleet.callsFor(shop).filter(({ path }) => path === '/cgi-bin/token');
    assert.equal(length, 1, 'nobody has replaced it');
  });

  test('E9: Redis is down at the start: they start without it, say so, and are ready by themselves when it comes', async (t) => {
    const fleet = await createInstances(t);
    const { redis, shop, news, read, callsFor } = fleet;
    await redis.kill();
    const instances = await Promise.all([fleet.start(), fleet.start(), fleet.start()]);
    for (const instance of instances) {
      assert.equal(await readiness(instance), 'store_away');
      await instance.said('store_away');
      assert.equal(instance.count('store_away'), 1);
      await untilUnserved(fleet, instance, shop);
      await read(instance, news);
    }
    assert.equal(callsFor(shop).length, 0);
    // each alone: WeChat gives all of them the same one
    assert.ok(callsFor(news).length <= 3);
    await redis.start();
    for (const instance of instances) {
      await instance.said('store_back');
    }
    await untilReady(instances);
    await until('shop is fetched', () => callsFor(shop).length > 0);
    await untilServed(fleet, instances, shop);
    await untilSame(fleet, instances, shop);
    await untilSame(fleet, instances, news);
    assert.equal(callsFor(shop).length, 1);
    assert.ok(callsFor(news).length <= 3 + 1, `${callsFor(news).length} calls`);
    fleet.assertPromises();
  });

  for (const way of ['cut', 'frozen'] as const) {
    test(`E10: one instance is cut off from Redis (${way}): it gives out its copy until that ends, and does not refresh alone`, async (t) => {
      // due after 5 s, at its end after 11
      const fleet = await createInstances(t, { only: 'shop', lifeMs: { shop: 12_000 } });
      const { shop, callsFor } = fleet;
      const [alone, ...others] = await Promise.all([fleet.start(), fleet.start(), fleet.start()]);
      const old = await untilSame(fleet, fleet.all, shop);
      await until('the fetch is told', () => fleet.all.some(({ count }) => count('token_fetched') > 0));
      const fetched = alone.count('token_fetched');
      alone.way.set(way);
      await alone.said('store_away');
      assert.equal(await fleet.read(alone, shop), old);
      for (const other of others) {
        await untilReplaced(fleet, other, shop, old);
        assert.equal(await readiness(other), 'ok');
      }
      assert.equal(await fleet.read(alone, shop), old);
      assert.equal(await readiness(alone), 'store_away');
      await untilUnserved(fleet, alone, shop);
      assert.equal(alone.count('token_fetched'), fetched);
      assert.ok(alone.count('token_fetch_failed') > 0, 'it wanted to');
      const before = callsFor(shop).length;
      alone.way.set('open');
      await untilServed(fleet, [alone], shop);
      await untilSame(fleet, fleet.all, shop);
      assert.ok(callsFor(shop).length <= before + 1);
      fleet.assertPromises();
    });
  }

  test('E10: cut off for over a minute, it promises no more than a minute with each read, since it does not hear of a forced refresh', async (t) => {
    const fleet = await createInstances(t, { only: 'shop' });
    const { shop, orders } = fleet;
    // its clock passes the minute at once
    const nodeArgs = ['--import', new URL('../support/process/shifted-clock.js', import.meta.url).href];
    const alone = await fleet.start({ nodeArgs, env: { CLOCK_JUMP_MS: '61000' } });
    const other = await fleet.start();
    const promised = async ({ origin }: Instance): Promise<number> =>
      Number((await readToken(origin, shop, orders)).body.expires_in);
    await untilSame(fleet, [alone, other], shop);
    assert.ok((await promised(alone)) > 6000);
    alone.way.set('cut');
    await alone.said('store_away');
    alone.child.kill('SIGUSR2');
    await until('a short promise', async () => (await promised(alone)) <= 60);
    await fleet.read(alone, shop);
    assert.ok((await promised(other)) > 6000);
    alone.way.set('open');
    await until('a long promise', async () => (await promised(alone)) > 6000);
    fleet.assertPromises();
  });
});
