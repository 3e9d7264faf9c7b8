import { Redis } from 'ioredis';

/** Redis answers in well under a millisecond; after this long a command is given up, and Redis counts as away. */
const commandTimeoutMs = 1000;

/** Nothing came for so long though something was asked: the connection is dead, and a new one is made. */
const silenceMs = 5000;

/** At a Redis that takes no writes each one fails: not each is a reason to connect again. */
const reconnectEveryMs = 5000;

/**
 * A connection that never makes anybody wait: no queue while there is none, no second try of a command, each under its
 * deadline; it comes back by itself. Resolves once it stands, or is not there for now. What fails rejects with a foreign
 * error, which may quote a command: look at nothing of it.
 */
export async function connectRedis(url: string): Promise<Redis> {
  let reconnectedAt = Number.NEGATIVE_INFINITY;

  /** A Redis that is read-only since it became a replica: perhaps the name leads to the new primary by now. */
  function isReasonToReconnect({ message }: Error): boolean {
    if (!message.startsWith('READONLY') || performance.now() - reconnectedAt < reconnectEveryMs) return false;
    reconnectedAt = performance.now();
    return true;
  }

  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2 * commandTimeoutMs,
    socketTimeout: silenceMs,
    retryStrategy: (times) => Math.min(100 * times, commandTimeoutMs),
    reconnectOnError: isReasonToReconnect,
  });
  // what an error means is seen where a command fails; unheard, it would be printed
  redis.on('error', () => {});
  await redis.connect().catch(() => {});
  return redis;
}
