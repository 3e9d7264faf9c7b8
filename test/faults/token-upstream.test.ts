// What WeChat may do to a fetch, and what becomes of the held token. Virtual time, WeChat's rules, no sockets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../src/central/accounts/accounts.ts';
import { doubtedSince } from '../../src/central/tokens/promise.ts';
import { errcodes, findErrcode } from '../../src/wechat/errcodes.ts';
import { type Held, startHeld } from '../support/virtual/held-world.ts';
import { createWorld, endpoints, newAccount, served, type World } from '../support/virtual/token-service.ts';
import type { Play } from '../support/virtual/virtual-wechat.ts';

/** A token is held and falls due in a second; from then on calls end like this. */
async function startDue(endpoint: Account['endpoint'], play?: Play, seed = 1): Promise<Held> {
  const due = await startHeld(endpoint, 1000, { seed, isKeeping: true });
  const { held } = due.running.entry(due.account).state;
  await due.time.advance((held?.dueAt ?? 0) - due.time.now() - 1000);
  due.wechat.playAlways(play);
  return due;
}

/** ms between a call and the next. */
const gaps = ({ wechat }: World, from = 1): readonly number[] =>
  wechat.calls.slice(from + 1).map(({ at }, i) => at - (wechat.calls[from + i]?.at ?? 0));

const busy: Play = { body: '{"errcode":-1,"errmsg":"system error"}' };
const statuses: readonly [string, Play][] = [
  [
    '500 with JSON',
    { status: 500, body: '{"errcode":0,"access_token":"93_not_this_one","expires_in":7200}' },
  ],
  ['503 without a body', { status: 503, body: '' }],
  ['429 with HTML', { status: 429, body: '<html>' }],
];

for (const endpoint of endpoints) {
  for (const [what, play] of statuses) {
    test(`A5: ${endpoint}: ${what}: nothing of it is stored, the old token is served, the pauses grow`, async () => {
      const due = await startDue(endpoint, play);
      for (let s = 0; s < 280; s += 1) {
        await due.time.advance(1000);
        assert.equal(due.running.service.current(due.key)?.value, due.held);
      }
      const pauses = gaps(due);
      assert.ok(pauses.length >= 4 && pauses.length < 40, `${pauses.length} tries`);
      for (const [i, pause] of pauses.entries()) {
        const boundMs = Math.min(300_000, 1000 * 2 ** (i + 1));
        assert.ok(pause >= 1000 && pause <= boundMs + 300, `pause ${i}: ${pause} ms`);
      }
    });
  }

  test(`A5: ${endpoint}: Retry-After is honoured, up to five minutes`, async () => {
    for (const [retryAfterMs, leastMs, mostMs] of [
      [45_000, 45_000, 45_300],
      [86_400_000, 300_000, 300_300],
    ] as const) {
      const due = await startDue(endpoint, { status: 503, body: '', retryAfterMs });
      await due.time.advance(700_000);
      const [first = 0] = gaps(due);
      assert.ok(first >= leastMs && first <= mostMs, `${first} ms`);
    }
  });

  test(`A15: ${endpoint}: busy twice, then good: the third try succeeds, with full jitter inside its bounds`, async () => {
    const firsts = new Set<number>();
    for (let seed = 1; seed <= 40; seed += 1) {
      const due = await startDue(endpoint, undefined, seed);
      due.wechat.playNext(busy, busy);
      await due.time.advance(30_000);
      const value = served(due.running.service.current(due.key)).value;
      assert.notEqual(value, due.held);
      assert.equal(due.wechat.calls.length, 4, 'one at first, and three tries');
      const [first = 0, second = 0] = gaps(due);
      // 200 ms of the call itself, and up to 50 ms until the clock looks
      assert.ok(first >= 1200 && first <= 2250, `${first} ms`);
      assert.ok(second >= 1200 && second <= 4250, `${second} ms`);
      firsts.add(first);
    }
    assert.ok(firsts.size > 10, 'they are not all the same');
  });

  for (const errcode of [40001, 40013, 40125, 40164, 40243, 41004, 45009, 50004, 50007, 89503, 99999]) {
    test(`A16: ${endpoint}: ${errcode}: next try after 5 minutes at the earliest, the old token is served`, async () => {
      const due = await startDue(endpoint, { body: `{"errcode":${errcode},"errmsg":"as WeChat says it"}` });
      for (let s = 0; s < 270; s += 1) {
        await due.time.advance(1000);
        assert.equal(due.running.service.current(due.key)?.value, due.held);
      }
      const { state } = due.running.entry(due.account);
      const { failure } = state.trouble ?? {};
      assert.deepEqual([failure?.errcode, failure?.needsPerson], [errcode, true]);
      assert.equal(doubtedSince(state), undefined, 'a refusal replaces nothing');
      await due.time.advance(1_800_000);
      const pauses = gaps(due);
      assert.ok(pauses.length >= 4, `${pauses.length}`);
      assert.ok(Math.min(...pauses) >= 300_000, `${Math.min(...pauses)} ms`);
    });
  }

  test(`A16: ${endpoint}: 45011 waits out its minute, and no call needs a person`, async () => {
    const due = await startDue(endpoint, {
      body: '{"errcode":45011,"errmsg":"api minute-quota reach limit"}',
    });
    await due.time.advance(250_000);
    assert.equal(due.running.service.current(due.key)?.value, due.held);
    const pauses = gaps(due);
    assert.ok(pauses.length >= 2);
    assert.ok(
      pauses.every((pause) => pause >= 60_000 && pause < 61_000),
      pauses.join(),
    );
  });

  test(`A21: ${endpoint}: it mints and answers after our deadline: within 5 minutes a working token, no dead one`, async () => {
    for (const actsAfterMs of [100, 4000, 7900]) {
      const due = await startDue(endpoint);
      due.wechat.playNext({ actsAfterMs, answersAfterMs: 60_000 });
      for (let s = 0; s < 320; s += 1) {
        await due.time.advance(1000);
        const { value, expiresInS } = served(due.running.service.current(due.key));
        assert.equal(typeof due.wechat.check(value), 'object');
        const works = (): void => assert.equal(typeof due.wechat.check(value), 'object');
        due.time.after(expiresInS * 1000 - 1, works);
      }
      const { state } = due.running.entry(due.account);
      assert.notEqual(state.held?.value, due.held);
      assert.equal(doubtedSince(state), undefined);
      await due.time.advance(7_200_000);
    }
  });
}

