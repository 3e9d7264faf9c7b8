// A real redis-server on a port of this machine, in a folder of its own.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../network/free-port.ts';
import { findProgram } from '../process/debian-package.ts';
import { redis as redisProgram } from '../process/programs.ts';
import { until } from '../until.ts';

export type RedisServer = Readonly<{
  port: number;
  /** its files; what a restart finds there is its data */
  folder: string;
  /** One command over a connection of its own. */
  command: (name: string, ...args: readonly string[]) => Promise<unknown>;
  /** ends at once, as by a crash; its files stay */
  kill: () => Promise<void>;
  /** stands still, with all its connections, until `cont` */
  stop: () => void;
  cont: () => void;
  /** runs again on the same port, with the data that lies in its folder; resolves when it answers */
  start: (...args: readonly string[]) => Promise<void>;
  /** its files are gone: what `start` finds is nothing */
  forget: () => void;
}>;

export type RedisServerOptions = Readonly<{
  /** settings as on its command line: `--appendonly yes` as two texts */
  args?: readonly string[];
  /** how `command` gets in */
  password?: string;
  /** it takes TLS alone, with a certificate of this authority */
  ca?: string;
}>;

/** Keeps nothing on disk unless told to. Killed after the test, and its folder with it. */
export async function startRedis(
  t: Readonly<{ after: (end: () => Promise<void>) => void }>,
  { args = [], password, ca }: RedisServerOptions = {},
): Promise<RedisServer> {
  const program = findProgram(redisProgram) ?? assert.fail('there is no redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function kill(): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const closed = once(running, 'close');
    running.kill('SIGKILL');
    await closed;
  }
  t.after(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function command(name: string, ...more: readonly string[]): Promise<unknown> {
    const redis = new Redis({
      host: 'localhost',
      family: 4,
      port,
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
      // a Redis that is still loading answers as well: with LOADING
      enableReadyCheck: false,
      ...(password === undefined ? {} : { password }),
      ...(ca === undefined ? {} : { tls: { ca } }),
    });
    // a refused connection is told by `connect` as well
    redis.on('error', () => {});
    try {
      await redis.connect();
      return await redis.call(name, ...more);
    } finally {
      redis.disconnect();
    }
  }

  async function start(...more: readonly string[]): Promise<void> {
    const ports = ca === undefined ? ['--port', String(port)] : ['--port', '0', '--tls-port', String(port)];
    const own = [...ports, '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    const starting = spawn(program, [...own, ...args, ...more], { stdio: ['ignore', 'pipe', 'ignore'] });
    child = starting;
    let printed = '';
    starting.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
    await until('an answer of redis-server', () => {
      assert.equal(starting.exitCode, null, printed);
      // it takes connections from before it has loaded its data on
      return /Ready to accept connections|DB loaded from|Server initialized/.test(printed);
    });
    await until('a connection to redis-server', () =>
      command('CONFIG', 'GET', 'port').then(
        () => true,
        // READONLY, NOAUTH, LOADING: it answers, and that is all that is asked here
        (error: Error) => !/closed|ECONN/.test(error.message),
      ),
    );
  }
  await start();

  return {
    port,
    folder,
    command,
    kill,
    stop: () => void child?.kill('SIGSTOP'),
    cont: () => void child?.kill('SIGCONT'),
    start,
    forget: () => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    },
  };
}
