// J3: the library that speaks to Redis prints each command when DEBUG names it, and the first one holds the password.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../src/config.ts';
import { noFile } from '../support/process/file-reads.ts';

const env = { REDIS_URL: 'rediss://user:password@redis.example.com:6379' };

for (const DEBUG of ['ioredis:redis', 'other,ioredis:redis']) {
  test(`J3: in production DEBUG=${DEBUG} is refused, elsewhere it is a warning`, () => {
    const production = parseConfig({ ...env, DEBUG, NODE_ENV: 'production' }, noFile);
    assert.equal(production.ok, false);
    const elsewhere = parseConfig({ ...env, DEBUG }, noFile);
    assert.ok(elsewhere.ok);
    assert.ok(elsewhere.config.warnings.some((warning) => warning.startsWith('DEBUG ')));
  });
}
