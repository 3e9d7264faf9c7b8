import { refusesCredential } from './answer-signs.ts';
import type { Attempt } from './attempt.ts';

export type Healing = Readonly<{
  /** sends the call once, with this held token */
  attempt: (token: string) => Promise<Attempt>;
  /** what is held now; undefined: nothing that is valid */
  held: () => string | undefined;
  /** was the body kept? */
  canRepeat: boolean;
  /** May this client still make this call? */
  isAllowed: () => Promise<boolean>;
  /** this client's calls of this path are not healed for a while */
  isOff: () => boolean;
  switchOff: () => void;
  /** asks WeChat, with a call of this server's own */
  check: (token: string) => Promise<'alive' | 'dead' | 'unknown'>;
  /** reports it as dead; what is held then */
  report: (token: string) => Promise<string | undefined>;
}>;

/** The last answer, and whether a repeat has brought it. */
export type Healed = Readonly<{ attempt: Attempt; isHealed: boolean }>;

/**
 * Sends a call, and again where WeChat has refused the held token, which means that the call was not made; at most twice,
 * and after nothing else. A 40001 can be false, so that the same token is tried once more before anything is concluded
 * from it; and a client can provoke one, so that a token is reported dead only if WeChat refuses it to this server too.
 */
export async function sendHealing(token: string, healing: Healing): Promise<Healed> {
  const { attempt, held, canRepeat, isAllowed, isOff } = healing;
  const first = await attempt(token);
  if (!refusesCredential(first) || isOff()) return { attempt: first, isHealed: false };
  if (!canRepeat) {
    await replaceIfDead(token, healing);
    return { attempt: first, isHealed: false };
  }
  if (!(await isAllowed())) return { attempt: first, isHealed: false };
  // replaced meanwhile, or the very same
  const second = held() ?? token;
  const repeated = await attempt(second);
  if (!refusesCredential(repeated)) return { attempt: repeated, isHealed: true };
  const third = await replaceIfDead(second, healing);
  if (third === undefined || !(await isAllowed())) return { attempt: repeated, isHealed: false };
  const last = await attempt(third);
  return { attempt: last, isHealed: !refusesCredential(last) };
}

/** The token to use in place of one that was refused; undefined: there is none, or it lives. */
async function replaceIfDead(token: string, healing: Healing): Promise<string | undefined> {
  const { held, check, report, switchOff } = healing;
  const current = held();
  if (current !== undefined && current !== token) return current;
  const found = await check(token);
  if (found === 'alive') switchOff();
  if (found !== 'dead') return undefined;
  const next = await report(token);
  return next === token ? undefined : next;
}

const offMs = 60_000;
/** Beyond so many paths of one client at a time none of its calls is healed: it provokes refusals. */
const mostOff = 20;

/** Which calls are not healed for a minute, since WeChat refuses them although the token lives. */
export function createHealingPauses(now: () => number) {
  const offUntil = new Map<string, Map<string, number>>();

  const ofClient = (client: string): Map<string, number> => {
    const paths = offUntil.get(client) ?? new Map<string, number>();
    for (const [path, until] of paths) if (now() >= until || until - now() > offMs) paths.delete(path);
    return paths;
  };

  return {
    isOff: (client: string, path: string): boolean => {
      if (!offUntil.has(client)) return false;
      const paths = ofClient(client);
      return paths.has(path) || paths.size >= mostOff;
    },
    switchOff: (client: string, path: string): void => {
      offUntil.set(client, ofClient(client).set(path, now() + offMs));
    },
  };
}
