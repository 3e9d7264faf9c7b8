/** Time as tokens age by it: ms since the epoch, never backwards, never slower than either clock of the machine. */
export type Clock = Readonly<{
  now: () => number;
  /** wall clock minus `now`: what a time needs to be written down for another process */
  wallOffsetMs: () => number;
}>;

/** Apart by more than this, one of the two clocks has jumped. */
const jumpMs = 1000;

/**
 * A wall clock that is turned back makes a token look younger than it is, and a monotonic one stands still while a
 * laptop sleeps; so time is what has passed by the one that has gone further.
 */
export function createClock(wall: () => number, monotonic: () => number): Clock {
  let last = wall();
  let wallAddMs = 0;
  let monotonicAddMs = last - monotonic();

  function now(): number {
    const byWall = wall() + wallAddMs;
    const byMonotonic = monotonic() + monotonicAddMs;
    if (byMonotonic - byWall > jumpMs) wallAddMs += byMonotonic - byWall;
    if (byWall - byMonotonic > jumpMs) monotonicAddMs += byWall - byMonotonic;
    last = Math.max(last, byWall, byMonotonic);
    return last;
  }

  return { now, wallOffsetMs: () => wall() - now() };
}
