import { setTimeout as sleep } from 'node:timers/promises';
import type { Options, Store } from 'express-rate-limit';
import type { Log } from '../log.ts';

/**
 * Where somebody brings a key: a path that gives tokens out, a ticket for a token, a report, a call through the gateway, the
 * operator's pages.
 */
export type Door = 'token' | 'stable_token' | 'ticket' | 'report' | 'gateway' | 'operator';

export const keyDoors: readonly Door[] = [
  ...(['token', 'stable_token', 'ticket', 'report', 'gateway', 'operator'] as const),
];

/** Wrong keys from one address at one door. Times are ms since the epoch. */
export type RefusedKeys = Readonly<{ address: string; door: Door; count: number; since: number; at: number }>;

/** `key` is what the limit counts by, `address` what a person reads. */
export type Caller = Readonly<{ key: string; address: string }>;

export type KeyGuard = Readonly<{
  /** Whether some address has brought too many wrong keys just now: nothing else has to be asked before that. */
  isBusy: () => boolean;
  /**
   * Before a key is looked at that has not been good from there before: resolves at once, or, where too many wrong ones
   * came from there, when it is this one's turn; with seconds to wait where too many wait already.
   */
  turn: (caller: Caller) => Promise<number | undefined>;
  /** Counts and tells a wrong key; resolves with the seconds until the limit begins anew, if it is reached. */
  refused: (caller: Caller, door: Door) => Promise<number | undefined>;
  /** the latest first */
  recent: () => readonly RefusedKeys[];
  /** since the start, by door */
  counts: ReadonlyMap<Door, number>;
}>;

const windowMs = 60_000;
/** Beyond the limit one key a second of an address is looked at, and so many wait for that. */
const paceMs = 1000;
const longestWaitMs = 3000;
/** Of so many callers it is known; beyond that the oldest are forgotten. */
const mostCallers = 10_000;
const mostShown = 200;
const mostLinesAtOnce = 30;

type Window = { hits: number; endsAt: number; nextTurnAt: number };
type Sighting = { -readonly [Field in keyof RefusedKeys]: RefusedKeys[Field] } & {
  unsaid: number;
  quietUntil: number;
};

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}

type Deps = Readonly<{
  /** wrong keys of an address in a minute */
  limit: number;
  store: Store;
  log: Log;
  /** wall clock, ms since the epoch */
  now: () => number;
}>;

/**
 * What stands between a guesser and the keys. A limit that only renames the refusal slows nobody, and one that refuses
 * all keys of an address lets anybody lock out a good one behind the same proxy. So beyond the limit the keys of an
 * address are looked at one a second, whether good or wrong, but for a key that has been good from there before: its
 * owner notices nothing. Whoever guesses from the very address of a client is slowed by nothing but the length of the
 * keys, and is seen.
 */
export function createKeyGuard({ limit, store, log, now }: Deps): KeyGuard {
  // a store reads nothing but the window of these options
  void store.init?.({ windowMs } as Options);
  const windows = new Map<string, Window>();
  const sightings = new Map<string, Sighting>();
  const counts = new Map<Door, number>(keyDoors.map((door) => [door, 0]));
  const lines = { count: 0, until: 0 };
  let busyUntil = 0;
  let isRestDue = false;

  function windowOf(key: string): Window | undefined {
    const window = windows.get(key);
    const leftMs = window === undefined ? 0 : window.endsAt - now();
    // more than a window is left where the clock was turned back
    return leftMs > 0 && leftMs <= windowMs ? window : undefined;
  }

  async function turn({ key }: Caller): Promise<number | undefined> {
    const window = windowOf(key);
    if (window === undefined || window.hits < limit) return undefined;
    const waitMs = Math.max(0, window.nextTurnAt - now());
    if (waitMs > longestWaitMs) return Math.max(1, Math.ceil((window.endsAt - now()) / 1000));
    window.nextTurnAt = now() + waitMs + paceMs;
    if (waitMs > 0) await sleep(waitMs);
    return undefined;
  }

  async function refused(caller: Caller, door: Door): Promise<number | undefined> {
    see(caller, door);
    const window = windowOf(caller.key) ?? { hits: 0, endsAt: now() + windowMs, nextTurnAt: 0 };
    windows.delete(caller.key);
    windows.set(caller.key, window);
    dropOldest(windows, mostCallers);
    window.hits += 1;
    if (window.hits === limit) begin(window);
    const { totalHits, resetTime } = await store.increment(caller.key);
    if (totalHits > window.hits) {
      // other instances have counted as well
      window.hits = totalHits;
      window.endsAt = Math.min(resetTime?.getTime() ?? window.endsAt, now() + windowMs);
      if (totalHits >= limit) begin(window);
    }
    return window.hits <= limit ? undefined : Math.max(1, Math.ceil((window.endsAt - now()) / 1000));
  }

  function begin(window: Window): void {
    window.nextTurnAt = Math.max(window.nextTurnAt, now() + paceMs);
    busyUntil = Math.max(busyUntil, window.endsAt);
  }

  function see({ address }: Caller, door: Door): void {
    counts.set(door, (counts.get(door) ?? 0) + 1);
    const key = `${door} ${address}`;
    const at = now();
    const sighting = sightings.get(key) ?? {
      address,
      door,
      count: 0,
      since: at,
      at,
      unsaid: 0,
      quietUntil: 0,
    };
    sightings.delete(key);
    sightings.set(key, sighting);
    dropOldest(sightings, mostShown);
    sighting.count += 1;
    sighting.unsaid += 1;
    sighting.at = at;
    if (at >= sighting.quietUntil || sighting.quietUntil - at > windowMs) say(sighting);
    // what comes in the minute after is said together
    if (isRestDue) return;
    isRestDue = true;
    setTimeout(sayRest, windowMs).unref();
  }

  function sayRest(): void {
    isRestDue = false;
    for (const sighting of sightings.values()) if (sighting.unsaid > 0) say(sighting);
  }

  /** A thousand addresses must not fill a disk: what is not said is on the operator's page and in the metrics. */
  function say(sighting: Sighting): void {
    const at = now();
    if (at >= lines.until || lines.until - at > windowMs)
      Object.assign(lines, { count: 0, until: at + windowMs });
    lines.count += 1;
    if (lines.count > mostLinesAtOnce) return;
    const { address, door, unsaid } = sighting;
    log.warn('key_refused', { address, door, count: unsaid });
    sighting.unsaid = 0;
    sighting.quietUntil = at + windowMs;
  }

  return {
    isBusy: () => busyUntil > now(),
    turn,
    refused,
    recent: () => [...sightings.values()].reverse(),
    counts,
  };
}
