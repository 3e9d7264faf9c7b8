import type { Redis } from 'ioredis';
import type { Clock } from '../../tokens/clock.ts';
import * as scripts from './scripts.ts';

type Deps = Readonly<{
  redis: Redis;
  clock: Clock;
  observe: (event: Readonly<{ type: 'store_away' | 'store_back' }>) => void;
  /** the names that the scripts use, for a key */
  namesOf: (key: string) => readonly string[];
}>;

/** What a script gives: a number, Redis' time, and more. */
export type ScriptReply = readonly [number, number, ...unknown[]];

export type RedisCommands = Readonly<{
  /** One script (redis-scripts.ts) for this key; undefined when Redis did not carry it out. Never rejects. */
  run: (script: string, key: string, ...args: (string | number)[]) => Promise<ScriptReply | undefined>;
  /** The texts under these names, undefined where there is none; undefined when Redis did not tell. Never rejects. */
  read: (names: readonly string[]) => Promise<readonly (string | undefined)[] | undefined>;
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

/** So many questions in a row without an answer: a new connection is made. */
const mostUnanswered = 3;

/** A Redis that fails and works in turn is said to be away at most so often. */
const sayEveryMs = 60_000;

/** In 2286: no clock shows it, and a fence by it would leave no room to grow. */
const latestTime = 10_000_000_000_000;

/** Whatever answers at that address, only this is what a script gives. */
function isScriptReply(reply: unknown): reply is ScriptReply {
  if (!Array.isArray(reply)) return false;
  const [first, time]: readonly unknown[] = reply;
  return (
    Number.isSafeInteger(first) && Number.isSafeInteger(time) && Number(time) > 0 && Number(time) < latestTime
  );
}

/** The scripts, and what their failures say of Redis, told once each time that it changes. */
export function createRedisCommands({ redis, clock, observe, namesOf }: Deps): RedisCommands {
  let most = clock.wallOffsetMs();
  let least = most;
  /** by our clock and by the steady one, when the offset was known the last time */
  let timedAt: Readonly<{ now: number; steady: number }> | undefined;
  let isSilent = false;
  let unanswered = 0;
  /** what a full Redis does not carry out, or one that is a replica by now; it can be read all the same */
  const refused = new Set<string>();
  let isSaid = false;
  let saidAt = Number.NEGATIVE_INFINITY;

  const isAway = (): boolean => isSilent || refused.size > 0;

  function note(script: string, isDone: boolean): void {
    const isWrite = script !== scripts.look;
    isSilent = !isDone && (!isWrite || isSilent);
    if (isWrite && !isDone) refused.add(script);
    // whoever may store may do all the rest
    else if (script === scripts.save) refused.clear();
    else refused.delete(script);
    say();
  }

  function say(): void {
    if (isAway() === isSaid || (isAway() && performance.now() - saidAt < sayEveryMs)) return;
    isSaid = isAway();
    if (isSaid) saidAt = performance.now();
    observe({ type: isSaid ? 'store_away' : 'store_back' });
  }

  async function run(
    script: string,
    key: string,
    ...args: (string | number)[]
  ): Promise<ScriptReply | undefined> {
    const sentAt = clock.now();
    const names = namesOf(key);
    try {
      const reply: unknown = await redis.eval(script, names.length, ...names, ...args);
      if (!isScriptReply(reply)) return startOver(script);
      note(script, true);
      unanswered = 0;
      most = reply[1] - sentAt;
      least = reply[1] - clock.now();
      timedAt = { now: clock.now(), steady: performance.now() };
      return reply;
    } catch (error) {
      note(script, false);
      countUnanswered(error);
      return undefined;
    }
  }

  /** Bytes may go on coming, as of a list without an end: then the silence that ends a dead connection is none. */
  function countUnanswered(error: unknown): void {
    const isAnswer = error instanceof Error && error.name === 'ReplyError';
    unanswered = isAnswer || redis.status !== 'ready' ? 0 : unanswered + 1;
    if (unanswered < mostUnanswered) return;
    unanswered = 0;
    redis.disconnect(true);
  }

  /** It may be the answer to something else: what comes after it on this connection is not to be trusted either. */
  function startOver(script: string): undefined {
    note(script, false);
    redis.disconnect(true);
  }

  async function read(names: readonly string[]): Promise<readonly (string | undefined)[] | undefined> {
    const texts: unknown = await redis.mget([...names]).catch(() => undefined);
    if (!Array.isArray(texts) || texts.length !== names.length) return undefined;
    return texts.map((text: unknown) => (typeof text === 'string' && text !== '' ? text : undefined));
  }

  /** Never yet, or our clock has been set since: times would be written wrong. */
  function isOffsetUnknown(): boolean {
    if (timedAt === undefined) return true;
    const { now, steady } = timedAt;
    return Math.abs(clock.now() - now - (performance.now() - steady)) > jumpMs;
  }

  return {
    run: async (script, key, ...args) => {
      // a state of nobody's, which ends at once: can it be written again?
      if (script === scripts.look && refused.size > 0) await run(scripts.save, '', '', '', '', 1, '', '', '');
      return run(script, key, ...args);
    },
    read,
    knowOffset: async () => {
      if (isOffsetUnknown()) await run(scripts.look, '', 0, '');
      return !isOffsetUnknown();
    },
    isAway,
    now: () => (isOffsetUnknown() ? 0 : Math.floor(clock.now() + least)),
    mostOffsetMs: () => most,
    leastOffsetMs: () => least,
  };
}
