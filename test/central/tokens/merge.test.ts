import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from '../../../src/central/tokens/merge.ts';
import { doubtedSince, promisedUntil, worksUntil } from '../../../src/central/tokens/promise.ts';
import { emptyState, type TokenState, tidied } from '../../../src/central/tokens/state.ts';
import { shifted } from '../../../src/central/tokens/store.ts';
import {
  fetchAbandoned,
  fetchFailed,
  fetchStarted,
  fetchSucceeded,
  replacedPastUs,
} from '../../../src/central/tokens/transitions.ts';
import { randomFrom } from '../../support/random.ts';
import { failure } from '../../support/virtual/token-service.ts';
import { fetched, half, held, s, t } from '../../support/virtual/token-states.ts';

// What two processes know is put together fact by fact, so the order, the grouping and the number of times do not matter.

const kinds = ['token', 'stable_token'] as const;
const count = 20_000;

/** A state in which every fact may be there or not, of few fences and times, so that ties and overlaps are common. */
function anyState(random: () => number, kind: (typeof kinds)[number]): TokenState {
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const some = <T extends object>(fact: () => T): T | object => (random() < 0.6 ? fact() : {});
  const list = <T>(most: number, one: () => T): T[] => Array.from({ length: upTo(most) }, one);
  const fence = upTo(6);
  const heldFence = upTo(fence);
  /** what the next release adds */
  const more = (): object => some(() => ({ later: upTo(1) }));
  return tidied({
    ...emptyState(kind),
    ...more(),
    fence,
    ...some(() => {
      const obtainedAt = 1000 * upTo(5);
      const lifeMs = 1000 * (1 + upTo(9));
      const value = `token-${heldFence}-${upTo(1)}`;
      const dueAt = obtainedAt + lifeMs / 2;
      return { held: { value, obtainedAt, expiresAt: obtainedAt + lifeMs, dueAt, fence: heldFence } };
    }),
    ...some(() => ({ former: { value: `token-${upTo(6)}`, worksUntil: 1000 * upTo(9), fence: upTo(6) } })),
    ...some(() => ({
      intent: {
        ...{ fence, startedAt: 1000 * upTo(9), isForced: random() < 0.5, ...more() },
        ...some(() => ({ forcedAt: 1000 * upTo(9) })),
      },
    })),
    doubts: list(3, () => ({ since: 1000 * upTo(9), fence: upTo(6), ...more() })),
    ...some(() => ({
      trouble: {
        fence: upTo(7),
        at: 1000 * upTo(9),
        failure: { code: `fault-${upTo(2)}`, mayHaveIssued: random() < 0.5, needsPerson: false },
        failures: 1 + upTo(3),
        nextTryAt: 1000 * upTo(20),
      },
    })),
    usage: {
      ...more(),
      ...some(() => ({ calls: { day: upTo(2), count: upTo(9) } })),
      forced: list(30, () => ({ fence: upTo(40), at: 1000 * upTo(40), ...more() }))
        .filter(({ fence }, i, all) => all.findIndex((one) => one.fence === fence) === i)
        .sort((a, b) => a.at - b.at || a.fence - b.fence)
        .slice(-20),
    },
    ...some(() => ({ resumedFence: upTo(7) })),
    ...some(() => ({ replacedElsewhereAt: 1000 * upTo(9) })),
  });
}

type States = Readonly<{
  one: TokenState;
  other: TokenState;
  third: TokenState;
  /** what the first two make */
  both: TokenState;
}>;

/** By their seed; made once, since each law is tried on all of them. */
const examples: readonly States[] = Array.from({ length: count }, (_, seed) => {
  const random = randomFrom(seed);
  const kind = kinds[seed % 2] ?? 'token';
  const [one, other, third] = [anyState(random, kind), anyState(random, kind), anyState(random, kind)];
  return { one, other, third, both: merge(one, other) };
});

function forAnyStates(check: (states: States) => void): void {
  for (const [seed, states] of examples.entries()) {
    try {
      check(states);
    } catch (error) {
      const [one, other, third] = Object.values(states).map((state) => JSON.stringify(state));
      throw new Error(
        `seed ${seed}\n${one}\n${other}\n${third}\n${error instanceof Error ? error.message : '?'}`,
      );
    }
  }
}

test('it does not matter whose state comes first', () => {
  forAnyStates(({ one, other, both }) => assert.deepEqual(both, merge(other, one)));
});

