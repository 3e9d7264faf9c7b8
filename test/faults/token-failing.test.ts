// A refresh that fails, and who reads meanwhile. WeChat's rules in virtual time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../src/central/accounts.ts';
import { keyOf } from '../../src/central/entry.ts';
import {
  createWorld,
  endpoints,
  newAccount,
  type Process,
  served,
  type World,
} from '../support/token-service.ts';
import type { Play } from '../support/virtual-wechat.ts';

/** Nothing reaches WeChat. */
const refused: Play = { actsAfterMs: 'never', fault: 'refused' };

type Held = World &
  Readonly<{ running: Process; account: Account; key: string; held: string; fetchedAt: number }>;

async function startHeld(endpoint: Account['endpoint']): Promise<Held> {
  const account = newAccount(endpoint);
  const key = keyOf(account);
  const world = createWorld([account]);
  const running = await world.start();
  const fetchedAt = world.time.now();
  const reading = running.service.read(key);
  await world.time.advance(1000);
  return { ...world, running, account, key, held: served(await reading).value, fetchedAt };
}

for (const endpoint of endpoints) {
  test(`B5: ${endpoint}: the refresh fails under 500 readers: all get the old token at once, one call`, async () => {
    const { running, time, wechat, key, held } = await startHeld(endpoint);
    await time.advance(7_200_000 - 280_000);
    wechat.playAlways(refused);
    for (let i = 0; i < 250; i += 1) {
      assert.equal(running.service.current(key)?.value, held, 'without waiting for anything');
      assert.equal(served(await running.service.read(key)).value, held);
    }
    assert.deepEqual([wechat.calls.length, running.events.length], [2, 1], 'the call is still out');
    await time.advance(500);
    for (let i = 0; i < 500; i += 1) assert.equal(running.service.current(key)?.value, held);
    await time.advance(400);
    assert.equal(wechat.calls.length, 2, 'and is not repeated for a second');
    assert.equal(typeof wechat.check(held), 'object');
  });

  test(`B5: ${endpoint}: unreachable to the end: the old token is served to its last seconds`, async () => {
    const { running, time, wechat, key, held, fetchedAt } = await startHeld(endpoint);
    running.keep();
    wechat.playAlways(refused);
    for (let s = 2; s < 7198; s += 1) {
      await time.advance(1000);
      const { value, expiresInS } = served(running.service.current(key));
      assert.equal(value, held);
      const leftMs = fetchedAt + 7_200_000 - time.now();
      assert.ok(expiresInS * 1000 <= leftMs, `${expiresInS} s promised with ${leftMs} ms left`);
    }
  });

  test(`B6: ${endpoint}: past its end nobody gets it: a wait is said instead, within the deadline`, async () => {
    const { running, time, wechat, key, held, fetchedAt } = await startHeld(endpoint);
    running.keep();
    wechat.playAlways({ actsAfterMs: 'never', answersAfterMs: 60_000 });
    await time.advance(fetchedAt + 7_201_000 - time.now());
    assert.equal(wechat.check(held), 'expired');
    for (let i = 0; i < 40; i += 1) {
      assert.equal(running.service.current(key), undefined);
      const askedAt = time.now();
      const reads = Array.from({ length: 500 }, () => running.service.read(key));
      let answeredAt = Number.POSITIVE_INFINITY;
      void Promise.all(reads).then(() => {
        answeredAt = time.now();
      });
      await time.advance(8000);
      for (const answer of await Promise.all(reads)) {
        assert.ok('failure' in answer, 'the dead token was handed out');
        assert.equal(answer.failure.code, 'upstream_timeout');
        assert.ok(
          Number.isInteger(answer.retryAfterS) && answer.retryAfterS >= 1 && answer.retryAfterS <= 300,
        );
      }
      assert.ok(answeredAt - askedAt <= 8000, 'one call');
    }
    wechat.playAlways(undefined);
    await time.advance(310_000);
    const { value } = served(running.service.current(key));
    assert.equal(typeof wechat.check(value), 'object', 'and it mends by itself');
  });

  test(`B7: ${endpoint}: a failed flight is told to all who waited, not repeated for a second, then tried anew`, async () => {
    const account = newAccount(endpoint);
    const key = keyOf(account);
    const { time, wechat, start } = createWorld([account]);
    const { service } = await start();
    wechat.playNext(refused);
    const first = Array.from({ length: 100 }, () => service.read(key));
    await time.advance(200);
    for (const answer of await Promise.all(first)) {
      assert.ok('failure' in answer && answer.failure.fault === 'refused');
    }
    for (let i = 0; i < 99; i += 1) {
      const answer = await service.read(key);
      assert.ok('failure' in answer && answer.retryAfterS >= 1 && answer.retryAfterS <= 2);
      assert.equal(wechat.calls.length, 1);
      await time.advance(10);
    }
    await time.advance(2000);
    const again = Array.from({ length: 100 }, () => service.read(key));
    await time.advance(200);
    for (const answer of await Promise.all(again))
      assert.equal(typeof wechat.check(served(answer).value), 'object');
    assert.equal(wechat.calls.length, 2, 'a new flight, no kept rejection');
  });
}
