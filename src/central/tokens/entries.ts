import type { Account } from '../accounts/accounts.ts';
import type { Clock } from './clock.ts';
import { pausedUntil } from './due.ts';
import { createEntry, type Entry, keyOf } from './entry.ts';
import { createKnownTokens } from './known-tokens.ts';
import { isNews, isSaid, merge } from './merge.ts';
import type { TokenState } from './state.ts';
import { mostSaves, type Peers, type StateStore } from './store.ts';
import { fetchAbandoned, fetchStarted, replacedPastUs, restarted, resumed } from './transitions.ts';

export type Entries = ReturnType<typeof createEntries>;

type Deps = Readonly<{ store: StateStore; peers: Peers; clock: Clock }>;

/** All that is kept, by key, in step with what the store holds and what the others know. */
export function createEntries({ store, peers, clock }: Deps) {
  const entries = new Map<string, Entry>();
  const known = createKnownTokens();
  /** what others store of keys that are being loaded */
  const loading = new Map<string, TokenState | undefined>();
  /** fetches past this server that are under way */
  const passing = new Map<string, number>();
  const isShared = !peers.areNone;

  /** The only writer of an entry's state. */
  function apply(entry: Entry, transition: (state: TokenState) => TokenState): TokenState {
    const { held, former } = entry.state;
    // readonly to all others
    (entry as { state: TokenState }).state = transition(entry.state);
    const isSame = entry.state.held?.value === held?.value && entry.state.former?.value === former?.value;
    if (!isSame && entries.get(entry.key) === entry) known.index(entry);
    return entry.state;
  }

  /** What the store knows of them is taken up before anybody can ask for them. */
  async function add(added: readonly Entry[]): Promise<void> {
    for (const { key } of added) loading.set(key, undefined);
    const stored = await store.load(added.map(({ key }) => key));
    for (const entry of added) {
      const states = [loading.get(entry.key), stored.get(entry.key)].filter((state) => state !== undefined);
      loading.delete(entry.key);
      if (entries.has(entry.key)) continue;
      // what several processes share goes on without this one: a fetch in it may be under way
      for (const state of states)
        apply(entry, (own) => merge(own, isShared ? state : restarted(state, clock.now())));
      entries.set(entry.key, entry);
      known.index(entry);
    }
  }

  /** Takes over a new list: what is new is read from the store, what is gone is given out no more. */
  async function setAccounts(accounts: readonly Account[]): Promise<void> {
    await add(
      accounts.filter((account) => !entries.has(keyOf(account))).map((account) => createEntry(account)),
    );
    const byKey = new Map(accounts.map((account) => [keyOf(account), account]));
    for (const entry of entries.values()) {
      const account = byKey.get(keyOf(entry.account));
      if (account === undefined) {
        entries.delete(entry.key);
        known.remove(entry);
        continue;
      }
      const isNewSecret = account.secret !== entry.account.secret;
      entry.account = account;
      if (isNewSecret) endPause(entry);
    }
  }

  /** Stores what is known; what the store knows besides becomes known here. */
  async function save(entry: Entry): Promise<void> {
    for (let tries = 0; tries < mostSaves; tries += 1) {
      const { state } = entry;
      const saved = await store.save(entry.key, state);
      if (saved === 'away') break;
      if (saved !== 'saved') apply(entry, (known) => merge(known, saved.superseded));
      const isThere = saved === 'saved' ? !isNews(entry.state, state) : isSaid(entry.state, saved.superseded);
      if (isThere) {
        entry.isUnsaved = false;
        return;
      }
    }
    entry.isUnsaved = true;
  }

  /** A person has mended what the last failure was about: all who share it may ask again at once. */
  function endPause(entry: Entry): void {
    // also of a fetch that is under way
    entry.mends += 1;
    if (pausedUntil(entry.state) <= clock.now()) return;
    apply(entry, resumed);
    // whoever asks just now stores what comes of it
    if (!entry.isAsking && entry.state.intent === undefined) void save(entry);
  }

  /**
   * Somebody is about to replace the held token past this server. A crash before more is told leaves a trace; where
   * several processes share the token they would take that for a fetch which is theirs to repeat.
   */
  async function replacingBegun(key: string): Promise<void> {
    const entry = entries.get(key);
    passing.set(key, (passing.get(key) ?? 0) + 1);
    if (entry === undefined || entry.isAsking || isShared) return;
    await store.save(key, fetchStarted(entry.state, clock.now(), true));
  }

  /** It ended; where no other one is under way, the trace goes. */
  function replacingEnded(key: string): void {
    const left = (passing.get(key) ?? 1) - 1;
    if (left > 0) passing.set(key, left);
    else passing.delete(key);
    const entry = entries.get(key);
    if (left === 0 && entry !== undefined && !entry.isAsking && !isShared) void save(entry);
  }

  /** Between `from` and now the held token may have been replaced past this server. */
  function replaced(entry: Entry, from: number): void {
    const fence = peers.fenceNow();
    // which fetches of the others came before is not known yet: it is applied again once it is
    if (fence === undefined) entry.unplacedFrom = Math.min(entry.unplacedFrom ?? from, from);
    apply(entry, (state) => replacedPastUs(state, from, fence));
    if (!entry.isAsking) void save(entry);
  }

  function placeUnplaced(entry: Entry): void {
    const [from, fence] = [entry.unplacedFrom, peers.fenceNow()];
    if (from === undefined || fence === undefined) return;
    entry.unplacedFrom = undefined;
    apply(entry, (state) => replacedPastUs(state, from, fence));
  }

  /** The lease is this process's: whatever fetch is under way in what others left has no process any more. */
  function takeOver(entry: Entry, newest: TokenState | undefined): void {
    apply(entry, (state) => fetchAbandoned(newest === undefined ? state : merge(state, newest)));
    placeUnplaced(entry);
  }

  /** What others stored while this process asked, once. */
  function heard(entry: Entry): TokenState | undefined {
    const { heard } = entry;
    entry.heard = undefined;
    return heard;
  }

  function takeUp(entry: Entry, theirs: TokenState): void {
    apply(entry, (state) => merge(state, theirs));
    placeUnplaced(entry);
    // a fetch that is under way will bring a later one, or end in a state of its own
    if (isNews(entry.state, theirs) && entry.state.intent === undefined) void save(entry);
  }

  /** A fetch has ended. */
  function settle(entry: Entry): void {
    const theirs = heard(entry);
    if (theirs !== undefined) takeUp(entry, theirs);
  }

  peers.onChange((key, theirs) => {
    if (loading.has(key)) {
      const known = loading.get(key);
      loading.set(key, known === undefined ? theirs : merge(known, theirs));
    }
    const entry = entries.get(key);
    if (entry === undefined) return;
    // while this process asks, it is put together with the outcome
    if (entry.isAsking) entry.heard = entry.heard === undefined ? theirs : merge(entry.heard, theirs);
    else takeUp(entry, theirs);
  });

  peers.onLost((keys) => {
    for (const key of keys) {
      const entry = entries.get(key);
      if (entry === undefined || entry.isAsking) continue;
      placeUnplaced(entry);
      if (entry.state.held !== undefined) void save(entry);
    }
  });

  return {
    entries: entries as ReadonlyMap<string, Entry>,
    ...{ known, isShared, apply, add, setAccounts, save, takeOver, heard, settle },
    ...{ endPause, replacingBegun, replacingEnded, replaced },
  };
}
