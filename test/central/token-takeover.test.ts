// States that another process has left, or stored meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shifted } from '../../src/central/store.ts';
import { failed, replacedAt, started, succeeded } from '../../src/central/token-events.ts';
import { dayMs } from '../../src/central/token-rules.ts';
import { judgeForcing, promisedUntil } from '../../src/central/token-state.ts';
import { doubtedAs, merged, restored, takenOver } from '../../src/central/token-takeover.ts';
import { failure } from '../support/token-service.ts';
import { fetched, half, held, s, t } from '../support/token-states.ts';

test('restored: a fetch that had begun makes a token suspect; what is sound is taken up as it was', () => {
  const now = t + 100 * s;
  assert.deepEqual(restored(held('token'), now), held('token'));
  assert.equal(restored(started(held('token'), t + 90 * s, false), now).suspectSince, t + 90 * s);
  assert.equal(restored(started(held('stable_token'), t + 90 * s, false), now).suspectSince, undefined);
  assert.equal(restored(started(held('stable_token'), t + 90 * s, true), now).suspectSince, t + 90 * s);
  const paused = failed(held('token'), failure('x', { needsPerson: true }), now, half);
  assert.deepEqual([restored(paused, now).nextTryAt, restored(paused, now).failures], [0, 0]);
});

test('in doubt is whatever was fetched before the doubt, also what another process brought', () => {
  const own = replacedAt(held('token'), t + 90 * s);
  assert.deepEqual([own.suspectSince, own.suspectFence], [t + 90 * s, 1]);
  assert.equal(fetched(own, 'two', t + 98 * s).suspectSince, undefined);
  const flying = replacedAt(started(held('token'), t + 97 * s, false), t + 90 * s);
  const brought = succeeded(flying, { value: 'two', expiresInS: 7200 }, t + 99 * s, half);
  assert.equal(brought.suspectSince, t + 97 * s, 'it may have come before the other one');
  assert.equal(fetched(brought, 'three', t + 101 * s).suspectSince, undefined);

  // by a clock that all processes share: also what another one has begun, and nobody here knows of
  const shared = replacedAt(held('token'), t + 90 * s, 500);
  const theirs = (leastFence: number): number | undefined => {
    const begun = started(held('token'), t + 95 * s, false, { leastFence });
    return doubtedAs(shared, succeeded(begun, { value: 'two', expiresInS: 7200 }, t + 96 * s, half))
      .suspectSince;
  };
  assert.deepEqual([theirs(500), theirs(501)], [t + 95 * s, undefined]);
  assert.equal(doubtedAs(own, held('token')).suspectSince, t + 90 * s, 'a state that does not know of it');
  assert.equal(doubtedAs(held('token'), held('token')).suspectSince, undefined);
});

test('a doubt that went through other clocks ends all the same with the fetch that it caused', () => {
  const now = t + 100 * s;
  const left = takenOver(held('token'), started(held('token'), now, false));
  const begun = started(left, now + s, false);
  const brought = succeeded(begun, { value: 'two', expiresInS: 7200 }, now + 2 * s, half);
  // each time it is written down and read again a time may come out some ms earlier
  for (const driftMs of [-300, -1, 0, 300]) {
    const seen = merged(shifted(begun, 5), shifted(brought, 5 + driftMs));
    assert.deepEqual([seen.kept?.value, seen.suspectSince], ['two', undefined], `${driftMs} ms`);
  }
});

test('the state at the begin of a turn: the later one, in doubt as ours is, and what was begun in it is over', () => {
  const now = t + 200 * s;
  const [one, two] = [held('token'), fetched(held('token'), 'two', t + 100 * s)];
  assert.equal(takenOver(two, one), two, 'E11: a store that has lost the last write');
  assert.deepEqual(takenOver(one, two), two);
  assert.deepEqual(takenOver(one, undefined), one);
  assert.equal(takenOver(replacedAt(one, now - 8 * s), one).suspectSince, now - 8 * s);
  const holderKilled = takenOver(two, started(two, t + 150 * s, false));
  assert.deepEqual([holderKilled.suspectSince, holderKilled.fetching], [t + 150 * s, undefined]);
  const failing = failed(started(two, t + 150 * s, false), failure('x'), t + 151 * s, half);
  assert.deepEqual(takenOver(two, failing), failing, 'its pause holds for all');
});

test("C1: restored: a token from the future is nobody's to promise; two seconds are no sign of anything", () => {
  assert.equal(restored(held('token'), t - 1500).suspectSince, undefined);
  const turnedBack = restored(held('token'), t - 3600 * s);
  assert.ok(promisedUntil(turnedBack, t - 3600 * s) <= t - 3600 * s);
});

test('C1: restored: a fetch from the future says as much: nobody knows how old the token is', () => {
  const now = t + 1800 * s;
  const crashed = started(held('token'), now + 1800 * s, false);
  const promised = promisedUntil(restored(crashed, now), now) - now;
  assert.ok(promised <= 300 * s, `${promised / s} s are promised for a token that may be dead for as long`);
});

test('C1: restored: forced refreshes from the future do not forbid the next ones for longer than a day', () => {
  const wrongYear = t + 365 * dayMs;
  const state = restored(fetched(held('token'), 'two', wrongYear, 7200, true), t);
  assert.equal(judgeForcing(state, t + dayMs, undefined), 'refresh');
});

test('C1: restored: a former token does not work for longer because the clock was turned back', () => {
  const wrongYear = t + 365 * dayMs;
  const { former } = restored(fetched(fetched(held('token'), 'two', wrongYear), 'three', wrongYear + s), t);
  assert.ok((former?.worksUntil ?? 0) <= t + 7200 * s);
});
