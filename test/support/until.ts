import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

/** The real one, whatever a test hands in for it later. */
const later = globalThis.setTimeout;

const longestMs = 60_000;

/** At first 25 ms; after two seconds and more 100: whoever looks all the time keeps both sides busy with that alone. */
const pauseMs = (waitedMs: number): number => Math.min(100, Math.max(25, waitedMs / 20));

/** Looks again and again until it is so: for what no event tells. Fails with `what` after a minute. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    const waitedMs = performance.now() - startedAt;
    assert.ok(waitedMs < longestMs, `never came: ${what}`);
    await setTimeout(pauseMs(waitedMs));
  }
}

/** The same for what an event tells: a test that waits without an end tells nobody what it waits for. */
export function inTime<Value>(what: Promise<Value>, describe: () => string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = later(() => reject(new Error(`never came: ${describe()}`)), longestMs);
  });
  return Promise.race([what, late]).finally(() => clearTimeout(timer));
}
