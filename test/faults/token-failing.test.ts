// A refresh that fails, or is answered with what makes no sense, and who reads meanwhile. WeChat's rules in virtual time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFailing } from '../../src/central/tokens/due.ts';
import { keyOf } from '../../src/central/tokens/entry.ts';
import type { TokenState } from '../../src/central/tokens/state.ts';
import { startHeld, startOne } from '../support/virtual/held-world.ts';
import { endpoints, failure, newAccount, served, startByHand } from '../support/virtual/token-service.ts';
import type { Play } from '../support/virtual/virtual-wechat.ts';

/** Nothing reaches WeChat. */
const refused: Play = { actsAfterMs: 'never', fault: 'refused' };

const keeping = { isKeeping: true };

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
  test(`B5: ${endpoint}: the refresh fails under 500 readers: all get the old token at once, one call`, async () => {
    const { running, time, wechat, key, held } = await startHeld(endpoint, 1000);
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
    const { running, time, wechat, key, held, fetchedAt } = await startHeld(endpoint, 1000);
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
    const { running, time, wechat, key, held, fetchedAt } = await startHeld(endpoint, 1000);
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
    const { time, wechat, running, key } = await startOne(endpoint);
    const { service } = running;
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

  for (const [row, play, code] of bad) {
    test(`${row}: ${endpoint}: ${play.body}: never stored, the old token is kept, the pauses grow`, async () => {
      const { time, wechat, disk, running, account, key, held } = await startHeld(endpoint, 1000, keeping);
      await time.advance((running.entry(account).state.held?.dueAt ?? 0) - time.now() - 1000);
      wechat.playAlways(play);
      for (let s = 0; s < 280; s += 1) {
        await time.advance(1000);
        assert.equal(served(running.service.current(key)).value, held);
      }
      const { failures = 0, failure } = running.entry(account).state.trouble ?? {};
      assert.ok(failures >= 4, `${failures} failures`);
      assert.equal(failure?.code, code);
      assert.ok(wechat.calls.length < 30, `${wechat.calls.length} calls`);
      assert.doesNotMatch(JSON.stringify([...disk.values()]), /93_new/);
      wechat.playAlways(undefined);
      await time.advance(300_000);
      const mended = served(running.service.current(key)).value;
      assert.equal(typeof wechat.check(mended), 'object');
      assert.equal(isFailing(running.entry(account).state), false);
    });
  }
}

test('setAccounts: what a fetch from before the removal brings is not stored over what came since', async () => {
  const account = newAccount('token');
  const key = keyOf(account);
  let stored: TokenState | undefined;
  const { service, time, call } = await startByHand([account], {
    load: () => Promise.resolve(new Map(stored === undefined ? [] : [[key, stored]])),
    save: (_key, state) => {
      stored = state;
      return Promise.resolve('saved');
    },
  });
  void service.read(key);
  await time.settle();
  await service.setAccounts([]);
  await service.setAccounts([{ ...account, secret: 'another' }]);
  const reading = service.read(key);
  await time.settle();
  await call(1).answer({ value: 'since', expiresInS: 7200 });
  assert.equal(served(await reading).value, 'since');
  await call(0).answer(failure('errcode', { errcode: 40125, needsPerson: true }));
  await time.settle();
  assert.equal(stored?.held?.value, 'since', 'after a restart it would be fetched anew, and so retired');
});
