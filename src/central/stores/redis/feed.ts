import type { Redis } from 'ioredis';

/** Between two looks at the version: how long a lost message stays unnoticed. */
const lookEveryMs = 2000;

/** So many questions in a row without an answer: a new connection is made. */
const mostUnanswered = 3;

/** However many messages come, the looks that they lead to are so far apart. */
const hintedEveryMs = 10;

/** The last change that is known, and its number. */
export type Seen = Readonly<{ version: number; change: string }>;

/** `keys`: all that changed since what was seen before; undefined where that cannot be told. */
export type Look = Seen & Readonly<{ keys: readonly string[] | undefined }>;

type Deps = Readonly<{
  redis: Redis;
  channel: string;
  /** What changed since; undefined when Redis is away. Never rejects. */
  look: (seen: Seen) => Promise<Look | undefined>;
  /** ms, the clock that tokens age by */
  now: () => number;
  /** These have changed, and have to be read. Never rejects; false when they could not be. */
  onChanged: (keys: readonly string[]) => Promise<boolean>;
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
 * Follows what other instances store, by a look every two seconds. A message is a hint to look at once and nothing more:
 * channels know no databases, and whoever may publish may write anything into them.
 */
export function createRedisFeed(deps: Deps): RedisFeed {
  const { redis, channel, look, now, onChanged, onGap, onLost } = deps;
  const subscriber = redis.duplicate();
  let seen: Seen | undefined;
  let knownAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;
  let unanswered = 0;
  let isHinted = false;
  let isStopped = false;
  /** another Redis, perhaps, whose version has caught up with ours: it is read, whatever that says */
  let isNewConnection = false;

  subscriber.on('error', () => {});
  // at each connection, the first one after a start without Redis as well
  subscriber.on('ready', () => {
    isNewConnection = true;
    void subscriber.subscribe(channel).catch(() => {});
  });
  // also our own: what Redis has lost of it would not be missed otherwise
  subscriber.on('message', () => {
    if (isStopped) return;
    isHinted = true;
    if (!isLooking) lookAfter(Math.max(0, lookedAt + hintedEveryMs - performance.now()));
  });

  async function compare(): Promise<void> {
    const askedAt = now();
    const before = seen;
    const isOther = isNewConnection;
    isNewConnection = false;
    void askSubscriber();
    const found = await look(before ?? { version: 0, change: '' });
    const isMissing = isOther || before === undefined || found?.keys === undefined;
    if (found !== undefined && before !== undefined && found.version < before.version) onLost();
    const isRead = found !== undefined && (await (isMissing ? onGap() : onChanged(found.keys)));
    if (isRead) {
      seen = found;
      knownAt = askedAt;
    } else if (isOther) isNewConnection = true;
  }

  /** Shows that this connection, on which nothing may come for hours, is not a dead one; or else makes a new one. */
  async function askSubscriber(): Promise<void> {
    const isAnswered = await subscriber.ping().then(
      () => true,
      () => false,
    );
    unanswered = isAnswered || subscriber.status !== 'ready' ? 0 : unanswered + 1;
    if (unanswered < mostUnanswered || isStopped) return;
    unanswered = 0;
    subscriber.disconnect(true);
  }

  async function start(): Promise<void> {
    await subscriber.connect().catch(() => {});
    await lookNow();
  }

  async function lookNow(): Promise<void> {
    clearTimeout(timer);
    isLooking = true;
    isHinted = false;
    lookedAt = performance.now();
    await compare();
    isLooking = false;
    lookAfter(isHinted ? hintedEveryMs : lookEveryMs);
  }

  function lookAfter(ms: number): void {
    clearTimeout(timer);
    if (isStopped) return;
    if (ms === 0) void lookNow();
    else timer = setTimeout(() => void lookNow(), ms);
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
