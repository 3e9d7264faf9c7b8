// Five instances, each a process of its own, and many who ask at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, postStable, readToken, tokenOf } from '../support/central/central-api.ts';
import { holdBack } from '../support/network/hold-back.ts';
import { assertWorks, createInstances, type Instance, type Instances } from '../support/redis/instances.ts';

/** Straight at Redis: a relay in this process would have to wait for the crowd, which is in it as well. */
async function five({ start, redis }: Instances): Promise<Instance[]> {
  const instances: Instance[] = [];
  const env = { REDIS_URL: `redis://127.0.0.1:${redis.port}` };
  // one after another, so that none of them waits for this machine instead of for the others
  while (instances.length < 5) instances.push(await start({ env }));
  return instances;
}

/** So many from each of them, all at once. */
const fromEach = (
  instances: readonly Instance[],
  count: number,
  ask: (instance: Instance) => Promise<Answer>,
): Promise<Answer[]> =>
  Promise.all(instances.flatMap((instance) => Array.from({ length: count }, () => ask(instance))));

/** The one token that all of these hold. */
function onlyToken(answers: readonly Answer[], count: number): string {
  assert.equal(answers.length, count);
  const tokens = new Set(answers.map(tokenOf));
  assert.equal(tokens.size, 1);
  return [...tokens][0] ?? '';
}

test('E1: five processes, cold, 200 readers each: one call an account, and all have the same working token', async (t) => {
  const { until, release } = holdBack();
  const fleet = await createInstances(t, {
    fault: { kind: 'delay', until },
    // the answer is held until all have asked, however slow this machine is
    env: { WECHAT_TIMEOUT_MS: '60000' },
  });
  const { shop, news, orders, simulator, callsFor } = fleet;
  const instances = await five(fleet);
  const reading = fromEach(instances, 200, ({ origin }) => readToken(origin, shop, orders));
  const readingStable = fromEach(instances, 20, ({ origin }) => postStable(origin, news, orders));
  await simulator.seen(2);
  release();
  assertWorks(fleet, onlyToken(await reading, 1000), shop);
  assertWorks(fleet, onlyToken(await readingStable, 100), news);
  assert.deepEqual([callsFor(shop).length, callsFor(news).length], [1, 1]);
});

test('E2: 100 reports of one dead token, spread over five: one call, and the same answer everywhere', async (t) => {
  const fleet = await createInstances(t);
  const { shop, news, orders, callsFor } = fleet;
  const instances = await five(fleet);
  for (const account of [shop, news]) {
    const held = new Set(await Promise.all(instances.map((instance) => fleet.read(instance, account))));
    const [dead = ''] = held;
    assert.equal(held.size, 1);
    const report = ({ origin }: Instance): Promise<Answer> =>
      postStable(origin, account, orders, { invalid_token: dead });
    const token = onlyToken(await fromEach(instances, 20, report), 100);
    assert.notEqual(token, dead);
    assertWorks(fleet, token, account);
    assert.equal(onlyToken(await fromEach(instances, 2, report), 10), token, 'reported again');
  }
  assert.equal(callsFor(shop).length, 1 + 1);
  // a normal call first, which brings the same token, and then the one that forces
  const forced = callsFor(news).filter(({ body }) => body.includes('"force_refresh":true'));
  assert.deepEqual([callsFor(news).length, forced.length], [1 + 2, 1]);
});
