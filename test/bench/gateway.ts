import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { median, pairedRatio, requestsPerSecond, rounds, say, withRange } from './figures.ts';
import { appidOf, centralEnv, gatewayKey, readPath } from './reads.ts';
import { type Running, start, stop } from './spawn.ts';

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

/** As many as one client may have under way, and how long WeChat takes for each. */
const callsUnderWay = 64;
const wechatMs = 100;

/** Reads of a token while a client relays all that it may, over those while it calls WeChat directly just as often. */
async function readsBesideRelay(): Promise<string> {
  const wechat = await start(
    'dist/test/bench/plain-wechat.js',
    { ANSWER_AFTER_MS: String(wechatMs) },
    'others',
  );
  const server = await startServer(wechat);
  const query = `?access_token=${await standIn(server.origin)}`;
  const relayed: number[] = [];
  async function readsBeside({ origin }: Running, calls: number[] = []): Promise<number> {
    const calling = requestsPerSecond({
      url: `${origin}${path}${query}`,
      connections: callsUnderWay,
      seconds: 6,
    });
    await setTimeout(1000);
    const reads = await requestsPerSecond({ url: `${server.origin}${readPath(0)}` });
    calls.push(await calling);
    return reads;
  }
  const { text, perSecond } = await pairedRatio(
    () => readsBeside(server, relayed),
    () => readsBeside(wechat),
  );
  await Promise.all([wechat, server].map(stop));
  return `${text} (bar: at least 0.80; ${perSecond} reads/s beside ${median(relayed).toFixed(0)} calls/s)`;
}

const uploads = 50;
const upload = Buffer.alloc(10_000_000, 7);

/** A figure of the kernel's about this process, in MB. */
const megabytes = ({ child }: Running, name: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) /
  1024;

/** How much more memory a server takes at its highest, while 50 uploads of 10 MB pass through it at once. */
async function uploadMemory(wechat: Running): Promise<string> {
  const more: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await startServer(wechat);
    const query = `?access_token=${await standIn(server.origin)}`;
    const before = megabytes(server, 'VmRSS');
    // sets the highest so far back to what it is now
    writeFileSync(`/proc/${server.child.pid}/clear_refs`, '5');
    const pool = new Pool(server.origin, { connections: uploads, headersTimeout: 120_000 });
    const send = async (): Promise<void> => {
      const answer = await pool.request({
        method: 'POST',
        path: `/cgi-bin/media/uploadimg${query}`,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: upload,
      });
      const text = await answer.body.text();
      if (answer.headers['x-gateway'] !== 'relayed') throw new Error(text.slice(0, 80));
    };
    await Promise.all(Array.from({ length: uploads }, send));
    more.push(megabytes(server, 'VmHWM') - before);
    await pool.close();
    await stop(server);
  }
  return `${withRange(more, 0)} MB more (bar: at most 250 MB)`;
}

const startServer = (wechat: Running): Promise<Running> =>
  start('dist/src/server.js', {
    ...centralEnv(1, 'stable_token', ['drafts']),
    WECHAT_API_BASE: wechat.origin,
    GATEWAY_TIMEOUT_MS: '120000',
    LOG_LEVEL: 'info',
  });

/** Calls through the gateway, with a line in the log for each, against node:http and undici without a check. */
export async function benchGateway(): Promise<void> {
  const wechat = await start('dist/test/bench/plain-wechat.js', {}, 'others');
  const server = await startServer(wechat);
  const bare = await start('dist/test/bench/bare-relay.js', { WECHAT_API_BASE: wechat.origin });
  const query = `?access_token=${await standIn(server.origin)}`;
  const { text, perSecond } = await pairedRatio(
    () => requestsPerSecond({ url: `${server.origin}${path}${query}` }),
    () => requestsPerSecond({ url: `${bare.origin}${path}${query}` }),
  );
  say(`relay against undici    ${text} (bar: at least 0.60; ${perSecond} calls/s)`);
  say(`call against direct one ${await overhead(server.origin, wechat.origin, query)}`);
  await Promise.all([server, bare].map(stop));
  say(`50 uploads of 10 MB     ${await uploadMemory(wechat)}`);
  await stop(wechat);
  say(`reads beside 64 calls   ${await readsBesideRelay()}`);
}
