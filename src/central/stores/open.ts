import type { Redis } from 'ioredis';
import type { Config } from '../../config.ts';
import type { Log } from '../../log.ts';
import { issuerOf } from '../../wechat/issuer.ts';
import { logRedisEvent, logStateEvent } from '../observe.ts';
import type { Clock } from '../tokens/clock.ts';
import type { Opened } from '../tokens/store.ts';
import type { StateEvent } from './file/state-health.ts';
import { openFileStore } from './file/store.ts';

type Deps = Readonly<{
  config: Pick<Config, 'stateDir' | 'timeoutMs' | 'wechatApiBase' | 'isProduction'>;
  redis?: Redis | undefined;
  clock: Clock;
  log: Log;
}>;

/** Redis where there is one, else the state folder; the code of the other one is not used. */
export async function openStore({
  config: { stateDir, timeoutMs, wechatApiBase, isProduction },
  redis,
  clock,
  log,
}: Deps): Promise<Opened | Readonly<{ problem: string }>> {
  const issuer = issuerOf(wechatApiBase);
  if (redis === undefined) {
    const observe = (event: StateEvent): void => logStateEvent(log, event);
    return openFileStore({ folder: stateDir, issuer, isProduction, clock, observe });
  }
  const { openRedisStore } = await import('./redis/store.ts');
  return openRedisStore({ redis, issuer, clock, timeoutMs, observe: (event) => logRedisEvent(log, event) });
}