test('A21: token: after such a call five minutes are promised at most; stable_token loses nothing', async () => {
  for (const endpoint of endpoints) {
    const due = await startDue(endpoint, { answersAfterMs: 60_000 });
    await due.time.advance(9100);
    const { value, expiresInS } = served(due.running.service.current(due.key));
    assert.equal(value, due.held);
    assert.equal(doubtedSince(due.running.entry(due.account).state) !== undefined, endpoint === 'token');
    assert.ok(endpoint === 'token' ? expiresInS <= 292 : expiresInS >= 280, `${expiresInS} s`);
  }
});

test('A16: every code that the catalogue leaves to a person is left to one', async () => {
  for (const { code, retry } of errcodes.filter(
    (entry) => entry.code !== 0 && entry === findErrcode(entry.code),
  )) {
    const due = await startDue('stable_token', { body: `{"errcode":${code},"errmsg":"x"}` });
    await due.time.advance(2000);
    const { failure } = due.running.entry(due.account).state.trouble ?? {};
    assert.equal(failure?.errcode, code);
    assert.equal(failure?.needsPerson, retry === 'person', `${code}`);
  }
});

test('A23: stable_token: the same token with 412 s: kept as it is, and at most three calls until the change', async () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const account = newAccount('stable_token');
    const { time, wechat, start } = createWorld([account], seed);
    // somebody else has had it for 6,788 seconds
    const shared = wechat.foreign({ ...account, forceRefresh: false });
    await time.advance(6_788_000);
    const running = await start();
    running.keep();
    await time.advance(1000);
    const first = running.entry(account).state.held;
    assert.equal(first?.value, shared);
    assert.ok((first?.expiresAt ?? 0) - time.now() < 412_000);
    const asked = running.service.fetchNow(running.entry(account));
    await time.advance(500);
    await asked;
    assert.equal(running.entry(account).state.held?.value, shared);
    await time.advance(420_000);
    assert.notEqual(running.entry(account).state.held?.value, shared);
    assert.ok(wechat.calls.length <= 3, `${wechat.calls.length} calls`);
    const change = wechat.calls.at(-1)?.at ?? 0;
    assert.ok(change > (first?.expiresAt ?? 0) - 300_000, 'not before it can have changed');
    assert.ok(running.events.every(({ type }) => type !== 'replaced_elsewhere'));
  }
});
