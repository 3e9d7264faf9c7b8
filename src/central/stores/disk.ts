import { randomInt } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the system calls an error (ENOSPC, EROFS …): all of it that may be passed on. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]+$/.test(code) ? code : 'unknown';
}

const temporaryPattern = /\.json\.\d+$/;

/**
 * Puts a file with this text, readable by its owner alone, in the place of `path`, which ends in `.json`. Whatever
 * happens, the old or the new one stands there, never a part; once it resolves and the folder is synced, the new one.
 * Rejects with the system's error.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomInt(2 ** 47)}`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      // writes on after a short write, which is how a disk that is nearly full answers at first
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** Removes what a process that was killed has left half written. Never rejects. */
export async function removeTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => temporaryPattern.test(name)).map((name) => join(folder, name));
  await Promise.all(paths.map((path) => rm(path, { force: true }).catch(() => {})));
}

/** Can others than its owner put files into this folder? Windows has no such modes. */
export async function isOpenToOthers(folder: string): Promise<boolean> {
  return process.platform !== 'win32' && ((await stat(folder)).mode & 0o022) !== 0;
}

/** Makes lasting which files stand in a folder. Rejects with the system's error. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * The text of a file, which from then on its owner alone can read; `isExposed`: others still can. Rejects with the
 * system's error, and with EFBIG where the file is larger than `mostBytes`.
 */
export async function readOwnFile(
  path: string,
  mostBytes: number,
): Promise<Readonly<{ text: string; isExposed: boolean }>> {
  const file = await open(path, 'r');
  try {
    const { mode, size } = await file.stat();
    if (size > mostBytes) throw Object.assign(new Error('too large'), { code: 'EFBIG' });
    const isOpen = (mode & 0o077) !== 0;
    const isExposed = isOpen && !(await file.chmod(0o600).then(isDone, isNotDone));
    return { text: await file.readFile('utf8'), isExposed };
  } finally {
    await file.close();
  }
}

const isDone = (): boolean => true;
const isNotDone = (): boolean => false;
