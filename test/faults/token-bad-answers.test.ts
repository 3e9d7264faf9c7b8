// Answers that make no sense under a token that is held. Virtual time, WeChat's rules, no sockets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import { createWorld, endpoints, newAccount, served } from '../support/token-service.ts';
import type { Play } from '../support/virtual-wechat.ts';

const bad: readonly (readonly [string, Play, string])[] = [
  ['A12', { body: '{}' }, 'upstream_unexpected'],
  ['A12', { body: '[]' }, 'upstream_unexpected'],
  ['A12', { body: '{"access_token":"","expires_in":7200}' }, 'upstream_unexpected'],
  ['A13', { body: '{"access_token":"93_new"}' }, 'bad_expiry'],
  ...['0', '-1', '"abc"', '7200.5', 'null'].map(
    (expiresIn) =>
      ['A13', { body: `{"access_token":"93_new","expires_in":${expiresIn}}` }, 'bad_expiry'] as const,
  ),
];

for (const endpoint of endpoints) {
  for (const [row, play, code] of bad) {
    test(`${row}: ${endpoint}: ${play.body}: never stored, the old token is kept, the pauses grow`, async () => {
      const account = newAccount(endpoint);
      const { time, wechat, disk, start } = createWorld([account]);
      const running = await start();
      running.keep();
      await time.advance(1000);
      const held = served(running.service.current(keyOf(account))).value;
      await time.advance((running.entry(account).state.kept?.dueAt ?? 0) - time.now() - 1000);
      wechat.playAlways(play);
      for (let s = 0; s < 280; s += 1) {
        await time.advance(1000);
        assert.equal(served(running.service.current(keyOf(account))).value, held);
      }
      const { failures, lastFailure } = running.entry(account).state;
      assert.ok(failures >= 4, `${failures} failures`);
      assert.equal(lastFailure?.code, code);
      assert.ok(wechat.calls.length < 30, `${wechat.calls.length} calls`);
      assert.doesNotMatch(JSON.stringify([...disk.values()]), /93_new/);
      wechat.playAlways(undefined);
      await time.advance(300_000);
      const mended = served(running.service.current(keyOf(account))).value;
      assert.equal(typeof wechat.check(mended), 'object');
      assert.equal(running.entry(account).state.failures, 0);
    });
  }
}
