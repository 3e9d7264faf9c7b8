// The one instance that has the lease is late: it stood still, or Redis has lost its lease meanwhile.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as scripts from '../../src/central/stores/redis/scripts.ts';
import { keyOf } from '../../src/central/tokens/entry.ts';
import { prefixOf } from '../../src/redis.ts';
import { send } from '../support/app.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';
import { holdBack } from '../support/network/hold-back.ts';
import { untilReplaced, untilSame } from '../support/redis/instance-waits.ts';
import { assertWorks, createInstances } from '../support/redis/instances.ts';
import { until } from '../support/until.ts';

/** Long enough that a lease of three seconds ends in the second half, where a new token is due. */
const lifeMs = { shop: 20_000, news: 20_000 };

suite('the holder is late', { concurrency: 3 }, () => {
  for (const only of ['shop', 'news'] as const) {
    test(`E4: ${only}: the holder stands still past its lease before it sends: it notices, and does not call`, async (t) => {
      const fleet = await createInstances(t, { only, lifeMs });
      const account = fleet[only];
      const { simulator } = fleet;
      const holder = await fleet.start();
      const old = await fleet.read(holder, account);
      // its question whether the lease is still its own is answered with yes, but it hears that too late
      await holder.way.holdAt(scripts.hold, 'answer');
      holder.stop();
      holder.way.set('open');
      const other = await fleet.start();
      assert.equal(await fleet.read(other, account), old);
      const token = await untilReplaced(fleet, other, account, old);
      holder.cont();
      assert.equal(await untilReplaced(fleet, holder, account, old), token);
      await holder.said('token_fetch_failed');
      assert.match(holder.stdout(), /"outcome":"(turn_lost|store_away)"/);
      assert.equal(simulator.calls.length, 2);
      assert.equal(holder.count('token_fetched'), 1);
      fleet.assertPromises();
    });
  }

  test('E5: the holder stands still after sending, past its lease: its token is not stored over the later one', async (t) => {
    const { until: answered, release } = holdBack();
    const fleet = await createInstances(t, { only: 'shop', lifeMs });
    const { shop, simulator } = fleet;
    const holder = await fleet.start();
    const old = await fleet.read(holder, shop);
    simulator.failNext({ kind: 'delay', until: answered });
    await simulator.seen(2);
    holder.stop();
    const other = await fleet.start();
    const later = await untilReplaced(fleet, other, shop, old);
    release();
    holder.cont();
    // each of its answers works at that instant: the later one, or the one that it fetches in doubt
    await untilReplaced(fleet, holder, shop, old);
    await untilSame(fleet, [holder, other], shop);
    // what it wanted to store was refused
    await holder.said('token_superseded');
    assert.notEqual(later, old);
    const calls = simulator.calls.length;
    assert.ok(calls === 3 || calls === 4, `${calls} calls: one more refresh at the most`);
  });

  test('E5: an answer that comes after somebody else’s is not given out before Redis has judged it', async (t) => {
    const { until: answered, release } = holdBack();
    // both could answer for a minute: what is late here is late by order, not by time
    const fleet = await createInstances(t, { only: 'shop', env: { WECHAT_TIMEOUT_MS: '60000' } });
    const { shop, orders, simulator, redis } = fleet;
    simulator.failNext({ kind: 'delay', until: answered });
    const holder = await fleet.start();
    await simulator.seen(1);
    // as a failover to a replica does that lacks the last writes
    assert.equal(await redis.command('DEL', `${prefixOf(simulator.origin)}:${keyOf(shop)}:lock`), 1);
    const other = await fleet.start();
    await simulator.seen(2);
    const later = tokenOf(await readToken(other.origin, shop, orders));
    const storing = holder.way.holdAt(scripts.save, 'request');
    release();
    await storing;
    // it may have to wait for Redis; what it says is to hold
    const early = fleet.read(holder, shop);
    // answered behind it: by now it is answered as well, or waits
    assert.equal((await send(holder.origin, { path: '/healthz' })).status, 200);
    holder.way.set('open');
    assertWorks(fleet, await early, shop);
    await until('one token everywhere', async () => {
      const tokens = [holder, other].map(async ({ origin }) =>
        tokenOf(await readToken(origin, shop, orders)),
      );
      const [mine, theirs] = await Promise.all(tokens);
      return mine === theirs;
    });
    // what it wanted to store was refused
    await holder.said('token_superseded');
    assert.ok(simulator.calls.length <= 3, `${simulator.calls.length} calls`);
    assertWorks(fleet, later, shop);
    fleet.assertPromises();
  });
});
