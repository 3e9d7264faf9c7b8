import { Redis } from 'ioredis';
import dataHandler from 'ioredis/built/DataHandler.js';

/** Redis answers in well under a millisecond; after this long a command is given up, and Redis counts as away. */
const commandTimeoutMs = 1000;

/** Nothing came for so long though something was asked: the connection is dead, and a new one is made. */
const silenceMs = 5000;

/** At a Redis that takes no writes each one fails: not each is a reason to connect again. */
const reconnectEveryMs = 5000;

/**
 * What every name of ours in Redis begins with, keys and channels: deployments whose tokens are issued by different
 * servers, such as WeChat and a simulator, share none, also in one database.
 */
export const prefixOf = (issuer: string): string =>
  `wechat-access-token:${encodeURIComponent(issuer.replace(/^https:\/\//, ''))}`;

type Handler = { redis: Redis & { stream: { destroy: () => void } }; dispatch: (read: () => void) => void };

/**
 * ioredis throws where nobody can catch it when a reply is not what it expects, such as the push `>1 null`, and the process
 * would end. Here the connection ends instead, and is made anew. Private to ioredis, whose version is pinned: test/redis
 * has a server that sends such replies.
 */
function surviveReplies(): void {
  const { prototype } = dataHandler.default as unknown as { prototype: Handler };
  prototype.dispatch = function dispatch(this: Handler, read) {
    try {
      read();
    } catch {
      this.redis.stream.destroy();
    }
  };
}

/** More replies than questions: which is the answer to which is not known any more. */
const isOutOfStep = ({ message }: Error): boolean => message.startsWith('Command queue state error');

/**
 * A connection that never makes anybody wait: no queue while there is none, no second try of a command, each under its
 * deadline; it comes back by itself. Resolves once it stands, or is not there for now. What fails rejects with a foreign
 * error, which may quote a command: look at nothing of it.
 */
export async function connectRedis(url: string): Promise<Redis> {
  surviveReplies();
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
    // its own, where it fails, would end the process: whoever subscribes does so at each `ready`
    autoResubscribe: false,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2 * commandTimeoutMs,
    socketTimeout: silenceMs,
    retryStrategy: (times) => Math.min(100 * times, commandTimeoutMs),
    reconnectOnError: isReasonToReconnect,
  });
  // what an error means is seen where a command fails; unheard, it would be printed
  redis.on('error', (error) => {
    if (isOutOfStep(error)) redis.disconnect(true);
  });
  await redis.connect().catch(() => {});
  return redis;
}
