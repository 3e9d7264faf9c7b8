import type { KeptTokens } from '../../../src/page/get/kept-tokens.ts';
import type { Endpoint } from '../../../src/wechat/client.ts';

export type KeptUnderTest = KeptTokens &
  Readonly<{
    keep: (appid: string, endpoint: Endpoint) => void;
    forget: () => void;
    /** appid and endpoint of each replacement that was told of */
    told: string[];
  }>;

/** What a central server would keep, for tests of the page alone. */
export function createKept(): KeptUnderTest {
  const keys = new Set<string>();
  const told: string[] = [];
  return {
    has: (appid, endpoint) => keys.has(`${appid} ${endpoint}`),
    replacing: ({ appid, endpoint }) =>
      Promise.resolve((outcome) => {
        const isNoted = outcome !== 'refused' && keys.has(`${appid} ${endpoint}`);
        if (isNoted) told.push(`${appid} ${endpoint}`);
        return isNoted;
      }),
    keep: (appid, endpoint) => void keys.add(`${appid} ${endpoint}`),
    forget: () => keys.clear(),
    told,
  };
}
