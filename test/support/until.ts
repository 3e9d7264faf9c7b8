import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';

const pauseMs = 25;
const longestMs = 60_000;

/** Looks again and again until it is so: for what no event tells. Fails with `what` after a minute. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + longestMs;
  while (!(await isSo())) {
    assert.ok(performance.now() < endsAt, `never came: ${what}`);
    await setTimeout(pauseMs);
  }
}
