// What is sent again, after what, and how often: the rule by itself, and whatever WeChat answers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attempt } from '../../../src/central/gateway/attempt.ts';
import { createHealingPauses, type Healing, sendHealing } from '../../../src/central/gateway/healing.ts';
import { randomFrom } from '../../support/random.ts';

const answered = (errcode: number, status = 200): Attempt => ({
  kind: 'whole',
  head: { status, headers: {} },
  text: JSON.stringify({ errcode }),
  errcode,
  isMasked: false,
});
const lost: Attempt = { kind: 'fault', fault: 'reset', wasSent: true };
const [good, refused] = [answered(0), answered(40001)];

/** Sends with these answers in turn; what was sent, checked and reported comes back as one line. */
async function heal(answers: readonly Attempt[], more: Partial<Healing> = {}): Promise<string> {
  const steps: string[] = [];
  const left = [...answers];
  const { attempt, isHealed } = await sendHealing('A', {
    attempt: (token) => {
      steps.push(`send ${token}`);
      const next = left.shift();
      assert.ok(next !== undefined, `sent too often: ${steps.join(', ')}`);
      return Promise.resolve(next);
    },
    held: () => 'A',
    canRepeat: true,
    isAllowed: () => Promise.resolve(true),
    isOff: () => false,
    switchOff: () => void steps.push('off'),
    ...more,
    check: (token) => {
      steps.push(`check ${token}`);
      return more.check?.(token) ?? Promise.resolve('alive');
    },
    report: (token) => {
      steps.push(`report ${token}`);
      return more.report?.(token) ?? Promise.resolve('B');
    },
  });
  assert.equal(attempt, answers[answers.length - left.length - 1], 'the last answer goes out');
  return `${steps.join(', ')}${isHealed ? ': healed' : ''}`;
}

const isDead = { check: () => Promise.resolve('dead' as const) };
const cases: readonly (readonly [
  what: string,
  answers: readonly Attempt[],
  more: Partial<Healing>,
  steps: string,
])[] = [
  ['all is well', [good], {}, 'send A'],
  ['it is another one by now', [refused, good], { held: () => 'B' }, 'send A, send B: healed'],
  ['a false refusal', [refused, good], {}, 'send A, send A: healed'],
  ['refused twice, and it lives', [refused, refused], {}, 'send A, send A, check A, off'],
  [
    'refused twice, and it is dead',
    [refused, refused, good],
    isDead,
    'send A, send A, check A, report A, send B: healed',
  ],
  [
    'the next one is refused as well',
    [refused, refused, refused],
    isDead,
    'send A, send A, check A, report A, send B',
  ],
  [
    'nobody can say',
    [refused, refused],
    { check: () => Promise.resolve('unknown') },
    'send A, send A, check A',
  ],
  [
    'no other one can be had',
    [refused, refused],
    { ...isDead, report: () => Promise.resolve('A') },
    'send A, send A, check A, report A',
  ],
  ['a body that was not kept', [refused], { ...isDead, canRepeat: false }, 'send A, check A, report A'],
  [
    'a body that was not kept, and another token by now',
    [refused],
    { canRepeat: false, held: () => 'B' },
    'send A',
  ],
  ['a right that is gone', [refused], { isAllowed: () => Promise.resolve(false) }, 'send A'],
  ['a path that is not healed', [refused], { isOff: () => true }, 'send A'],
  ['an answer that is lost', [lost], {}, 'send A'],
  ['a repeat that is lost', [refused, lost], {}, 'send A, send A: healed'],
  ['40001 with a 500', [answered(40001, 500)], {}, 'send A'],
  ['-1', [answered(-1)], {}, 'send A'],
];

for (const [what, answers, more, steps] of cases) {
  test(`M2, M3: ${what}: ${steps}`, async () => assert.equal(await heal(answers, more), steps));
}

test('M3: whatever comes, a call is sent again only behind a refused credential, and at most twice', async () => {
  const random = randomFrom(7);
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  for (let i = 0; i < 2000; i += 1) {
    const answers = Array.from({ length: 3 }, () =>
      pick(
        good,
        refused,
        answered(40014),
        answered(42001),
        lost,
        answered(-1),
        answered(45009),
        answered(40001, 502),
      ),
    );
    const check = pick<'alive' | 'dead' | 'unknown'>('alive', 'dead', 'unknown');
    const sent = (
      await heal(answers, { check: () => Promise.resolve(check), held: () => pick('A', 'B', undefined) })
    )
      .split(/, |: /)
      .filter((step) => step.startsWith('send'));
    const before = answers.slice(0, sent.length - 1);
    assert.ok(before.every((each) => each === refused || [40014, 42001].includes(codeOf(each))));
  }
});

const codeOf = (attempt: Attempt): number =>
  attempt.kind === 'whole' && attempt.head.status === 200 ? Number(attempt.errcode) : 0;

test('M2: a path is not healed for a minute, and beyond twenty of them none of the client’s', () => {
  let now = 0;
  const { isOff, switchOff } = createHealingPauses(() => now);
  switchOff('a', '/x');
  assert.deepEqual([isOff('a', '/x'), isOff('a', '/y'), isOff('b', '/x')], [true, false, false]);
  now = 59_999;
  assert.equal(isOff('a', '/x'), true);
  now = 60_000;
  assert.equal(isOff('a', '/x'), false);
  for (let i = 0; i < 20; i += 1) switchOff('a', `/${i}`);
  assert.deepEqual([isOff('a', '/z'), isOff('b', '/z')], [true, false]);
});
