import { stat } from 'node:fs/promises';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import type { StateEvent } from './state-health.ts';

/** Between two looks whether the folder is still ours. */
const lookEveryMs = 5000;

export type FolderHold = Readonly<{
  /** May it be read and written? What is found is said, once each time that it changes. Never rejects. */
  isOurs: () => Promise<boolean>;
  problem: () => 'state_folder_gone' | undefined;
  release: () => Promise<void>;
  /** looks no more; the lock stays until the process ends */
  stop: () => void;
}>;

/**
 * Watches that the folder of a lock is still where it was: moved, removed or mounted over, its path leads to a folder in
 * which another process may be writing by now, and so nothing is written there until it is back. Where only the lock is
 * gone, as from a clean-up, it is taken again.
 */
export async function createFolderHold(
  folder: string,
  first: FolderLock,
  observe: (event: StateEvent) => void,
): Promise<FolderHold> {
  const inodeNow = (): Promise<string> =>
    stat(folder).then(
      ({ dev, ino }) => `${dev}:${ino}`,
      () => 'none',
    );
  const inode = await inodeNow();
  let lock = first;
  let isGone = false;
  let looking: Promise<boolean> | undefined;

  async function look(): Promise<boolean> {
    if (await lock.isHeld()) return true;
    if ((await inodeNow()) !== inode) return false;
    const again = await lockFolder(folder).catch(() => 'in_use' as const);
    if (again === 'in_use') return false;
    await lock.release();
    lock = again;
    return true;
  }

  async function isOurs(): Promise<boolean> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    const isFound = await looking;
    if (isFound === isGone) observe({ type: isFound ? 'state_folder_back' : 'state_folder_gone' });
    isGone = !isFound;
    return isFound;
  }

  const timer = setInterval(() => void isOurs(), lookEveryMs).unref();
  const stop = (): void => clearInterval(timer);
  return {
    isOurs,
    problem: () => (isGone ? 'state_folder_gone' : undefined),
    release: async () => {
      stop();
      await lock.release();
    },
    stop,
  };
}
