// Many who ask at once, in one process. WeChat's rules in virtual time, for both endpoints.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/tokens/entry.ts';
import { type Running, startHeld, startOne } from '../support/virtual/held-world.ts';
import { endpoints, failure, newAccount, served, startByHand } from '../support/virtual/token-service.ts';

const two = { accounts: 2 };

const works = ({ wechat, account }: Running, value: string): void =>
  assert.deepEqual(wechat.check(value), { appid: account.appid, endpoint: account.endpoint });

for (const endpoint of endpoints) {
  test(`B1: ${endpoint}: 1,000 cold reads: one call, and all get the same working token`, async () => {
    const crowd = await startOne(endpoint, two);
    const reads = Array.from({ length: 1000 }, () => crowd.running.service.read(crowd.key));
    await crowd.time.advance(1000);
    const values = new Set((await Promise.all(reads)).map((answer) => served(answer).value));
    assert.equal(values.size, 1);
    for (const value of values) works(crowd, value);
    assert.equal(crowd.wechat.calls.length, 1);
  });

  test(`B1: ${endpoint}: whoever comes while the call is out joins it; other accounts have their own`, async () => {
    const { running, time, wechat, key } = await startOne(endpoint, two);
    const first = running.service.read(key);
    await time.advance(150);
    const second = running.service.read(key);
    const other = running.service.read(keyOf(newAccount(endpoint, 1)));
    await time.advance(1000);
    assert.equal(served(await first).value, served(await second).value);
    assert.notEqual(served(await first).value, served(await other).value);
    assert.equal(wechat.calls.length, 2);
  });

  test(`B2: ${endpoint}: 100 reports at once of a token that somebody else replaced: one call, all get the new one`, async () => {
    const crowd = await startHeld(endpoint, 60_000, two);
    const { running, time, wechat, account, key, held } = crowd;
    const force = { ...account, forceRefresh: true };
    const foreign = wechat.foreign(force);
    await time.advance(endpoint === 'token' ? 301_000 : 31_000);
    // the second force kills what the first has replaced
    if (endpoint === 'stable_token') wechat.foreign(force);
    assert.equal(wechat.check(held), 'replaced');
    const before = wechat.calls.length;
    const reports = Array.from({ length: 100 }, () => running.service.force(key, held));
    await time.advance(1000);
    const answers = (await Promise.all(reports)).map(({ answer }) => served(answer).value);
    const [value = ''] = answers;
    assert.deepEqual(new Set(answers), new Set([value]));
    assert.ok(value !== held && value !== foreign);
    works(crowd, value);
    assert.equal(wechat.calls.length - before, 1);

    for (let i = 0; i < 100; i += 1) {
      const { forcing, answer } = await running.service.force(key, held);
      assert.deepEqual([forcing, served(answer).value], ['not_current', value]);
    }
    assert.equal(wechat.calls.length - before, 1, 'one after another: no further call');
    const signs = running.events.filter(({ type }) => type === 'replaced_elsewhere');
    assert.equal(signs.length, 1, 'somebody else fetches tokens, and it is said once');
    assert.ok((running.entry(account).state.replacedElsewhereAt ?? 0) > 0);
  });

  test(`B2: ${endpoint}: 100 reports one after another, the first of which caused the call`, async () => {
    const crowd = await startHeld(endpoint, 60_000, two);
    const { running, time, wechat, key, held } = crowd;
    const first = running.service.force(key, held);
    await time.advance(1000);
    const { forcing, answer } = await first;
    assert.equal(forcing, 'refresh');
    const { value } = served(answer);
    assert.notEqual(value, held);
    const calls = wechat.calls.length;
    for (let i = 0; i < 99; i += 1) {
      const report = running.service.force(key, held);
      await time.advance(400);
      assert.equal(served((await report).answer).value, value);
    }
    assert.equal(wechat.calls.length, calls);
    works(crowd, value);
  });

  test(`B3: ${endpoint}: reports of an older token, of garbage and of another account's: no call, the current one`, async () => {
    const crowd = await startHeld(endpoint, 60_000, two);
    const { running, time, wechat, key, held } = crowd;
    const otherKey = keyOf(newAccount(endpoint, 1));
    const other = running.service.read(otherKey);
    const refresh = running.service.force(key);
    await time.advance(60_000);
    const current = served((await refresh).answer).value;
    const calls = wechat.calls.length;
    const invalid = [held, 'garbage', '', ' ', `${current} `, '__proto__', served(await other).value];
    for (const token of invalid) {
      const { forcing, answer } = await running.service.force(key, token);
      assert.deepEqual([forcing, served(answer).value], ['not_current', current], token.slice(0, 12));
    }
    const unknown = await running.service.force('token:wx9999999999999999', current);
    assert.ok('failure' in unknown.answer);
    await time.advance(60_000);
    assert.equal(wechat.calls.length, calls);
  });
}

test('B2: stable_token: WeChat gives the same one back: a normal and then one forced call', async () => {
  const crowd = await startHeld('stable_token', 60_000, two);
  const { running, time, wechat, key, held } = crowd;
  const reports = Array.from({ length: 100 }, () => running.service.force(key, held));
  await time.advance(1000);
  const values = new Set((await Promise.all(reports)).map(({ answer }) => served(answer).value));
  assert.equal(values.size, 1);
  assert.ok(!values.has(held));
  assert.deepEqual(
    wechat.calls.slice(1).map(({ isForced }) => isForced),
    [false, true],
  );
});

test('B4: reports that arrive while a scheduled refresh is under way join it: one call in all', async () => {
  for (const endpoint of endpoints) {
    const crowd = await startHeld(endpoint, 60_000, two);
    const { running, time, wechat, key, held } = crowd;
    await time.advance(7_200_000 - 270_000);
    // gives the old one, and fetches behind it
    assert.equal(running.service.current(key)?.value, held);
    await time.advance(50);
    const reports = Array.from({ length: 100 }, () => running.service.force(key, held));
    await time.advance(1000);
    for (const { forcing, answer } of await Promise.all(reports)) {
      assert.equal(forcing, 'join');
      assert.notEqual(served(answer).value, held);
      works(crowd, served(answer).value);
    }
    assert.equal(wechat.calls.length, 2, endpoint);
    assert.deepEqual(running.entry(crowd.account).state.usage.forced, [], 'nothing was forced');
  }
});

test('B4: a report in the very moment in which the refresh begins joins it as well', async () => {
  const account = newAccount('token');
  const { service, time, asked, call } = await startByHand([account]);
  const reading = service.read(keyOf(account));
  const report = service.force(keyOf(account), 'any');
  await time.settle();
  await call(0).answer({ value: 'new', expiresInS: 7200 });
  assert.equal(served(await reading).value, 'new');
  const { forcing, answer } = await report;
  assert.deepEqual([forcing, served(answer).value], ['join', 'new']);
  assert.equal(asked.length, 1);
});

test('B4: those who joined a refresh that fails all hear of it, and of no second call', async () => {
  const account = newAccount('stable_token');
  const { service, time, asked, call } = await startByHand([account]);
  const reports = Array.from({ length: 20 }, () => service.force(keyOf(account), 'dead'));
  await time.settle();
  await call(0).answer(failure('upstream_unreachable'));
  for (const { answer } of await Promise.all(reports)) {
    assert.ok('failure' in answer && answer.failure.code === 'upstream_unreachable');
    assert.ok(answer.retryAfterS >= 1);
  }
  assert.equal(asked.length, 1);
});
