import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import type { Saved, Store, Turn } from '../store.ts';
import type { TokenState } from '../token-state.ts';
import { createRedisCommands } from './redis-commands.ts';
import { createRedisFeed } from './redis-feed.ts';
import * as scripts from './redis-scripts.ts';
import { parseRecord, toRecord } from './state-record.ts';
import { createWakers } from './wakers.ts';

export type RedisStoreDeps = Readonly<{
  redis: Redis;
  clock: Clock;
  /** deadline of one call to WeChat: a turn is leased for three */
  timeoutMs: number;
  observe: (event: RedisEvent) => void;
}>;

export type RedisEvent = Readonly<{
  type: 'store_away' | 'store_back' | 'store_emptied' | 'store_may_evict';
}>;

/** How a state stands in Redis: beside it what the scripts compare. Redis never sees a secret or a client key. */
type Stored = Readonly<{ by: string; fence: number; record: string }>;

const prefix = 'wechat-access-token';
const versionKey = `${prefix}:version`;
const channel = `${prefix}:changes`;
const stateKey = (key: string): string => `${prefix}:${key}:state`;
const lockKey = (key: string): string => `${prefix}:${key}:lock`;

/** Kept tokens are stored anew every two hours; what belongs to an account that is gone ends by itself. */
const lifeMs = 2 * 86_400_000;

/** Who waits for another instance looks again after this long, should its message be lost. */
const lookAgainMs = 250;
const mostKeysAtOnce = 500;

/**
 * Several instances on one Redis: one turn a key, a lease that the holder renews before it calls, and a fence that keeps
 * a late holder from writing. All times in Redis are by its own clock. Opens at once, whether Redis answers or not.
 */
export async function openRedisStore({ redis, clock, timeoutMs, observe }: RedisStoreDeps): Promise<Store> {
  const me = randomUUID();
  const leaseMs = 3 * timeoutMs;
  const turnOf = new Map<string, string>();
  /** all keys that were ever asked for */
  const known = new Set<string>();
  const wakers = createWakers(lookAgainMs);
  let tellChange: (key: string, state: TokenState, isOwn: boolean) => void = () => {};
  let tellLost: (keys: readonly string[]) => void = () => {};

  const { run, knowOffset, now, isAway, mostOffsetMs, leastOffsetMs } = createRedisCommands({
    redis,
    clock,
    observe,
    namesOf: (key) => [stateKey(key), lockKey(key), versionKey],
  });

  function parse(text: unknown): (Stored & { state: TokenState }) | undefined {
    if (typeof text !== 'string' || text === '') return undefined;
    try {
      // written by save, below; the state in it is checked
      const stored = JSON.parse(text) as Stored;
      const state = parseRecord(stored.record, mostOffsetMs());
      return state && { ...stored, state };
    } catch {
      return undefined;
    }
  }

  async function begin(key: string): Promise<Turn | 'taken' | 'away'> {
    const owner = randomUUID();
    const reply = await run(scripts.begin, key, owner, leaseMs);
    if (reply === undefined) return 'away';
    if (reply[0] !== 1) return 'taken';
    turnOf.set(key, owner);
    return {
      newest: parse(reply[2])?.state,
      // by the one clock that all share: also greater than the fences that a Redis has lost
      leastFence: Number(reply[1]),
      isHeld: async () => {
        const askedAt = performance.now();
        const [isOurs] = (await run(scripts.hold, key, owner, leaseMs)) ?? [];
        // this process may have been stopped while Redis answered
        return isOurs === 1 && performance.now() - askedAt < timeoutMs;
      },
      end: async () => {
        turnOf.delete(key);
        await run(scripts.end, key, owner);
      },
    };
  }

  async function save(key: string, state: TokenState): Promise<Saved> {
    if (!(await knowOffset())) return 'away';
    const stored: Stored = { by: me, fence: state.fence, record: toRecord(state, leastOffsetMs()) };
    const args = [turnOf.get(key) ?? '', me, state.fence, JSON.stringify(stored), lifeMs, channel, key];
    const reply = await run(scripts.save, key, ...args);
    if (reply === undefined) return 'away';
    return reply[0] === 1 ? 'saved' : { superseded: parse(reply[2])?.state ?? state };
  }

  /** Undefined when Redis could not be read. */
  async function read(
    keys: readonly string[],
  ): Promise<Map<string, Stored & { state: TokenState }> | undefined> {
    const found = new Map<string, Stored & { state: TokenState }>();
    for (let from = 0; from < keys.length; from += mostKeysAtOnce) {
      const some = keys.slice(from, from + mostKeysAtOnce);
      const texts = await redis.mget(some.map(stateKey)).catch(() => undefined);
      if (texts === undefined) return undefined;
      for (const [i, key] of some.entries()) {
        const stored = parse(texts[i]);
        if (stored !== undefined) found.set(key, stored);
      }
    }
    return found;
  }

  async function load(keys: readonly string[]): Promise<ReadonlyMap<string, TokenState>> {
    for (const key of keys) known.add(key);
    const found = (await read(keys)) ?? new Map<string, Stored & { state: TokenState }>();
    return new Map([...found].map(([key, { state }]) => [key, state]));
  }

  const feed = createRedisFeed({
    redis,
    channel,
    look: async () => {
      const reply = await run(scripts.look, '');
      return reply && Number(reply[0]);
    },
    now: clock.now,
    onMessage: (key, text) => {
      const stored = parse(text);
      if (stored === undefined || stored.by === me) return;
      tellChange(key, stored.state, false);
      wakers.wake(key);
    },
    onGap: async () => {
      const states = await read([...known]);
      if (states === undefined) return false;
      for (const [key, { by, state }] of states) tellChange(key, state, by === me);
      tellLost([...known].filter((key) => !states.has(key)));
      return true;
    },
    onLost: () => observe({ type: 'store_emptied' }),
  });
  await feed.start();
  await warnOfEviction();

  /** States that Redis drops when it is full are tokens that come back dead. */
  async function warnOfEviction(): Promise<void> {
    // a Redis that somebody else runs may refuse to tell
    const answer: unknown = await redis.config('GET', 'maxmemory-policy').catch(() => undefined);
    if (!/^\[?.*noeviction/.test(JSON.stringify(answer) ?? 'noeviction'))
      observe({ type: 'store_may_evict' });
  }

  return {
    isShared: true,
    load,
    begin,
    save,
    changed: wakers.wait,
    onChange: (listener) => {
      tellChange = listener;
    },
    onLost: (listener) => {
      tellLost = listener;
    },
    fenceNow: now,
    knownAt: (at) => Math.min(at, feed.knownAt()),
    problem: () => (isAway() ? 'store_away' : undefined),
    close: () => {
      feed.stop();
      return Promise.resolve();
    },
  };
}
