// Readers all the time, through rotations: every token that is handed out works, and for as long as was promised.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Running, startOne } from '../support/virtual/held-world.ts';
import { endpoints, served } from '../support/virtual/token-service.ts';

/** Reads what is held and sees to it that it works now, and still does at the end of what was promised. */
function readPromised(
  { time, running, key }: Running,
  works: (value: string) => boolean,
  keeps: () => void,
): string {
  const { value, expiresInS } = served(running.service.current(key));
  assert.ok(works(value), 'a dead token was handed out');
  assert.ok(expiresInS >= 1 && expiresInS <= 7200);
  time.after(expiresInS * 1000 - 1, () => {
    assert.ok(works(value), `it died before its ${expiresInS} s were over`);
    keeps();
  });
  return value;
}

for (const endpoint of endpoints) {
  test(`B10: ${endpoint}: 500 reads a second for 10 minutes through 5 rotations: none fails, each works`, async () => {
    const running = await startOne(endpoint);
    const { time, wechat, account, key } = running;
    const { service, clock, entry, keep } = running.running;
    const works = (value: string): boolean => typeof wechat.check(value) === 'object';
    keep();
    await time.advance(1000);
    const seen = new Set<string>();
    let kept = 0;
    const keeps = (): void => {
      kept += 1;
    };
    // two minutes around each of five changes
    for (let rotation = 0; rotation < 5; rotation += 1) {
      await time.advance((entry(account).state.held?.dueAt ?? 0) - clock.now() - 60_000);
      for (let ms = 0; ms < 120_000; ms += 20) {
        seen.add(readPromised(running, works, keeps));
        for (let i = 1; i < 10; i += 1) seen.add(served(service.current(key)).value);
        await time.advance(20);
      }
    }
    await time.advance(7_200_000);
    assert.equal(seen.size, 6);
    assert.ok(kept > 10_000, `${kept} promises were kept`);
    assert.ok(wechat.calls.length <= 8, `${wechat.calls.length} calls`);
  });

  test(`B10: ${endpoint}: tokens that live for a minute: no read fails, and no promise is broken`, async () => {
    const running = await startOne(endpoint);
    const { time, wechat } = running;
    const diesAt = new Map<string, number>();
    const works = (value: string): boolean => time.now() < (diesAt.get(value) ?? 0);
    const mint = (): string => {
      const access_token = `93_short_${diesAt.size}`;
      diesAt.set(access_token, time.now() + 60_000);
      return JSON.stringify({ access_token, expires_in: 60 });
    };
    wechat.playAlways({ actsAfterMs: 300, answersAfterMs: 600, body: mint });
    running.running.keep();
    await time.advance(1000);
    let kept = 0;
    const keeps = (): void => {
      kept += 1;
    };
    for (let ms = 0; ms < 600_000; ms += 100) {
      readPromised(running, works, keeps);
      await time.advance(100);
    }
    await time.advance(60_000);
    assert.ok(kept === 6000, `${kept} promises were kept`);
    assert.ok(diesAt.size >= 11 && diesAt.size <= 24, `${diesAt.size} tokens in 11 minutes`);
  });

  test(`the promise: ${endpoint}: over a day with late, lost, busy and false answers a token works as long as was said`, async () => {
    const running = await startOne(endpoint, { seed: 7 });
    const { time, wechat, key } = running;
    const { service, keep } = running.running;
    const works = (value: string): boolean => typeof wechat.check(value) === 'object';
    keep();
    await time.advance(1000);
    let kept = 0;
    const keeps = (): void => {
      kept += 1;
    };
    const plays = [
      {},
      { answersAfterMs: 60_000 },
      { body: '{"errcode":-1,"errmsg":"system error"}' },
      { actsAfterMs: 7900, answersAfterMs: 7950 },
      { actsAfterMs: 5000, fault: 'reset' },
      { actsAfterMs: 'never', fault: 'refused' },
      { body: '<html>' },
    ] as const;
    let unserved = 0;
    for (let s = 0; s < 86_400; s += 7) {
      wechat.playAlways(plays[Math.floor(s / 7) % plays.length]);
      if (service.current(key) === undefined) unserved += 1;
      else readPromised(running, works, keeps);
      await time.advance(7000);
    }
    await time.advance(7_200_000);
    assert.ok(kept > 10_000, `${kept} promises were kept`);
    assert.ok(unserved < 20, `${unserved} reads found nothing`);
  });

  test(`A13: ${endpoint}: tokens that live one second are no reason to ask without a pause`, async () => {
    const { time, wechat, running, key } = await startOne(endpoint);
    let count = 0;
    wechat.playAlways({
      body: () => {
        count += 1;
        return `{"access_token":"93_${count}","expires_in":1}`;
      },
    });
    running.keep();
    for (let i = 0; i < 600; i += 1) {
      void running.service.read(key);
      await time.advance(100);
    }
    assert.ok(wechat.calls.length <= 60, `${wechat.calls.length} calls in a minute`);
  });
}
