import type { Clock } from './clock.ts';
import { nextFetchAt } from './due.ts';
import type { Entry } from './entry.ts';
import { rules } from './rules.ts';
import type { TokenService } from './service.ts';

/** So many fetches that nobody waits for run at once; a reader's own comes on top. */
const mostAtOnce = 32;

/** Never longer: a long timer drifts while the machine sleeps. Never shorter, or a fault of ours would spin. */
const longestPauseMs = 15_000;
const shortestPauseMs = 50;

/** Between two tries to store what the store could not take. */
const saveAgainMs = 5000;

export type RefreshClock = Readonly<{
  /** Looks over all keys once: fetches what is due, stores what could not be stored. Returns ms until the next look. */
  tick: () => number;
  start: () => void;
  /** Looks soon: something has changed. */
  wake: () => void;
  stop: () => void;
}>;

type Deps = Readonly<{ service: TokenService; clock: Clock }>;

/** Keeps tokens ahead of their end: one short timer for all keys, against the clock that tokens age by. */
export function createRefreshClock({ service, clock }: Deps): RefreshClock {
  let timer: NodeJS.Timeout | undefined;
  let underWay = 0;
  let savedAt = Number.NEGATIVE_INFINITY;
  let wallOffsetMs = clock.wallOffsetMs();

  /** A ticket that nobody has asked for since the last one came is not kept. */
  const isWanted = ({ state, readAt }: Entry): boolean =>
    !rules[state.kind].onDemand || (state.held !== undefined && readAt > state.held.obtainedAt);

  function dueAtOf(entry: Entry): number {
    const { state } = entry;
    if (entry.looked?.state !== state) entry.looked = { state, nextAt: nextFetchAt(state) };
    return entry.looked.nextAt;
  }

  function tick(): number {
    const now = clock.now();
    let nextAt = now + longestPauseMs;
    for (const entry of service.entries.values()) {
      if (entry.flight !== undefined) continue;
      const dueAt = dueAtOf(entry);
      if (dueAt > now) nextAt = Math.min(nextAt, dueAt);
      else if (underWay < mostAtOnce && isWanted(entry)) fetchBehind(entry);
    }
    saveLeftOvers(now);
    return Math.max(shortestPauseMs, nextAt - now);
  }

  function fetchBehind(entry: Entry): void {
    underWay += 1;
    void service.fetchNow(entry).then(() => {
      underWay -= 1;
      // its next time, or the turn of one that had to wait, may be sooner than the next look
      schedule(shortestPauseMs);
    });
  }

  function saveLeftOvers(now: number): void {
    const offset = clock.wallOffsetMs();
    const hasClockJumped = Math.abs(offset - wallOffsetMs) > 1000;
    wallOffsetMs = offset;
    if (!hasClockJumped && now - savedAt < saveAgainMs) return;
    savedAt = now;
    for (const entry of service.entries.values()) {
      const isStale = entry.isUnsaved || (hasClockJumped && entry.state.held !== undefined);
      if (isStale && entry.flight === undefined) void service.save(entry);
    }
  }

  function schedule(pauseMs: number): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = setTimeout(() => schedule(tick()), pauseMs);
  }

  return {
    tick,
    start: () => {
      timer ??= setTimeout(() => schedule(tick()), 0);
    },
    wake: () => schedule(shortestPauseMs),
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
