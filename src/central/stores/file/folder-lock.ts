import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, errorWith } from './disk.ts';

export type FolderLock = Readonly<{
  /** false where the lock is not to be found at its place: another process may have that folder by now. Never rejects. */
  isHeld: () => Promise<boolean>;
  release: () => Promise<void>;
}>;

/** What the system allows the path of a socket to be, in bytes: 104 on macOS, 108 on Linux, with a zero at the end. */
const longestPath = 103;

/**
 * An earlier process waits for later ones to give way, which they do within milliseconds: about 3 s at most. Counted in
 * looks, so that a machine that stood still in between does not end its patience.
 */
const mostLooks = 150;
const lookAgainMs = 20;

/** Sorts by the time of the start, and is never used again. */
const createName = (): string =>
  `${Date.now().toString(36).padStart(9, '0')}-${randomBytes(4).toString('hex')}`;
const namePattern = /^[0-9a-z]{9}-[0-9a-f]{8}$/;
const nameLength = 18;

/** Of a socket that may not listen yet, and so may look dead. */
const createFirstName = (): string => `${randomBytes(7).toString('hex')}.new`;
const firstNamePattern = /^[0-9a-f]{14}\.new$/;

/**
 * The right to be the only one that writes to a folder: for as long as this process lives, whatever way it ends.
 * `in_use`: another process has it. Rejects with the system's error where the folder can hold no lock.
 *
 * Each process that wants it listens on a Unix socket of its own in `lock/`, and then looks whether any other is alive,
 * which the system knows: it refuses a connection to the socket of a dead one. Since everybody shows himself before he
 * looks, of two the later one sees the other, and two can never both see nobody. The later one gives way, and the
 * earlier one waits for that. Names are never used twice, so a dead one is removed at no risk.
 */
export async function lockFolder(folder: string, looks: number = mostLooks): Promise<FolderLock | 'in_use'> {
  const place = await openPlace(join(folder, 'lock'));
  const server = createServer((socket) => socket.destroy());
  let name = createFirstName();

  async function release(): Promise<void> {
    server.close();
    await rm(join(place.folder, name), { force: true }).catch(() => {});
    place.leave();
  }

  try {
    await listen(server, place.socketPath(name));
    const first = name;
    name = createName();
    if ((await isRenamed(place, first, name)) && (await isAlone(place, name, looks))) {
      await removeDead(place, firstNamePattern);
      const own = await inodeOf(join(place.folder, name));
      return { release, isHeld: async () => (await inodeOf(join(place.folder, name))) === own };
    }
  } catch (error) {
    await release();
    throw error;
  }
  await release();
  return 'in_use';
}

/** What tells a file from every other one on this machine; undefined where there is none. Follows no link. */
const inodeOf = (path: string): Promise<string | undefined> =>
  lstat(path).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => undefined,
  );

/** False where it was removed as a left-over by the one that has the lock. */
async function isRenamed({ folder }: Place, from: string, to: string): Promise<boolean> {
  try {
    await rename(join(folder, from), join(folder, to));
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Is nobody else alive, or does everybody else give way? */
async function isAlone(place: Place, own: string, looks: number): Promise<boolean> {
  for (let look = 0; look < looks; look += 1) {
    const others = (await removeDead(place, namePattern)).filter((name) => name !== own);
    if (others.length === 0) return true;
    if (others.some((other) => other < own)) return false;
    await pause(lookAgainMs);
  }
  return false;
}

/** Removes the sockets that nobody listens on; resolves with the names of the others. */
async function removeDead({ folder, socketPath }: Place, pattern: RegExp): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    // a back-up may have turned a socket into a file
    .filter((entry) => (entry.isSocket() || entry.isFile()) && pattern.test(entry.name))
    .map(({ name }) => name);
  const alive = await Promise.all(names.map((name) => isListening(socketPath(name))));
  const dead = names.filter((_, i) => alive[i] === false);
  await Promise.all(dead.map((name) => rm(join(folder, name), { force: true })));
  return names.filter((_, i) => alive[i] === true);
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // stays: an error while it listens must not end the process
    server.on('error', reject);
    server.listen({ path, exclusive: true }, resolve);
    server.unref();
  });
}

const deadCodes: readonly string[] = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'];

/** A process that is stopped counts as listening, and so does one that cannot be asked. */
function isListening(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.on('error', (error) => resolve(!deadCodes.includes(codeOf(error))));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** The folder of the sockets, and a path to them that is short enough, however long that of the folder is. */
type Place = Readonly<{ folder: string; socketPath: (name: string) => string; leave: () => void }>;

async function openPlace(folder: string): Promise<Place> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!(await lstat(folder)).isDirectory()) throw errorWith('EUNSAFE');
  const short = [folder, relative(process.cwd(), folder)].find(
    (path) => Buffer.byteLength(path) + 1 + nameLength <= longestPath,
  );
  if (short !== undefined) return { folder, socketPath: (name) => join(short, name), leave: () => {} };
  if (process.platform !== 'linux') {
    throw errorWith('ENAMETOOLONG');
  }
  const descriptor = openSync(folder, 'r');
  return {
    folder,
    socketPath: (name) => `/proc/self/fd/${descriptor}/${name}`,
    leave: () => closeSync(descriptor),
  };
}
