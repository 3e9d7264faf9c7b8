// Reports of a dead token while WeChat says what only a person can mend.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { createWorld, endpoints, newAccount } from '../support/token-service.ts';

for (const endpoint of endpoints) {
  test(`A16, B8: ${endpoint}: what only a person can mend is asked again every five minutes at most, whoever reports`, async () => {
    const account = newAccount(endpoint);
    const key = keyOf(account);
    const { time, wechat, start } = createWorld([account]);
    const running = await start();
    running.keep();
    await time.advance(60_000);
    wechat.playAlways({ body: '{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}' });
    const before = wechat.calls.length;
    for (let i = 0; i < 600; i += 1) {
      void running.service.force(key, running.service.current(key)?.value);
      await time.advance(1000);
    }
    const calls = wechat.calls.length - before;
    assert.ok(calls <= 3, `${calls} calls in ten minutes`);
  });
}
