import type { Account } from '../accounts/accounts.ts';
import { isFailing, nextFetchAt, pausedUntil } from './due.ts';
import { createEntries } from './entries.ts';
import { createEntry, type Entry, keyOf, type TicketType, ticketKeyOf } from './entry.ts';
import { fetchInto } from './fetch.ts';
import type { FetchDeps } from './flight.ts';
import { type Forcing, judgeForcing } from './forcing.ts';
import type { Wish } from './plan.ts';
import { promisedUntil, replaces } from './promise.ts';
import { overlapMs } from './rules.ts';
import type { Failure } from './state.ts';
import { fetchFailed } from './transitions.ts';

/** What a reader gets: it works for that long, whatever this server does meanwhile but a forced refresh. */
export type Served = Readonly<{ value: string; expiresInS: number }>;

/** Nothing valid is held, and this is why. */
export type Unserved = Readonly<{ failure: Failure; retryAfterS: number }>;

export type ServiceDeps = Omit<FetchDeps, 'isClosing' | 'isKept' | 'entries'>;

export type TokenService = ReturnType<typeof createTokenService>;

const internal: Failure = { code: 'internal', mayHaveIssued: true, needsPerson: false };

/** Nothing was asked yet, or another process has only just asked. */
const notYet: Failure = { code: 'not_yet', mayHaveIssued: false, needsPerson: false };

