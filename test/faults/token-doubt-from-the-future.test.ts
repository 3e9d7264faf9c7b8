// A doubt that, by a wrong clock, ends in the future: no token that comes before then would end it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld, newAccount } from '../support/token-service.ts';

const hourMs = 3_600_000;

test('C1: the clock was turned back after an outage, and the process starts again: it asks WeChat once, not without end', async () => {
  const account = newAccount('token');
  const { time, wechat, start } = createWorld([account]);
  const first = await start();
  first.keep();
  await time.advance(60_000);
  // no answer arrives for three hours: each time WeChat may have issued another token
  wechat.playAlways({ answersAfterMs: 9000 });
  await time.advance(5 * hourMs);
  while (first.entry(account).flight !== undefined) await time.advance(1000);
  first.kill();
  wechat.playAlways({});
  time.jumpWall(-2 * hourMs);

  const second = await start();
  const before = wechat.calls.length;
  second.keep();
  await time.advance(60_000);
  const calls = wechat.calls.length - before;
  assert.ok(calls <= 3, `${calls} calls in the first minute`);
});
