import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  asked,
  counted,
  failed,
  replacedAt,
  replacedElsewhere,
  retriedNow,
  started,
} from '../../src/central/token-events.ts';
import type { Kind } from '../../src/central/token-rules.ts';
import { emptyState, type TokenState } from '../../src/central/token-state.ts';
import { failure } from '../support/token-service.ts';
import { fetched, half, held, s, t } from '../support/token-states.ts';

/** A fetch that has come to its call, forced or not. */
const begun = (state: TokenState, at: number, isForced: boolean): TokenState => {
  const fetching = started(state, at, isForced);
  return isForced ? asked(counted(fetching, at), at, true) : asked(fetching, at, false);
};

const lost = failure('upstream_timeout', { mayHaveIssued: true });

test('a token is counted from when it was asked for, a second short, and is due ahead of its end', () => {
  const { kept, fetching, failures, fence } = held('token');
  assert.deepEqual(kept, {
    value: 'one',
    obtainedAt: t,
    expiresAt: t + 7199 * s,
    dueAt: t + 6599 * s,
    fence: 1,
  });
  assert.deepEqual([fetching, failures, fence], [undefined, 0, 1]);
  assert.equal(held('stable_token').kept?.dueAt, t + 6909 * s);
  assert.equal(held('ticket').kept?.dueAt, t + 6909 * s);
});

test('the margin is never more than half of the life, and a life of a second is still one', () => {
  for (const kind of ['token', 'stable_token', 'ticket'] as const) {
    for (const [expiresInS, endsAtS, dueAtS] of [
      [345, 344, 171.5],
      [40, 39, 19],
      [1, 0.5, 0],
    ] as const) {
      const { kept } = fetched(emptyState(kind), 'short', t, expiresInS);
      assert.deepEqual(
        [kept?.expiresAt, kept?.dueAt],
        [t + endsAtS * s, t + dueAtS * s],
        `${kind} ${expiresInS}`,
      );
    }
  }
});

test('A23: stable_token: the same one again is asked for after 20 to 40 s, by what is left of its life', () => {
  const again = fetched(held('stable_token'), 'one', t + 6910 * s, 290);
  assert.equal(again.kept?.expiresAt, t + 7199 * s);
  assert.equal(again.kept?.dueAt, t + 6942 * s, 'thirty seconds after the answer');
  assert.equal(again.former, undefined);
});

test('the same value is asked for again before it ends, however late it came', () => {
  for (const kind of ['stable_token', 'ticket'] as const) {
    const { kept } = fetched(held(kind), 'one', t + 7189 * s, 10);
    assert.ok(
      kept !== undefined && kept.dueAt <= kept.expiresAt,
      `${kind}: due ${(kept?.dueAt ?? 0) - t} ms`,
    );
  }
});

test('a ticket that comes again with a whole life ends when it was first said to', () => {
  const again = fetched(held('ticket'), 'one', t + 6910 * s);
  assert.equal(again.kept?.expiresAt, t + 7199 * s);
  assert.equal(
    fetched(again, 'two', t + 7000 * s).kept?.expiresAt,
    t + 14_199 * s,
    'another one has its own',
  );
  const late = fetched(again, 'one', t + 7199 * s + 500);
  assert.ok((late.kept?.expiresAt ?? 0) < t + 7210 * s, 'also when it comes once more just past its end');
});

test('the one before works on: token for five minutes, stable_token to its end, forced for five minutes', () => {
  const at = t + 1000 * s;
  const until = (kind: Kind, isForced: boolean): number =>
    (fetched(held(kind), 'two', at, 7200, isForced).former?.worksUntil ?? 0) - t;
  assert.deepEqual([until('token', false), until('token', true)], [1300 * s, 1300 * s]);
  assert.deepEqual([until('stable_token', false), until('stable_token', true)], [7199 * s, 1300 * s]);
  const nearEnd = fetched(held('token'), 'two', t + 7100 * s);
  assert.deepEqual(nearEnd.former, { value: 'one', worksUntil: t + 7199 * s });
  const suspect = fetched(replacedAt(held('token'), t + 900 * s), 'two', at);
  assert.equal(suspect.former?.worksUntil, t + 1200 * s);
});