/** Keeps tokens and tickets by key. Knows no HTTP, no WeChat and no time but what is handed in. */
export function createTokenService(deps: ServiceDeps) {
  const { peers, clock, random } = deps;
  const kept = createEntries(deps);
  const { entries, apply, isShared } = kept;
  let isClosing = false;
  const fetchDeps: FetchDeps = {
    ...deps,
    entries: kept,
    isClosing: () => isClosing,
    isKept: (entry) => entries.get(entry.key) === entry,
  };

  /** Starts a fetch, if none is under way, and resolves when it has ended. Never rejects. */
  function fetchNow(entry: Entry, wish: Wish = { isForced: false, reportedDead: false }): Promise<void> {
    if (isClosing) return entry.flight ?? Promise.resolve();
    if (entry.flight !== undefined) return entry.flight;
    const hadFailed = isFailing(entry.state);
    const flight = fetchInto(entry, wish, fetchDeps)
      .catch(() => {
        // a fault of ours: the key must not stay "under way" for ever
        apply(entry, (state) => fetchFailed(state, internal, clock.now(), random));
        deps.observe({ type: 'fetch_failed', entry, failure: internal, durationMs: 0 });
      })
      .finally(() => {
        entry.flight = undefined;
        // whatever kept the token away may have kept its tickets away
        if (hadFailed && !isFailing(entry.state)) mendTickets(entry);
      });
    entry.flight = flight;
    return flight;
  }

  function mendTickets(token: Entry): void {
    for (const entry of entries.values()) {
      if (entry !== token && keyOf(entry.account) === token.key) kept.endPause(entry);
    }
  }

  function serve(entry: Entry): Served | undefined {
    const now = clock.now();
    entry.readAt = now;
    const promised = promisedUntil(entry.state, now, peers.knownAt(now, entry.key));
    // what the others do not know of, one of them may replace at any time
    const isUnknown = entry.isUnsaved && isShared && replaces(entry.state, false);
    const until = isUnknown ? Math.min(promised, now + overlapMs) : promised;
    const expiresInS = Math.floor((until - now) / 1000);
    if (entry.state.held === undefined || expiresInS < 1) return undefined;
    if (entry.flight === undefined && now >= nextFetchAt(entry.state)) void fetchNow(entry);
    return { value: entry.state.held.value, expiresInS };
  }

  const unserved = ({ state }: Entry): Unserved => ({
    failure: state.trouble?.failure ?? notYet,
    retryAfterS: Math.max(1, Math.ceil((pausedUntil(state) - clock.now()) / 1000)),
  });

  /** What is held, at once: the hot path. Undefined where nothing valid is. */
  function current(key: string): Served | undefined {
    const entry = entries.get(key);
    return entry && serve(entry);
  }

  /** What is held; waits for WeChat only where nothing valid is. */
  async function read(key: string): Promise<Served | Unserved> {
    const entry = entries.get(key);
    // taken off the list while somebody was waiting for it
    if (entry === undefined) return { failure: notYet, retryAfterS: 1 };
    const served = serve(entry);
    if (served !== undefined) return served;
    if (entry.flight === undefined && clock.now() < nextFetchAt(entry.state)) return unserved(entry);
    await fetchNow(entry);
    return serve(entry) ?? unserved(entry);
  }

  /**
   * A forced refresh within WeChat's bounds, and what is held after it. `invalidToken` is the one that the caller
   * found dead: if it is no longer the current one, nobody is called.
   */
  async function force(
    key: string,
    invalidToken?: string,
  ): Promise<Readonly<{ forcing: Forcing; answer: Served | Unserved }>> {
    const entry = entries.get(key);
    if (entry === undefined) return { forcing: 'not_current', answer: await read(key) };
    const startedAt = clock.now();
    const { fence } = entry.state;
    const judged = judgeForcing(entry.state, startedAt, invalidToken);
    const forcing = judged === 'refresh' && entry.flight !== undefined ? 'join' : judged;
    if (forcing === 'refresh' || forcing === 'join') {
      await fetchNow(entry, { isForced: true, reportedDead: invalidToken !== undefined });
      const { trouble } = entry.state;
      const isUnasked = trouble?.failure.isUnasked === true && trouble.at >= startedAt;
      if (isUnasked) return { forcing: 'not_asked', answer: await read(key) };
      // cut off from the others, a second one too soon is no longer even asked
      if (forcing === 'refresh' && entry.state.fence === fence)
        return { forcing: 'too_soon', answer: await read(key) };
    }
    return { forcing, answer: await read(key) };
  }

  /** The key of a ticket, kept from the first time that it is asked for. */
  async function ticketKey(account: Account, type: TicketType): Promise<string> {
    const key = ticketKeyOf(account, type);
    if (!entries.has(key)) await kept.add([createEntry(account, type)]);
    return key;
  }

  /** Whose token this is: the current one of a kept account, or the one before as long as it works. */
  function accountOf(accessToken: string): Account | undefined {
    const entry = kept.known.find(accessToken);
    if (entry === undefined || entry.ticket !== undefined) return undefined;
    const now = clock.now();
    const { held, former } = entry.state;
    if (held?.value === accessToken && now < promisedUntil(entry.state, now)) return entry.account;
    return former?.value === accessToken && now < former.worksUntil ? entry.account : undefined;
  }

  /** Between `from` and now the kept token may have been replaced past this server: a new one is fetched. */
  function replaced(key: string, from: number): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    kept.replaced(entry, from);
    void fetchNow(entry);
  }

  /**
   * A person says that what the failures were about is mended: the pauses after them are over, of this ticket, of this
   * account's token and tickets, or (without a key) of all.
   */
  function mended(key?: string): void {
    for (const entry of entries.values()) {
      if (key === undefined || entry.key === key || keyOf(entry.account) === key) kept.endPause(entry);
    }
  }

  /** Begins nothing more; resolves when what is under way has ended and is stored. */
  async function close(): Promise<void> {
    isClosing = true;
    await Promise.all([...entries.values()].map(({ flight }) => flight));
  }

  return {
    current,
    read,
    force,
    ticketKey,
    accountOf,
    setAccounts: kept.setAccounts,
    replacingBegun: kept.replacingBegun,
    replacingEnded: kept.replacingEnded,
    replaced,
    mended,
    fetchNow,
    save: kept.save,
    entries,
    close,
  };
}
