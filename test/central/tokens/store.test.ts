import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../../src/central/stores/memory.ts';
import { emptyState } from '../../../src/central/tokens/state.ts';
import { alone, ownLease, shifted } from '../../../src/central/tokens/store.ts';
import { fullState } from '../../support/virtual/token-states.ts';

/** Paths of all numbers in it that are instants. */
function instants(value: unknown, path = ''): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return value > 1_000_000_000_000 ? [[path, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => instants(inner, `${path}.${name}`));
}

test('a state shifted by some time has every one of its instants later, and nothing else changed', () => {
  const byMs = 3_600_000.5;
  const before = instants(fullState);
  assert.ok(before.length >= 11, `${before.length} instants`);
  const after = shifted(fullState, byMs);
  assert.deepEqual(
    instants(after),
    before.map(([path, at]) => [path, at + byMs]),
  );
  assert.deepEqual(shifted(after, -byMs), fullState);
});

test('the smallest state gains nothing by it', () => {
  for (const byMs of [1000, -1000])
    assert.deepEqual(shifted(emptyState('ticket'), byMs), emptyState('ticket'));
  assert.equal(shifted(fullState, 0), fullState);
});

test('the lease of which there is only one taker is always held', async () => {
  assert.deepEqual(
    [ownLease.newest, await ownLease.isHeld(), await ownLease.end()],
    [undefined, true, undefined],
  );
});

test('the store of one process takes everything, holds nothing and knows all that there is', async () => {
  const store = createMemoryStore();
  assert.equal(await store.save('token:wx0000000000000000', fullState), 'saved');
  assert.equal((await store.load(['token:wx0000000000000000'])).size, 0);
  assert.equal(store.problem(), undefined);
  assert.equal(await alone.lease('token:wx0000000000000000'), ownLease);
  assert.deepEqual([alone.areNone, alone.knownAt(17), alone.fenceNow()], [true, 17, 0]);
});
