import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export type Running = Readonly<{ child: ChildProcess; origin: string }>;

/** Starts a script that prints a log line with its address, and reads the rest of its output away. */
export async function start(script: string, env: Readonly<Record<string, string>> = {}): Promise<Running> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  let origin: string | undefined;
  while (origin === undefined) {
    const [chunk] = await once(child.stdout, 'data');
    printed += String(chunk);
    origin = /"url":"([^"]+)"/.exec(printed)?.[1];
  }
  child.stdout.resume();
  return { child, origin };
}

export async function stop({ child }: Running): Promise<void> {
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}
