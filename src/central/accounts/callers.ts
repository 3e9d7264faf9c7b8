import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config.ts';
import { createAddressOf } from '../../http/address.ts';
import { createKeyGuard, type KeyGuard } from '../../http/key-guard.ts';
import type { LimitStores } from '../../http/rate-limit.ts';
import type { Log } from '../../log.ts';
import { createVisits, type Visits } from './visits.ts';

/** Who comes to the doors of the central server: with a wrong key, with a good one, and from where. */
export type Callers = Readonly<{
  guard: KeyGuard;
  visits: Visits;
  addressOf: (req: IncomingMessage) => string;
}>;

type Deps = Readonly<{
  config: Pick<Config, 'trustProxy' | 'rateLimit'>;
  limitStores: LimitStores;
  log: Log;
  /** wall clock, ms since the epoch */
  now: () => number;
}>;

/** One for all doors, so that whoever guesses at one is known at the others. */
export function createCallers({ config, limitStores, log, now }: Deps): Callers {
  const addressOf = createAddressOf(config.trustProxy);
  return {
    guard: createKeyGuard({ limit: config.rateLimit, store: limitStores('key'), log, now }),
    visits: createVisits(addressOf, now),
    addressOf,
  };
}
