import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Store } from 'express-rate-limit';
import { createKeyGuard, type Door, type KeyGuard } from '../../src/http/key-guard.ts';
import { createLog } from '../../src/log.ts';

type Line = Readonly<{ event: string; address: string; door: Door; count: number }>;

/** What no other instance has counted. Its clock is not the one of these tests. */
const alone: Store = {
  increment: () => ({ totalHits: 0, resetTime: undefined }),
  decrement: () => {},
  resetKey: () => {},
};

function open(limit: number): { guard: KeyGuard; lines: () => Line[]; advance: (ms: number) => void } {
  let now = Date.UTC(2026, 0, 31, 8);
  const printed: string[] = [];
  const log = createLog('debug', { write: (line: string) => void printed.push(line) });
  return {
    guard: createKeyGuard({ limit, store: alone, log, now: () => now }),
    // written by this server's own log
    lines: () => printed.map((line) => JSON.parse(line) as Line),
    advance: (ms) => {
      now += ms;
    },
  };
}

const from = (address: string) => ({ key: address, address });
const one = from('203.0.113.8');

test('within the limit every key is looked at at once; beyond it one a second, and few wait', async () => {
  const { guard, advance } = open(3);
  for (let i = 0; i < 3; i += 1) {
    assert.equal(await guard.turn(one), undefined);
    assert.equal(await guard.refused(one, 'token'), undefined);
  }
  assert.ok(guard.isBusy());
  const startedAt = performance.now();
  const waits = await Promise.all(Array.from({ length: 50 }, () => guard.turn(one)));
  const tookMs = performance.now() - startedAt;
  assert.equal(waits.filter((waitS) => waitS === undefined).length, 3);
  assert.ok(waits.every((waitS) => waitS === undefined || (waitS >= 1 && waitS <= 60)));
  assert.ok(tookMs >= 2000 && tookMs < 10_000, `${tookMs} ms`);
  const another = performance.now();
  assert.equal(await guard.turn(from('203.0.113.9')), undefined);
  assert.ok(performance.now() - another < 900, 'another address does not wait');
  advance(60_000);
  assert.equal(guard.isBusy(), false);
  assert.equal(await guard.turn(one), undefined);
  assert.equal(await guard.refused(one, 'token'), undefined);
});

test('the refusal beyond the limit says how long', async () => {
  const { guard, advance } = open(1);
  assert.equal(await guard.refused(one, 'token'), undefined);
  advance(20_000);
  assert.equal(await guard.refused(one, 'token'), 40);
});

test('K8: one address in a minute is one line at once, and one for all the rest of it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { guard, lines, advance } = open(10_000);
  for (let i = 0; i < 35; i += 1) await guard.refused(one, 'token');
  await guard.refused(one, 'operator');
  assert.deepEqual(
    lines().map(({ event, address, door, count }) => [event, address, door, count]),
    [
      ['key_refused', one.address, 'token', 1],
      ['key_refused', one.address, 'operator', 1],
    ],
  );
  advance(60_000);
  t.mock.timers.tick(60_000);
  assert.deepEqual(
    lines()
      .slice(2)
      .map(({ address, door, count }) => [address, door, count]),
    [[one.address, 'token', 34]],
  );
  await guard.refused(one, 'token');
  await guard.refused(one, 'token');
  advance(60_000);
  t.mock.timers.tick(60_000);
  assert.equal(
    lines().reduce((sum, { count }) => sum + count, 0),
    38,
  );
});

test('K8: a thousand addresses neither fill the log nor the memory; all are counted', async () => {
  const { guard, lines } = open(10_000);
  for (let i = 0; i < 1000; i += 1) await guard.refused(from(`203.0.113.${i}`), 'ticket');
  assert.equal(lines().length, 30);
  assert.equal(guard.recent().length, 200);
  assert.equal(guard.recent()[0]?.address, '203.0.113.999');
  assert.equal(guard.counts.get('ticket'), 1000);
  assert.equal(guard.counts.get('operator'), 0);
});

test('K8: who came last, how often and since when', async () => {
  const { guard, advance } = open(10_000);
  await guard.refused(one, 'token');
  advance(5000);
  await guard.refused(from('203.0.113.9'), 'report');
  await guard.refused(one, 'token');
  const [first, second, ...others] = guard.recent();
  assert.deepEqual(others, []);
  assert.ok(first !== undefined && second !== undefined);
  assert.deepEqual(
    [first.address, first.door, first.count, first.at - first.since],
    [one.address, 'token', 2, 5000],
  );
  assert.deepEqual([second.address, second.door, second.count], ['203.0.113.9', 'report', 1]);
});

test('E16: what other instances have counted counts here as well', async () => {
  let totalHits = 2;
  const log = createLog('error', { write: () => {} });
  const store: Store = { ...alone, increment: () => ({ totalHits, resetTime: undefined }) };
  const guard = createKeyGuard({ limit: 3, store, log, now: Date.now });
  assert.equal(await guard.refused(one, 'token'), undefined);
  assert.equal(guard.isBusy(), false);
  totalHits = 4;
  assert.ok(Number(await guard.refused(one, 'token')) > 50);
  assert.ok(guard.isBusy());
});
