import { execFileSync, spawnSync } from 'node:child_process';

const runs = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** The redis-server that starts, or undefined. */
export function findRedis(): string | undefined {
  const named = process.env.REDIS_SERVER;
  return [...(named ? [named] : []), 'redis-server', '/usr/bin/redis-server'].find((path) =>
    runs(path, '--version'),
  );
}

/** Installs Debian's redis-server where that can be done (root and apt); says in one line why not, else undefined. */
export function installRedis(): string | undefined {
  const byHand = 'install Debian’s package redis-server, or set REDIS_SERVER to the path of one';
  if (process.getuid?.() !== 0) return `${byHand} (only root can install it)`;
  if (!runs('apt-get', '--version')) return `${byHand} (this system has no apt)`;
  process.stdout.write(
    'Installing Redis for the tests of several instances (apt-get install redis-server)\n',
  );
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        DEBIAN_FRONTEND: 'noninteractive',
        // the tests start their own: the one of the package is not to run
        RUNLEVEL: '1',
      },
    });
  } catch {
    return `${byHand} (apt-get install failed)`;
  }
  return findRedis() === undefined ? byHand : undefined;
}
