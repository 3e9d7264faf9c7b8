// Steps in front of what src does with files, so that a test can make the disk fail, hang, or the process die there.
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

export type DiskStep =
  | 'create'
  | 'write'
  | 'write the rest'
  | 'sync'
  | 'sync folder'
  | 'read'
  | 'rename'
  | 'readdir'
  | 'rm';

/** Told of each step before it is taken; what it throws is what the disk answers. */
export type BeforeStep = (step: DiskStep, path: string) => Promise<void> | void;

const real = { open: fs.open, rename: fs.rename, readdir: fs.readdir, rm: fs.rm };

type Handle = fs.FileHandle;

function watchedHandle(handle: Handle, path: string, isFolder: boolean, before: BeforeStep): Handle {
  const { sync, readFile } = handle;
  Object.assign(handle, {
    /** in two parts, so that there is a moment with a half file */
    writeFile: async (text: string) => {
      const half = Math.floor(text.length / 2);
      await before('write', path);
      await handle.write(text.slice(0, half));
      await before('write the rest', path);
      await handle.write(text.slice(half));
    },
    sync: async () => {
      await before(isFolder ? 'sync folder' : 'sync', path);
      await sync.call(handle);
    },
    readFile: async (encoding: BufferEncoding) => {
      await before('read', path);
      return readFile.call(handle, encoding);
    },
  });
  return handle;
}

/** From here on `before` is told of each step in this process; returns what ends it. */
export function watchDisk(before: BeforeStep): () => void {
  const put = (methods: object): void => {
    Object.assign(fs, methods);
    syncBuiltinESMExports();
  };
  put({
    open: async (path: string, flags: string, mode?: number) => {
      if (flags === 'wx') await before('create', path);
      const handle = await real.open(path, flags, mode);
      return watchedHandle(handle, path, (await handle.stat()).isDirectory(), before);
    },
    rename: async (from: string, to: string) => {
      await before('rename', from);
      await real.rename(from, to);
    },
    readdir: async (path: string, options?: object) => {
      await before('readdir', path);
      return real.readdir(path, options);
    },
    rm: async (path: string, options: object) => {
      await before('rm', path);
      await real.rm(path, options);
    },
  });
  return () => put(real);
}

/** An error as the system gives it: `code` is ENOSPC, EROFS, EIO … */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: said by the system, syscall 'x' '/some/path'`), { code });
}
