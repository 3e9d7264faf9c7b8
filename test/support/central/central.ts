// A company with three accounts and two business servers, its central server, and WeChat's simulator behind it.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  type Call,
  type Fault,
  type Simulator,
  startSimulator,
} from '../../../src/demo/simulator/wechat-simulator.ts';
import type { Endpoint } from '../../../src/wechat/client.ts';
import { startApp } from '../app.ts';
import { createCanary } from '../canary.ts';
import { newAppid } from '../page/get.ts';
import { type ServerProcess, spawnServer } from '../process/process.ts';

export type Account = Readonly<{
  name: string;
  appid: string;
  secret: string;
  endpoint: Endpoint;
}>;

type Client = Readonly<{
  name: string;
  keySha256: string | readonly string[];
  accounts: readonly string[];
  forceRefresh?: boolean;
  gateway?: readonly string[];
  origins?: readonly string[];
}>;

export type AccountsJson = Readonly<{ accounts: readonly Account[]; clients: readonly Client[] }>;

export type Company = Readonly<{
  simulator: Simulator;
  /** may be read by both business servers but for `depot`, which neither may read */
  shop: Account;
  news: Account;
  depot: Account;
  /** the keys of the business servers: `orders` may force, `mailer` reads `news` alone and may not */
  orders: string;
  mailer: string;
  operator: string;
  accountsFile: string;
  stateDir: string;
  /** what accounts.json holds at first */
  accountsJson: AccountsJson;
  /** puts another accounts.json in its place, readable by its owner alone */
  writeAccounts: (json: AccountsJson | string) => void;
  /** settings that point the server here */
  env: Readonly<Record<string, string>>;
  /** what has to end before the folder goes */
  closeFirst: (close: () => Promise<void>) => void;
  /** calls of the simulator for this account */
  callsFor: (account: Account) => readonly Call[];
}>;

export type RunningCentral = Company &
  Readonly<{
    origin: string;
    /** everything that was logged or printed so far */
    logged: () => string;
  }>;

export type CentralOptions = Readonly<{
  env?: Readonly<Record<string, string>>;
  /** ms since the epoch, for the server and for WeChat */
  now?: () => number;
  /** what WeChat's side does from the start, before anything has been fetched */
  fault?: Fault;
  /** how long WeChat's tokens live, by account, where it is not two hours */
  lifeMs?: Readonly<Record<string, number>>;
  /** for a process of its own */
  nodeArgs?: readonly string[];
  /** what Node runs there, where that matters */
  file?: string;
}>;

/** As `npm run client-key` makes them. */
export const newClientKey = (): string => `wat_${randomBytes(32).toString('base64url')}`;

export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

function newAccount(name: string, endpoint: Account['endpoint']): Account {
  return { name, appid: newAppid(), secret: createCanary(), endpoint };
}

/** Accounts, keys and WeChat; the server itself is not started yet. Removed after the test. */
export async function createCompany(
  t: TestContext,
  { env, now, fault, lifeMs = {} }: CentralOptions,
): Promise<Company> {
  const shop = newAccount('shop', 'token');
  const news = newAccount('news', 'stable_token');
  const depot = newAccount('depot', 'token');
  const accounts = [shop, news, depot];
  const simulator = await startSimulator({
    accounts: accounts.map((account) => {
      const life = lifeMs[account.name];
      return life === undefined ? account : { ...account, lifeMs: life };
    }),
    ...(now === undefined ? {} : { now }),
  });
  simulator.failAlways(fault);

  const [orders, mailer] = [newClientKey(), newClientKey()];
  const accountsJson: AccountsJson = {
    accounts,
    clients: [
      { name: 'orders', keySha256: digestOf(orders), accounts: ['shop', 'news'], forceRefresh: true },
      { name: 'mailer', keySha256: digestOf(mailer), accounts: ['news'] },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), 'central-'));
  const closing: (() => Promise<void>)[] = [];
  t.after(async () => {
    // a call that hangs at the simulator would be waited for
    await simulator.close();
    for (const close of closing) await close();
    rmSync(folder, { recursive: true, force: true });
  });
  const accountsFile = join(folder, 'accounts.json');
  const stateDir = join(folder, 'state');
  const writeAccounts: Company['writeAccounts'] = (json) =>
    writeFileSync(accountsFile, typeof json === 'string' ? json : JSON.stringify(json), { mode: 0o600 });
  writeAccounts(accountsJson);
  const operator = randomBytes(24).toString('hex');
  return {
    simulator,
    shop,
    news,
    depot,
    orders,
    mailer,
    operator,
    accountsFile,
    stateDir,
    accountsJson,
    writeAccounts,
    env: {
      WECHAT_API_BASE: simulator.origin,
      ACCOUNTS_FILE: accountsFile,
      STATE_DIR: stateDir,
      OPERATOR_KEY: operator,
      LOG_LEVEL: 'debug',
      RATE_LIMIT: '10000',
      ...env,
    },
    closeFirst: (close) => void closing.push(close),
    callsFor: ({ appid }) =>
      simulator.calls.filter(({ query, body }) => query.appid === appid || body.includes(appid)),
  };
}

/** The central server in this process. */
export async function startCentral(t: TestContext, options: CentralOptions = {}): Promise<RunningCentral> {
  const company = await createCompany(t, options);
  const { now } = options;
  const app = await startApp({ env: company.env, ...(now === undefined ? {} : { now }) });
  company.closeFirst(app.close);
  return { ...company, origin: app.origin, logged: app.logged };
}

/** The central server in a process of its own, as `npm start` runs it. */
export async function spawnCentral(
  t: TestContext,
  options: CentralOptions = {},
): Promise<RunningCentral & Readonly<{ server: ServerProcess }>> {
  const company = await createCompany(t, options);
  const server = spawnServer(company.env, options.nodeArgs, '.', options.file);
  company.closeFirst(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  const logged = (): string => server.stdout() + server.stderr();
  return { ...company, server, origin: await server.origin, logged };
}
