// Time that passes when a test says so, with the two clocks of a machine in it.
import { setImmediate } from 'node:timers/promises';
import { type Clock, createClock } from '../../../src/central/tokens/clock.ts';

/** Middle of a day, in UTC and in Beijing. */
export const startAt = Date.UTC(2026, 0, 31, 4, 0, 0);

export type VirtualTime = Readonly<{
  /** what a perfect clock would show: WeChat's time; ms since the epoch */
  now: () => number;
  /** does this when the time has come, unless what it returns was called before */
  after: (ms: number, action: () => void) => () => void;
  /** lets time pass; whatever is due on the way happens at its own time, and what it sets off has settled */
  advance: (ms: number) => Promise<void>;
  /** resolves when all that can happen without time passing has happened */
  settle: () => Promise<void>;
  /** somebody sets the wall clock of this machine */
  jumpWall: (ms: number) => void;
  /** the process is stopped: nothing of it runs; with `isMonotonicStopped` its monotonic clock stands still, too */
  stop: (ms: number, isMonotonicStopped: boolean) => void;
  wall: () => number;
  monotonic: () => number;
  /** the clock of a process that starts now */
  newClock: () => Clock;
}>;

type Due = Readonly<{ at: number; action: () => void }>;

/** A time of its own; ms since the epoch. */
export function createVirtualTime(beginsAt = startAt): VirtualTime {
  let now = beginsAt;
  let skewMs = 0;
  let stoodStillMs = 0;
  const waiting: Due[] = [];

  function after(ms: number, action: () => void): () => void {
    const due = { at: now + Math.max(0, ms), action };
    const before = waiting.findLastIndex((other) => other.at <= due.at);
    waiting.splice(before + 1, 0, due);
    return () => {
      const place = waiting.indexOf(due);
      if (place !== -1) waiting.splice(place, 1);
    };
  }

  async function advance(ms: number): Promise<void> {
    const end = now + ms;
    await settle();
    for (let due = waiting[0]; due !== undefined && due.at <= end; due = waiting[0]) {
      waiting.shift();
      now = Math.max(now, due.at);
      due.action();
      await settle();
    }
    now = end;
  }

  // promises settle before the next turn of the event loop
  const settle = (): Promise<void> => setImmediate();

  const wall = (): number => now + skewMs;
  const monotonic = (): number => now - beginsAt - stoodStillMs;
  return {
    now: () => now,
    after,
    advance,
    settle,
    jumpWall: (ms) => {
      skewMs += ms;
    },
    stop: (ms, isMonotonicStopped) => {
      now += ms;
      if (isMonotonicStopped) stoodStillMs += ms;
    },
    wall,
    monotonic,
    newClock: () => createClock(wall, monotonic),
  };
}
