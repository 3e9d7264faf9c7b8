import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFairness } from '../../../src/central/gateway/fairness.ts';

const limits = { account: 2, client: 3, all: 4 };

test('M10: so many calls for an account, for a client and in all; what is given back twice counts once', () => {
  const { enter, underWay } = createFairness(limits);
  const leave = enter('a', 'shop');
  assert.ok(leave !== undefined && enter('b', 'shop') !== undefined);
  assert.equal(enter('a', 'shop'), undefined, 'the account is full');
  assert.ok(enter('a', 'news') !== undefined && enter('a', '') !== undefined);
  assert.equal(enter('b', 'news'), undefined, 'all are taken');
  leave();
  leave();
  assert.equal(underWay(), 3);
  assert.ok(enter('b', 'news') !== undefined);
});

test('M10: clients in turn, each its oldest first; a full account holds up none of another', () => {
  const { enter, wait } = createFairness({ account: 2, client: 100, all: 100 });
  const leaves = [enter('greedy', 'shop'), enter('greedy', 'shop')];
  const started: string[] = [];
  const ended: (() => void)[] = [];
  const queue = (client: string, account: string, name: string) =>
    wait(client, account, (leave) => {
      started.push(name);
      ended.push(leave);
    });
  for (let i = 0; i < 4; i += 1) queue('greedy', 'shop', `greedy${i}`);
  const cancelled = queue('late', 'shop', 'late0');
  queue('late', 'shop', 'late1');
  queue('greedy', 'news', 'news');
  assert.deepEqual(started, ['news']);
  cancelled();
  for (const leave of leaves) leave?.();
  assert.deepEqual(started, ['news', 'late1', 'greedy0']);
  for (const leave of ended.splice(0)) leave();
  assert.deepEqual(started, ['news', 'late1', 'greedy0', 'greedy1', 'greedy2']);
  assert.equal(enter('greedy', 'shop'), undefined, 'who comes later waits behind');
});
