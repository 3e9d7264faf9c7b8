// Two instances whose clocks are apart, or wrong.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { untilReplaced, untilSame } from '../support/redis/instance-waits.ts';
import { createInstances } from '../support/redis/instances.ts';

const preload = ['--import', new URL('../support/process/shifted-clock.js', import.meta.url).href];
const apart = 600_000;

/** By the second, as WeChat counts. */
const lifeMs = 10_000;
const rounds = 3;

suite('clocks', { concurrency: 2 }, () => {
  for (const [name, shifts] of [
    ['one is ten minutes ahead', [0, apart]],
    ['one is ten minutes behind', [-apart, 0]],
  ] as const) {
    test(`E13: ${name}: tokens are fetched neither early nor late, once in each round, and keep what was promised`, async (t) => {
      const fleet = await createInstances(t, { only: 'shop', lifeMs: { shop: lifeMs } });
      const { shop, callsFor } = fleet;
      const [one, other] = await Promise.all(
        shifts.map((by) => fleet.start({ nodeArgs: preload, env: { CLOCK_SHIFT_MS: String(by) } })),
      );
      assert.ok(one !== undefined && other !== undefined);
      let token = await untilSame(fleet, [one, other], shop);
      for (let round = 0; round < rounds; round += 1) {
        // whichever fetches it: both have it, and before the end of the one before, or this read would fail
        const next = await untilReplaced(fleet, other, shop, token);
        token = await untilReplaced(fleet, one, shop, token);
        assert.equal(token, next);
      }
      const times = callsFor(shop).map(({ at }) => at);
      assert.equal(times.length, 1 + rounds);
      for (const [i, at] of times.slice(1).entries()) {
        // due at half of its life, without a second for WeChat's rounding and one for the way there
        const after = at - (times[i] ?? 0);
        assert.ok(after >= lifeMs / 2 - 2000 && after < lifeMs, `after ${after} ms`);
      }
      fleet.assertPromises();
    });
  }

  test('E13: the figures that two instances promise for one token differ by no more than its reads', async (t) => {
    const fleet = await createInstances(t);
    const { news, shop } = fleet;
    const start = (by: number) => fleet.start({ nodeArgs: preload, env: { CLOCK_SHIFT_MS: String(by) } });
    // the one with the wrong clock fetches, and the other one starts from what Redis holds
    const wrong = await start(apart);
    await Promise.all([fleet.read(wrong, news), fleet.read(wrong, shop)]);
    const right = await start(0);
    for (const account of [news, shop]) {
      assert.equal(await fleet.read(right, account), await fleet.read(wrong, account));
    }
    assert.equal(fleet.simulator.calls.length, 2);
    fleet.assertPromises();
  });
});
