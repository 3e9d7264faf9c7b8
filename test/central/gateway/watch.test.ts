import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallSeen } from '../../../src/central/gateway/call.ts';
import { createCallWatch } from '../../../src/central/gateway/watch.ts';

const seen = (more: Partial<CallSeen> = {}): CallSeen => ({
  ...{ requestId: 'r', method: 'POST', client: 'writer', account: 'shop', path: '/cgi-bin/draft/add' },
  ...{ status: 200, errcode: undefined, durationMs: 1, bytes: 2, outcome: 'relayed', ...more },
});

test('what a client called within the last hour, the most first, and what failed with its reasons', () => {
  let now = 0;
  const { observe, callsOf } = createCallWatch(() => now);
  observe(seen({ path: '/a' }));
  for (const more of [{}, { errcode: 0 }, { outcome: 'healed' as const }]) observe(seen(more));
  for (const errcode of [45009, 45009, -1]) observe(seen({ errcode }));
  observe(seen({ status: 500 }));
  observe(seen({ client: 'other' }));
  const [first, second] = callsOf('writer');
  assert.deepEqual(
    [first?.path, first?.calls, first?.healed, first?.failed],
    ['/cgi-bin/draft/add', 7, 1, 4],
  );
  assert.deepEqual(
    [...(first?.why ?? [])],
    [
      ['45009', 2],
      ['-1', 1],
      ['http_500', 1],
    ],
  );
  assert.deepEqual([second?.path, second?.calls], ['/a', 1]);
  now += 3_500_000;
  observe(seen());
  assert.equal(callsOf('writer')[0]?.calls, 8);
  now += 200_000;
  assert.equal(callsOf('writer')[0]?.calls, 1, 'after an hour');
  assert.deepEqual(callsOf('nobody'), []);
});

test('a clock that is turned back, and paths without end, keep nothing for ever', () => {
  let now = 10_000_000;
  const { observe, callsOf } = createCallWatch(() => now);
  observe(seen());
  now = 0;
  observe(seen());
  assert.equal(callsOf('writer')[0]?.calls, 1);
  for (let i = 0; i < 1000; i += 1) observe(seen({ path: `/${i}`, errcode: i }));
  assert.equal(callsOf('writer').length, 500);
  for (let i = 0; i < 1000; i += 1) observe(seen({ errcode: i }));
  assert.ok((callsOf('writer')[0]?.why.size ?? 0) <= 50);
});
