import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Clock } from '../../tokens/clock.ts';
import type { TokenState } from '../../tokens/state.ts';
import { alone, type Lease, type Opened, ownLease, type Saved } from '../../tokens/store.ts';
import { codeOf, othersWhoWrite, removeTemporary, unsafeFiles } from './disk.ts';
import { createFolderHold, type FolderHold } from './folder-hold.ts';
import { lockFolder } from './folder-lock.ts';
import { createStateFiles } from './state-files.ts';
import { createStateHealth, type StateEvent } from './state-health.ts';
import { createTurns, untilStalled, withinMs } from './turns.ts';

export type { StateEvent } from './state-health.ts';

export type FileStoreDeps = Readonly<{
  folder: string;
  /** who issues what is kept here: what another one issued is never given out */
  issuer: string;
  /** what is unsafe is refused, and not only said */
  isProduction?: boolean;
  clock: Clock;
  observe: (event: StateEvent) => void;
  /** so long a disk may hang before somebody who waits for it is told */
  saveTimeoutMs?: number;
}>;

/** Node has four threads for files and the look-up of names: a disk that hangs must leave one of them. */
const mostAtOnce = 3;

/**
 * Keeps each state in a file of its own, in a folder that no other process writes to. Resolves with a sentence for the
 * person who starts the server where that cannot be; never rejects.
 */
export async function openFileStore(deps: FileStoreDeps): Promise<Opened | Readonly<{ problem: string }>> {
  const folder = resolve(deps.folder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const to = await othersWhoWrite(folder);
    const unsafe = [...(to === undefined ? [] : [openTo[to]]), ...(await unsafeFiles(folder))];
    if (deps.isProduction === true && unsafe.length > 0) {
      return { problem: `The folder ${folder} (STATE_DIR) is not safe: ${unsafe.join('; ')}.` };
    }
    const lock = await lockFolder(folder);
    if (lock === 'in_use') return { problem: `The folder ${folder} (STATE_DIR) ${inUse}.` };
    if (to !== undefined) deps.observe({ type: 'state_folder_open', to });
    await removeTemporary(folder);
    return createFileStore({ ...deps, folder }, await createFolderHold(folder, lock, deps.observe));
  } catch (error) {
    const code = codeOf(error);
    return { problem: `The folder ${folder} (STATE_DIR) ${problems[code] ?? unwritable} (${code}).` };
  }
}

const openTo = {
  anybody: 'others than its owner can write to it (chmod 700)',
  owner: 'it belongs to another user than the one that runs this server (chown)',
};

const inUse =
  'is in use by another process, and only one may keep tokens in it: stop that one, or set STATE_DIR to another folder if it keeps other accounts';

const unwritable =
  'cannot be written to: let the user that runs this server own it, or set STATE_DIR to a folder on a disk of this machine';

const problems: Readonly<Record<string, string>> = {
  EUNSAFE: 'holds a link named lock, which is not followed: remove it, or set STATE_DIR to another folder',
  EEXIST: 'is a file, or holds a file named lock: remove that file, or set STATE_DIR to another folder',
  ENOTDIR: 'lies below a file: set STATE_DIR to another folder',
  ENOSPC: 'has no space left: make some, or set STATE_DIR to a folder on another disk',
  ENAMETOOLONG: 'has too long a path: set STATE_DIR to a shorter one',
};

/** A save that has not begun; a later one of the same key puts its state in the place of this one. */
type WaitingSave = { state: TokenState; readonly saved: Promise<Saved> };

function createFileStore(deps: FileStoreDeps, hold: FolderHold): Opened {
  const { clock, observe, saveTimeoutMs = 2000 } = deps;
  const files = createStateFiles(deps);
  const health = createStateHealth(clock.now, observe);
  const turns = createTurns(mostAtOnce);
  const waitingSaves = new Map<string, WaitingSave>();
  let closing: Promise<void> | undefined;

  async function write(key: string, state: TokenState): Promise<Saved> {
    try {
      if (!(await hold.isOurs())) return 'away';
      if (!(await files.write(key, state))) return 'away';
      health.succeeded();
      return 'saved';
    } catch (error) {
      health.failed(codeOf(error));
      return 'away';
    }
  }

  async function read(key: string): Promise<TokenState | undefined> {
    try {
      return (await hold.isOurs()) ? await files.read(key) : undefined;
    } catch (error) {
      health.failed(codeOf(error));
      return undefined;
    }
  }

  function enqueue(key: string, state: TokenState): WaitingSave {
    const saved = turns.run(key, () => {
      waitingSaves.delete(key);
      const written = write(key, waiting.state);
      // counted from here: one that waits its turn says nothing of the disk
      void withinMs<unknown>(saveTimeoutMs, written, () => health.failed('ETIMEDOUT'));
      return written;
    });
    const waiting: WaitingSave = { state, saved };
    waitingSaves.set(key, waiting);
    return waiting;
  }

  function save(key: string, state: TokenState): Promise<Saved> {
    if (closing !== undefined) return Promise.resolve('away');
    const waiting = waitingSaves.get(key) ?? enqueue(key, state);
    waiting.state = state;
    return withinMs(saveTimeoutMs, waiting.saved, () => 'away');
  }

  /** Waits as long as the disk brings anything; what is missing in the end counts as unknown. */
  async function load(keys: readonly string[]): Promise<ReadonlyMap<string, TokenState>> {
    const states = new Map<string, TokenState>();
    const all = keys.map(async (key) => {
      const state = await turns.run(key, () => read(key));
      if (state !== undefined) states.set(key, state);
    });
    if ((await untilStalled(saveTimeoutMs, all)) === 'stalled') health.failed('ETIMEDOUT');
    return new Map(states);
  }

  async function close(): Promise<void> {
    await withinMs<unknown>(saveTimeoutMs, turns.ended(), () => undefined);
    // a write that hangs may still end: then the lock must not end before this process does
    if (turns.count() === 0) await hold.release();
    else hold.stop();
  }

  /** What a newer version has left is not ours to replace, unless it is over or somebody has moved it by now. */
  async function lease(key: string): Promise<Lease | 'away'> {
    if (!files.isLeftAlone(key)) return ownLease;
    const newest = await turns.run(key, () => read(key));
    return files.isLeftAlone(key) ? 'away' : { ...ownLease, newest };
  }

  return {
    store: {
      load,
      save,
      problem: () => hold.problem() ?? health.problem() ?? files.problem(),
      close: () => {
        closing ??= close();
        return closing;
      },
    },
    peers: { ...alone, lease },
  };
}
