import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isReplacedElsewhere,
  isSame,
  type Plan,
  plan,
  type Reach,
  type Wish,
} from '../../../src/central/tokens/plan.ts';
import type { Kind } from '../../../src/central/tokens/rules.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';

const due: Wish = { isForced: false, reportedDead: false };
const forced: Wish = { isForced: true, reportedDead: false };
const reported: Wish = { isForced: true, reportedDead: true };

/** What is kept, what is wished, can the others be reached: the calls in their order, and does one end the token before? */
const table: readonly (readonly [Kind, Wish, Reach, calls: string, isReplacing: boolean])[] = [
  ['token', due, 'leased', 'normal', true],
  ['token', forced, 'leased', 'forced', true],
  ['token', reported, 'leased', 'forced', true],
  ['stable_token', due, 'leased', 'normal', false],
  ['stable_token', forced, 'leased', 'normal, forced', true],
  ['stable_token', reported, 'leased', 'normal, forced', true],
  ['ticket', due, 'leased', 'normal', false],
  ['ticket', forced, 'leased', 'normal', false],
  ['token', due, 'cut_off', 'store_away', false],
  ['token', forced, 'cut_off', 'store_away', false],
  ['token', reported, 'cut_off', 'store_away', false],
  ['stable_token', due, 'cut_off', 'normal', false],
  ['stable_token', forced, 'cut_off', 'normal', false],
  ['stable_token', reported, 'cut_off', 'normal', false],
  ['ticket', due, 'cut_off', 'normal', false],
  ['ticket', forced, 'cut_off', 'normal', false],
];

const told = ({ obstacle, calls }: Plan): string => obstacle?.code ?? calls.join(', ');

for (const [kind, wish, reach, calls, isReplacing] of table) {
  const wished = wish.reportedDead ? 'reported dead' : wish.isForced ? 'forced' : 'due';
  test(`${kind}, ${wished}, ${reach}: ${calls}`, () => {
    const planned = plan({ kind }, wish, reach);
    assert.equal(told(planned), calls);
    assert.equal(planned.isReplacing, isReplacing);
  });
}

test('the table has every case there is', () => {
  const cases = new Set(table.map(([kind, wish, reach]) => JSON.stringify([kind, wish, reach])));
  // nobody reports a ticket
  assert.equal(cases.size, 3 * 3 * 2 - 2);
});

test('nothing is in the way that was not there before WeChat is asked', () => {
  const { obstacle } = plan({ kind: 'token' }, due, 'cut_off');
  assert.deepEqual(obstacle, {
    code: 'store_away',
    isUnasked: true,
    mayHaveIssued: false,
    needsPerson: false,
  });
});

const s = 1000;
const held = { value: 'one', obtainedAt: 0, expiresAt: 7200 * s, dueAt: 6600 * s, fence: 3 };
const holding: TokenState = { ...emptyState('token'), fence: 3, held };

test('the next call is made where the one before brought the token that is held already', () => {
  assert.equal(isSame(holding, { value: 'one', expiresInS: 7200 }), true);
  assert.equal(isSame(holding, { value: 'two', expiresInS: 7200 }), false);
  assert.equal(isSame(holding, { code: 'timeout', mayHaveIssued: true, needsPerson: false }), false);
  assert.equal(isSame(emptyState('token'), { value: 'one', expiresInS: 7200 }), false);
});

const elsewhere: readonly (readonly [
  string,
  TokenState,
  Wish,
  value: string,
  now: number,
  expected: boolean,
])[] = [
  ['reported dead early, and WeChat has another one', holding, reported, 'two', 100 * s, true],
  ['… but the same one', holding, reported, 'one', 100 * s, false],
  ['forced without a report', holding, forced, 'two', 100 * s, false],
  ['reported when a new one was due anyway', holding, reported, 'two', 6600 * s, false],
  [
    'in doubt: it may have been this server',
    { ...holding, doubts: [{ since: 50 * s, fence: 3 }] },
    reported,
    'two',
    100 * s,
    false,
  ],
  [
    'a doubt that an earlier token was in',
    { ...holding, doubts: [{ since: 50 * s, fence: 2 }] },
    reported,
    'two',
    100 * s,
    true,
  ],
  ['nothing was held', emptyState('token'), reported, 'two', 100 * s, false],
];

for (const [what, before, wish, value, now, expected] of elsewhere) {
  test(`somebody else fetched, ${what}: ${expected}`, () => {
    assert.equal(isReplacedElsewhere(before, wish, value, now), expected);
  });
}
