// Clocks that jump, stand still and disagree. Virtual time; WeChat's own clock is always right.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import type { Account } from '../../src/central/accounts/accounts.ts';
import { doubtedSince, worksUntil } from '../../src/central/tokens/promise.ts';
import { dayMs } from '../../src/central/tokens/rules.ts';
import { type Held, startHeld, startOne } from '../support/virtual/held-world.ts';
import { endpoints, served } from '../support/virtual/token-service.ts';

const hourMs = 3_600_000;

/** Half an hour after the first fetch. */
const startHalfAnHour = (endpoint: Account['endpoint']): Promise<Held> =>
  startHeld(endpoint, hourMs / 2, { isKeeping: true });

/** Reads for three hours: what is given works as long as is said. Returns the reads that got nothing. */
async function readOn({ time, wechat, running, key }: Held): Promise<number> {
  let unserved = 0;
  for (let s = 0; s < 10_800; s += 5) {
    const found = running.service.current(key);
    if (found === undefined) unserved += 1;
    else {
      assert.ok(found.expiresInS >= 1 && found.expiresInS <= 7200, `${found.expiresInS} s`);
      const works = (): void => assert.equal(typeof wechat.check(found.value), 'object');
      works();
      time.after(found.expiresInS * 1000 - 1, works);
    }
    await time.advance(5000);
  }
  return unserved;
}

for (const endpoint of endpoints) {
  for (const [what, jumpMs, mostCalls] of [
    ['-1 h', -hourMs, 3],
    ['-1 day', -dayMs, 3],
    ['+1 h', hourMs, 4],
    ['+1 day', dayMs, 4],
  ] as const) {
    test(`C1: ${endpoint}: the wall clock jumps by ${what}: no dead token, no token said to live too long`, async () => {
      const world = await startHalfAnHour(endpoint);
      world.time.jumpWall(jumpMs);
      const unserved = await readOn(world);
      // ahead by more than a life, it looks like a long sleep, and a new one has to be fetched first
      assert.equal(unserved, jumpMs === dayMs ? 1 : 0);
      assert.ok(world.wechat.calls.length <= mostCalls, `${world.wechat.calls.length} calls`);
    });

    test(`C1: ${endpoint}: the wall clock jumps by ${what} during a flight`, async () => {
      const world = await startHalfAnHour(endpoint);
      const { time, wechat, running, account } = world;
      wechat.playNext({ actsAfterMs: 3000, answersAfterMs: 7000 });
      await time.advance((running.entry(account).state.held?.dueAt ?? 0) - time.now() + 5000);
      assert.equal(running.service.entries.get(world.key)?.flight !== undefined, true);
      time.jumpWall(jumpMs);
      await readOn(world);
      assert.equal(typeof wechat.check(served(running.service.current(world.key)).value), 'object');
    });
  }

  test(`C1: ${endpoint}: restarted with the clock turned back: the token from the future is not given out`, async () => {
    const { time, wechat, running, start, account, key } = await startHalfAnHour(endpoint);
    running.kill();
    time.jumpWall(-hourMs);
    const second = await start();
    assert.ok(worksUntil(second.entry(account).state) <= time.now());
    assert.equal(second.service.current(key), undefined);
    const reading = second.service.read(key);
    await time.advance(1000);
    const { value, expiresInS } = served(await reading);
    assert.equal(typeof wechat.check(value), 'object');
    assert.ok(expiresInS > 0 && expiresInS <= 7200);
    assert.ok(worksUntil(second.entry(account).state) > time.now());
    assert.equal(doubtedSince(second.entry(account).state), undefined);
  });

  test(`C2: ${endpoint}: stopped for 3 h: whoever reads first gets no dead token, and soon a good one`, async () => {
    for (const isMonotonicStopped of [false, true]) {
      const { time, wechat, running, key, held } = await startHalfAnHour(endpoint);
      time.stop(3 * hourMs, isMonotonicStopped);
      assert.equal(wechat.check(held), 'expired');
      const reading = running.service.read(key);
      assert.equal(running.service.current(key), undefined);
      await time.advance(1000);
      const { value } = served(await reading);
      assert.equal(typeof wechat.check(value), 'object');
      assert.equal(wechat.calls.length, 2, 'one call, though the clock looks as well');
    }
  });

  test(`C2: ${endpoint}: a sleep of an hour and a half is counted, whichever clock stood still`, async () => {
    for (const isMonotonicStopped of [false, true]) {
      const world = await startHalfAnHour(endpoint);
      const { time, running, key, held } = world;
      time.stop(1.45 * hourMs, isMonotonicStopped);
      const { value, expiresInS } = served(running.service.current(key));
      assert.equal(value, held);
      assert.ok(expiresInS <= 180, `${expiresInS} s`);
      assert.equal(await readOn(world), 0);
    }
  });

  test(`C3: ${endpoint}: an expires_in of 1e12 for 30 days: as many calls as with 7200, and no pause over 15 s`, async () => {
    const { time, wechat, running, account } = await startOne(endpoint);
    let minted = 0;
    wechat.playAlways({
      body: () => {
        minted += 1;
        return `{"access_token":"93_${minted}","expires_in":1e12}`;
      },
    });
    running.keep();
    await time.advance(30 * dayMs);
    // 7200 s, less one for rounding, less what it is asked for ahead, and up to a look of the clock later
    const [aheadLeast, aheadMost] = endpoint === 'token' ? [570, 630] : [290, 290];
    const most = (30 * 86_400) / (7199 - aheadMost) + 1;
    const least = (30 * 86_400) / (7199 - aheadLeast + 1);
    assert.ok(minted <= most && minted >= least, `${minted} calls, ${least} to ${most} expected`);
    assert.ok(running.pauses.length > (30 * 86_400) / 15);
    assert.ok(Math.max(...running.pauses.slice(0, 100_000)) <= 15_000);
    assert.ok(Math.min(...running.pauses.slice(0, 100_000)) >= 50);
    const { held } = running.entry(account).state;
    assert.ok((held?.expiresAt ?? Number.POSITIVE_INFINITY) <= time.now() + 7_200_000);
  });
}

test('C1: the clock was turned back after an outage, and the process starts again: it asks WeChat once, not without end', async () => {
  const held = await startHeld('token', 60_000, { isKeeping: true });
  const { time, wechat, running: first, account, start } = held;
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

/** What a process in this time zone prints of the thirty hours from then on. */
function dueInstants(zone: string, from: number): readonly string[] {
  const output = execFileSync(process.execPath, ['dist/test/support/virtual/due-instants.js', String(from)], {
    env: { PATH: process.env.PATH, TZ: zone },
    encoding: 'utf8',
  });
  return output.trim().split('\n');
}

test('C5: the time zone and the change to daylight time make no difference to any instant', () => {
  const changes = [Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 9, 24, 20)];
  for (const from of changes) {
    const [zero, ...utc] = dueInstants('UTC', from);
    assert.equal(zero, 'offset 0');
    assert.ok(utc.length > 80);
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'Pacific/Kiritimati']) {
      const [offset, ...instants] = dueInstants(zone, from);
      assert.notEqual(offset, 'offset 0', 'the zone was in force');
      assert.deepEqual(instants, utc, zone);
    }
  }
});
