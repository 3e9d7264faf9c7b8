import type { Endpoint } from '../wechat/client.ts';
import type { Clock } from './tokens/clock.ts';
import { keyOf } from './tokens/entry.ts';
import type { TokenService } from './tokens/service.ts';

/** What a press of Get asks of this room and tells it; the page that presses has the words of it. */
export type KeptTokens = Readonly<{
  has: (appid: string, endpoint: Endpoint) => boolean;
  replacing: (
    press: Readonly<{ appid: string; endpoint: Endpoint; secret: string }>,
  ) => Promise<(outcome: 'issued' | 'refused' | 'unknown') => boolean>;
}>;

type Deps = Readonly<{
  service: Pick<TokenService, 'entries' | 'replacingBegun' | 'replacingEnded' | 'replaced'>;
  clock: Clock;
}>;

/** What presses of Get on the page have to do with the tokens that are kept here. */
export function createKeptTokens({ service, clock }: Deps): KeptTokens {
  return {
    has: (appid, endpoint) => service.entries.has(keyOf({ appid, endpoint })),
    replacing: async (press) => {
      const key = keyOf(press);
      const from = clock.now();
      await service.replacingBegun(key);
      return (outcome) => {
        service.replacingEnded(key);
        const entry = service.entries.get(key);
        if (entry === undefined) return false;
        // of a call without an answer only the account's own secret can have had one issued
        const isNoted =
          outcome === 'issued' || (outcome === 'unknown' && entry.account.secret === press.secret);
        if (isNoted) service.replaced(key, from);
        return isNoted;
      };
    },
  };
}
