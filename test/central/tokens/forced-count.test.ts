// Which forced refreshes count against the day's bound: those that WeChat may have carried out, and no other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../../src/central/accounts/accounts.ts';
import { isFailing } from '../../../src/central/tokens/due.ts';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import { doubtedSince } from '../../../src/central/tokens/promise.ts';
import { restarted } from '../../../src/central/tokens/transitions.ts';
import { createWorld, newAccount } from '../../support/virtual/token-service.ts';
import type { Play } from '../../support/virtual/virtual-wechat.ts';

const refusal: Play = { body: '{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}' };
const disturbed: Play = { body: '{"errcode":-1,"errmsg":"system error"}' };
const lost: Play = { answersAfterMs: 9000 };
const unsent: Play = { actsAfterMs: 'never', fault: 'name_failed' };
const broken: Play = { fault: 'reset' };
const good: Play = {};

type Row = readonly [endpoint: Account['endpoint'], what: string, plays: readonly Play[], counts: 0 | 1];

const rows: readonly Row[] = [
  ['token', 'carried out', [good], 1],
  ['token', 'refused for a person', [refusal], 0],
  ['token', 'refused for the moment', [disturbed], 0],
  ['token', 'never sent', [unsent], 0],
  ['token', 'sent and not answered', [lost], 1],
  ['token', 'broken off', [broken], 1],
  ['stable_token', 'carried out', [good, good], 1],
  ['stable_token', 'refused before it was forced', [refusal], 0],
  ['stable_token', 'not answered before it was forced', [lost], 0],
  ['stable_token', 'never sent', [unsent], 0],
  ['stable_token', 'refused when it was forced', [good, refusal], 0],
  ['stable_token', 'never sent when it was forced', [good, unsent], 0],
  ['stable_token', 'not answered when it was forced', [good, lost], 1],
  ['stable_token', 'broken off when it was forced', [good, broken], 1],
];

for (const [endpoint, what, plays, counts] of rows) {
  test(`${endpoint}: a forced refresh that was ${what} counts ${counts}; doubt is where it may have been done`, async () => {
    const account = newAccount(endpoint);
    const { time, wechat, start } = createWorld([account]);
    const running = await start();
    running.keep();
    await time.advance(60_000);
    wechat.playNext(...plays);
    const forcing = running.service.force(keyOf(account));
    await time.advance(plays.length * 8500);
    await forcing;
    const { state } = running.entry(account);
    assert.equal(state.usage.forced.length, counts);
    const isOpen = counts === 1 && !plays.includes(good, plays.length - 1);
    const isDoubtful = doubtedSince(state) !== undefined;
    assert.equal(isDoubtful && isFailing(state), isOpen && isFailing(state));
    if (counts === 0)
      assert.equal(typeof wechat.check(state.held?.value ?? ''), 'object', 'what is held lives');
  });
}

test('stable_token: nothing is forced where the normal call brings another token, and nothing counts', async () => {
  const account = newAccount('stable_token');
  const { time, wechat, start } = createWorld([account]);
  const running = await start();
  running.keep();
  await time.advance(60_000);
  wechat.foreign({ ...account, forceRefresh: true });
  const forcing = running.service.force(keyOf(account));
  await time.advance(2000);
  await forcing;
  assert.deepEqual(running.entry(account).state.usage.forced, []);
  assert.ok(wechat.calls.every(({ isForced }) => !isForced));
});

test('a crash during a forced refresh: nobody knows, so it counts', async () => {
  const account = newAccount('stable_token');
  const { time, wechat, start, disk } = createWorld([account]);
  const running = await start();
  running.keep();
  await time.advance(60_000);
  void running.service.force(keyOf(account));
  await time.advance(250);
  running.kill();
  await time.advance(1000);
  assert.deepEqual(
    wechat.calls.slice(1).map(({ isForced }) => isForced),
    [false, true],
  );
  const next = await start();
  assert.equal(next.entry(account).state.usage.forced.length, 1);
  const [left] = [...disk.values()];
  assert.ok(left !== undefined);
  assert.equal(restarted(restarted(left, time.now()), time.now()).usage.forced.length, 1, 'once');
});

test('a refusal that does not count is no way round the pause: one try at once, whoever forces', async () => {
  for (const [endpoint, play] of [
    ['token', disturbed],
    ['stable_token', disturbed],
    ['token', unsent],
    ['stable_token', unsent],
  ] as const) {
    const account = newAccount(endpoint);
    const { time, wechat, start } = createWorld([account]);
    const running = await start();
    running.keep();
    await time.advance(60_000);
    wechat.playAlways(play);
    const before = wechat.calls.length;
    for (let i = 0; i < 300; i += 1) {
      void running.service.force(keyOf(account), running.service.current(keyOf(account))?.value);
      await time.advance(1000);
    }
    // the pauses after failures: doubling up to five minutes, half of it on average
    assert.ok(wechat.calls.length - before <= 20, `${endpoint}: ${wechat.calls.length - before} calls`);
  }
});
