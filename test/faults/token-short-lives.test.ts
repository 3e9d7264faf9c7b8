// WeChat, or what stands in its place, gives tokens with hardly any life.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { createWorld, endpoints, newAccount } from '../support/token-service.ts';

for (const endpoint of endpoints) {
  test(`A13: ${endpoint}: tokens that live one second are no reason to ask without a pause`, async () => {
    const account = newAccount(endpoint);
    const { time, wechat, start } = createWorld([account]);
    let count = 0;
    wechat.playAlways({
      body: () => {
        count += 1;
        return `{"access_token":"93_${count}","expires_in":1}`;
      },
    });
    const running = await start();
    running.keep();
    for (let i = 0; i < 600; i += 1) {
      void running.service.read(keyOf(account));
      await time.advance(100);
    }
    assert.ok(wechat.calls.length <= 60, `${wechat.calls.length} calls in a minute`);
  });
}
