// The rights of this server's own Redis user, as the top of compose.yaml prints them.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { digestOf, spawnCentral } from '../support/central/central.ts';
import { forceRefresh, readTicket, readToken, tokenOf } from '../support/central/central-api.ts';
import { temporaryFile } from '../support/network/certificates.ts';
import { startRedis } from '../support/redis/redis-server.ts';
import { until } from '../support/until.ts';

test('the Redis user of compose.yaml may do all that an instance needs, and nothing else', async (t) => {
  const printed = /^# +(user app on #DIGEST .*)$/m.exec(readFileSync('compose.yaml', 'utf8'))?.[1];
  assert.ok(printed !== undefined);
  const password = randomBytes(24).toString('hex');
  // the user by default stays, so that this test can look
  const lines = ['user default on nopass ~* &* +@all', printed.replace('DIGEST', digestOf(password))];
  const aclfile = temporaryFile(t, `${lines.join('\n')}\n`);
  const args = ['--aclfile', aclfile, '--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'];
  const redis = await startRedis(t, { args });
  const env = {
    REDIS_URL: `redis://app:${password}@127.0.0.1:${redis.port}`,
    CLIENT_RATE_LIMIT: '600',
  };
  const one = await spawnCentral(t, { env });
  const token = tokenOf(await readToken(one.origin, one.shop, one.orders));
  assert.equal((await readTicket(one.origin, token)).body.errcode, 0);
  await readToken(one.origin, one.shop, 'wat_wrong');
  await forceRefresh(one, one.shop);
  // asked of Redis by CONFIG GET
  await until('the warning of what Redis may drop', () => one.logged().includes('store_may_evict'));

  assert.doesNotMatch(one.logged(), /store_away|unexpected_error/);
  assert.deepEqual(await redis.command('ACL', 'LOG'), []);
  const stats = String(await redis.command('INFO', 'commandstats'));
  assert.match(stats, /cmdstat_eval/);
  assert.doesNotMatch(stats, /rejected_calls=[1-9]/);
  for (const [name, ...more] of [
    ['FLUSHALL'],
    ['KEYS', '*'],
    ['ACL', 'LIST'],
    ['SET', 'other', '1'],
  ] as const) {
    const answer = await redis.command('ACL', 'DRYRUN', 'app', name, ...more);
    assert.match(String(answer), /no permissions|not have|cannot/i, name);
  }
});
