/** Joins calls with the same key that run at the same time: `start` runs once, all who ask get its outcome. */
export type SingleFlight<Result> = (key: string, start: () => Promise<Result>) => Promise<Result>;

/** Nothing is kept after a flight has ended, well or badly: the next call with that key starts a new one. */
export function createSingleFlight<Result>(): SingleFlight<Result> {
  const flights = new Map<string, Promise<Result>>();
  return (key, start) => {
    const joined = flights.get(key);
    if (joined !== undefined) return joined;
    const flight = start().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };
}
