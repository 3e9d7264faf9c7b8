import { settings } from './settings.ts';

export type Command = 'start' | 'demo' | 'client-key' | 'help' | 'version' | 'check' | 'unknown';

const commands: ReadonlyMap<string | undefined, Command> = new Map<string | undefined, Command>([
  [undefined, 'start'],
  ['demo', 'demo'],
  ['client-key', 'client-key'],
  ['--help', 'help'],
  ['-h', 'help'],
  ['--version', 'version'],
  ['-v', 'version'],
  ['--check', 'check'],
]);

/** What the arguments ask for. Whatever is not known is `unknown`, and never repeated: it may be a secret. */
export function readCommand([first, ...more]: readonly string[]): Command {
  const command = commands.get(first) ?? 'unknown';
  return more.length > 0 && command !== 'client-key' ? 'unknown' : command;
}

const settingLines = Object.entries(settings).map(([name, { fallback, expects }]) => {
  const preset = fallback ? ` (${fallback})` : '';
  return `  ${name}${preset}\n      ${expects}`;
});

export const help = `Usage: wechat-access-token [demo | client-key NAME [ACCOUNT …] | --check | --version | --help]
In a clone of the repository, write node dist/src/server.js for wechat-access-token.

Without an argument, the server starts and runs until SIGTERM or SIGINT. SIGHUP makes it read accounts.json again.

  demo        serves the page and a central server against a simulator of WeChat: needs no account and no internet
  client-key  makes a key for the business server NAME, and the line of accounts.json that lets it read these accounts
  --check     reads the settings and accounts.json, says everything that is wrong with them, and ends
  --version   prints the version
  --help      prints this

Everything is set in the environment; .env.example explains it. By default:

${settingLines.join('\n')}

HTTPS_PROXY, OPERATOR_KEY and REDIS_URL are also read from a file, which NAME_FILE names.
`;
