// Several central servers, each a process of its own, on one Redis; WeChat's simulator behind them.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  type Account,
  type CentralOptions,
  type Company,
  createCompany,
  digestOf,
} from '../central/central.ts';
import { type Answer, postStable, readToken, tokenOf } from '../central/central-api.ts';
import { createPromises } from '../central/promises.ts';
import { type ServerProcess, spawnServer } from '../process/process.ts';
import { type RedisRelay, startRedisRelay } from './redis-relay.ts';
import { type RedisServer, type RedisServerOptions, startRedis } from './redis-server.ts';

export type Instance = Omit<ServerProcess, 'origin'> &
  Readonly<{
    origin: string;
    /** its own way to Redis */
    way: RedisRelay;
    kill: () => Promise<void>;
    /** stands still until `cont` */
    stop: () => void;
    cont: () => void;
    /** resolves once it has logged this event, that many times if told so */
    said: (event: string, times?: number) => Promise<void>;
    /** how often it has logged this event so far */
    count: (event: string) => number;
  }>;

type StartOptions = Readonly<{
  env?: Readonly<Record<string, string>>;
  nodeArgs?: readonly string[];
  /** what Node runs, where that matters */
  file?: string;
}>;

export type Instances = Company &
  Readonly<{
    redis: RedisServer;
    /** One more, with the same accounts and the same Redis. */
    start: (options?: StartOptions) => Promise<Instance>;
    all: readonly Instance[];
    /** What this instance gives out for the account, which has to work at that instant and is noted down. */
    read: (from: Instance, account: Account) => Promise<string>;
    /** That the token of this answer works at this instant, and, unless told not to, what was promised for it. */
    note: (answer: Answer, account: Account, sentAt: number, isPromised?: boolean) => string;
    /** Forgets what was noted down: a forced refresh may break it. */
    forgetPromises: () => void;
    /** Every promise that was noted down, to its last moment. Nothing can be read after it. */
    assertPromises: () => void;
  }>;

export type InstancesOptions = CentralOptions &
  Readonly<{
    redis?: RedisServerOptions;
    /** which accounts there are, `shop` and `news` unless given; `all`: `depot` as well */
    only?: 'shop' | 'news' | 'all';
  }>;

/** Nothing is started yet but Redis and WeChat. A call has one second, so that a turn is leased for three. */
export async function createInstances(
  t: TestContext,
  { redis: redisOptions, only, ...options }: InstancesOptions = {},
): Promise<Instances> {
  let endedAt: number | undefined;
  const redis = await startRedis(t, redisOptions);
  const company = await createCompany(t, { now: () => endedAt ?? Date.now(), ...options });
  const { shop, news, depot, orders, simulator } = company;
  const accounts = only === 'all' ? [shop, news, depot] : only === undefined ? [shop, news] : [company[only]];
  const names = accounts.map(({ name }) => name);
  company.writeAccounts({
    accounts,
    clients: [{ name: 'orders', keySha256: digestOf(orders), accounts: names, forceRefresh: true }],
  });
  const promises = createPromises((value, at) => {
    endedAt = at;
    return simulator.check(value);
  });
  const all: Instance[] = [];

  async function start({ env = {}, nodeArgs = [], file }: StartOptions = {}): Promise<Instance> {
    const way = await startRedisRelay(redis.port);
    const server = spawnServer(
      {
        ...company.env,
        WECHAT_TIMEOUT_MS: '1000',
        REDIS_URL: `redis://127.0.0.1:${way.port}`,
        ...options.env,
        ...env,
      },
      nodeArgs,
      '.',
      file,
    );
    const kill = async (): Promise<void> => {
      server.child.kill('SIGKILL');
      await server.ended;
      way.close();
    };
    company.closeFirst(kill);
    const line = (event: string): string => `"event":"${event}"`;
    const instance: Instance = {
      ...server,
      origin: await server.origin,
      way,
      kill,
      stop: () => void server.child.kill('SIGSTOP'),
      cont: () => void server.child.kill('SIGCONT'),
      said: (event, times) => server.printed(line(event), times),
      count: (event) => server.stdout().split(line(event)).length - 1,
    };
    all.push(instance);
    return instance;
  }

  function note(answer: Answer, account: Account, sentAt: number, isPromised = true): string {
    const token = tokenOf(answer);
    assertWorks(company, token, account);
    if (isPromised) promises.add(token, sentAt + Number(answer.body.expires_in) * 1000);
    return token;
  }

  async function read({ origin }: Instance, account: Account): Promise<string> {
    const sentAt = Date.now();
    return note(await readToken(origin, account, orders), account, sentAt);
  }

  return {
    ...company,
    redis,
    start,
    all,
    read,
    note,
    forgetPromises: promises.forget,
    assertPromises: () => {
      const before = promises.ends().length;
      promises.check(Number.POSITIVE_INFINITY);
      assert.ok(before > 0 && promises.checked() >= before, 'nothing was promised');
    },
  };
}

/** WeChat takes it at this instant, for this account. */
export function assertWorks({ simulator }: Company, token: string, { appid, endpoint }: Account): void {
  assert.deepEqual(simulator.check(token), { appid, endpoint });
}

/** A refresh that `orders` forces at this instance. */
export const force = ({ orders }: Company, { origin }: Instance, account: Account): Promise<Answer> =>
  postStable(origin, account, orders, { force_refresh: true });
