import { Pool } from 'undici';
import { startRedis } from '../support/redis/redis-server.ts';
import { median, pairedRatio, requestsPerSecond, say } from './figures.ts';
import { centralEnv, forceRefresh, read, readPath } from './reads.ts';
import { start, stop } from './spawn.ts';

// What several instances on one Redis cost a read, and how soon the others know of a refresh.

const serverScript = 'dist/src/server.js';

const accountCount = 100;

/** From the answer to a forced refresh at one instance to the first new answer of the other, which is asked all the time. */
async function delayMs(one: Pool, two: Pool, account: number): Promise<number> {
  const path = readPath(account);
  await read(one, path);
  const before = await read(two, path);
  let refreshedAt = Number.NaN;
  const refreshing = forceRefresh(one, account).then((body) => {
    refreshedAt = performance.now();
    return body;
  });
  let found = before;
  while (found === before) found = await read(two, path);
  const knownAt = performance.now();
  if ((await refreshing) !== found) throw new Error('the other instance gives out another token');
  // by message it may be there before the answer is
  return Math.max(0, knownAt - refreshedAt || 0);
}

async function refreshAll(origin: string): Promise<void> {
  const pool = new Pool(origin);
  for (let account = 1; account < accountCount; account += 1) {
    await read(pool, readPath(account));
    await forceRefresh(pool, account);
  }
  await pool.close();
}

async function refreshDelay(one: string, two: string): Promise<string> {
  const pools = [new Pool(one), new Pool(two)] as const;
  const times: number[] = [];
  for (let account = 1; account < accountCount; account += 1) times.push(await delayMs(...pools, account));
  await Promise.all(pools.map((pool) => pool.close()));
  return `${median(times).toFixed(1)} ms, ${Math.max(...times).toFixed(1)} ms at the most (bar: median under 20 ms)`;
}

/** The figures of several instances. */
export async function benchRedis(): Promise<void> {
  const closing: (() => unknown)[] = [];
  const redis = await startRedis({ after: (close) => void closing.push(close) });
  const simulator = await start('dist/test/bench/simulator.js', {}, 'others');
  const env = { ...centralEnv(accountCount), WECHAT_API_BASE: simulator.origin };
  const alone = await start(serverScript, env);
  const shared = { ...env, REDIS_URL: `redis://127.0.0.1:${redis.port}` };
  const [one, two] = await Promise.all([start(serverScript, shared), start(serverScript, shared)]);
  const url = ({ origin }: Readonly<{ origin: string }>) => ({ url: `${origin}${readPath(0)}` });
  for (const { origin } of [alone, one, two]) {
    const pool = new Pool(origin);
    await read(pool, readPath(0));
    await pool.close();
  }
  say(`the others know after   ${await refreshDelay(one.origin, two.origin)}`);
  // whoever is compared has done the same before: code that has only ever read is compiled for that alone
  await refreshAll(alone.origin);
  const withRedis = await pairedRatio(
    () => requestsPerSecond(url(one)),
    () => requestsPerSecond(url(alone)),
  );
  say(`reads with Redis        ${withRedis.text} of those without (bar: at least 0.95)`);
  await Promise.all([simulator, alone, one, two].map(stop));
  for (const close of closing) await close();
}
