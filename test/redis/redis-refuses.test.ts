// Redis answers, and refuses: READONLY, NOAUTH, LOADING, OOM.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Redis } from 'ioredis';
import { postForm } from '../support/app.ts';
import { tokenOf } from '../support/central/central-api.ts';
import { readiness, untilReady, untilSame } from '../support/redis/instance-waits.ts';
import {
  assertWorks,
  createInstances,
  force,
  type Instance,
  type Instances,
} from '../support/redis/instances.ts';
import { until } from '../support/until.ts';

type Refusal = Readonly<{
  name: string;
  /** from here on Redis refuses */
  begin: (fleet: Instances) => Promise<unknown>;
  end: (fleet: Instances) => Promise<unknown>;
}>;

/** Past the password that the test has just set. */
async function withPassword(port: number, password: string, ...args: [string, ...string[]]): Promise<void> {
  const redis = new Redis({ port, password, lazyConnect: true });
  await redis.connect();
  await redis.call(...args);
  redis.disconnect();
}

const filler = `for i = 1, 2000 do redis.call('SET', 'filler:' .. i, string.rep('x', 2000)) end`;

const refusals: readonly Refusal[] = [
  {
    name: 'READONLY',
    begin: ({ redis }) => redis.command('REPLICAOF', '127.0.0.1', '1'),
    end: ({ redis }) => redis.command('REPLICAOF', 'NO', 'ONE'),
  },
  {
    name: 'OOM',
    begin: ({ redis }) => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
    end: ({ redis }) => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
  },
  {
    name: 'NOAUTH',
    begin: async ({ redis }) => {
      await redis.command('CONFIG', 'SET', 'requirepass', 'example');
      // whoever is in stays in
      for (const type of ['pubsub', 'normal']) {
        await withPassword(redis.port, 'example', 'CLIENT', 'KILL', 'TYPE', type);
      }
    },
    end: ({ redis }) => withPassword(redis.port, 'example', 'CONFIG', 'SET', 'requirepass', ''),
  },
  {
    name: 'LOADING',
    begin: async ({ redis }) => {
      await redis.command('EVAL', filler, '0');
      await redis.command('CONFIG', 'SET', 'rdbcompression', 'no');
      await redis.command('SAVE');
      await redis.kill();
      // it answers between two keys, for as long as the test needs
      await redis.start('--key-load-delay', '50000', '--loading-process-events-interval-bytes', '1024');
      await assert.rejects(redis.command('GET', 'filler:1'), /LOADING/);
    },
    end: ({ redis }) => redis.command('CONFIG', 'SET', 'key-load-delay', '0'),
  },
];

suite('Redis refuses', { concurrency: 2 }, () => {
  for (const { name, begin, end } of refusals) {
    test(`E12: Redis answers ${name}: what is held is given out, token is not refreshed, and it goes on by itself afterwards`, async (t) => {
      const fleet = await createInstances(t);
      const { shop, news, callsFor } = fleet;
      const [one, other] = await Promise.all([fleet.start(), fleet.start()]);
      const both: readonly Instance[] = [one, other];
      const held = await untilSame(fleet, both, shop);
      const heldStable = await untilSame(fleet, both, news);
      await begin(fleet);
      for (const instance of both) {
        assert.equal(await fleet.read(instance, shop), held);
        assert.equal(await fleet.read(instance, news), heldStable);
        assert.equal(tokenOf(await force(fleet, instance, shop)), held);
        await until('it says so', async () => (await readiness(instance)) === 'store_away');
        const page = await postForm(instance.origin, { appid: 'wx0000000000000000', secret: 'example' });
        assert.equal(page.status, 200);
        assert.doesNotMatch(instance.stdout(), new RegExp(name));
      }
      assert.equal(callsFor(shop).length, 1);

      await end(fleet);
      await untilReady(both);
      let token = held;
      await until('a refresh', async () => {
        token = tokenOf(await force(fleet, one, shop));
        return token !== held;
      });
      assert.equal(await untilSame(fleet, both, shop), token);
      assertWorks(fleet, token, shop);
      assert.equal(callsFor(shop).length, 2);
    });
  }
});
