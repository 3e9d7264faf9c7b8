// The store of one instance on a real Redis, without the rest of it.
import type { TestContext } from 'node:test';
import { openRedisStore, type RedisEvent } from '../../../src/central/stores/redis/store.ts';
import { createClock } from '../../../src/central/tokens/clock.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';
import type { Opened } from '../../../src/central/tokens/store.ts';
import { connectRedis } from '../../../src/redis.ts';
import { issuer } from '../central/records.ts';

export type OpenRedisStore = Opened &
  Readonly<{
    events: readonly RedisEvent[];
    /** what it was told that others stored */
    changes: readonly (readonly [key: string, state: TokenState])[];
    /** keys that Redis does not hold any more */
    lost: readonly string[];
  }>;

type Options = Readonly<{ port: number; database?: number; issuedBy?: string; wall?: () => number }>;

/** Closed after the test. */
export async function openStoreAt(
  t: TestContext,
  { port, database = 0, issuedBy = issuer, wall = Date.now }: Options,
): Promise<OpenRedisStore> {
  const redis = await connectRedis(`redis://127.0.0.1:${port}/${database}`);
  const clock = createClock(wall, () => performance.now());
  const events: RedisEvent[] = [];
  const changes: (readonly [string, TokenState])[] = [];
  const lost: string[] = [];
  const { store, peers } = await openRedisStore({
    redis,
    issuer: issuedBy,
    clock,
    timeoutMs: 2000,
    observe: (event) => events.push(event),
  });
  peers.onChange((key, state) => void changes.push([key, state]));
  peers.onLost((keys) => void lost.push(...keys));
  t.after(async () => {
    await store.close();
    redis.disconnect();
  });
  return { store, peers, events, changes, lost };
}

/** A token that was had just now, with this fence. */
export function freshState(value: string, fence = 1): TokenState {
  const now = Date.now();
  return {
    ...emptyState('token'),
    held: { value, obtainedAt: now, expiresAt: now + 7_200_000, dueAt: now + 6_600_000, fence },
    fence,
  };
}
