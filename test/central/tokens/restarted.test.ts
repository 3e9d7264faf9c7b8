// What a process that is no more has left, taken up by the next one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFailing, pausedUntil } from '../../../src/central/tokens/due.ts';
import { judgeForcing } from '../../../src/central/tokens/forcing.ts';
import { doubtedSince, promisedUntil } from '../../../src/central/tokens/promise.ts';
import { dayMs } from '../../../src/central/tokens/rules.ts';
import { fetchFailed, fetchStarted, forceNoted, restarted } from '../../../src/central/tokens/transitions.ts';
import { failure } from '../../support/virtual/token-service.ts';
import { fetched, half, held, s, t } from '../../support/virtual/token-states.ts';

test('restarted: a fetch that had begun makes a token suspect; what is sound is taken up as it was', () => {
  const now = t + 100 * s;
  assert.deepEqual(restarted(held('token'), now), held('token'));
  assert.equal(doubtedSince(restarted(fetchStarted(held('token'), t + 90 * s, false), now)), t + 90 * s);
  assert.equal(
    doubtedSince(restarted(fetchStarted(held('stable_token'), t + 90 * s, false), now)),
    undefined,
  );
  assert.equal(
    doubtedSince(restarted(fetchStarted(held('stable_token'), t + 90 * s, true), now)),
    t + 90 * s,
  );
  const paused = fetchFailed(held('token'), failure('x', { needsPerson: true }), now, half);
  const taken = restarted(paused, now);
  assert.deepEqual([pausedUntil(taken), isFailing(taken)], [0, false]);
  assert.equal(taken.trouble?.failure.code, 'x', 'what the matter was is still told');
});

test("C1: restarted: a token from the future is nobody's to promise; two seconds are no sign of anything", () => {
  assert.equal(doubtedSince(restarted(held('token'), t - 1500)), undefined);
  const turnedBack = restarted(held('token'), t - 3600 * s);
  assert.ok(promisedUntil(turnedBack, t - 3600 * s) <= t - 3600 * s);
});

test('C1: restarted: a fetch from the future says as much: nobody knows how old the token is', () => {
  const now = t + 1800 * s;
  const crashed = fetchStarted(held('token'), now + 1800 * s, false);
  const promised = promisedUntil(restarted(crashed, now), now) - now;
  assert.ok(promised <= 300 * s, `${promised / s} s are promised for a token that may be dead for as long`);
});

test('C1: restarted: forced refreshes from the future do not forbid the next ones for longer than a day', () => {
  const wrongYear = t + 365 * dayMs;
  const forced = forceNoted(fetchStarted(held('token'), wrongYear, true), wrongYear);
  const state = restarted(forced, t);
  assert.equal(judgeForcing(state, t + 29 * s, undefined), 'too_soon', 'when it was nobody knows');
  assert.equal(judgeForcing(state, t + dayMs, undefined), 'refresh');
  assert.deepEqual(state.usage.forced, [{ fence: 2, at: t }]);
});

test('C1: restarted: a former token does not work for longer because the clock was turned back', () => {
  const wrongYear = t + 365 * dayMs;
  const { former } = restarted(fetched(fetched(held('token'), 'two', wrongYear), 'three', wrongYear + s), t);
  assert.ok((former?.worksUntil ?? 0) <= t + 7200 * s);
});
