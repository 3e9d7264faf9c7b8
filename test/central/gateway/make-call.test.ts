// A call that has to wait for room, and does not get it in its time: nothing of it is sent, and that is what is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Call, CallDeps } from '../../../src/central/gateway/call.ts';
import { createFairness } from '../../../src/central/gateway/fairness.ts';
import { makeCall } from '../../../src/central/gateway/make-call.ts';
import { notSent } from '../../../src/central/gateway/refusals.ts';
import { type CutReason, createStages } from '../../../src/central/gateway/stage.ts';

/** A call for which there is no room: what it was cut off by, or what it had left of its time when there was. */
async function wait(cutBy: CutReason | undefined, leftMs: number) {
  const fairness = createFairness({ account: 1, client: 1, all: 1 });
  const leave = fairness.enter('orders', 'shop') ?? assert.fail('there is room for one');
  const stages = createStages();
  let released = 0;
  // of the rest a call that is not made touches nothing, and would fail here if it did
  const call = {
    caller: { client: { name: 'orders' }, account: { name: 'shop' } },
    stages,
    startClock: () => {},
    leftMs: () => leftMs,
  } as unknown as Call;
  const bodies = { receive: () => ({ kind: 'none', release: () => (released += 1) }) };
  const made = makeCall(call, { fairness, bodies } as unknown as CallDeps);
  await Promise.resolve();
  if (cutBy === undefined) leave();
  else stages.cut(cutBy);
  const answer = await made;
  leave();
  assert.deepEqual([released, fairness.underWay()], [1, 0], 'body and room are given back');
  return answer;
}

const cases: readonly (readonly [
  what: string,
  cutBy: CutReason | undefined,
  leftMs: number,
  word: string,
])[] = [
  ['its time is over', 'deadline', 0, 'busy'],
  ['there is room when its time is as good as over', undefined, 99, 'busy'],
  ['its sender has left', 'client_gone', 1000, 'client_gone'],
  ['this server ends', 'shutdown', 1000, 'shutdown'],
];

for (const [what, cutBy, leftMs, word] of cases)
  test(`M10: ${what}: not sent, and told as that`, async () => {
    assert.deepEqual(await wait(cutBy, leftMs), notSent(word));
  });
