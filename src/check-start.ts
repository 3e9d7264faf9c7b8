import { type Config, parseConfig, readSettingFiles } from './config.ts';
import type { Environment } from './settings.ts';

/** Why this does not start: lines for the person who has to mend it. */
export class NotStarted extends Error {
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

const refusal = (problems: readonly string[]): NotStarted =>
  new NotStarted('Not started. These settings need a change:', ...problems.map((p) => `  ${p}`));

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What is on, in one line, for whoever starts it: page, central server, status page, Redis. */
export function summaryOf({ page, operatorKey, redisUrl }: Config, kept: Kept | undefined): string {
  const parts = kept && [
    `${counted(kept.accounts, 'account')}, ${counted(kept.clients, 'client')}`,
    operatorKey === undefined ? '/central off (no OPERATOR_KEY)' : '/central on',
    ...(redisUrl === undefined ? [] : ['shared by Redis']),
  ];
  return `page ${page ? 'on' : 'off'}; central server${parts ? `: ${parts.join(', ')}` : ' off (no ACCOUNTS_FILE)'}`;
}

type Kept = Readonly<{ accounts: number; clients: number }>;

type CheckedAccounts = Readonly<{ kept?: Kept; problems: readonly string[]; warnings: readonly string[] }>;

/** Reads accounts.json as the start does, and keeps nothing of it. */
async function checkAccounts({
  accountsFile: path,
  isProduction,
}: Pick<Config, 'accountsFile' | 'isProduction'>): Promise<CheckedAccounts> {
  if (path === undefined) return { problems: [], warnings: [] };
  const { createAccountsFile } = await import('./central/accounts/accounts-file.ts');
  const warnings: string[] = [];
  const file = createAccountsFile({
    path,
    isProduction,
    now: Date.now,
    observe: (event) => {
      if (event.type === 'accounts_warning') warnings.push(event.message);
    },
    onChange: () => {},
  });
  const read = await file.read();
  if (!read.ok) return { problems: read.problems.map((problem) => `ACCOUNTS_FILE: ${problem}`), warnings };
  const { accounts, clients } = read.accounts;
  return { kept: { accounts: accounts.length, clients: clients.length }, problems: [], warnings };
}

/** The settings. Rejects with `NotStarted` for what is wrong with them, and with accounts.json as well, all at once. */
export async function readConfig(env: Environment): Promise<Config> {
  const settings = parseConfig(env, await readSettingFiles(env));
  if (settings.ok) return settings.config;
  const { problems } = await checkAccounts({ ...settings, isProduction: env.NODE_ENV === 'production' });
  throw refusal([...settings.problems, ...problems]);
}

/** Settings and accounts.json, looked at and left: the text that says they are in order, or `NotStarted`. */
export async function checkStart(env: Environment): Promise<string> {
  const config = await readConfig(env);
  const { kept, problems, warnings } = await checkAccounts(config);
  if (problems.length > 0) throw refusal(problems);
  const lines = [...config.warnings, ...warnings].map((warning) => `Warning: ${warning}`);
  return `${[...lines, `In order: ${summaryOf(config, kept)}`].join('\n')}\n`;
}
