// A token that was replaced by a process that died before it could store the new one: nobody is given it once it is dead.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertRefused, postStable, readToken } from '../support/central/central-api.ts';
import { createLives, endInPeace, readAs, storedOf, workingToken } from '../support/central/central-lives.ts';

const stepMs = 10_000;

test('D4: WeChat away after the crash: the old token is served while it works, and never after its five minutes', async (t) => {
  const lives = await createLives(t);
  const { simulator, shop, orders } = lives;
  const env = { CRASH_AT: 'create', CRASH_COUNT: '2', CRASH_ARMED: 'later' };
  const dying = await lives.start({ preload: ['crash-at'], env });
  const old = workingToken(lives, shop, await readAs(dying.origin, shop, orders));
  workingToken(lives, lives.news, await readAs(dying.origin, lives.news, orders));
  dying.server.child.kill('SIGUSR2');
  await dying.server.printed('armed');
  await assert.rejects(postStable(dying.origin, shop, orders, { force_refresh: true }));
  assert.equal((await dying.server.ended).signal, 'SIGKILL');

  // it acts on no call from here on
  simulator.failAlways({ kind: 'reset', when: 'before-mint' });
  const { server, origin } = await lives.start({
    preload: ['clock-ahead'],
    env: { CLOCK_STEP_MS: String(stepMs) },
  });
  let servedMs = 0;
  let refusedMs = Number.POSITIVE_INFINITY;
  for (let aheadMs = 0; aheadMs <= 400_000; aheadMs += stepMs) {
    if (aheadMs > 0) {
      server.child.kill('SIGUSR2');
      await server.printed(`ahead by ${aheadMs}\n`);
      lives.setAhead(aheadMs);
    }
    const answer = await readToken(origin, shop, orders);
    if ('errcode' in answer.body) {
      assertRefused(answer, -1);
      refusedMs = Math.min(refusedMs, aheadMs);
    } else {
      assert.equal(workingToken(lives, shop, answer), old);
      assert.ok(
        Number(answer.body.expires_in) * 1000 <= 300_000 - aheadMs,
        'promised for longer than it works',
      );
      servedMs = aheadMs;
    }
  }
  // the seconds that the processes took to start are within five minutes as well
  assert.ok(servedMs >= 200_000 && servedMs < refusedMs, `served until ${servedMs}, refused at ${refusedMs}`);
  assert.equal(simulator.check(old), 'replaced');

  simulator.failAlways(undefined);
  server.child.kill('SIGUSR2');
  // the pause after so many failures is five minutes at most
  for (let aheadMs = 410_000; storedOf(lives, shop).held?.value === old; aheadMs += stepMs) {
    assert.ok(aheadMs <= 410_000 + 330_000, 'no new token within the longest pause');
    await server.printed(`ahead by ${aheadMs}\n`);
    lives.setAhead(aheadMs);
    const answer = await readToken(origin, shop, orders);
    if (!('errcode' in answer.body)) workingToken(lives, shop, answer);
    server.child.kill('SIGUSR2');
  }
  await endInPeace(server);
});
