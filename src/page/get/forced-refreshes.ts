import { createHmac, randomBytes } from 'node:crypto';

/** WeChat's rule: 20 a day, and one within 30 s of the last does not count. https://developers.weixin.qq.com/doc/channels/API/leagueheadsupplier/getStableAccessToken.html */
const perDay = 20;
const apartMs = 30_000;

/** WeChat's day begins at midnight in Beijing. */
const beijingOffsetMs = 8 * 3600_000;
const dayMs = 24 * 3600_000;

export type ForcedRefreshes = Readonly<{
  /** notes that WeChat carried one out */
  count: (appid: string) => void;
  /** how many are left today as far as this server knows: others may have used some */
  left: (appid: string) => number;
}>;

type Day = { number: number; byAppid: Map<string, { used: number; lastAt: number }> };

/** Counts forced refreshes per appid and day, in memory, under digests that only this process can make. `now`: ms since the epoch. */
export function createForcedRefreshes(now: () => number): ForcedRefreshes {
  const key = randomBytes(32);
  let day: Day = { number: 0, byAppid: new Map() };

  const digest = (appid: string): string => createHmac('sha256', key).update(appid).digest('base64');

  function today(): Day['byAppid'] {
    const number = Math.floor((now() + beijingOffsetMs) / dayMs);
    if (number !== day.number) day = { number, byAppid: new Map() };
    return day.byAppid;
  }

  return {
    count: (appid) => {
      const counts = today();
      const id = digest(appid);
      const { used, lastAt } = counts.get(id) ?? { used: 0, lastAt: Number.NEGATIVE_INFINITY };
      if (now() - lastAt >= apartMs) counts.set(id, { used: used + 1, lastAt: now() });
    },
    left: (appid) => Math.max(0, perDay - (today().get(digest(appid))?.used ?? 0)),
  };
}
