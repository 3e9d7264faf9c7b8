#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from './cli.ts';

/** What a hang-up does: nothing, until there is something to read again. Without a handler it would end the process. */
let onHangup = (): void => {};
let isHungUp = false;
process.on('SIGHUP', () => {
  isHungUp = true;
  onHangup();
});

const endingSignals = ['SIGTERM', 'SIGINT'] as const;

/** As if nobody had listened; but as the first process of a container, that would end nothing. */
function endAtOnce(signal: (typeof endingSignals)[number]): void {
  process.off(signal, endAtOnce);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]);
}
for (const signal of endingSignals) process.on(signal, endAtOnce);

/** How soon it is seen that npm has gone. */
const npmLookMs = 500;
// now: npm may be gone by the time that the server listens
const parent = process.ppid;

/** npm passes a signal to its shell, which ends and passes nothing on; a terminal that hangs up ends both too. */
function endWithNpm(): void {
  if (!['start', 'demo', 'npx'].includes(process.env.npm_lifecycle_event ?? '')) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    if (!isHungUp) process.kill(process.pid, 'SIGTERM');
  }, npmLookMs).unref();
}

// what a log line says of an unexpected error is a place in src/, whatever has started this
process.setSourceMapsEnabled(true);

// only now, since loading takes its time, and a signal does not wait; and no more than what is asked for needs
const { help, readCommand } = await import('./cli.ts');

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
// our own file
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };

/** Ends the process; once there is a log, behind its last lines. */
let end = (code: number): void => process.exit(code);

/** Says on stderr what a person has to mend. */
const complain = (lines: readonly string[]): void => void process.stderr.write(`${lines.join('\n')}\n`);

function refuse(line: string): never {
  complain([line]);
  process.exit(1);
}

async function runDemo(): Promise<void> {
  const { startDemo } = await import('./demo/demo.ts');
  const demo = await startDemo({ env: process.env, root, version });
  process.once('exit', demo.remove);
  for (const signal of endingSignals) {
    process.off(signal, endAtOnce);
    process.once(signal, () => void demo.close().then(() => process.exit(0)));
  }
  endWithNpm();
  process.stdout.write(demo.text);
}

/** Ends with what a command prints. */
async function obey(command: Command, args: readonly string[]): Promise<never> {
  if (command === 'unknown') refuse('Not started: that argument is not known here. See --help.');
  if (command === 'help') process.stdout.write(help);
  if (command === 'version') process.stdout.write(`${version}\n`);
  if (command === 'client-key') {
    const { clientKey } = await import('./client-key.ts');
    const made = clientKey(args);
    if (!made.ok) refuse(made.text);
    process.stdout.write(made.text);
  }
  if (command === 'check') {
    const { checkStart } = await import('./check-start.ts');
    process.stdout.write(await checkStart(process.env));
  }
  process.exit(0);
}

async function serve(): Promise<void> {
  const { readConfig } = await import('./check-start.ts');
  const { start } = await import('./start.ts');
  const { createLog, describeError } = await import('./log.ts');
  const { standardOutput } = await import('./output.ts');
  const { shutdownOn } = await import('./shutdown.ts');
  const config = await readConfig(process.env);
  // a diagnostic report would hold them
  for (const name of ['OPERATOR_KEY', 'REDIS_URL', 'HTTPS_PROXY', 'https_proxy']) delete process.env[name];
  const output = standardOutput();
  end = output.exit;
  const log = createLog(config.logLevel, output);
  let stopServing = (): void => {};
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.error('unexpected_error', describeError(error));
      stopServing();
      output.exit(1);
    });
  }
  for (const message of config.warnings) log.warn('warning', { message });
  if (config.accountsFile !== undefined && process.geteuid?.() === 0) {
    log.warn('warning', {
      message:
        'Running as root: a fault here would be one of the whole machine. Start it as a user of its own',
    });
  }

  const { server, url, summary, client, central } = await start(config, { log, root, version });
  stopServing = () => {
    server.close();
    server.closeAllConnections();
  };
  for (const signal of endingSignals) process.off(signal, endAtOnce);
  shutdownOn(endingSignals, { server, client, central, log, exit: output.exit }, config.shutdownTimeoutMs);
  endWithNpm();
  if (central !== undefined) onHangup = central.reload;
  central?.start();
  log.info('listening', { url, message: summary });
  // a person at a terminal wants it in plain words, and a quiet log would leave it out
  if (output.isTerminal || !['debug', 'info'].includes(config.logLevel)) {
    output.write(`WeChat Access Token: ${url} (${summary})\n`);
  }
}

try {
  const [, , ...argv] = process.argv;
  const command = readCommand(argv);
  if (command === 'start') await serve();
  else if (command === 'demo') await runDemo();
  else await obey(command, argv.slice(1));
} catch (error) {
  const { NotStarted } = await import('./check-start.ts');
  if (!(error instanceof NotStarted)) throw error;
  complain(error.lines);
  end(1);
}
