import { type BigIntStats, constants, open as openDescriptor } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { exposureOf } from './file-exposure.ts';
import { inTime } from './in-time.ts';

/** What stands in a file, or why it was not read: our own words, which repeat neither its name nor its content. */
export type FileRead =
  | Readonly<{
      ok: true;
      text: string;
      /** as `looksOf` gives it: another text is another version */
      looks: string;
      /** who else can read or change it, and what to do; undefined where only the right ones can */
      exposed: string | undefined;
    }>
  | Readonly<{ ok: false; why: string }>;

export type ReadOptions = Readonly<{
  maxBytes: number;
  /** at the start: what the shell puts in the place of `<(command)` is read as well */
  pipes?: boolean;
}>;

/** A person who waits for the reason gets it within a second. */
const timeoutMs = 900;
/** The command behind a pipe may have to ask a vault first. */
const pipeTimeoutMs = 10_000;
const hangs: FileRead = { ok: false, why: 'it did not answer within a second' };

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file: a part of its path is no folder',
  EACCES: 'the user that this server runs as may not read it',
  EPERM: 'the user that this server runs as may not read it',
  ELOOP: 'it is a link that leads to itself',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'no file has so long a name',
  ERR_INVALID_ARG_VALUE: 'no file can have that name',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

function refusal(error: unknown): FileRead {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return {
    ok: false,
    why: reasons[code] ?? `the system answers ${/^E[A-Z0-9]+$/.test(code) ? code : 'EIO'}`,
  };
}

/** What is no file, in words. */
function strangeness(found: BigIntStats): string | undefined {
  if (found.isFile()) return undefined;
  if (found.isDirectory()) return 'it is a folder';
  if (found.isFIFO()) return 'it is a pipe, and only a file can be read again when it changes';
  if (found.isSocket()) return 'it is a socket, not a file';
  return 'it is a device, not a file';
}

const looks = ({ mtimeNs, ctimeNs, size, ino, dev, mode, uid }: BigIntStats): string =>
  [mtimeNs, ctimeNs, size, ino, dev, mode, uid].join(' ');

/**
 * Changes whenever the file does, its rights included: the time of its last change of any kind (ctime) cannot be set
 * back by whoever changes it. Empty while there is none; never rejects, and answers within a second.
 */
export async function looksOf(path: string): Promise<string> {
  try {
    const found = await inTime(path, timeoutMs, () => stat(path, { bigint: true }));
    if (found === undefined) return 'hangs';
    // the same for as long as it is open, whatever was written to it
    return found.isFIFO() ? `pipe ${found.ino}` : looks(found);
  } catch {
    return '';
  }
}

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${bytes / 1024} KiB` : `${bytes / 1024 / 1024} MiB`;

const tooLarge = (maxBytes: number): FileRead => ({
  ok: false,
  why: `it is larger than ${sizeText(maxBytes)}`,
});

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const noText: FileRead = { ok: false, why: 'it is no text in UTF-8: save it as UTF-8' };

/** All that is in it, or one byte more than may be. */
async function bytesOf(handle: FileHandle, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length <= maxBytes) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(65_536), 0, 65_536, length);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(chunks, length);
}

/** Reads until nobody has written to it meanwhile, or the time is up. */
async function readWhole(handle: FileHandle, path: string, maxBytes: number): Promise<FileRead> {
  const until = performance.now() + timeoutMs - 100;
  do {
    const before = await handle.stat({ bigint: true });
    const why = strangeness(before);
    if (why !== undefined) return { ok: false, why };
    const bytes = await bytesOf(handle, maxBytes);
    if (bytes.length > maxBytes) return tooLarge(maxBytes);
    if (looks(await handle.stat({ bigint: true })) === looks(before)) {
      const text = decoded(bytes);
      if (text === undefined) return noText;
      const folders = new Set([dirname(path), dirname(await realpath(path))]);
      const stats = await Promise.all([...folders].map((folder) => stat(folder, { bigint: true })));
      return { ok: true, text, looks: looks(before), exposed: exposureOf(before, stats) };
    }
    await pause(25);
  } while (performance.now() < until);
  return { ok: false, why: 'it is being written to' };
}

/** What bash and zsh put in the place of `<(command)`. */
const descriptor = /^\/(dev\/(fd\/\d+|stdin)|proc\/(self|\d+)\/fd\/\d+)$/;

/** Without a thread that waits: a command that never ends holds up nothing. */
async function readPipe(path: string, maxBytes: number): Promise<FileRead> {
  const fd = await promisify(openDescriptor)(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const socket = new Socket({ fd, readable: true, writable: false });
  const timer = setTimeout(() => socket.destroy(new Error('late')), pipeTimeoutMs);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of socket) {
      // a socket without an encoding gives bytes
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length > maxBytes) return tooLarge(maxBytes);
    }
  } catch {
    return { ok: false, why: 'the command behind it did not end within ten seconds' };
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
  const text = decoded(Buffer.concat(chunks, length));
  return text === undefined ? noText : { ok: true, text, looks: await looksOf(path), exposed: undefined };
}

async function readRegular(path: string, maxBytes: number): Promise<FileRead> {
  const found = await stat(path, { bigint: true });
  const why = strangeness(found);
  if (why !== undefined) return { ok: false, why };
  if (found.size > maxBytes) return tooLarge(maxBytes);
  // what has taken its place since must not be waited for
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return await readWhole(handle, path, maxBytes);
  } finally {
    await handle.close();
  }
}

/**
 * Reads a configuration file without holding the process up: a regular file of at most `maxBytes`, whole, in UTF-8,
 * without its byte order mark. Whatever else stands there, and a disk that does not answer, is refused with the reason
 * within a second. Never rejects.
 */
export async function readTextFile(
  path: string,
  { maxBytes, pipes = false }: ReadOptions,
): Promise<FileRead> {
  try {
    if (pipes && descriptor.test(path) && (await looksOf(path)).startsWith('pipe')) {
      return await readPipe(path, maxBytes);
    }
    return (await inTime(path, timeoutMs, () => readRegular(path, maxBytes))) ?? hangs;
  } catch (error) {
    return refusal(error);
  }
}
