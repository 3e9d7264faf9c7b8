// The limits of three instances together, and of each alone while Redis is away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postForm, type Reply } from '../support/app.ts';
import { newClientKey } from '../support/central/central.ts';
import {
  type Answer,
  assertRefused,
  readToken,
  retryAfterOf,
  tokenOf,
} from '../support/central/central-api.ts';
import { newAppid } from '../support/page/get.ts';
import { untilSame, untilStored } from '../support/redis/instance-waits.ts';
import { createInstances, type Instance, type Instances } from '../support/redis/instances.ts';

const limit = 6;

const three = ({ start }: Instances): Promise<[Instance, Instance, Instance]> =>
  Promise.all([start(), start(), start()]);

/** A Get of an account that nobody asked for before, so that no other limit is in the way. */
const press = ({ origin }: Instance): Promise<Reply> =>
  postForm(origin, { appid: newAppid(), secret: 'example' });

/** So many in turn over these, one after another. */
async function inTurn<T>(
  instances: readonly Instance[],
  count: number,
  ask: (instance: Instance) => Promise<T>,
): Promise<T[]> {
  const answers: T[] = [];
  for (let i = 0; i < count; i += 1) {
    answers.push(await ask(instances[i % instances.length] ?? assert.fail('nobody is asked')));
  }
  return answers;
}

const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status);
const all200 = Array<number>(limit).fill(200);

test('E16: the page: POSTs are counted over three instances; with Redis away each holds the limit by itself', async (t) => {
  const fleet = await createInstances(t, { only: 'shop', env: { RATE_LIMIT: String(limit) } });
  const instances = await three(fleet);
  assert.deepEqual(statuses(await inTurn(instances, limit, press)), all200);
  for (const instance of instances) {
    const refused = await press(instance);
    assert.equal(refused.status, 429);
    assert.ok(retryAfterOf(refused) <= 60);
  }
  await fleet.redis.kill();
  for (const instance of instances) {
    // nobody is turned away for want of a count, and nobody gets more than the limit
    assert.deepEqual(statuses(await inTurn([instance], limit, press)), all200);
    assert.equal((await press(instance)).status, 429);
  }
});

test('E16: attempts with a wrong key are counted over three instances, and do not count against whoever has one', async (t) => {
  const fleet = await createInstances(t, { only: 'shop', env: { RATE_LIMIT: String(limit) } });
  const { shop } = fleet;
  const instances = await three(fleet);
  const token = await untilSame(fleet, instances, shop);
  const guess = ({ origin }: Instance): Promise<Answer> => readToken(origin, shop, newClientKey());
  for (const answer of await inTurn(instances, limit, guess)) assertRefused(answer, 40125);
  for (const instance of instances) {
    const refused = await guess(instance);
    assertRefused(refused, 45011);
    retryAfterOf(refused);
    assert.equal(await fleet.read(instance, shop), token);
  }
});

test('E16: token reads of one key are counted over three instances where they are bounded, though none waits for the count', async (t) => {
  const fleet = await createInstances(t, { only: 'shop', env: { CLIENT_RATE_LIMIT: String(limit) } });
  const { shop, orders } = fleet;
  const instances = await three(fleet);
  await untilStored(fleet, [shop]);
  const readOne = ({ origin }: Instance): Promise<Answer> => readToken(origin, shop, orders);
  // counted by each alone, all of these would be served
  const answers = await inTurn(instances, 3 * limit, readOne);
  const served = answers.filter(({ body }) => body.errcode === undefined);
  assert.equal(new Set(served.map(tokenOf)).size, 1);
  // an instance may give out some before it has heard of the others' reads
  assert.ok(served.length >= limit && served.length <= 2 * limit, `${served.length} were served`);
  for (const instance of instances) {
    const refused = await readOne(instance);
    assertRefused(refused, 45011);
    assert.ok(retryAfterOf(refused) <= 60);
  }
});

test('E16: token reads of one key go on with Redis away; each instance holds the bound by itself', async (t) => {
  const bound = 100;
  const fleet = await createInstances(t, { only: 'shop', env: { CLIENT_RATE_LIMIT: String(bound) } });
  const { shop, orders, redis } = fleet;
  const instances = await three(fleet);
  const token = await untilSame(fleet, instances, shop);
  await redis.kill();
  for (const { origin } of instances) {
    const answers = await inTurn(instances.slice(0, 1), bound, () => readToken(origin, shop, orders));
    const [first, last] = [answers[0], await readToken(origin, shop, orders)];
    assert.equal(first && tokenOf(first), token);
    assertRefused(last, 45011);
  }
});

test('E16: token reads without a bound go on with Redis away, however many', async (t) => {
  const fleet = await createInstances(t, { only: 'shop' });
  const instances = await three(fleet);
  const token = await untilSame(fleet, instances, fleet.shop);
  await fleet.redis.kill();
  for (const instance of instances) {
    const read = new Set(await inTurn([instance], 200, (from) => fleet.read(from, fleet.shop)));
    assert.deepEqual([...read], [token]);
  }
  fleet.assertPromises();
});
