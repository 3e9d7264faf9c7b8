// A folder for tokens, and the store on it, for one test.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openFileStore, type StateEvent } from '../../../src/central/stores/file/store.ts';
import type { Opened } from '../../../src/central/tokens/store.ts';
import { type BeforeStep, watchDisk } from './disk-steps.ts';
import { issuer } from './records.ts';

/** Removed after the test. Does not exist yet, but what it stands in does. */
export function stateFolder(t: TestContext): string {
  const parent = mkdtempSync(join(tmpdir(), 'state-'));
  t.after(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'state');
}

export type TestClock = { time: number; offsetMs: number };

export type OpenStore = Opened & Readonly<{ events: StateEvent[]; clock: TestClock }>;

/** The store on this folder, closed after the test at the latest; `events` is all that was said. */
export async function openStore(t: TestContext, folder: string, saveTimeoutMs?: number): Promise<OpenStore> {
  const clock = { time: 1_800_000_000_000, offsetMs: 0 };
  const events: StateEvent[] = [];
  const opened = await openFileStore({
    folder,
    issuer,
    clock: { now: () => clock.time, wallOffsetMs: () => clock.offsetMs },
    observe: (event) => events.push(event),
    ...(saveTimeoutMs === undefined ? {} : { saveTimeoutMs }),
  });
  assert.ok('store' in opened, 'problem' in opened ? opened.problem : '');
  t.after(() => opened.store.close());
  return { ...opened, events, clock };
}

/** Watches the disk until the test ends, or until the returned function is called. */
export function duringTest(t: TestContext, before: BeforeStep): () => void {
  const end = watchDisk(before);
  t.after(end);
  return end;
}
