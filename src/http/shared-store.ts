import {
  type ClientRateLimitInfo,
  type Store as LimitStore,
  MemoryStore,
  type Options,
} from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { type RedisReply, RedisStore } from 'rate-limit-redis';

/** After a failure, this long nobody waits for Redis to count. */
const localForMs = 2000;

/**
 * Counts for all instances together, in Redis; while that is away, in the memory of this process, so that a limit still
 * holds and nobody is turned away for want of a count. `name` keeps the limits apart.
 */
export function createSharedStore(redis: Redis, name: string): LimitStore {
  const local = new MemoryStore();
  const prefix = `wechat-access-token:limit:${name}:`;
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
