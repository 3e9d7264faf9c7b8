import { Pool } from 'undici';
import { median, pairedRatio, requestsPerSecond, rounds, say, withRange } from './figures.ts';
import { appidOf, centralEnv, gatewayKey, readPath } from './reads.ts';
import { start, stop } from './spawn.ts';

const path = '/cgi-bin/draft/count';

/** The stand-in of the gateway client, once a token is held. */
async function standIn(origin: string): Promise<string> {
  const pool = new Pool(origin);
  await (await pool.request({ method: 'GET', path: readPath(0) })).body.text();
  const read = `/cgi-bin/token?grant_type=client_credential&appid=${appidOf(0)}&secret=${gatewayKey}`;
  const { body } = await pool.request({ method: 'GET', path: read });
  const text = await body.text();
  await pool.close();
  const token = /"access_token":"([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(text.slice(0, 80));
  return token;
}

const callsPerRound = 300;

/** Milliseconds that a call takes longer through here than directly, each over a connection that is warm. */
async function overhead(server: string, direct: string, query: string): Promise<string> {
  const pools = [new Pool(server, { connections: 1 }), new Pool(direct, { connections: 1 })] as const;
  const timed = async (pool: Pool): Promise<number> => {
    const startedAt = performance.now();
    await (await pool.request({ method: 'GET', path: `${path}${query}` })).body.text();
    return performance.now() - startedAt;
  };
  const differences: number[] = [];
  for (let round = 0; round < rounds + 1; round += 1) {
    const times: [number, number][] = [];
    for (let call = 0; call < callsPerRound; call += 1)
      times.push([await timed(pools[0]), await timed(pools[1])]);
    differences.push(median(times.map(([ours]) => ours)) - median(times.map(([, theirs]) => theirs)));
  }
  await Promise.all(pools.map((pool) => pool.close()));
  // the first round warms both up
  return `${withRange(differences.slice(1), 2)} ms more (bar: at most 1 ms)`;
}

/** Calls through the gateway, with a line in the log for each, against node:http and undici without a check. */
export async function benchGateway(): Promise<void> {
  const wechat = await start('dist/test/bench/plain-wechat.js', {}, 'others');
  const env = { WECHAT_API_BASE: wechat.origin };
  const server = await start('dist/src/server.js', {
    ...centralEnv(1, 'stable_token', ['drafts']),
    ...env,
    LOG_LEVEL: 'info',
  });
  const bare = await start('dist/test/bench/bare-relay.js', env);
  const query = `?access_token=${await standIn(server.origin)}`;
  const { text, perSecond } = await pairedRatio(
    () => requestsPerSecond({ url: `${server.origin}${path}${query}` }),
    () => requestsPerSecond({ url: `${bare.origin}${path}${query}` }),
  );
  say(`relay against undici    ${text} (bar: at least 0.60; ${perSecond} calls/s)`);
  say(`call against direct one ${await overhead(server.origin, wechat.origin, query)}`);
  await Promise.all([wechat, server, bare].map(stop));
}
