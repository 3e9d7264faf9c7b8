import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'undici';
import type { Endpoint } from '../../src/wechat/client.ts';

// What the figures of the central server have in common: its accounts, its reads, and how long they take.

/** as long as WeChat's */
export const token = `93_${'0123456789abcdefghijklmnopqrstuvwxyz_-'.repeat(4)}`.slice(0, 157);
export const gatewayKey = 'wat_caller_caller_caller_caller_caller_caller_call';
export const clientKey = 'wat_bench_bench_bench_bench_bench_bench_bench_bench';

/** Not of digits alone: the simulator takes those for an errcode that is wanted. */
export const appidOf = (i: number): string => `wxb${String(i).padStart(15, '0')}`;

export const readPath = (i: number): string =>
  `/cgi-bin/token?grant_type=client_credential&appid=${appidOf(i)}&secret=${clientKey}`;

const digest = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Accounts with one client that may do everything, as environment for a server. */
export function centralEnv(
  count: number,
  endpoint: Endpoint = 'stable_token',
  gateway?: readonly string[],
): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-central-'));
  const accounts = Array.from({ length: count }, (_, i) => ({
    name: `account-${i}`,
    appid: appidOf(i),
    secret: '0'.repeat(32),
    endpoint,
  }));
  const keySha256 = digest(clientKey);
  const names = accounts.map(({ name }) => name);
  const client = { name: 'bench', keySha256, accounts: names, forceRefresh: true };
  const caller = { name: 'caller', keySha256: digest(gatewayKey), accounts: names, gateway };
  const file = join(folder, 'accounts.json');
  writeFileSync(
    file,
    JSON.stringify({ accounts, clients: gateway === undefined ? [client] : [client, caller] }),
  );
  chmodSync(file, 0o600);
  return { ACCOUNTS_FILE: file, STATE_DIR: join(folder, 'state'), RATE_LIMIT: '100000', LOG_LEVEL: 'warn' };
}

function tokenIn(text: string): string {
  const token = /^\{"access_token":"([^"]+)"/.exec(text)?.[1];
  if (token === undefined) throw new Error(text.slice(0, 60));
  return token;
}

/** A read that has to bring a token. */
export async function read(pool: Pool, path: string): Promise<string> {
  const { body } = await pool.request({ method: 'GET', path });
  return tokenIn(await body.text());
}

export async function forceRefresh(pool: Pool, i: number): Promise<string> {
  const { body } = await pool.request({
    method: 'POST',
    path: '/cgi-bin/stable_token',
    headers: { authorization: `Bearer ${clientKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credential', appid: appidOf(i), force_refresh: true }),
  });
  return tokenIn(await body.text());
}

const readsPerMs = 2;

/** How long reads took, in ms, that came at a steady 2,000 a second; `beside` runs once every 20 ms. */
export async function steadyReads(
  pool: Pool,
  seconds: number,
  beside: () => void = () => {},
): Promise<readonly number[]> {
  const times: number[] = [];
  const failures: unknown[] = [];
  const running = new Set<Promise<void>>();
  const startedAt = performance.now();
  let sent = 0;
  let ticks = 0;

  function send(): void {
    const sentAt = performance.now();
    sent += 1;
    const done = read(pool, readPath(0))
      .then(() => void times.push(performance.now() - sentAt))
      .catch((error) => void failures.push(error))
      .finally(() => running.delete(done));
    running.add(done);
  }

  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMs = performance.now() - startedAt;
      while (sent < elapsedMs * readsPerMs) send();
      if (elapsedMs > ticks * 20) {
        ticks += 1;
        beside();
      }
      if (elapsedMs < seconds * 1000) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  await Promise.all(running);
  if (failures.length > 0) throw new Error(`${failures.length} reads failed: ${String(failures[0])}`);
  return times;
}

/** The 99th percentile. */
export const p99 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
