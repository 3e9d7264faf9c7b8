// Runs random histories in a thread of their own: the test runner follows each promise of its own, at twice their price.
import assert from 'node:assert/strict';
import { parentPort, workerData } from 'node:worker_threads';
import type { Endpoint } from '../../../src/wechat/client.ts';
import { createSharedHistory, type SharedHistory } from './shared-history.ts';
import { createVirtualTime, startAt, type VirtualTime } from './virtual-time.ts';
import { useVirtualTimers } from './virtual-timers.ts';

export type Task = Readonly<{
  endpoint: Endpoint;
  firstSeed: number;
  histories: number;
  instances: number;
  /** tells the end of a history that went wrong */
  isWordy: boolean;
}>;
export type Done = Readonly<{ wrong: readonly string[]; checked: number }>;

const steps = 60;
const s = 1000;

type Step = (history: SharedHistory) => unknown;

const anything: readonly (readonly [often: number, Step])[] = [
  [200, ({ pass, within }) => pass(within(0, 20 * s))],
  [120, ({ pass, within }) => pass(within(0, 300 * s))],
  [30, ({ force }) => force()],
  [15, ({ press }) => press()],
  [30, ({ any, replace }) => replace(any())],
  [60, ({ any, setWay }) => setWay(any(), 'cut')],
  [70, ({ any, setWay }) => setWay(any(), 'open')],
  [15, ({ setRedis }) => setRedis('down')],
  [40, ({ setRedis }) => setRedis('up')],
  [8, ({ lose }) => lose('flush')],
  [8, ({ lose }) => lose('restore')],
  [20, ({ redis }) => redis.snapshot()],
  [30, ({ redis, random }) => redis.lose(random() < 0.5 ? 0 : random())],
  [40, ({ wechat, random }) => wechat.playAlways(plays[Math.floor(random() * plays.length)])],
  [120, ({ wechat }) => wechat.playAlways({})],
  [15, ({ any, jump }) => jump(any())],
];

const plays = [
  { answersAfterMs: 9000 },
  { answersAfterMs: 9000, actsAfterMs: 7000 },
  { actsAfterMs: 'never', answersAfterMs: 9000 },
  { actsAfterMs: 4000, answersAfterMs: 7900 },
  { body: '{"errcode":-1,"errmsg":"system error"}' },
  { actsAfterMs: 'never', fault: 'refused', answersAfterMs: 20 },
  { status: 502, body: '<html>' },
] as const;

async function stepOf(history: SharedHistory): Promise<void> {
  let dice = history.random() * anything.reduce((sum, [often]) => sum + often, 0);
  for (const [often, step] of anything) {
    dice -= often;
    if (dice >= 0) continue;
    await step(history);
    return;
  }
}

/** All is well again: within seconds all give out one token, and they go on doing so for hours with a call for each life. */
async function assertOneToken(history: SharedHistory): Promise<void> {
  const { live, setWay, setRedis, redis, wechat, pass, readAt } = history;
  for (const number of live.keys()) setWay(number, 'open');
  setRedis('up');
  redis.lose(0);
  wechat.playAlways({});
  await pass(400 * s);
  const before = wechat.calls.length;
  for (let i = 0; i < 30; i += 1) {
    await pass(120 * s);
    // a renewal of this moment reaches the others within a few seconds
    if (new Set([...live.keys()].map(readAt)).size > 1) await pass(5 * s);
    const values = [...live.keys()].map(readAt).map((value) => value?.slice(0, 7));
    assert.ok(new Set(values).size === 1 && values[0] !== undefined, `they give out ${values.join(', ')}`);
  }
  const calls = wechat.calls.length - before;
  assert.ok(calls >= 2 && calls <= 24, `${calls} calls in an hour`);
}

async function run({ endpoint, instances, isWordy }: Task, seed: number, time: VirtualTime): Promise<number> {
  const history = createSharedHistory({ endpoint, seed, time });
  try {
    await history.boots(instances);
    for (let i = 0; i < steps; i += 1) {
      await stepOf(history);
      for (const number of history.live.keys()) history.readAt(number);
    }
    await assertOneToken(history);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '?';
    throw new Error(`seed ${seed}: ${reason}${isWordy ? `\n${history.log.slice(-80).join('\n')}` : ''}`);
  } finally {
    for (const { kill } of history.live) kill();
  }
  return history.checked();
}

async function runAll(task: Task): Promise<Done> {
  let time = createVirtualTime(startAt);
  useVirtualTimers({ after: () => {} }, () => time);
  let checked = 0;
  const wrong: string[] = [];
  for (let seed = task.firstSeed; seed < task.firstSeed + task.histories; seed += 1) {
    time = createVirtualTime(startAt);
    checked += await run(task, seed, time).catch((error: Error) => {
      wrong.push(error.message);
      return 0;
    });
  }
  return { wrong, checked };
}

// what the test hands to this thread
parentPort?.postMessage(await runAll(workerData as Task));
