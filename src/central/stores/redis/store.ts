import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { prefixOf } from '../../../redis.ts';
import type { Clock } from '../../tokens/clock.ts';
import type { TokenState } from '../../tokens/state.ts';
import type { Lease, Opened, Saved } from '../../tokens/store.ts';
import type { Time } from '../state-fields.ts';
import { createRedisCommands } from './commands.ts';
import { createRedisFeed } from './feed.ts';
import { createRedisReads } from './reads.ts';
import { createRedisRecords, type RecordEvent } from './records.ts';
import * as scripts from './scripts.ts';
import { createWakers } from './wakers.ts';

export type RedisStoreDeps = Readonly<{
  redis: Redis;
  /** who issues what is kept here: deployments of two share nothing, also in one database */
  issuer: string;
  clock: Clock;
  /** deadline of one call to WeChat: a lease lasts for three */
  timeoutMs: number;
  observe: (event: RedisEvent) => void;
}>;

export type RedisEvent =
  | Readonly<{ type: 'store_away' | 'store_back' | 'store_emptied' | 'store_may_evict' }>
  | RecordEvent;

/** Release 0.1.0's name of a state, which no issuer is in. */
const firstStateKey = (key: string): string => `wechat-access-token:${key}:state`;

/** Kept tokens are stored anew every two hours; what belongs to an account that is gone ends by itself. */
const lifeMs = 2 * 86_400_000;

/** All instances' times are by Redis' one clock, so that only one which was set back makes a time lie ahead. */
const aheadMs = 60_000;

/** Who waits for another instance looks again after this long, should its message be lost. */
const lookAgainMs = 250;

/**
 * Several instances on one Redis: one lease a key, which the holder renews before it calls; whoever writes says
 * what it knows to stand there, so that nobody writes over what it does not know. All times in Redis are by its own clock. Opens at once, whether Redis answers or not. It
 * never sees a secret or a client key.
 */
export async function openRedisStore(deps: RedisStoreDeps): Promise<Opened> {
  const { redis, issuer, clock, timeoutMs, observe } = deps;
  const me = randomUUID();
  const prefix = prefixOf(issuer);
  // a channel is one for all databases of a server
  const channel = `${prefix}:changes:${redis.options.db ?? 0}`;
  const stateKey = (key: string): string => `${prefix}:${key}:state`;
  const leaseMs = 3 * timeoutMs;
  const leaseOf = new Map<string, string>();
  /** all keys that were ever asked for */
  const known = new Set<string>();
  const wakers = createWakers(lookAgainMs);
  let tellChange: (key: string, state: TokenState) => void = () => {};
  let tellLost: (keys: readonly string[]) => void = () => {};

  const commands = createRedisCommands({
    redis,
    clock,
    observe,
    namesOf: (key) => [stateKey(key), `${prefix}:${key}:lock`, `${prefix}:changes`, firstStateKey(key)],
  });
  const { run, knowOffset, now, isAway, mostOffsetMs, leastOffsetMs } = commands;
  const time = (): Time => ({ now: clock.now(), offsetMs: mostOffsetMs(), aheadMs });
  const records = createRedisRecords({ issuer, me, time, observe, knownAt: () => feed.knownAt() });

  const read = createRedisReads({ issuer, commands, records, time, lifeMs, stateKey, firstStateKey });

  const textOf = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined;

  async function lease(key: string): Promise<Lease | 'taken' | 'away'> {
    const owner = randomUUID();
    const reply = await run(scripts.begin, key, owner, leaseMs);
    if (reply === undefined) return 'away';
    if (reply[0] !== 1) return 'taken';
    const found = records.open(key, textOf(reply[2]));
    if (found === 'newer') {
      await run(scripts.end, key, owner);
      return 'away';
    }
    leaseOf.set(key, owner);
    return {
      newest: found === 'none' ? undefined : found.state,
      // by the one clock that all share: also greater than the fences that a Redis has lost
      leastFence: reply[1],
      isHeld: async () => {
        const askedAt = performance.now();
        const [isOurs] = (await run(scripts.hold, key, owner, leaseMs)) ?? [];
        // this process may have been stopped while Redis answered
        return isOurs === 1 && performance.now() - askedAt < timeoutMs;
      },
      end: async () => {
        leaseOf.delete(key);
        await run(scripts.end, key, owner);
      },
    };
  }

  async function save(key: string, state: TokenState): Promise<Saved> {
    if (!(await knowOffset())) return 'away';
    const record = records.seal(key, state, leastOffsetMs());
    const args = [leaseOf.get(key) ?? '', records.known(key), record, lifeMs, channel, key, me];
    const reply = await run(scripts.save, key, ...args);
    if (reply === undefined) return 'away';
    if (reply[0] === 1) {
      records.saved(key, record);
      return 'saved';
    }
    const found = records.open(key, textOf(reply[2]));
    if (found === 'newer') return 'away';
    return { superseded: found === 'none' ? state : found.state };
  }

  /** Tells what these keys hold by now; false when Redis could not be read. */
  async function tell(keys: readonly string[], isGap: boolean): Promise<boolean> {
    const all = await read(keys);
    if (all === undefined) return false;
    const lost = keys.filter((key) => all.get(key) === 'none');
    for (const [key, found] of all) {
      if (typeof found !== 'object') continue;
      const isOwn = found.by === me;
      if (isGap || !isOwn) tellChange(key, found.state);
      if (!isOwn) wakers.wake(key);
    }
    tellLost(lost);
    return true;
  }

  const feed = createRedisFeed({
    redis,
    channel,
    look: async (seen) => {
      const reply = await run(scripts.look, '', seen.version, seen.change);
      if (reply === undefined) return undefined;
      const [version, , change, changes] = reply;
      // each is the time, a colon and the key
      const keys = Array.isArray(changes)
        ? changes.map((text) => String(text).replace(/^\d+:/, ''))
        : undefined;
      return { version, change: String(change), keys: keys && [...new Set(keys)] };
    },
    now: clock.now,
    onChanged: (keys) =>
      tell(
        keys.filter((key) => known.has(key)),
        false,
      ),
    onGap: () => tell([...known], true),
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
    store: {
      load: async (keys) => {
        for (const key of keys) known.add(key);
        const states = new Map<string, TokenState>();
        for (const [key, found] of (await read(keys)) ?? []) {
          if (typeof found === 'object') states.set(key, found.state);
        }
        return states;
      },
      save,
      problem: () => (isAway() ? 'store_away' : records.problem()),
      close: () => {
        feed.stop();
        return Promise.resolve();
      },
    },
    peers: {
      areNone: false,
      lease,
      changed: wakers.wait,
      onChange: (listener) => {
        tellChange = listener;
      },
      onLost: (listener) => {
        tellLost = listener;
      },
      fenceNow: () => now() || undefined,
      knownAt: (at, key = '') => Math.min(at, feed.knownAt(), records.newerSince(key)),
    },
  };
}
