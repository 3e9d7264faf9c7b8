import { execFileSync, spawnSync } from 'node:child_process';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const runs = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** Path of a Chromium that starts, or undefined. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM;
  return [...(named ? [named] : []), ...candidates].find((path) => runs(path, '--version'));
}

/** Installs Debian's chromium where that can be done (root and apt); says in one line why not, else undefined. */
export function installChromium(): string | undefined {
  const byHand = 'install Debian’s package chromium, or set CHROMIUM to the path of one';
  if (process.getuid?.() !== 0) return `${byHand} (only root can install it)`;
  if (!runs('apt-get', '--version')) return `${byHand} (this system has no apt)`;
  process.stdout.write('Installing Chromium for the browser tests (apt-get install chromium)\n');
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
  } catch {
    return `${byHand} (apt-get install failed)`;
  }
  return findChromium() === undefined ? byHand : undefined;
}
