import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'undici';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { median, pairedRatio, requestsPerSecond, rounds, say, withRange } from './figures.ts';
import { centralEnv, forceRefresh, p99, read, readPath, steadyReads } from './reads.ts';
import { start, stop } from './spawn.ts';

const serverScript = 'dist/src/server.js';

/** Resolves when the first account's token is held. */
async function warm(origin: string): Promise<void> {
  const pool = new Pool(origin);
  await read(pool, readPath(0));
  await pool.close();
}

/** Reads of one held token, key checked, over a bare node:http server with the same bytes; the two in turn. */
async function readRatio(server: string, bare: string): Promise<string> {
  const { text, perSecond } = await pairedRatio(
    () => requestsPerSecond({ url: `${server}${readPath(0)}` }),
    () => requestsPerSecond({ url: `${bare}${readPath(0)}` }),
  );
  return `${text} (bar: at least 0.85; ${perSecond} reads/s)`;
}

const accountCount = 400;

/** Of a round, so that what the machine does besides falls on both sides alike. */
const slices = 6;
const sliceS = 0.5;

/** The p99 of reads while other accounts are refreshed, 50 a second, over that of quiet times, slice by slice in turn. */
async function p99Ratio(origin: string, begin: () => unknown = () => {}, end = begin): Promise<string> {
  const [readers, refreshers] = [
    new Pool(origin, { connections: 50 }),
    new Pool(origin, { connections: 100 }),
  ];
  let next = 0;
  const refreshOne = (): void => {
    next = 1 + (next % (accountCount - 1));
    void forceRefresh(refreshers, next).catch(() => {});
  };
  await steadyReads(readers, 2);
  const figures: [quiet: number, beside: number][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [quiet, beside]: [number[], number[]] = [[], []];
    for (let slice = 0; slice < slices; slice += 1) {
      quiet.push(...(await steadyReads(readers, sliceS)));
      begin();
      beside.push(...(await steadyReads(readers, sliceS, refreshOne)));
      end();
    }
    figures.push([p99(quiet), p99(beside)]);
  }
  await Promise.all([readers, refreshers].map((pool) => pool.destroy()));
  const ratios = figures.map(([quiet, beside]) => beside / quiet);
  const [quietMs, ms] = ([0, 1] as const).map((column) =>
    median(figures.map((row) => row[column])).toFixed(2),
  );
  return `${withRange(ratios, 2)} (bar: at most 1.20; ${ms} ms against ${quietMs} ms)`;
}

/** Calls at WeChat when 1,000 readers ask for a token that nobody has. */
async function coldReaders(): Promise<string> {
  const simulator = await startSimulator({ openAccounts: true });
  let answer: () => void = () => {};
  simulator.failNext({ kind: 'delay', until: new Promise((resolve) => (answer = resolve)) });
  const server = await start(serverScript, { ...centralEnv(1, 'token'), WECHAT_API_BASE: simulator.origin });
  const pool = new Pool(server.origin, { connections: 1000 });
  const reads = Array.from({ length: 1000 }, () => read(pool, readPath(0)));
  // time enough for all of them to have asked, and less than the deadline of the call
  await setTimeout(3000);
  answer();
  await Promise.all(reads);
  await pool.close();
  await stop(server);
  const { length } = simulator.calls;
  await simulator.close();
  return `${length} call${length === 1 ? '' : 's'} (bar: 1)`;
}

async function tenThousandAccounts(): Promise<string> {
  const child = spawn(process.execPath, ['--expose-gc', 'dist/test/bench/accounts.js'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await once(child, 'close');
  return output.trim();
}

/** The figures of the central server. */
export async function benchCentral(): Promise<void> {
  say(`1,000 cold readers      ${await coldReaders()}`);
  say(`10,000 accounts         ${await tenThousandAccounts()}`);
  const simulator = await start('dist/test/bench/simulator.js', {}, 'others');
  const env = { ...centralEnv(accountCount), WECHAT_API_BASE: simulator.origin };
  const server = await start(serverScript, env);
  const bare = await start('dist/test/bench/bare-http.js');
  await warm(server.origin);
  say(`reads against node:http ${await readRatio(server.origin, bare.origin)}`);
  await stop(bare);
  say(`p99 during refreshes    ${await p99Ratio(server.origin)}`);
  const hangOrAnswer = (): boolean => simulator.child.kill('SIGUSR2');
  say(`p99 while WeChat hangs  ${await p99Ratio(server.origin, hangOrAnswer)}`);
  await Promise.all([simulator, server].map(stop));
}
