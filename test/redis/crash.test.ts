// An instance is killed at each point of a forced refresh, with its state in Redis, and another one starts.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as scripts from '../../src/central/stores/redis/scripts.ts';
import { holdBack } from '../support/network/hold-back.ts';
import { createInstances, force, type Instance, type Instances } from '../support/redis/instances.ts';
import { dumpOf } from '../support/redis/redis-traffic.ts';
import { until } from '../support/until.ts';

type Crash = Readonly<{
  row: string;
  point: string;
  /** resolves when it has come to that point, and stays there */
  reach: (fleet: Instances, dying: Instance, only: 'shop' | 'news') => Promise<unknown>;
  /** what the next process gives out: the old one; the new one that is stored; one of the two, after a call of its own */
  leaves: 'old' | 'new' | 'doubt';
  /** calls in all, the first one and those of the next process among them */
  calls: Readonly<{ shop: number; news: number }>;
}>;

const request =
  (script: string): Crash['reach'] =>
  (_fleet, { way }) =>
    way.holdAt(script, 'request');

/** What is stored before it is the intent, and for stable_token that a forced call is about to go out. */
const lastSave: Crash['reach'] = async (_fleet, { way }, only) => {
  for (let i = 0; i < (only === 'news' ? 2 : 1); i += 1) {
    await way.holdAt(scripts.hold, 'answer');
    way.set('open');
  }
  await way.holdAt(scripts.save, 'request');
};

const crashes: readonly Crash[] = [
  {
    row: 'D1',
    point: 'before it has the turn',
    reach: request(scripts.begin),
    leaves: 'old',
    calls: { shop: 1, news: 1 },
  },
  {
    row: 'D1',
    point: 'before the intent is stored',
    reach: request(scripts.save),
    leaves: 'old',
    calls: { shop: 1, news: 1 },
  },
  {
    row: 'D2',
    point: 'after the intent, before it sends',
    reach: request(scripts.hold),
    leaves: 'doubt',
    calls: { shop: 2, news: 2 },
  },
  {
    row: 'D3',
    point: 'after it has sent, before the answer',
    reach: ({ simulator }) => simulator.seen(2),
    leaves: 'doubt',
    calls: { shop: 3, news: 3 },
  },
  {
    row: 'D4',
    point: 'after the answer, before it is stored',
    reach: lastSave,
    leaves: 'doubt',
    // for stable_token the force is the second call
    calls: { shop: 3, news: 4 },
  },
  {
    row: 'D6',
    point: 'after it is stored, before the turn is given back',
    reach: request(scripts.end),
    leaves: 'new',
    calls: { shop: 2, news: 3 },
  },
];

suite('killed with its state in Redis', { concurrency: 4 }, () => {
  for (const only of ['shop', 'news'] as const) {
    for (const { row, point, reach, leaves, calls } of crashes) {
      test(`${row}: ${only}: killed ${point}: the next process gives out a working token at once, with ${calls[only]} calls in all`, async (t) => {
        const fleet = await createInstances(t, { only });
        const account = fleet[only];
        const dying = await fleet.start();
        const old = await fleet.read(dying, account);
        const { until: answered, release } = holdBack();
        t.after(release);
        if (row === 'D3') fleet.simulator.failNext({ kind: 'delay', until: answered });
        const reached = reach(fleet, dying, only);
        const forcing = force(fleet, dying, account).catch(() => {});
        await reached;
        await dying.kill();
        await forcing;
        fleet.forgetPromises();

        const next = await fleet.start();
        const first = await fleet.read(next, account);
        assert.equal(first !== old, leaves === 'new');
        if (leaves === 'doubt') await next.said('token_fetched');
        // the lease that was left behind ends by itself
        await until('no lock', async () =>
          Object.keys(await dumpOf(fleet.redis)).every((key) => !key.endsWith(':lock')),
        );
        const last = await fleet.read(next, account);
        if (leaves !== 'doubt') assert.equal(last, first);
        assert.equal(fleet.callsFor(account).length, calls[only]);
        fleet.assertPromises();
      });
    }
  }
});