test('A21: only what may have issued and does replace makes the kept one suspect, from when the fetch began', () => {
  const after = (kind: Kind, isForced: boolean, what = lost): number | undefined =>
    failed(begun(held(kind), t + 10 * s, isForced), what, t + 18 * s, half).suspectSince;
  assert.equal(after('token', false), t + 10 * s);
  assert.equal(after('stable_token', true), t + 10 * s);
  assert.equal(after('stable_token', false), undefined);
  assert.equal(after('token', false, failure('upstream_unreachable')), undefined);
  const beforeForce = failed(started(held('stable_token'), t + 10 * s, true), lost, t + 18 * s, half);
  assert.equal(
    beforeForce.suspectSince,
    undefined,
    'the normal call that goes before the forced one retires nothing',
  );
  const twice = failed(
    started(failed(started(held('token'), t + 10 * s, false), lost, t + 18 * s, half), t + 50 * s, false),
    lost,
    t + 58 * s,
    half,
  );
  assert.equal(twice.suspectSince, t + 10 * s, 'the first time counts');
  assert.equal(fetched(twice, 'two', t + 60 * s).suspectSince, undefined);
});

test('a failure is kept with its time until the next success; a mended secret ends the pause', () => {
  const once = failed(started(held('token'), t, false), failure('x', { needsPerson: true }), t + s, half);
  assert.deepEqual(once.lastFailure, { ...failure('x', { needsPerson: true }), at: t + s });
  assert.deepEqual([once.failures, once.nextTryAt, once.fetching], [1, t + s + 315_000, undefined]);
  assert.equal(once.kept?.value, 'one');
  assert.equal(retriedNow(once).nextTryAt, 0);
  const again = fetched(once, 'two', t + 400 * s);
  assert.deepEqual([again.failures, again.nextTryAt, again.lastFailure], [0, 0, undefined]);
});

test('the fence grows with each fetch, whatever comes of it', () => {
  const two = failed(started(held('token'), t, false), lost, t, half);
  assert.deepEqual([two.fence, fetched(two, 'three', t).fence], [2, 3]);
});

test('somebody else fetched: from then on the kept one is in doubt, and the time is remembered', () => {
  const state = replacedAt(replacedAt(held('token'), t + 50 * s), t + 90 * s);
  assert.deepEqual([state.suspectSince, state.nextTryAt], [t + 50 * s, 0]);
  assert.equal(replacedElsewhere(state, t + 60 * s).replacedElsewhereAt, t + 60 * s);
});

test('a fence is greater than the one before and than what the store says', () => {
  assert.equal(started(held('token'), t, false, { leastFence: 7 }).fence, 7);
  assert.equal(
    started(started(held('token'), t, false, { leastFence: 7 }), t, false, { leastFence: 5 }).fence,
    8,
  );
});

test('a forced refresh counts from the last call of it', () => {
  const state = asked(started(held('stable_token'), t, true), t + s, false);
  assert.deepEqual(state.forcedAt, []);
  assert.deepEqual(asked(counted(state, t + 6 * s), t + 7 * s, true).forcedAt, [t + 7 * s]);
  assert.deepEqual(asked(started(held('token'), t, false), t, false).forcedAt, []);
});

test('what ended before WeChat was asked is tried again after 1 to 2 s, however often', () => {
  const away = failure('store_away', { isUnasked: true });
  let state = failed(held('token'), failure('x'), t, half);
  for (let i = 0; i < 20; i += 1) state = failed(started(state, t, false), away, t, half);
  assert.deepEqual([state.nextTryAt, state.failures], [t + 1500, 1]);
});
