import { isFailing } from '../tokens/due.ts';
import { type Entry, keyOf } from '../tokens/entry.ts';
import type { Forcing } from '../tokens/forcing.ts';
import type { TokenService } from '../tokens/service.ts';

type Service = Pick<TokenService, 'entries' | 'mended' | 'force' | 'fetchNow'>;

const hasFailed = (entry: Entry | undefined): boolean => entry !== undefined && isFailing(entry.state);

/**
 * What the operator's buttons do: whoever presses one says that what the last failures were about is mended. `onForced`
 * is told of each press for a token, with the account's name.
 */
export function createRefreshNow(
  { entries, mended, force, fetchNow }: Service,
  onForced: (account: string, forcing: Forcing) => void = () => {},
) {
  /** A forced refresh of this account's token, if the bounds allow it; else, where it is in trouble, a plain one. */
  async function refreshToken(key: string): Promise<Forcing> {
    const entry = entries.get(key);
    const hadFailed = hasFailed(entry);
    mended(key);
    let { forcing } = await force(key);
    // what was under way when the button was pressed may have been refused for what is mended by now
    if (forcing === 'join' && hasFailed(entry)) {
      mended(key);
      forcing = (await force(key)).forcing;
    }
    const isBounded = forcing === 'too_soon' || forcing === 'too_many';
    if (entry === undefined || !isBounded || !hadFailed) return forcing;
    if (hasFailed(entry)) await fetchNow(entry);
    return hasFailed(entry) ? forcing : 'refresh';
  }

  /** Asks for this ticket once more, if it is missing or due. Whatever token is held is used, and none replaced for it. */
  async function refreshTicket(entry: Entry): Promise<void> {
    mended(entry.key);
    await fetchNow(entry);
  }

  /** The button of an account: its token, and then the tickets that could not be had. */
  async function refreshNow(key: string): Promise<Forcing> {
    const forcing = await refreshToken(key);
    onForced(entries.get(key)?.account.name ?? '', forcing);
    const failing = [...entries.values()].filter(
      (entry) => entry.ticket !== undefined && keyOf(entry.account) === key && hasFailed(entry),
    );
    if (!hasFailed(entries.get(key))) await Promise.all(failing.map(refreshTicket));
    return forcing;
  }

  /** One normal call at once, for whom the pause after a refusal is too long: with a secret that has just been put in. */
  async function tryNow(key: string): Promise<void> {
    const entry = entries.get(key);
    mended(key);
    if (entry !== undefined) await fetchNow(entry);
  }

  return { refreshNow, refreshTicket, tryNow };
}
