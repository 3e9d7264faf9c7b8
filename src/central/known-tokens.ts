import { hash } from 'node:crypto';
import type { Entry } from './entry.ts';

export type KnownTokens = Readonly<{
  /** From now on what this entry holds is found. */
  add: (entry: Entry) => void;
  remove: (entry: Entry) => void;
  /** The entry that holds this token, or held it before; the same work however many there are. */
  find: (token: string) => Entry | undefined;
}>;

const digestOf = (token: string): string => hash('sha256', token);

/** Finds tokens by their digest, so that a guess costs no look at every account, nor tells by its time how near it is. */
export function createKnownTokens(): KnownTokens {
  const byDigest = new Map<string, Entry>();
  const digests = new Map<Entry, readonly string[]>();

  function remove(entry: Entry): void {
    for (const digest of digests.get(entry) ?? [])
      if (byDigest.get(digest) === entry) byDigest.delete(digest);
    digests.delete(entry);
  }

  function index(entry: Entry, { kept, former }: Entry['state']): void {
    remove(entry);
    const held = [kept?.value, former?.value].flatMap((value) =>
      value === undefined ? [] : [digestOf(value)],
    );
    for (const digest of held) byDigest.set(digest, entry);
    digests.set(entry, held);
  }

  function add(entry: Entry): void {
    let { state } = entry;
    index(entry, state);
    // whoever puts another state in need not think of this
    Object.defineProperty(entry, 'state', {
      enumerable: true,
      configurable: true,
      get: () => state,
      set: (next: Entry['state']) => {
        const isSame = next.kept?.value === state.kept?.value && next.former?.value === state.former?.value;
        state = next;
        if (!isSame && digests.has(entry)) index(entry, next);
      },
    });
  }

  return { add, remove, find: (token) => byDigest.get(digestOf(token)) };
}
