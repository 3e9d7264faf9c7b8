import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Redis } from 'ioredis';
import { createListener } from './app.ts';
import type { Central } from './central/index.ts';
import { type Config, parseConfig, readSettingFiles } from './config.ts';
import { type Assets, loadAssets } from './http/assets.ts';
import { type Listening, listen } from './http/listen.ts';
import { type LimitStores, memoryStores } from './http/rate-limit.ts';
import { createLog, describeError, type Log, standardOutput } from './log.ts';
import { shutdownOn } from './shutdown.ts';
import { createClient } from './wechat/client.ts';
import { issuerOf } from './wechat/issuer.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Says on stderr what a person has to mend before this can start, and ends the process. */
function refuseToStart(...lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

async function readConfig(): Promise<Config> {
  const result = parseConfig(process.env, await readSettingFiles(process.env));
  if (result.ok) return result.config;
  return refuseToStart('Not started. These settings need a change:', ...result.problems.map((p) => `  ${p}`));
}

function readAssets(): Assets {
  try {
    return loadAssets(root);
  } catch {
    return refuseToStart('Not started: the built files in dist/assets are missing. Run `npm run build`.');
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
  return refuseToStart(
    'Not started. The central server needs a change:',
    ...central.problems.map((p) => `  ${p}`),
  );
}

async function startListening(config: Config, app: Parameters<typeof listen>[0]): Promise<Listening> {
  try {
    return await listen(app, config.host, config.port);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const problem = listenProblems[code] ?? `cannot be listened on (${code})`;
    return refuseToStart(`Not started: ${config.host} port ${config.port} ${problem}.`);
  }
}

const config = await readConfig();
// a diagnostic report would hold them
for (const name of ['OPERATOR_KEY', 'REDIS_URL', 'HTTPS_PROXY', 'https_proxy']) delete process.env[name];
const output = standardOutput();
const log = createLog(config.logLevel, output);
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    log.error('unexpected_error', describeError(error));
    output.exit(1);
  });
}
for (const message of config.warnings) log.warn('warning', { message });

// our own file
const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
const client = createClient({ ...config, now: Date.now });
const shared = await openShared(config);
const central = await openCentral(config, shared, log);
const assets = readAssets();
const listener = createListener({
  config,
  client,
  log,
  assets,
  root,
  version,
  now: Date.now,
  limitStores: shared.limitStores,
  ...(central === undefined ? {} : { central }),
});
const { server, url } = await startListening(config, listener);
shutdownOn(
  ['SIGTERM', 'SIGINT'],
  { server, client, central, log, exit: output.exit },
  config.shutdownTimeoutMs,
);
if (central !== undefined) process.on('SIGHUP', central.reload);
central?.start();
log.info('listening', { url });
// a person at a terminal wants it in plain words, and a quiet log would leave it out
if (process.stdout.isTTY || !['debug', 'info'].includes(config.logLevel)) {
  process.stdout.write(`WeChat Access Token: ${url}\n`);
}
