// The one instance that has the lease is killed, or stands still, at a bad moment.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as scripts from '../../src/central/stores/redis/scripts.ts';
import { holdBack } from '../support/network/hold-back.ts';
import { untilReplaced } from '../support/redis/instance-waits.ts';
import { createInstances, force } from '../support/redis/instances.ts';

/** Long enough that a lease of three seconds ends in the second half, where a new token is due. */
const lifeMs = { shop: 20_000, news: 20_000 };

// they wait for leases to end, and can do so side by side
suite('the holder is killed', { concurrency: 3 }, () => {
  for (const only of ['shop', 'news'] as const) {
    test(`E3: ${only}: the holder is killed before it calls: another takes over, and readers keep the old token meanwhile`, async (t) => {
      const fleet = await createInstances(t, { only, lifeMs });
      const account = fleet[only];
      const holder = await fleet.start();
      const old = await fleet.read(holder, account);
      // only the first fetch writes before it is ended, so the next request to take a turn is that of the due one
      const asking = holder.way.holdAt(scripts.begin, 'answer');
      const others = await Promise.all([fleet.start(), fleet.start()]);
      for (const other of others) other.stop();
      await asking;
      await holder.kill();
      for (const other of others) other.cont();
      for (const other of others) assert.equal(await fleet.read(other, account), old);
      const [first, second] = await Promise.all(
        others.map((other) => untilReplaced(fleet, other, account, old)),
      );
      assert.equal(first, second);
      assert.equal(fleet.callsFor(account).length, 2);
      fleet.assertPromises();
    });

    test(`E3: ${only}: the holder is killed after it has called: another takes over, and readers keep the old token meanwhile`, async (t) => {
      const { until, release } = holdBack();
      t.after(release);
      const fleet = await createInstances(t, { only, lifeMs });
      const account = fleet[only];
      const holder = await fleet.start();
      const old = await fleet.read(holder, account);
      fleet.simulator.failNext({ kind: 'delay', until });
      const others = await Promise.all([fleet.start(), fleet.start()]);
      for (const other of others) other.stop();
      await fleet.simulator.seen(2);
      await holder.kill();
      for (const other of others) other.cont();
      for (const other of others) assert.equal(await fleet.read(other, account), old);
      const [first, second] = await Promise.all(
        others.map((other) => untilReplaced(fleet, other, account, old)),
      );
      assert.equal(first, second);
      assert.equal(fleet.callsFor(account).length, 3);
      fleet.assertPromises();
    });

    test(`E3: ${only}: killed in the middle of a forced refresh: another takes over, though the token was not due`, async (t) => {
      const { until, release } = holdBack();
      t.after(release);
      const fleet = await createInstances(t, { only });
      const { simulator } = fleet;
      const account = fleet[only];
      const [holder, ...others] = await Promise.all([fleet.start(), fleet.start(), fleet.start()]);
      assert.ok(holder !== undefined);
      const old = await fleet.read(holder, account);
      for (const other of others) assert.equal(await fleet.read(other, account), old);
      simulator.failNext({ kind: 'delay', until });
      const forcing = force(fleet, holder, account).catch(() => {});
      await simulator.seen(2);
      await holder.kill();
      await forcing;
      if (only === 'news') {
        // the call that forces had not been sent, and nobody needs another token
        for (const other of others) assert.equal(await fleet.read(other, account), old);
        return;
      }
      // the token that was issued to the one that is no more has replaced the old one: it would end for good
      const [first, second] = await Promise.all(
        others.map((other) => untilReplaced(fleet, other, account, old)),
      );
      assert.equal(first, second);
      assert.equal(simulator.calls.length, 3);
    });
  }
});
