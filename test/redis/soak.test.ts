// Three instances on one Redis, readers all the time, and one fault after another at random. SOAK_MINUTES and SEED.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Account } from '../support/central/central.ts';
import { readToken } from '../support/central/central-api.ts';
import { randomFrom } from '../support/random.ts';
import { untilReady, untilSame, untilServed } from '../support/redis/instance-waits.ts';
import { createInstances, force, type Instance, type Instances } from '../support/redis/instances.ts';

const minutes = Number(process.env.SOAK_MINUTES ?? 0.25);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

/**
 * `shop` and `news` are due every few seconds. `depot` has a whole life and is forced now and then: what that retires
 * ends after WeChat's five minutes, which a long run sees.
 */
const lifeMs = { shop: 10_000, news: 10_000 };
const dueMs = 4000;

type Soak = Readonly<{ fleet: Instances; instances: Instance[]; random: () => number }>;

const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)] ?? assert.fail('nothing to pick from');

/** Half a second to three: shorter and longer than a command's deadline, than a turn's lease, than half a token's life. */
const aWhile = (random: () => number): Promise<void> => setTimeout(500 + 2500 * random());

const faults: Readonly<Record<string, (soak: Soak) => Promise<unknown>>> = {
  'an instance is killed, and started again': async ({ fleet, instances, random }) => {
    const index = Math.floor(random() * instances.length);
    await instances[index]?.kill();
    instances[index] = await fleet.start();
  },
  'Redis is killed, and comes back with what it had': async ({ fleet: { redis }, random }) => {
    await redis.kill();
    await aWhile(random);
    await redis.start();
  },
  'Redis is killed, and comes back empty': async ({ fleet: { redis }, random }) => {
    await redis.kill();
    redis.forget();
    await aWhile(random);
    await redis.start();
  },
  'Redis stands still': async ({ fleet: { redis }, random }) => {
    redis.stop();
    await aWhile(random);
    redis.cont();
  },
  'Redis is emptied': ({ fleet: { redis } }) => redis.command('FLUSHALL'),
  'an instance is cut off': async ({ instances, random }) => {
    const { way } = pick(instances, random);
    way.set(pick(['cut', 'frozen'], random));
    await aWhile(random);
    way.set('open');
  },
  'a refresh is forced': async ({ fleet, instances, random }) => {
    await force(fleet, pick(instances, random), pick([fleet.shop, fleet.depot], random));
  },
};

type Tally = { served: number; unserved: number };

/** Reads one account of whichever instance is there, over and over: each token that comes has to work. */
async function readOn(soak: Soak, account: Account, isOver: () => boolean, tally: Tally): Promise<void> {
  const { fleet, instances, random } = soak;
  while (!isOver()) {
    const instance = pick(instances, random);
    const { exitCode, signalCode } = instance.child;
    const isThere = exitCode === null && signalCode === null;
    const answer = isThere ? await readOne(soak, instance, account) : undefined;
    if (answer === 'served') tally.served += 1;
    if (answer === 'unserved') tally.unserved += 1;
    await setTimeout(10);
  }
  assert.ok(fleet.all.length >= 3);
}

async function readOne({ fleet }: Soak, instance: Instance, account: Account) {
  const sentAt = Date.now();
  const answer = await readToken(instance.origin, account, fleet.orders).catch(() => undefined);
  // killed while it answered
  if (answer === undefined) return 'gone';
  if (answer.body.errcode !== undefined) {
    assert.equal(answer.body.errcode, -1, answer.text);
    return 'unserved';
  }
  fleet.note(answer, account, sentAt, account.name !== 'depot');
  return 'served';
}

test(`E: a soak of ${minutes} minutes: no dead token is given out, and WeChat is called within its rules (SEED=${seed})`, async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const random = randomFrom(seed);
  const args = ['--appendonly', 'yes', '--appendfsync', 'always'];
  const fleet = await createInstances(t, { only: 'all', lifeMs, redis: { args } });
  const { shop, news, depot, callsFor, simulator } = fleet;
  const instances = [await fleet.start(), await fleet.start(), await fleet.start()];
  // the readers have numbers of their own, so that the faults are the same ones for the same seed
  const soak: Soak = { fleet, instances, random: randomFrom(seed + 1) };
  const endsAt = performance.now() + minutes * 60_000;
  let isOver = false;
  const tally: Tally = { served: 0, unserved: 0 };
  const reading = Promise.all(
    [shop, news, depot].map((account) => readOn(soak, account, () => isOver, tally)),
  );
  // what a reader finds ends the soak, and not the process
  reading.catch(() => {
    isOver = true;
  });
  const done: string[] = [];
  const startedAt = Date.now();
  while (performance.now() < endsAt && !isOver) {
    const name = pick(Object.keys(faults), random);
    done.push(name);
    await faults[name]?.({ ...soak, random });
    await setTimeout(1500 * random());
  }
  isOver = true;
  await reading;

  await untilReady(instances);
  for (const account of [shop, news, depot]) await untilServed(fleet, instances, account);
  for (const account of [shop, news]) await untilSame(fleet, instances, account);
  t.diagnostic(
    `${done.length} faults, ${tally.served} tokens, ${tally.unserved} times none, ${simulator.calls.length} calls`,
  );
  assert.ok(done.length > 0 && tally.served > 100, `${tally.served} tokens after ${done.join(', ')}`);

  // each falls due again and again, and a fault costs at most one more: of stable_token, one for each instance
  const rounds = Math.ceil((Date.now() - startedAt) / dueMs) + 1;
  const forced = done.filter((name) => name.includes('forced')).length;
  const most = rounds + done.length;
  const called = [shop, news, depot].map((account) => callsFor(account).length);
  const [shopCalls = 0, newsCalls = 0, depotCalls = 0] = called;
  assert.ok(
    shopCalls <= most && newsCalls <= 3 * most && depotCalls <= 1 + forced + done.length,
    called.join(' '),
  );
  assert.ok(callsFor(news).every(({ body }) => !body.includes('"force_refresh":true')));
  fleet.assertPromises();
});
