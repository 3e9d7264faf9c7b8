import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createForcedRefreshes } from '../../../src/page/get/forced-refreshes.ts';

const appid = 'wx0000000000000000';
const other = 'wx0000000000000001';
const minute = 60_000;

function counted(startIso: string) {
  const clock = { now: Date.parse(startIso) };
  return { clock, forced: createForcedRefreshes(() => clock.now) };
}

test('counts down from 20 for each appid by itself', () => {
  const { clock, forced } = counted('2026-01-31T00:00:00Z');
  assert.equal(forced.left(appid), 20);
  forced.count(appid);
  clock.now += minute;
  forced.count(appid);
  assert.equal(forced.left(appid), 18);
  assert.equal(forced.left(other), 20);
});

test('one within 30 s of the last does not count, as with WeChat', () => {
  const { clock, forced } = counted('2026-01-31T00:00:00Z');
  forced.count(appid);
  clock.now += 29_999;
  forced.count(appid);
  assert.equal(forced.left(appid), 19);
  clock.now += 1;
  forced.count(appid);
  assert.equal(forced.left(appid), 18);
});

test('begins anew at midnight in Beijing, and never goes below none', () => {
  const { clock, forced } = counted('2026-01-31T15:00:00Z');
  for (let i = 0; i < 25; i += 1) {
    forced.count(appid);
    clock.now += minute;
  }
  assert.equal(forced.left(appid), 0);
  clock.now = Date.parse('2026-01-31T15:59:59Z');
  assert.equal(forced.left(appid), 0);
  clock.now = Date.parse('2026-01-31T16:00:00Z');
  assert.equal(forced.left(appid), 20);
});