test('it does not matter which two are put together first', () => {
  forAnyStates(({ one, other, third, both }) =>
    assert.deepEqual(merge(both, third), merge(one, merge(other, third))),
  );
});

test('it does not matter how often one hears of it', () => {
  forAnyStates(({ one, both }) => {
    assert.deepEqual(merge(one, one), one);
    assert.deepEqual(merge(both, one), both);
    assert.deepEqual(merge(both, both), both);
  });
});

test('nothing that is known of the held token is lost: no doubt, and no end', () => {
  let doubted = 0;
  forAnyStates(({ one, other, both }) => {
    const held = both.held;
    if (held === undefined) return;
    for (const side of [one, other]) {
      const reaching = side.doubts.filter(({ fence }) => fence >= held.fence);
      if (reaching.length === 0) continue;
      doubted += 1;
      const since = Math.max(held.obtainedAt, Math.min(...reaching.map((doubt) => doubt.since)));
      assert.ok((doubtedSince(both) ?? Number.POSITIVE_INFINITY) <= since);
    }
    const same = [one, other].filter((side) => side.held?.value === held.value);
    for (const side of same.filter((side) => side.held?.fence === held.fence)) {
      assert.ok(worksUntil({ ...both, held: side.held ?? held }) <= worksUntil(side));
    }
  });
  assert.ok(doubted > count / 10);
});

test('a fetch that one side knows to be under way is promised against, unless the other knows of a later one', () => {
  let underWay = 0;
  forAnyStates(({ one, other, both }) => {
    if (one.intent === undefined || one.fence <= other.fence || both.held === undefined) return;
    underWay += 1;
    assert.deepEqual(both.intent, one.intent);
    if (one.kind === 'token') assert.ok(promisedUntil(both, 0) <= one.intent.startedAt + 300_000);
  });
  assert.ok(underWay > count / 20);
});

test('of two tokens the one that was fetched later is held, whoever knew more', () => {
  forAnyStates(({ one, other, both }) => {
    const fences = [one, other].flatMap(({ held }) => (held === undefined ? [] : [held.fence]));
    assert.equal(both.held?.fence, fences.length === 0 ? undefined : Math.max(...fences));
  });
});

test('each forced refresh is counted once, however often it is told of', () => {
  forAnyStates(({ one, other, both }) => {
    const { forced } = both.usage;
    const fences = forced.map(({ fence }) => fence);
    assert.equal(new Set(fences).size, fences.length);
    const known = new Set([...one.usage.forced, ...other.usage.forced].map(({ fence }) => fence));
    assert.equal(forced.length, Math.min(20, known.size));
  });
});

/** The state at the begin of a lease: whatever fetch is under way in it has no process any more. */
const takenOver = (own: TokenState, stored: TokenState): TokenState => fetchAbandoned(merge(own, stored));

test('a doubt that went through other clocks ends all the same with the fetch that it caused', () => {
  const now = t + 100 * s;
  const left = takenOver(held('token'), fetchStarted(held('token'), now, false));
  assert.equal(doubtedSince(left), now);
  const begun = fetchStarted(left, now + s, false);
  const brought = fetchSucceeded(begun, { value: 'two', expiresInS: 7200 }, now + 2 * s, half);
  // each time it is written down and read again a time may come out some ms earlier
  for (const driftMs of [-300, -1, 0, 300]) {
    const seen = merge(shifted(begun, 5), shifted(brought, 5 + driftMs));
    assert.deepEqual([seen.held?.value, doubtedSince(seen)], ['two', undefined], `${driftMs} ms`);
  }
});

test('the state at the begin of a lease: the later one, in doubt as ours is, and what was begun in it is over', () => {
  const now = t + 200 * s;
  const [one, two] = [held('token'), fetched(held('token'), 'two', t + 100 * s)];
  assert.deepEqual(takenOver(two, one), two, 'E11: a store that has lost the last write');
  assert.deepEqual(takenOver(one, two), two);
  assert.deepEqual(fetchAbandoned(one), one);
  assert.equal(doubtedSince(takenOver(replacedPastUs(one, now - 8 * s), one)), now - 8 * s);
  const holderKilled = takenOver(two, fetchStarted(two, t + 150 * s, false));
  assert.deepEqual([doubtedSince(holderKilled), holderKilled.intent], [t + 150 * s, undefined]);
  const failing = fetchFailed(fetchStarted(two, t + 150 * s, false), failure('x'), t + 151 * s, half);
  assert.deepEqual(takenOver(two, failing), failing, 'its pause holds for all');
});
