// The tokens that WeChat has issued, and which of them still work. The two endpoints never touch each other's.
import { randomBytes, randomInt } from 'node:crypto';
import type { Endpoint } from '../../wechat/client.ts';

export type Check = Readonly<{ appid: string; endpoint: Endpoint }> | 'replaced' | 'expired' | 'unknown';
export type Minted = Readonly<{ access_token: string; expiresAt: number }>;

type Kept = { token: string; appid: string; endpoint: Endpoint; expiresAt: number; diesAt: number };
type Line = { current: Kept; previous: Kept | undefined };

export const LIFE_MS = 7_200_000;
export const OVERLAP_MS = 300_000;

/** The tokens that are issued from now on. `now`: ms since the epoch. */
export function createWechatTokens(now: () => number) {
  const kept = new Map<string, Kept>();
  const lines = new Map<string, Line>();

  /** A new token. The one before lives 300 s more, though never past its own end. */
  function mint(appid: string, endpoint: Endpoint, lifeMs = LIFE_MS): Minted {
    const expiresAt = now() + lifeMs;
    const current = { token: newToken(), appid, endpoint, expiresAt, diesAt: expiresAt };
    const previous = lines.get(`${endpoint} ${appid}`)?.current;
    if (previous) previous.diesAt = Math.min(previous.expiresAt, now() + OVERLAP_MS);
    lines.set(`${endpoint} ${appid}`, { current, previous });
    kept.set(current.token, current);
    return { access_token: current.token, expiresAt };
  }

  /** Kills the token before the current one at once: two forced refreshes end a leaked token. */
  function killPrevious(appid: string, endpoint: Endpoint): void {
    const previous = lines.get(`${endpoint} ${appid}`)?.previous;
    if (previous) previous.diesAt = Math.min(previous.diesAt, now());
  }

  function current(appid: string, endpoint: Endpoint): Minted | undefined {
    const line = lines.get(`${endpoint} ${appid}`);
    return line && { access_token: line.current.token, expiresAt: line.current.expiresAt };
  }

  /** Does this token work now, and for whom; if not, why not. */
  function check(token: string): Check {
    const found = kept.get(token);
    if (!found) return 'unknown';
    if (now() < found.diesAt) return { appid: found.appid, endpoint: found.endpoint };
    return found.diesAt < found.expiresAt ? 'replaced' : 'expired';
  }

  /** Somebody fetched past whoever holds the current one, which dies at once. */
  function replace(appid: string, endpoint: Endpoint, lifeMs?: number): void {
    mint(appid, endpoint, lifeMs);
    killPrevious(appid, endpoint);
  }

  const minted = () => kept.size;
  return { mint, killPrevious, replace, current, check, minted };
}

/** WeChat's own look: a number that has grown over the years, then 136 to 157 characters in all. */
function newToken(): string {
  return `93_${randomText(randomInt(133, 155))}`;
}

/** Random letters, digits, dashes and underlines. */
export function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}
