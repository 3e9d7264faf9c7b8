import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { Client } from 'undici';
import { createClient } from '../../src/wechat/client.ts';
import { benchCentral } from './central.ts';
import { median, pairedRatio, requestsPerSecond, rounds, say, withRange } from './figures.ts';
import { benchGateway } from './gateway.ts';
import { benchRedis } from './redis.ts';
import { pinLoad, start, stop } from './spawn.ts';

const usage = `Usage: npm run bench [-- page | central | gateway | redis]

The figures of CONTRIBUTING.md, as ratios or differences measured in one run: several minutes on a machine that does nothing
else. A word narrows it down to the page, the central server, its gateway, or several instances with Redis.
`;

const callsPerRound = 100;

/** GET / of the server over that of a bare Express app with the same view; the two in turn, after a warm-up of each. */
async function pageRatio(server: string, bare: string): Promise<string> {
  const { text, perSecond } = await pairedRatio(
    () => requestsPerSecond({ url: server }),
    () => requestsPerSecond({ url: bare }),
  );
  return `${text} (bar: at least 1.30; ${perSecond} requests/s)`;
}

const form = 'appid=wx0000000000000000&secret=00000000000000000000000000000000&endpoint=stable_token';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/**
 * A Get through the page against the same call made directly, each over a connection that is warm; and one through a handler
 * of Express that does nothing else, since that is the floor of what a page can reach.
 */
async function getOverhead(server: string, bare: string, simulator: string): Promise<string> {
  const options = {
    wechatApiBase: simulator,
    timeoutMs: 8000,
    httpsProxy: undefined,
    noProxy: '',
    maxCalls: 64,
    now: Date.now,
  };
  const direct = createClient(options);
  const clients = [new Client(server), new Client(bare)] as const;
  const through = async (client: Client): Promise<void> => {
    const { statusCode, body } = await client.request({
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    });
    if (statusCode !== 200 || !(await body.text()).includes('id="token"'))
      throw new Error(`status ${statusCode}`);
  };
  const directly = async (): Promise<void> => {
    const { kind } = await direct.requestToken({
      appid: 'wx0000000000000000',
      secret: '0'.repeat(32),
      endpoint: 'stable_token',
      forceRefresh: false,
    });
    if (kind !== 'success') throw new Error(kind);
  };
  const works = [() => through(clients[0]), () => through(clients[1]), directly];
  const differences: [ours: number, bare: number][] = [];
  for (let round = 0; round < rounds + 1; round += 1) {
    const times: number[][] = works.map(() => []);
    for (let call = 0; call < callsPerRound; call += 1)
      for (const [i, work] of works.entries()) times[i]?.push(await timed(work));
    const [ours = 0, theirs = 0, least = 0] = times.map(median);
    differences.push([ours - least, theirs - least]);
  }
  await Promise.all([...clients, direct].map((each) => each.close()));
  // the first round warms all up
  const [ours, floor] = ([0, 1] as const).map((i) =>
    withRange(
      differences.slice(1).map((each) => each[i]),
      2,
    ),
  );
  return `${ours} ms more (bar: at most 1 ms; a bare handler of Express ${floor})`;
}

const serverScript = 'dist/src/server.js';

/** From the start of the process to the last byte of its first page. */
async function startToFirstAnswer(): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < rounds + 1; round += 1) {
    const startedAt = performance.now();
    const server = await start(serverScript);
    await (await fetch(server.origin)).text();
    times.push(performance.now() - startedAt);
    await stop(server);
  }
  const seconds = times.slice(1).map((time) => time / 1000);
  return `${withRange(seconds, 2)} s (bar: at most 0.5 s)`;
}

/** Resident memory of a server that has answered its first page and rests. */
async function idleMemory(): Promise<string> {
  const sizes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await start(serverScript);
    await (await fetch(server.origin)).text();
    const kib = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]);
    sizes.push(kib / 1024);
    await stop(server);
  }
  return `${withRange(sizes, 0)} MB (bar: at most 90 MB)`;
}

const [wanted, ...more] = process.argv.slice(2);
if (more.length > 0 || ![undefined, 'page', 'central', 'gateway', 'redis'].includes(wanted)) {
  const isAskedFor = wanted === '--help' || wanted === '-h';
  process[isAskedFor ? 'stdout' : 'stderr'].write(usage);
  process.exit(isAskedFor ? 0 : 1);
}

const gibibytes = Math.round(totalmem() / 2 ** 30);
const pinned = pinLoad() ? 'what is measured on a core of its own' : 'not pinned';
say(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${gibibytes} GiB, ${pinned}`,
);
if (wanted === undefined || wanted === 'page') await benchPage();
if (wanted === undefined || wanted === 'central') await benchCentral();
if (wanted === undefined || wanted === 'gateway') await benchGateway();
if (wanted === undefined || wanted === 'redis') await benchRedis();

async function benchPage(): Promise<void> {
  say(`start to first answer   ${await startToFirstAnswer()}`);
  say(`idle memory             ${await idleMemory()}`);
  const simulator = await start('dist/test/bench/simulator.js', {}, 'others');
  const server = await start(serverScript, { WECHAT_API_BASE: simulator.origin, RATE_LIMIT: '100000' });
  const bare = await start('dist/test/bench/bare.js');
  const bareGet = await start('dist/test/bench/bare-get.js', { WECHAT_API_BASE: simulator.origin });
  say(`Get against direct call ${await getOverhead(server.origin, bareGet.origin, simulator.origin)}`);
  say(`GET / against bare app  ${await pageRatio(server.origin, bare.origin)}`);
  await Promise.all([simulator, server, bare, bareGet].map(stop));
}
