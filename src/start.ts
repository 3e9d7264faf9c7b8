import type { Server } from 'node:http';
import type { Redis } from 'ioredis';
import { createListener } from './app.ts';
import type { Central } from './central/index.ts';
import { type Config, parseConfig, readSettingFiles } from './config.ts';
import { type Assets, loadAssets } from './http/assets.ts';
import { type Listening, listen } from './http/listen.ts';
import { type LimitStores, memoryStores } from './http/rate-limit.ts';
import type { Log } from './log.ts';
import type { Environment } from './settings.ts';
import { createClient, type WeChatClient } from './wechat/client.ts';
import { issuerOf } from './wechat/issuer.ts';

/** Why this does not start: lines for the person who has to mend it. */
export class NotStarted extends Error {
  readonly lines: readonly string[];

  constructor(...lines: readonly string[]) {
    super('not started');
    this.lines = lines;
  }
}

const refusal = (problems: readonly string[]): NotStarted =>
  new NotStarted('Not started. These settings need a change:', ...problems.map((p) => `  ${p}`));

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** What is on, in one line, for whoever starts it. */
function summaryOf({ page, operatorKey, redisUrl }: Config, kept: Kept | undefined): string {
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

function readAssets(root: string): Assets {
  try {
    return loadAssets(root);
  } catch {
    throw new NotStarted('Not started: the built files in dist/assets are missing. Run `npm run build`.');
  }
}

const listenProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program: stop that, or set PORT to another number',
  EACCES: 'may not be used by this user: set PORT to a number from 1024 on',
  EADDRNOTAVAIL: 'is not an address of this machine: set HOST to one that is, such as 127.0.0.1',
  ENOTFOUND: 'is not a name that this machine knows: set HOST to one of its addresses',
  EAI_AGAIN: 'is not a name that this machine can look up: set HOST to one of its addresses',
};

type Shared = Readonly<{ redis: Redis | undefined; limitStores: LimitStores }>;

/** What several instances have in common; without REDIS_URL none of it is loaded. */
async function openShared({ redisUrl, wechatApiBase }: Config): Promise<Shared> {
  if (redisUrl === undefined) return { redis: undefined, limitStores: memoryStores };
  const [{ connectRedis }, { createSharedStore }] = await Promise.all([
    import('./redis.ts'),
    import('./http/shared-store.ts'),
  ]);
  const redis = await connectRedis(redisUrl);
  const issuer = issuerOf(wechatApiBase);
  return { redis, limitStores: (name) => createSharedStore(redis, issuer, name) };
}

/** The second room, which costs nothing unless it is configured: not even its code is loaded. */
async function openCentral(
  { accountsFile, ...config }: Config,
  shared: Shared,
  log: Log,
): Promise<Central | undefined> {
  if (accountsFile === undefined) return undefined;
  const { openCentral: open } = await import('./central/index.ts');
  const central = await open({
    config: { ...config, accountsFile },
    client: createClient({ ...config, now: Date.now, maxCalls: 256 }),
    log,
    ...shared,
    now: Date.now,
    monotonic: () => performance.now(),
  });
  if (!('problems' in central)) return central;
  throw new NotStarted(
    'Not started. The central server needs a change:',
    ...central.problems.map((p) => `  ${p}`),
  );
}

async function startListening(
  config: Config,
  log: Log,
  app: Parameters<typeof listen>[0],
): Promise<Listening> {
  try {
    return await listen(app, config.host, config.port, {
      log,
      isHttps: config.publicUrl?.startsWith('https:') ?? false,
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const problem = listenProblems[code] ?? `cannot be listened on (${code})`;
    throw new NotStarted(`Not started: ${config.host} port ${config.port} ${problem}.`);
  }
}

export type Started = Readonly<{
  server: Server;
  url: string;
  /** what is on */
  summary: string;
  client: WeChatClient;
  central: Central | undefined;
}>;

/** Opens everything that `config` asks for, and listens. Rejects with `NotStarted` for what a person has to mend. */
export async function start(
  config: Config,
  { log, root, version }: Readonly<{ log: Log; root: string; version: string }>,
): Promise<Started> {
  const client = createClient({ ...config, now: Date.now });
  const shared = await openShared(config);
  const central = await openCentral(config, shared, log);
  const listener = createListener({
    config,
    client,
    log,
    assets: readAssets(root),
    root,
    version,
    now: Date.now,
    limitStores: shared.limitStores,
    ...(central === undefined ? {} : { central }),
  });
  const { server, url } = await startListening(config, log, listener);
  return { server, url, summary: summaryOf(config, central?.size()), client, central };
}
