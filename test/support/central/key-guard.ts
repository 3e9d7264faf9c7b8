import type { Callers } from '../../../src/central/accounts/callers.ts';
import { createVisits } from '../../../src/central/accounts/visits.ts';
import type { Config } from '../../../src/config.ts';
import { createAddressOf } from '../../../src/http/address.ts';
import { createKeyGuard, type KeyGuard } from '../../../src/http/key-guard.ts';
import { memoryStores } from '../../../src/http/rate-limit.ts';
import { createLog, type Log } from '../../../src/log.ts';

const quietGuard = (limit = 10_000, log = createLog('error', { write: () => {} })): KeyGuard =>
  createKeyGuard({ limit, store: memoryStores('key'), log, now: Date.now });

/** Callers of whom none has guessed too much. */
export function quietCallers(limit?: number, log?: Log, trustProxy: Config['trustProxy'] = false): Callers {
  const addressOf = createAddressOf(trustProxy);
  return { guard: quietGuard(limit, log), visits: createVisits(addressOf, Date.now), addressOf };
}

/** An accounts file that is in force as it stands. */
export const accountsInForce = { refused: () => undefined, loadedAt: () => 0 };
