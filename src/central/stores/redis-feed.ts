import type { Redis } from 'ioredis';

/** Between two looks at the version: how long a lost message stays unnoticed. */
const lookEveryMs = 2000;

type Deps = Readonly<{
  redis: Redis;
  channel: string;
  /** The version of what is stored now; undefined when Redis is away. Never rejects. */
  look: () => Promise<number | undefined>;
  /** ms, the clock that tokens age by */
  now: () => number;
  /** a change, as it was stored */
  onMessage: (key: string, stored: unknown) => void;
  /** Changes were missed: all states have to be read again. Never rejects; false when they could not be. */
  onGap: () => Promise<boolean>;
  /** Redis has less than it had; a gap as well */
  onLost: () => void;
}>;

export type RedisFeed = Readonly<{
  /** until when every change is known; no time at all before the first look */
  knownAt: () => number;
  /** Resolves when the first look has ended, well or badly. */
  start: () => Promise<void>;
  stop: () => void;
}>;

/**
 * Follows what other instances store: by message at once, and by a look at the version every two seconds, which grows by
 * one with each change, so that a lost message is noticed.
 */
export function createRedisFeed({ redis, channel, look, now, onMessage, onGap, onLost }: Deps): RedisFeed {
  const subscriber = redis.duplicate();
  let seen: number | undefined;
  let knownAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  /** another Redis, perhaps, whose version has caught up with ours: it is read, whatever that says */
  let isNewConnection = false;

  subscriber.on('error', () => {});
  // at each connection, the first one after a start without Redis as well
  subscriber.on('ready', () => {
    isNewConnection = true;
    void subscriber.subscribe(channel).catch(() => {});
  });
  subscriber.on('message', (_channel, text) => {
    const message = parseMessage(text);
    if (message === undefined) return;
    if (seen !== undefined && message.version === seen + 1) seen = message.version;
    onMessage(message.key, message.record);
  });

  async function compare(): Promise<void> {
    const askedAt = now();
    const before = seen;
    const isOther = isNewConnection;
    isNewConnection = false;
    // shows that this connection, on which nothing may come for hours, is not a dead one
    void subscriber.ping().catch(() => {});
    const version = await look();
    if (version === undefined) return;
    // messages may overtake the answer
    if (before !== undefined && version < before) onLost();
    const isMissing = isOther || seen === undefined || version < (before ?? 0) || version > seen;
    // on a gap, messages that arrive meanwhile count on from here
    if (isMissing) seen = version;
    if (isMissing && !(await onGap())) seen = undefined;
    else knownAt = askedAt;
  }

  async function start(): Promise<void> {
    await subscriber.connect().catch(() => {});
    await compare();
    repeat();
  }

  function repeat(): void {
    if (isStopped) return;
    timer = setTimeout(() => void compare().then(repeat), lookEveryMs);
  }

  return {
    knownAt: () => knownAt,
    start,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      subscriber.disconnect();
    },
  };
}

type Message = Readonly<{ key: string; version: number; record: string }>;

function parseMessage(text: string): Message | undefined {
  try {
    const data: unknown = JSON.parse(text);
    const isMessage =
      typeof data === 'object' && data !== null && 'key' in data && 'version' in data && 'record' in data;
    // an object with these members is made by our own script
    return isMessage ? (data as Message) : undefined;
  } catch {
    return undefined;
  }
}
