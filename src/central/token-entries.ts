import type { Account } from './accounts.ts';
import type { Clock } from './clock.ts';
import { createEntry, type Entry, keyOf } from './entry.ts';
import { createKnownTokens } from './known-tokens.ts';
import type { Store } from './store.ts';
import { replacedAt, retriedNow } from './token-events.ts';
import type { TokenState } from './token-state.ts';
import { merged, restored } from './token-takeover.ts';

export type TokenEntries = ReturnType<typeof createTokenEntries>;

/** All that is kept, by key, in step with what the store holds. */
export function createTokenEntries({ store, clock }: Readonly<{ store: Store; clock: Clock }>) {
  const entries = new Map<string, Entry>();
  const known = createKnownTokens();
  /** what others store of keys that are being loaded */
  const loading = new Map<string, TokenState | undefined>();
  /** calls past this server that are under way */
  const pressed = new Map<string, number>();

  /** What the store knows of them is taken up before anybody can ask for them. */
  async function add(added: readonly Entry[]): Promise<void> {
    for (const { key } of added) loading.set(key, undefined);
    const stored = await store.load(added.map(({ key }) => key));
    for (const entry of added) {
      const state = loading.get(entry.key) ?? stored.get(entry.key);
      loading.delete(entry.key);
      if (entries.has(entry.key)) continue;
      // what several processes share goes on without this one: a fetch in it may be under way
      if (state !== undefined) entry.state = store.isShared ? state : restored(state, clock.now());
      entries.set(entry.key, entry);
      known.add(entry);
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

  /** Stores the state as it is now. */
  async function save(entry: Entry): Promise<void> {
    const saved = await store.save(entry.key, entry.state);
    entry.isUnsaved = saved === 'away';
    if (typeof saved !== 'object' || entry.isAsking) return;
    if (saved.superseded.fence >= entry.state.fence) entry.state = merged(entry.state, saved.superseded);
  }

  /** A person has mended what the last failure was about: all who share it may ask again at once. */
  function endPause(entry: Entry): void {
    const { state } = entry;
    // also of a fetch that is under way
    entry.mends += 1;
    if (state.nextTryAt <= clock.now()) return;
    entry.state = retriedNow(state);
    // whoever asks just now stores what comes of it
    if (entry.isAsking || state.fetching !== undefined) return;
    entry.state = { ...entry.state, fence: state.fence + 1 };
    void save(entry);
  }

  /**
   * Somebody is about to replace the kept token past this server. A crash before more is told leaves a trace; where
   * several processes share the token they would take that for a fetch which is theirs to repeat.
   */
  async function noteReplacing(key: string): Promise<void> {
    const entry = entries.get(key);
    pressed.set(key, (pressed.get(key) ?? 0) + 1);
    if (entry === undefined || entry.isAsking || store.isShared) return;
    await store.save(key, { ...entry.state, fetching: { startedAt: clock.now(), isForced: true } });
  }

  /** It ended; where no other one is under way, the trace goes. */
  function noteReplacingEnded(key: string): void {
    const left = (pressed.get(key) ?? 1) - 1;
    if (left > 0) pressed.set(key, left);
    else pressed.delete(key);
    const entry = entries.get(key);
    if (left === 0 && entry !== undefined && !entry.isAsking && !store.isShared) void save(entry);
  }

  /** Between `from` and now the kept token may have been replaced past this server. */
  function noteReplaced(entry: Entry, from: number): void {
    const state = replacedAt(entry.state, from, store.fenceNow());
    // whoever asks just now stores it with the outcome
    if (entry.isAsking) entry.state = state;
    else {
      entry.state = { ...state, fence: state.fence + 1 };
      void save(entry);
    }
  }

  store.onChange((key, state, isOwn) => {
    if (loading.has(key)) loading.set(key, state);
    const entry = entries.get(key);
    // while this process asks, the store settles whose answer is the later one
    if (entry === undefined || entry.isAsking) return;
    const { fence, fetching } = entry.state;
    const isLeftBehind = isOwn && state.fetching !== undefined && fetching === undefined;
    // the store has lost what this process has stored since
    if (state.fence < fence || isLeftBehind) void save(entry);
    else if (!isOwn) takeUp(entry, state);
  });

  /** Whoever stored it may know less than this process: then all others are told what it does not know. */
  function takeUp(entry: Entry, theirs: TokenState): void {
    const state = merged(entry.state, theirs);
    entry.state = state;
    const isOurs = state.kept !== undefined && state.kept.value !== theirs.kept?.value;
    // a fetch that is under way will bring a later one, or end in a state of its own
    if (!isOurs || theirs.fetching !== undefined) return;
    entry.state = { ...state, fence: state.fence + 1 };
    void save(entry);
  }

  store.onLost((keys) => {
    for (const key of keys) {
      const entry = entries.get(key);
      if (entry?.state.kept !== undefined && !entry.isAsking) void save(entry);
    }
  });

  return {
    entries,
    known,
    add,
    setAccounts,
    save,
    endPause,
    noteReplacing,
    noteReplacingEnded,
    noteReplaced,
  };
}
