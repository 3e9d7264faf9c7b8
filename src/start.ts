import type { Server } from 'node:http';
import type { Redis } from 'ioredis';
import { createListener } from './app.ts';
import type { Central } from './central/index.ts';
import { NotStarted, summaryOf } from './check-start.ts';
import type { Config } from './config.ts';
import { type Assets, loadAssets } from './http/assets.ts';
import { type Listening, type limits, listen } from './http/listen.ts';
import { type LimitStores, memoryStores } from './http/rate-limit.ts';
import type { Log } from './log.ts';
import type { KeptTokens } from './page/get/kept-tokens.ts';
import { createClient, type WeChatClient } from './wechat/client.ts';
import type { Localized } from './wechat/errcodes.ts';
import { issuerOf } from './wechat/issuer.ts';

/** What is handed in: a process has the first three, the demo and the tests may play the rest. */
export type World = Readonly<{
  log: Log;
  /** the project's folder, with views/ and the built assets */
  root: string;
  version: string;
  /** wall clock, ms since the epoch; where it is played, it is the monotonic one as well */
  now?: () => number;
  /** the page's calls to WeChat */
  client?: WeChatClient;
  /** how many of them run at a time */
  maxCalls?: number;
  /** how long a client may take to send its request */
  limits?: Partial<typeof limits>;
  /** one line above every page */
  notice?: Localized;
  /** what a press of Get must not replace unsaid; the central server's tokens unless given */
  kept?: KeptTokens;
}>;

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
  { log, now }: World,
): Promise<Central | undefined> {
  if (accountsFile === undefined) return undefined;
  const { openCentral: open } = await import('./central/index.ts');
  const central = await open({
    config: { ...config, accountsFile },
    client: createClient({ ...config, now: now ?? Date.now, maxCalls: 256 }),
    log,
    ...shared,
    now: now ?? Date.now,
    monotonic: now ?? (() => performance.now()),
  });
  if (!('problems' in central)) return central;
  throw new NotStarted(
    'Not started. The central server needs a change:',
    ...central.problems.map((p) => `  ${p}`),
  );
}

async function startListening(
  config: Config,
  { log, limits }: World,
  app: Parameters<typeof listen>[0],
): Promise<Listening> {
  try {
    return await listen(app, config.host, config.port, {
      ...limits,
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
export async function start(config: Config, world: World): Promise<Started> {
  const { now = Date.now, maxCalls, client = createClient({ ...config, now, maxCalls }) } = world;
  const shared = await openShared(config);
  const central = await openCentral(config, shared, world);
  const listener = createListener({
    ...world,
    config,
    client,
    assets: readAssets(world.root),
    now,
    limitStores: shared.limitStores,
    ...(central === undefined ? {} : { central }),
  });
  const { server, url } = await startListening(config, world, listener);
  return { server, url, summary: summaryOf(config, central?.size()), client, central };
}
