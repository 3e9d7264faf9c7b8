import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ownerOf } from '../../../src/central/stores/state-fields.ts';
import { parseRecord } from '../../../src/central/stores/state-record.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import { issuer, recordHolding } from '../../support/central/records.ts';
import { fieldsOf, withField } from '../../support/page/fields.ts';
import { fullState } from '../../support/virtual/token-states.ts';

const key = 'token:wx0000000000000000';
const time = { now: 1_800_000_000_000, offsetMs: 0, aheadMs: 86_400_000 };
const fields = fieldsOf(fullState);

const withState = (state: unknown): string => recordHolding(key, state);
const whatIs = (text: string): string => parseRecord(ownerOf(key, issuer), text, time).what;

test('a state that makes sense is one', () => assert.equal(whatIs(withState(fullState)), 'state'));

test('L1: a number out of all reason is none, wherever it stands', () => {
  const numbers = fields.filter((path) => {
    const value = path.reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), fullState);
    return typeof value === 'number';
  });
  assert.ok(numbers.length > 24);
  // codes and counts mean nothing to time
  const free = ['errcode', 'retryAfterMs', 'failures', 'count'];
  for (const path of numbers.filter((names) => !free.includes(names.at(-1) ?? ''))) {
    for (const wrong of [1e300, 9_007_199_254_740_991, -1e300, 4_600_000_000_000_000]) {
      assert.equal(
        whatIs(withState(withField(path, wrong, fullState))),
        'damaged',
        `${path.join('.')}: ${wrong}`,
      );
    }
  }
});

const { held, former, trouble, usage } = fullState;
const senseless: Readonly<Record<string, Partial<TokenState>>> = {
  'a life longer than WeChat’s': { held: { ...held, expiresAt: held.obtainedAt + 7_200_001 } },
  'an end before its begin': { held: { ...held, expiresAt: held.obtainedAt - 600_000 } },
  'due long after its end': { held: { ...held, dueAt: held.expiresAt + 3_600_000 } },
  'a life in the future': {
    held: {
      ...held,
      obtainedAt: held.obtainedAt + 9e7,
      expiresAt: held.expiresAt + 9e7,
      dueAt: held.dueAt + 9e7,
    },
  },
  'a next try in two days': { trouble: { ...trouble, nextTryAt: time.now + 2 * 86_400_000 } },
  'a former one that works for days': {
    former: { ...former, worksUntil: time.now + 2 * 86_400_000 },
  },
  'a doubt about fetches that never come': { doubts: [{ since: time.now, fence: 4_000_000_000_000_000 }] },
  '300,000 forced refreshes': {
    usage: { ...usage, forced: Array.from({ length: 300_000 }, (_, i) => ({ fence: i, at: time.now - i })) },
  },
  '300,000 doubts': {
    doubts: Array.from({ length: 300_000 }, (_, i) => ({ since: time.now - i, fence: 11 })),
  },
  'a token as long as a book': { held: { ...held, value: '9'.repeat(70_000) } },
  'a message as long as a book': {
    trouble: { ...trouble, failure: { ...trouble.failure, errmsg: 'x'.repeat(9000) } },
  },
  'another kind': { kind: 'stable_token' },
};
for (const [name, change] of Object.entries(senseless)) {
  test(`L1: no state: ${name}`, () =>
    assert.equal(whatIs(withState({ ...fullState, ...change })), 'damaged'));
}
