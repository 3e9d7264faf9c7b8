import { hash } from 'node:crypto';
import type { Entry } from './entry.ts';

export type KnownTokens = Readonly<{
  /** What this entry holds, and held before, is found from now on, and nothing else of it. */
  index: (entry: Entry) => void;
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

  function index(entry: Entry): void {
    remove(entry);
    const { held, former } = entry.state;
    const known = [held?.value, former?.value].flatMap((value) =>
      value === undefined ? [] : [digestOf(value)],
    );
    for (const digest of known) byDigest.set(digest, entry);
    digests.set(entry, known);
  }

  return { index, remove, find: (token) => byDigest.get(digestOf(token)) };
}
