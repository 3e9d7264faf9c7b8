// A reader that means harm, or is broken: each new token is reported dead at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/entry.ts';
import type { Forcing } from '../../src/central/token-state.ts';
import { createWorld, endpoints, newAccount } from '../support/token-service.ts';
import type { VirtualCall } from '../support/virtual-wechat.ts';

const minuteMs = 60_000;

/** Calls that retire a token: each one of `token`, the forced ones of `stable_token`. */
const retiring = (calls: readonly VirtualCall[], appid: string): readonly VirtualCall[] =>
  calls.filter((call) => call.appid === appid && (call.path === 'token' || call.isForced));

function assertApart(calls: readonly VirtualCall[]): void {
  const gaps = calls.slice(1).map(({ at }, i) => at - (calls[i]?.at ?? 0));
  assert.ok(Math.min(...gaps) >= 30_000, `WeChat saw two within ${Math.min(...gaps)} ms`);
}

for (const endpoint of endpoints) {
  test(`B8: ${endpoint}: 10 reports a second for 10 minutes: a forced call in 30 s at most, others untouched`, async () => {
    const [account, other] = [newAccount(endpoint), newAccount(endpoint, 1)];
    const key = keyOf(account);
    const { time, wechat, start } = createWorld([account, other]);
    const running = await start();
    running.keep();
    await time.advance(1000);
    const first = wechat.calls.length;
    const said = new Map<Forcing, number>();
    // an answer takes as long as it likes
    const latenciesMs = [200, 6500, 50, 4000];
    for (let i = 0; i < 6000; i += 1) {
      const answersAfterMs = latenciesMs[Math.floor(i / 300) % latenciesMs.length] ?? 200;
      wechat.playAlways({ actsAfterMs: answersAfterMs / 2, answersAfterMs });
      const invalid = running.service.current(key)?.value ?? 'none';
      void running.service.force(key, invalid).then(({ forcing }) => {
        said.set(forcing, (said.get(forcing) ?? 0) + 1);
      });
      await time.advance(100);
    }
    const forced = retiring(wechat.calls.slice(first), account.appid);
    assert.ok(forced.length >= 15 && forced.length <= 20, `${forced.length} forced calls`);
    assertApart(forced);
    assert.equal(said.get('refresh'), forced.length);
    assert.ok((said.get('too_soon') ?? 0) > 3000, 'which a counter shows');
    assert.ok(wechat.calls.length - first <= 2 * forced.length);
    assert.equal(wechat.calls.filter(({ appid }) => appid === other.appid).length, 1);
    assert.deepEqual(running.entry(other).state.forcedAt, []);
  });

  test(`B8: ${endpoint}: three days of it: 20 forced calls in any 24 hours, and a working token all the while`, async () => {
    const account = newAccount(endpoint);
    const key = keyOf(account);
    const { time, wechat, start } = createWorld([account]);
    const running = await start();
    running.keep();
    await time.advance(1000);
    const forcedAt: number[] = [];
    for (let i = 0; i < 3 * 24 * 20; i += 1) {
      const invalid = running.service.current(key)?.value ?? 'none';
      const report = running.service.force(key, invalid);
      await time.advance(3 * minuteMs);
      const { forcing, answer } = await report;
      if (forcing === 'refresh') forcedAt.push(time.now() - 3 * minuteMs);
      assert.ok('value' in answer);
      assert.equal(typeof wechat.check(running.service.current(key)?.value ?? ''), 'object');
    }
    for (const at of forcedAt) {
      const within = forcedAt.filter((other) => other >= at && other - at < 86_400_000);
      assert.ok(within.length <= 20, `${within.length} in a day`);
    }
    assert.equal(forcedAt.length, 60, 'the bound was reached each day');
  });
}
