import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import * as scripts from './redis-scripts.ts';

type Deps = Readonly<{
  redis: Redis;
  clock: Clock;
  observe: (event: Readonly<{ type: 'store_away' | 'store_back' }>) => void;
  /** names of the state, the lock and the version, for a key */
  namesOf: (key: string) => readonly [state: string, lock: string, version: string];
}>;

export type RedisCommands = Readonly<{
  /** One script (redis-scripts.ts) for this key; undefined when Redis did not carry it out. Never rejects. */
  run: (script: string, key: string, ...args: (string | number)[]) => Promise<unknown[] | undefined>;
  /** it cannot be asked, or takes no writes */
  isAway: () => boolean;
  /** Asks for the time where what is known of it is out of date: before times are written. False: it is not known. */
  knowOffset: () => Promise<boolean>;
  /** the time by Redis' clock, at the least; 0 while that is not known */
  now: () => number;
  /** Redis' clock minus ours, at the most: for times that are read */
  mostOffsetMs: () => number;
  /** … and at the least: for times that are written, so that a slow answer never makes a token look younger */
  leastOffsetMs: () => number;
}>;

/** Two clocks of this machine that differ by more than this: one of them was set. */
const jumpMs = 1000;

/** The scripts, and what their failures say of Redis, told once each time that it changes. */
export function createRedisCommands({ redis, clock, observe, namesOf }: Deps): RedisCommands {
  let most = clock.wallOffsetMs();
  let least = most;
  /** by our clock and by the steady one, when the offset was known the last time */
  let timedAt: Readonly<{ now: number; steady: number }> | undefined;
  let isSilent = false;
  /** a full Redis, or one that is a replica by now, can be read all the same */
  let isRefusing = false;
  let isSaid = false;

  function note(isWrite: boolean, isDone: boolean): void {
    isSilent = !isDone && (!isWrite || isSilent);
    if (isWrite) isRefusing = !isDone;
    const isAway = isSilent || isRefusing;
    if (isAway !== isSaid) observe({ type: isAway ? 'store_away' : 'store_back' });
    isSaid = isAway;
  }

  async function run(
    script: string,
    key: string,
    ...args: (string | number)[]
  ): Promise<unknown[] | undefined> {
    const isWrite = script !== scripts.look;
    const sentAt = clock.now();
    try {
      const reply: unknown = await redis.eval(script, 3, ...namesOf(key), ...args);
      note(isWrite, true);
      if (!Array.isArray(reply)) return [reply];
      most = Number(reply[1]) - sentAt;
      least = Number(reply[1]) - clock.now();
      timedAt = { now: clock.now(), steady: performance.now() };
      return reply;
    } catch {
      note(isWrite, false);
      return undefined;
    }
  }

  /** Never yet, or our clock has been set since: times would be written wrong. */
  function isOffsetUnknown(): boolean {
    if (timedAt === undefined) return true;
    const { now, steady } = timedAt;
    return Math.abs(clock.now() - now - (performance.now() - steady)) > jumpMs;
  }

  return {
    run: async (script, key, ...args) => {
      // a turn of nobody's: can it be written again?
      if (script === scripts.look && isRefusing) await run(scripts.begin, '', 'nobody', 1);
      return run(script, key, ...args);
    },
    knowOffset: async () => {
      if (isOffsetUnknown()) await run(scripts.look, '');
      return !isOffsetUnknown();
    },
    isAway: () => isSilent || isRefusing,
    now: () => (isOffsetUnknown() ? 0 : Math.floor(clock.now() + least)),
    mostOffsetMs: () => most,
    leastOffsetMs: () => least,
  };
}
