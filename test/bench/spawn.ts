import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** What is measured has the first to itself; the load and the simulator have the second. */
const cores = { measured: '1', others: '0' } as const;

/** Linux has taskset, and with one core there is nothing to part. */
const canPin = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0;

/** Moves this process, which makes the load, off the core of what is measured. Says whether it could. */
export function pinLoad(): boolean {
  return canPin && spawnSync('taskset', ['-cp', cores.others, String(process.pid)]).status === 0;
}

export type Running = Readonly<{ child: ChildProcess; origin: string; folder: string }>;

/**
 * Starts a script that prints a log line with its address. Its log goes to a file, as under a service manager, so that
 * reading it takes nothing from the process that measures.
 */
export async function start(
  script: string,
  env: Readonly<Record<string, string>> = {},
  core: keyof typeof cores = 'measured',
): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'log');
  const log = openSync(file, 'w');
  const [command, ...args] = [...(canPin ? ['taskset', '-c', cores[core]] : []), process.execPath, script];
  const child = spawn(command ?? process.execPath, args, {
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
