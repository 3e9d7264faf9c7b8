// Random histories of one key against WeChat's rules: what was promised with a token held, and no rule was broken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHistory, type History } from '../../support/virtual/token-history.ts';

const histories = Number(process.env.HISTORIES ?? 3000);
const stepsEach = 120;

const kinds = ['token', 'stable_token'] as const;

type Step = (history: History) => void;

/** Anything may happen: how often in a thousand steps, and what. */
const anything: readonly (readonly [number, Step])[] = [
  [350, ({ read }) => read()],
  [250, ({ pass, within }) => pass(within(0, 20_000))],
  [200, ({ pass, within }) => pass(within(0, 900_000))],
  [40, ({ pass, within }) => pass(within(0, 8_000_000))],
  [40, ({ report }) => report()],
  [30, ({ report }) => report('93_an_older_one')],
  [40, ({ crash }) => crash()],
  [20, ({ jump, within }) => jump(-within(0, 7_200_000))],
  [5, jumpAndCrash],
  [25, ({ tick }) => tick()],
];

function jumpAndCrash({ jump, crash, within }: History): void {
  jump(within(-7_200_000, 7_200_000));
  crash();
}

function stepOfAnything(history: History): void {
  let dice = 1000 * history.random();
  for (const [often, step] of anything) {
    dice -= often;
    if (dice < 0) {
      step(history);
      return;
    }
  }
}

/** Somebody reports whatever there is, over days, and the process is restarted now and then. */
function stepOfReporter({ random, within, pass, read, report, crash }: History): void {
  pass(within(0, 1_200_000));
  read();
  report();
  if (random() < 0.3) pass(within(0, 40_000));
  report();
  if (random() < 0.02) crash();
}

/** Forced refreshes are 30 s apart, and 20 in any 24 hours. */
function assertForcedWithinBounds({ forcedStarts }: History): void {
  for (const at of forcedStarts) {
    const after = (ms: number): number =>
      forcedStarts.filter((other) => other >= at && other - at < ms).length;
    assert.equal(after(29_000), 1, 'forced twice within 30 s');
    assert.ok(after(86_400_000) <= 20, 'forced more than 20 times a day');
  }
}

/** Runs one history to its end; what is wrong is told with its seed. */
function run(kind: (typeof kinds)[number], seed: number, steps: number, take: Step): History {
  const history = createHistory(kind, seed);
  try {
    for (let i = 0; i < steps; i += 1) take(history);
    history.pass(20_000_000);
    assertForcedWithinBounds(history);
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : '?'}`);
  }
  return history;
}

for (const kind of kinds) {
  test(`${histories} random histories of ${kind}: no token died before it was promised to`, () => {
    let checked = 0;
    let calls = 0;
    for (let seed = 1; seed <= histories; seed += 1) {
      const history = run(kind, seed, stepsEach, stepOfAnything);
      checked += history.checked();
      calls += history.calls.length;
    }
    // a history that promised nothing would have shown nothing
    assert.ok(checked > histories * 5, `${checked} promises were checked`);
    assert.ok(calls > histories * 5);
  });

  test(`B8: random histories of ${kind} under reports over days: never more than 20 forced in 24 hours`, () => {
    const count = Math.ceil(histories / 100);
    for (let seed = 1; seed <= count; seed += 1) {
      const { judged, forcedStarts, checked } = run(kind, seed, 400, stepOfReporter);
      // some three days: the bound must have been met, or this would have shown nothing
      assert.ok(judged.filter((forcing) => forcing === 'too_many').length > 100, `seed ${seed}`);
      assert.ok(judged.includes('too_soon'), `seed ${seed}`);
      assert.ok(forcedStarts.length >= 40, `seed ${seed}: ${forcedStarts.length} forced`);
      assert.ok(checked() > 50, `seed ${seed}: ${checked()} promises were checked`);
    }
  });
}
