import type { Redis } from 'ioredis';
import type { Config } from '../../config.ts';
import type { Log } from '../../log.ts';
import type { Clock } from '../clock.ts';
import { logRedisEvent, logStateEvent } from '../observe.ts';
import type { Store } from '../store.ts';
import { openFileStore } from './file.ts';

type Deps = Readonly<{
  config: Pick<Config, 'stateDir' | 'timeoutMs'>;
  redis?: Redis | undefined;
  clock: Clock;
  log: Log;
}>;

/** Redis where there is one, else the state folder; the code of the other one is not used. */
export async function openStore({
  config: { stateDir, timeoutMs },
  redis,
  clock,
  log,
}: Deps): Promise<Store | Readonly<{ problem: string }>> {
  if (redis === undefined) {
    return openFileStore({ folder: stateDir, clock, observe: (event) => logStateEvent(log, event) });
  }
  const { openRedisStore } = await import('./redis.ts');
  return openRedisStore({ redis, clock, timeoutMs, observe: (event) => logRedisEvent(log, event) });
}
