import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the system calls an error (ENOSPC, EROFS …): all of it that may be passed on. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]+$/.test(code) ? code : 'unknown';
}

/** An error of ours that passes for one of the system's. */
export const errorWith = (code: string): Error => Object.assign(new Error(code), { code });

/** Names of state files, as the keys of tokens and tickets make them, and of what becomes one. */
const namePattern = /^(?:(?:jsapi|wx_card)\.)?(?:token|stable_token)\.[\w-]{1,64}\.json$/;
const temporaryPattern =
  /^(?:(?:jsapi|wx_card)\.)?(?:token|stable_token)\.[\w-]{1,64}\.json\.[0-9a-f]{16}\.tmp$/;

/** Whoever this process runs as; undefined on Windows, where files have no such owner. */
const ourUid = process.geteuid?.();

/** Why a file is not surely ours, in words that follow its name; undefined where it is. */
function unsafeAs(found: Stats): string | undefined {
  if (found.isSymbolicLink()) return 'is a link';
  if (found.isDirectory()) return undefined;
  if (!found.isFile()) return 'is no regular file';
  if (ourUid !== undefined && found.uid !== ourUid) return 'belongs to another user';
  return found.nlink > 1 ? 'has a second name somewhere (a hard link)' : undefined;
}

/** As `unsafeAs`, of what stands there now; undefined also where nothing does. Follows no link. Never rejects. */
export async function findUnsafe(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  return found && unsafeAs(found);
}

/** All state files in a folder that are not surely ours, each with the reason. Never rejects. */
export async function unsafeFiles(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => namePattern.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const why = await findUnsafe(join(folder, name));
      return why === undefined ? [] : [`${name} ${why}`];
    }),
  );
  return found.flat();
}

/**
 * Puts a file with this text, readable by its owner alone, in the place of `path`, which ends in `.json`. Whatever
 * happens, the old or the new one stands there, never a part; once it resolves and the folder is synced, the new one.
 * Rejects with the system's error.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
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

/**
 * Removes what a process that was killed has left half written: by its whole name, so that whatever else a person or a
 * program keeps beside it stays. Never rejects.
 */
export async function removeTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => temporaryPattern.test(name)).map((name) => join(folder, name));
  await Promise.all(paths.map((path) => rm(path, { force: true }).catch(() => {})));
}

/** Who else can put files into this folder: anybody by its mode, or its owner, who is not us. Windows has neither. */
export async function othersWhoWrite(folder: string): Promise<'anybody' | 'owner' | undefined> {
  if (ourUid === undefined) return undefined;
  const { mode, uid } = await stat(folder);
  if ((mode & 0o022) !== 0) return 'anybody';
  return uid === ourUid || uid === 0 ? undefined : 'owner';
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

/** No link is followed, and nothing that would have to be waited for, such as a pipe, is waited for. */
const asItIs = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The text of a file of ours, which from then on its owner alone can read; `isExposed`: others still can. Rejects with
 * the system's error, with EFBIG where the file is larger than `mostBytes`, and with EUNSAFE where it is a link, belongs
 * to somebody else or is no regular file: then it is neither read nor changed.
 */
export async function readOwnFile(
  path: string,
  mostBytes: number,
): Promise<Readonly<{ text: string; isExposed: boolean }>> {
  const file = await open(path, asItIs).catch((error: unknown) => {
    throw codeOf(error) === 'ELOOP' ? errorWith('EUNSAFE') : error;
  });
  try {
    const found = await file.stat();
    if (unsafeAs(found) !== undefined) throw errorWith('EUNSAFE');
    if (found.size > mostBytes) throw errorWith('EFBIG');
    const isOpen = (found.mode & 0o077) !== 0;
    const isExposed = isOpen && !(await file.chmod(0o600).then(isDone, isNotDone));
    return { text: await file.readFile('utf8'), isExposed };
  } finally {
    await file.close();
  }
}

const isDone = (): boolean => true;
const isNotDone = (): boolean => false;
