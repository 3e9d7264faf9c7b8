// Forced refreshes: who asks for too many, and whose lease is lost on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../src/central/tokens/entry.ts';
import type { Forcing } from '../../src/central/tokens/forcing.ts';
import type { TokenState } from '../../src/central/tokens/state.ts';
import { ownLease, type Saved } from '../../src/central/tokens/store.ts';
import { replacedPastUs } from '../../src/central/tokens/transitions.ts';
import { startHeld } from '../support/virtual/held-world.ts';
import { endpoints, newAccount, startByHand } from '../support/virtual/token-service.ts';
import type { VirtualCall } from '../support/virtual/virtual-wechat.ts';

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
    const options = { accounts: 2, isKeeping: true };
    const { time, wechat, running, account, key } = await startHeld(endpoint, 1000, options);
    const other = newAccount(endpoint, 1);
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
    assert.deepEqual(running.entry(other).state.usage.forced, []);
  });

  test(`B8: ${endpoint}: three days of it: 20 forced calls in any 24 hours, and a working token all the while`, async () => {
    const { time, wechat, running, key } = await startHeld(endpoint, 1000, { isKeeping: true });
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

  test(`A16, B8: ${endpoint}: what only a person can mend is asked again every five minutes at most, whoever reports`, async () => {
    const { time, wechat, running, key } = await startHeld(endpoint, 60_000, { isKeeping: true });
    wechat.playAlways({ body: '{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}' });
    const before = wechat.calls.length;
    for (let i = 0; i < 600; i += 1) {
      void running.service.force(key, running.service.current(key)?.value);
      await time.advance(1000);
    }
    const calls = wechat.calls.length - before;
    assert.ok(calls <= 3, `${calls} calls in ten minutes`);
  });
}

test('E5, B8: a forced refresh counts though another instance has stored a later fetch: not forced again within 30 s', async () => {
  const account = newAccount('token');
  const key = keyOf(account);
  let later: TokenState | undefined;
  const save = (): Promise<Saved> => Promise.resolve(later === undefined ? 'saved' : { superseded: later });
  const driven = await startByHand([account], { areNone: false, save });
  const { service, time, call, clock } = driven;
  void service.read(key);
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  await time.advance(60_000);

  const forcing = service.force(key, 'one');
  await time.settle();
  assert.equal(call(1).isForced, true);
  const { state } = service.entries.get(key) ?? assert.fail();
  const { intent: _intent, ...rest } = state;
  const fence = state.fence + 1;
  const held = { ...(state.held ?? assert.fail()), value: 'theirs', obtainedAt: clock.now(), fence };
  later = { ...rest, held, usage: { forced: [] }, fence };
  await call(1).answer({ value: 'two', expiresInS: 7200 });
  assert.equal((await forcing).forcing, 'refresh');
  await time.settle();
  later = undefined;
  void service.force(key);
  await time.settle();
  const forced = driven.asked.filter(({ isForced }) => isForced);
  assert.equal(forced.length, 1, 'WeChat takes the second one within 30 s for a plain call, or refuses it');
});

test('E4: a turn that is lost between the two calls of a forced refresh: the second, which retires a token, is not sent', async () => {
  const account = newAccount('stable_token');
  const key = keyOf(account);
  let isHeld = true;
  const lease = () => Promise.resolve({ ...ownLease, isHeld: () => Promise.resolve(isHeld) });
  const { service, time, asked, call } = await startByHand([account], { areNone: false, lease });
  void service.read(key);
  await time.settle();
  await call(0).answer({ value: 'one', expiresInS: 7200 });
  const forcing = service.force(key, 'one');
  await time.settle();
  // this process is stopped until its lease has ended, and another one has it when the answer is read
  isHeld = false;
  await call(1).answer({ value: 'one', expiresInS: 7190 });
  await time.settle();
  assert.deepEqual(
    asked.map(({ isForced }) => isForced),
    [false, false],
  );
  await forcing;
});

for (const endpoint of endpoints) {
  test(`B2, E4: ${endpoint}: what another instance notes while a forced refresh is written down does not keep it from going out`, async () => {
    const account = newAccount(endpoint);
    const key = keyOf(account);
    let noted: TokenState | undefined;
    const { service, time, call } = await startByHand([account], {
      areNone: false,
      save: () => {
        const superseded = noted;
        noted = undefined;
        return Promise.resolve(superseded === undefined ? 'saved' : { superseded });
      },
    });
    void service.read(key);
    await time.settle();
    await call(0).answer({ value: 'one', expiresInS: 7200 });
    await time.advance(60_000);

    // a press there: no fetch, and so no later one
    const from = time.now() - 1000;
    const { state } = service.entries.get(key) ?? assert.fail();
    noted = replacedPastUs(state, from);
    const forcing = service.force(key, 'one');
    await time.settle();
    if (endpoint === 'stable_token') await call(1).answer({ value: 'one', expiresInS: 7100 });
    await time.settle();
    const forced = call(endpoint === 'token' ? 1 : 2);
    assert.equal(forced.isForced, true);
    await forced.answer({ value: 'two', expiresInS: 7200 });
    assert.equal((await forcing).forcing, 'refresh');
    assert.equal(service.current(key)?.value, 'two');
  });
}
