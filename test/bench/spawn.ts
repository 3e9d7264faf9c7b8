import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

export type Running = Readonly<{ child: ChildProcess; origin: string; folder: string }>;

/**
 * Starts a script that prints a log line with its address. Its log goes to a file, as under a service manager, so that
 * reading it takes nothing from the process that measures.
 */
export async function start(script: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'log');
  const log = openSync(file, 'w');
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', log, 'inherit'],
  });
  closeSync(log);
  let origin: string | undefined;
  while (origin === undefined) {
    if (child.exitCode !== null) throw new Error(`${script} ended`);
    await setTimeout(2);
    // a quiet log leaves the event out, and the address is said in words
    origin = /(?:"url":"|WeChat Access Token: )(http[^"\s]+)/.exec(readFileSync(file, 'utf8'))?.[1];
  }
  return { child, origin, folder };
}

export async function stop({ child, folder }: Running): Promise<void> {
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true });
}
