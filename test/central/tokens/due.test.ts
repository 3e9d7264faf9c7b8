import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFailing, isFetchDue, nextFetchAt } from '../../../src/central/tokens/due.ts';
import { emptyState } from '../../../src/central/tokens/state.ts';
import { fetchFailed, replacedPastUs, resumed } from '../../../src/central/tokens/transitions.ts';
import { failure } from '../../support/virtual/token-service.ts';
import { fetched, half, held, s, t } from '../../support/virtual/token-states.ts';

test('a token is counted from when it was asked for, a second short, and is due ahead of its end', () => {
  const state = held('token');
  assert.deepEqual(state.held, {
    value: 'one',
    obtainedAt: t,
    expiresAt: t + 7199 * s,
    dueAt: t + 6599 * s,
    fence: 1,
  });
  assert.deepEqual(
    [state.intent, isFailing(state), state.trouble, state.fence],
    [undefined, false, undefined, 1],
  );
  assert.equal(held('stable_token').held?.dueAt, t + 6909 * s);
  assert.equal(held('ticket').held?.dueAt, t + 6909 * s);
});

test('the margin is never more than half of the life, and a life of a second is still one', () => {
  for (const kind of ['token', 'stable_token', 'ticket'] as const) {
    for (const [expiresInS, endsAtS, dueAtS] of [
      [345, 344, 171.5],
      [40, 39, 19],
      // half of its life is over when it comes, and a second goes by before the next one is asked for
      [1, 0.5, 3],
    ] as const) {
      const state = fetched(emptyState(kind), 'short', t, expiresInS);
      assert.deepEqual(
        [state.held?.expiresAt, state.held?.dueAt],
        [t + endsAtS * s, t + dueAtS * s],
        `${kind} ${expiresInS}`,
      );
      assert.equal(nextFetchAt(state), t + dueAtS * s);
    }
  }
});

test('A23: stable_token: the same one again is asked for after 20 to 40 s, by what is left of its life', () => {
  const again = fetched(held('stable_token'), 'one', t + 6910 * s, 290);
  assert.equal(again.held?.expiresAt, t + 7199 * s);
  assert.equal(again.held?.dueAt, t + 6942 * s, 'thirty seconds after the answer');
  assert.equal(again.former, undefined);
});

test('the same value is asked for again before it ends, however late it came', () => {
  for (const kind of ['stable_token', 'ticket'] as const) {
    const state = fetched(held(kind), 'one', t + 7189 * s, 10);
    const { dueAt = 0, expiresAt = 0 } = state.held ?? {};
    assert.ok(dueAt > t && dueAt <= expiresAt, `${kind}: due ${dueAt - t} ms`);
  }
});

test('a ticket that comes again with a whole life ends when it was first said to', () => {
  const again = fetched(held('ticket'), 'one', t + 6910 * s);
  assert.equal(again.held?.expiresAt, t + 7199 * s);
  assert.equal(
    fetched(again, 'two', t + 7000 * s).held?.expiresAt,
    t + 14_199 * s,
    'another one has its own',
  );
  const late = fetched(again, 'one', t + 7199 * s + 500);
  assert.ok((late.held?.expiresAt ?? 0) < t + 7210 * s, 'also when it comes once more just past its end');
});

test('a fetch is due when nothing is held, when the time has come, and at once when in doubt – but not in a pause', () => {
  assert.equal(isFetchDue(emptyState('token'), t), true);
  const state = held('stable_token');
  assert.deepEqual([isFetchDue(state, t + 6908 * s), isFetchDue(state, t + 6909 * s)], [false, true]);
  assert.equal(isFetchDue(replacedPastUs(state, t), t), true);
  const paused = fetchFailed(state, failure('x', { needsPerson: true }), t + 6909 * s, half);
  assert.equal(nextFetchAt(paused), t + 6909 * s + 315_000);
  assert.equal(nextFetchAt(replacedPastUs(paused, t)), 0);
  assert.equal(nextFetchAt(resumed(paused)), t + 6909 * s, 'nobody asks for more than is due');
});
