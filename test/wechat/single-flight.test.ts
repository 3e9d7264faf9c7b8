import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSingleFlight } from '../../src/wechat/single-flight.ts';

/** A start that counts its runs; each run ends when the test says so. */
function controlled() {
  const runs: Readonly<{ resolve: (value: string) => void; reject: (error: Error) => void }>[] = [];
  const start = () => new Promise<string>((resolve, reject) => runs.push({ resolve, reject }));
  return { runs, start };
}

test('calls with the same key at the same time get the very same promise', async () => {
  const flight = createSingleFlight<string>();
  const { runs, start } = controlled();
  const first = flight('a', start);
  assert.equal(flight('a', start), first);
  runs[0]?.resolve('done');
  assert.equal(await first, 'done');
});

test('a hundred calls with one key start once and share the outcome', async () => {
  const flight = createSingleFlight<string>();
  const { runs, start } = controlled();
  const all = Array.from({ length: 100 }, () => flight('a', start));
  assert.equal(runs.length, 1);
  runs[0]?.resolve('one');
  assert.deepEqual(new Set(await Promise.all(all)), new Set(['one']));
});

test('other keys have flights of their own', async () => {
  const flight = createSingleFlight<string>();
  const { runs, start } = controlled();
  const a = flight('a', start);
  const b = flight('b', start);
  assert.equal(runs.length, 2);
  runs[1]?.resolve('b');
  assert.equal(await b, 'b');
  assert.equal(flight('a', start), a);
  runs[0]?.resolve('a');
  assert.equal(await a, 'a');
});

test('the next call starts anew, after success and after failure', async () => {
  const flight = createSingleFlight<string>();
  const { runs, start } = controlled();
  const failing = [flight('a', start), flight('a', start)];
  runs[0]?.reject(new Error('no'));
  for (const each of failing) await assert.rejects(each, /^Error: no$/);
  const second = flight('a', start);
  assert.equal(runs.length, 2);
  runs[1]?.resolve('second');
  assert.equal(await second, 'second');
  const third = flight('a', start);
  assert.equal(runs.length, 3);
  runs[2]?.resolve('third');
  assert.equal(await third, 'third');
});
