import { Redis } from 'ioredis';

/** Redis answers in well under a millisecond; after this long a command is given up, and Redis counts as away. */
const commandTimeoutMs = 1000;

/**
 * A connection that never makes anybody wait: no queue while there is none, no second try of a command, each under its
 * deadline; it comes back by itself. Resolves once it stands, or is not there for now. What fails rejects with a foreign error, which may quote a command: look at
 * nothing of it.
 */
export async function connectRedis(url: string): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2 * commandTimeoutMs,
    retryStrategy: (times) => Math.min(100 * times, commandTimeoutMs),
    // a Redis that is read-only since it became a replica: connect again, perhaps to the new primary
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  // what an error means is seen where a command fails; unheard, it would be printed
  redis.on('error', () => {});
  await redis.connect().catch(() => {});
  return redis;
}
