import {
  type ClientRateLimitInfo,
  type Store as LimitStore,
  MemoryStore,
  type Options,
} from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { type RedisReply, RedisStore } from 'rate-limit-redis';
import { prefixOf } from '../redis.ts';

/** After a failure, this long nobody waits for Redis to count. */
const localForMs = 2000;

/** Differences between the clocks of two machines. */
const toleranceMs = 1000;

/** Could it have been counted in a window of this length? */
function isCount({ totalHits, resetTime }: ClientRateLimitInfo, windowMs: number): boolean {
  const leftMs = (resetTime?.getTime() ?? Number.NaN) - Date.now();
  return Number.isSafeInteger(totalHits) && totalHits > 0 && leftMs <= windowMs + toleranceMs;
}

/**
 * Counts for all instances together, in Redis; while that is away, in the memory of this process, so that a limit still
 * holds and nobody is turned away for want of a count. `name` keeps the limits apart, and `issuer` the deployments.
 */
export function createSharedStore(redis: Redis, issuer: string, name: string): LimitStore {
  const local = new MemoryStore();
  const prefix = `${prefixOf(issuer)}:limit:${name}:`;
  let options: Options | undefined;
  let shared: RedisStore | undefined;
  let localUntil = 0;

  /** Made at the first count, and again after a failure: it may have begun without a Redis. */
  async function open(): Promise<RedisStore> {
    const store = new RedisStore({
      prefix,
      // what Redis answers to the scripts of RedisStore
      sendCommand: (command: string, ...args: string[]) =>
        redis.call(command, ...args) as Promise<RedisReply>,
    });
    if (options !== undefined) await store.init(options);
    return store;
  }

  async function increment(key: string): Promise<ClientRateLimitInfo> {
    if (performance.now() < localUntil) return local.increment(key);
    try {
      shared ??= await open();
      const counted = await shared.increment(key);
      if (isCount(counted, options?.windowMs ?? 0)) return counted;
      // none of ours: it is begun anew
      await shared.resetKey(key);
      return await shared.increment(key);
    } catch {
      shared = undefined;
      localUntil = performance.now() + localForMs;
      return local.increment(key);
    }
  }

  return {
    prefix,
    init: (given) => {
      options = given;
      local.init(given);
    },
    increment,
    decrement: async (key) => {
      await (shared ?? local).decrement(key).catch(() => {});
    },
    resetKey: async (key) => {
      await (shared ?? local).resetKey(key).catch(() => {});
    },
  };
}
