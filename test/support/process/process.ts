import { type ChildProcess, spawn } from 'node:child_process';
import { inTime } from '../until.ts';

/** As `npm start` runs it. */
export const builtServer = 'dist/src/server.js';

/** The same in fewer files, which starts sooner: see bundle.ts. A file of tests run by itself has none. */
export const bundledServer = process.env.BUNDLED_SERVER ?? builtServer;

export type ServerProcess = Readonly<{
  child: ChildProcess;
  /** resolves with the address that it printed, rejects with its output when it ends before */
  origin: Promise<string>;
  stdout: () => string;
  stderr: () => string;
  /** resolves when the process has ended */
  ended: Promise<Readonly<{ code: number | null; signal: NodeJS.Signals | null }>>;
  /** resolves once stdout holds this text, that many times if told so; fails after a minute without it */
  printed: (text: string, times?: number) => Promise<void>;
}>;

/**
 * The server in a real process, with nothing in its environment but PATH and `env`. `cwd` is the project's folder, `file`
 * what Node runs there: `builtServer` where the places of its sources matter.
 */
export function spawnServer(
  env: Readonly<Record<string, string>> = {},
  nodeArgs: readonly string[] = [],
  cwd = '.',
  file = bundledServer,
): ServerProcess {
  const child = spawn(process.execPath, [...nodeArgs, file], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const check of waiting) check();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });

  const printed = (text: string, times = 1): Promise<void> => {
    const isPrinted = new Promise<void>((resolve, reject) => {
      const check = (): void => {
        if (stdout.split(text).length <= times) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
      void ended.then(() => reject(new Error(`ended before it printed ${text}: ${stdout}${stderr}`)));
    });
    return inTime(isPrinted, () => `${text} in ${stdout}${stderr}`);
  };

  const origin = printed('"event":"listening"').then(() => /"url":"([^"]+)"/.exec(stdout)?.[1] ?? '');
  // a test that expects the process to end does not ask for the address
  origin.catch(() => {});
  return { child, origin, stdout: () => stdout, stderr: () => stderr, ended, printed };
}
