import { execFileSync, spawnSync } from 'node:child_process';

export type DebianProgram = Readonly<{
  packages: readonly [string, ...string[]];
  /** what needs it, for the line that is printed */
  purpose: string;
  /** names the path of one that is elsewhere */
  variable: string;
  paths: readonly string[];
  /** what makes it tell its version and end */
  versionFlag?: string;
}>;

const runs = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** The path of one that starts, or undefined. */
export function findProgram({
  variable,
  paths,
  versionFlag = '--version',
}: DebianProgram): string | undefined {
  const named = process.env[variable];
  return [...(named ? [named] : []), ...paths].find((path) => runs(path, versionFlag));
}

/** Installs it where that can be done (root and apt); says in one line why not, else undefined. */
export function installProgram(program: DebianProgram): string | undefined {
  const { packages, purpose, variable } = program;
  const byHand = `install Debian’s package ${packages[0]}, or set ${variable} to the path of one`;
  if (process.getuid?.() !== 0) return `${byHand} (only root can install it)`;
  if (!runs('apt-get', '--version')) return `${byHand} (this system has no apt)`;
  process.stdout.write(`Installing ${packages.join(' ')} for ${purpose} (apt-get install)\n`);
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      // the tests start their own: a service of the package is not to run
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    });
  } catch {
    return `${byHand} (apt-get install failed)`;
  }
  return findProgram(program) === undefined ? byHand : undefined;
}
