// A company whose central server dies and is started again: each life a process of its own, all on one state folder.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { TokenState } from '../../../src/central/tokens/state.ts';
import type { Endpoint } from '../../../src/wechat/client.ts';
import { type ServerProcess, spawnServer } from '../process/process.ts';
import { type Company, createCompany } from './central.ts';
import { type Answer, postStable, readToken, tokenOf } from './central-api.ts';
import { stateIn } from './records.ts';

export const endpoints: readonly Endpoint[] = ['token', 'stable_token'];

type Account = Company['shop'];

export type Life = Readonly<{ server: ServerProcess; origin: string }>;

/** Of an answer that does not come. */
export const never = new Promise<void>(() => {});

type LifeOptions = Readonly<{
  /** files of test/support without their ending, loaded before the server */
  preload?: readonly string[];
  env?: Readonly<Record<string, string>>;
  nodeArgs?: readonly string[];
}>;

export type Lives = Company &
  Readonly<{
    /** the account with this endpoint; there is one of each */
    accountOf: (endpoint: Endpoint) => Account;
    /** starts the process, which may end at any time: whoever needs its address waits for that */
    spawn: (options?: LifeOptions) => ServerProcess;
    /** starts it and waits for its address */
    start: (options?: LifeOptions) => Promise<Life>;
    /** sets WeChat's clock ahead by so much in all; that of a server is set when it starts */
    setAhead: (ms: number) => void;
  }>;

/** The company, with `shop` and `news` alone and none of its servers started. All that it starts end with the test. */
export async function createLives(t: TestContext): Promise<Lives> {
  let aheadMs = 0;
  const company = await createCompany(t, { now: () => Date.now() + aheadMs });
  const { shop, news, accountsJson, writeAccounts, env, closeFirst } = company;
  const clients = accountsJson.clients.filter(({ name }) => name === 'orders');
  writeAccounts({ accounts: [shop, news], clients });

  function spawn({ preload = [], nodeArgs = [], ...options }: LifeOptions = {}): ServerProcess {
    const imports = preload.flatMap((name) => ['--import', new URL(`${name}.js`, import.meta.url).href]);
    const server = spawnServer({ ...env, ...options.env }, [...imports, ...nodeArgs]);
    closeFirst(async () => {
      server.child.kill('SIGKILL');
      await server.ended;
    });
    return server;
  }

  return {
    ...company,
    accountOf: (endpoint) => (endpoint === 'token' ? shop : news),
    spawn,
    start: async (options) => {
      const server = spawn(options);
      return { server, origin: await server.origin };
    },
    setAhead: (ms) => {
      aheadMs = ms;
    },
  };
}

/** Ends it as a service manager does: what is being fetched is waited for, so that no call comes after this. */
export async function endInPeace({ child, ended, stderr }: ServerProcess): Promise<void> {
  child.kill('SIGTERM');
  assert.deepEqual(await ended, { code: 0, signal: null });
  assert.equal(stderr(), '');
}

/** Reads the token of an account as a business server with this endpoint does. */
export const readAs = (origin: string, account: Account, key: string): Promise<Answer> =>
  account.endpoint === 'token' ? readToken(origin, account, key) : postStable(origin, account, key);

/** The token of an answer; fails unless WeChat takes it at this moment, for this account. */
export function workingToken({ simulator }: Company, { appid, endpoint }: Account, answer: Answer): string {
  const token = tokenOf(answer);
  assert.deepEqual(simulator.check(token), { appid, endpoint }, 'a dead token was handed out');
  return token;
}

/** What the folder holds, by the name of the file without `.json`; fails where a file cannot be taken up again. */
export function statesIn(folder: string): Map<string, TokenState> {
  const names = readdirSync(folder).filter((name) => name !== 'lock' && !name.endsWith('.tmp'));
  return new Map(
    names.map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      assert.ok(name.endsWith('.json'), name);
      return [name.slice(0, -'.json'.length), stateIn(text)];
    }),
  );
}

/** What the folder holds of this account. */
export function storedOf({ stateDir }: Company, { endpoint, appid }: Account): TokenState {
  const state = statesIn(stateDir).get(`${endpoint}.${appid}`);
  assert.ok(state !== undefined, `nothing is stored of ${appid}`);
  return state;
}
