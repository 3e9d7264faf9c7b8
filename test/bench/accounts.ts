import type { Account } from '../../src/central/accounts/accounts.ts';
import { createDirectory } from '../../src/central/accounts/directory.ts';
import { createMemoryStore } from '../../src/central/stores/memory.ts';
import { createClock } from '../../src/central/tokens/clock.ts';
import { createRefreshClock } from '../../src/central/tokens/refresh-clock.ts';
import { createTokenService } from '../../src/central/tokens/service.ts';
import { alone } from '../../src/central/tokens/store.ts';
import { median } from './figures.ts';
import { appidOf, token } from './reads.ts';

// 10,000 accounts with a token each: what they take in memory, and what one look at all of them costs.

const count = 10_000;

const heapBytes = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};

const before = heapBytes();
// a text of its own for each, as out of a file or an answer
const own = (text: string): string => Buffer.from(text).toString();
const accounts: Account[] = Array.from({ length: count }, (_, i) => ({
  name: own(`account-${i}`),
  appid: own(appidOf(i)),
  secret: own(String(i).padStart(32, '0')),
  endpoint: i % 2 === 0 ? 'token' : 'stable_token',
}));
const clock = createClock(Date.now, () => performance.now());
const service = createTokenService({
  deadlineMs: 8000,
  store: createMemoryStore(),
  peers: alone,
  clock,
  random: Math.random,
  ask: (entry) => Promise.resolve({ value: own(`${token}${entry.key}`), expiresInS: 7200 }),
  observe: () => {},
});
await service.setAccounts(accounts);
const directory = createDirectory({ accounts, clients: [] });
for (const entry of service.entries.values()) await service.fetchNow(entry);
const bytesEach = (heapBytes() - before) / count;

const { tick } = createRefreshClock({ service, clock });
const times = Array.from({ length: 101 }, () => {
  const startedAt = performance.now();
  tick();
  return performance.now() - startedAt;
});
const held = [...service.entries.values()].filter(({ state }) => state.held !== undefined).length;
if (held !== count || directory.accounts.accounts.length !== count) throw new Error(`${held} are held`);
process.stdout.write(
  `${(bytesEach / 1024).toFixed(1)} KB each (bar: at most 5 KB), a tick ${median(times).toFixed(2)} ms (bar: under 10 ms)\n`,
);
