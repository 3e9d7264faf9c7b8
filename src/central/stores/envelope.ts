import { createHash } from 'node:crypto';

/**
 * What every record begins with, in a file of the state folder and as a value in Redis:
 *
 *     {"check":"<40 hex digits>","version":3,"appid":"wx…","kind":"token","issuer":"https://api.weixin.qq.com",
 *      "by":"<who wrote it>","fence":7,"until":1800007200000,"state":{…}}
 *
 * Rules for this release and each that follows:
 * 1. `check` stands first: the SHA-1 of everything behind `"check":"…",`, since that is what a script in Redis can compute
 *    as well. It shows damage; it is no proof against somebody who writes to the store.
 * 2. All members above keep name and meaning in every version; only what is in `state` is the version's own. Times are in
 *    ms since the epoch, by the wall clock in a file and by Redis' clock in Redis.
 * 3. A release that adds a field, here or in `state`, leaves the version as it is. Who does not know a field keeps it as it
 *    stands, and writes it back.
 * 4. A release that drops a field or changes its meaning writes the old one beside the new one for one release, so that
 *    two neighbours on one store serve side by side. Only where that cannot be does the version grow.
 * 5. Who meets a greater version leaves the record alone until `until`, when nothing in it can work any more, and does
 *    nothing till then that could end a token in it: to this account the store is away.
 * 6. Whoever meets a version that is not greater, and cannot read it, has a damaged record before him.
 *
 * Version 1 is release 0.1.0's, which had no envelope; version 2's state held conclusions where this one holds facts:
 * earlier-states.ts reads both.
 */
export const version = 3;

/** Whose record it is. `kind` is the key without the appid: `token`, `jsapi:stable_token` … */
export type Owner = Readonly<{ appid: string; kind: string; issuer: string }>;

export type Sealed = Readonly<{
  by: string;
  fence: number;
  /** from then on nothing in the state can work */
  until: number;
  state: unknown;
}>;

/** Versions whose envelope is this one, and whose states can be read. */
const readable: ReadonlySet<unknown> = new Set([2, version]);

type Members = Readonly<Record<string, unknown>>;

/** `others`: members that this version does not know. `newer` is left alone; `foreign` is another issuer's. */
export type Opened =
  | (Sealed & Readonly<{ what: 'sealed'; version: number; others: Members }>)
  | Readonly<{ what: 'newer'; until: number }>
  | Readonly<{ what: 'foreign'; issuer: string }>
  | Readonly<{ what: 'damaged' }>;

const head = /^\{"check":"([0-9a-f]{40})",/;
const digestOf = (text: string): string => createHash('sha1').update(text).digest('hex');

/** The check of a record; it tells one from another. */
export const checkOf = (text: string): string => head.exec(text)?.[1] ?? '';

/** The text of a record. */
export function seal({ appid, kind, issuer }: Owner, sealed: Sealed, others: Members = {}): string {
  const { by, fence, until, state } = sealed;
  const members = { version, appid, kind, issuer, by, fence, until, state, ...others };
  const rest = JSON.stringify(members).slice(1);
  return `{"check":"${digestOf(rest)}",${rest}`;
}

/** What this text is to its owner; of the state nothing is known yet but that it is what was written. */
export function open(text: string, owner: Owner): Opened {
  const members = membersOf(text);
  const { version: found, appid, kind, issuer, by, fence, until, state, ...others } = members ?? {};
  if (typeof found !== 'number' || appid !== owner.appid || kind !== owner.kind) return { what: 'damaged' };
  if (typeof issuer !== 'string') return { what: 'damaged' };
  if (issuer !== owner.issuer) return { what: 'foreign', issuer };
  if (found > version) return { what: 'newer', until: typeof until === 'number' ? until : Infinity };
  const isWhole = typeof by === 'string' && typeof fence === 'number' && typeof until === 'number';
  return readable.has(found) && isWhole
    ? { what: 'sealed', version: found, by, fence, until, state, others }
    : { what: 'damaged' };
}

/** Undefined where a single bit is not as it was written. */
function membersOf(text: string): Members | undefined {
  const [start = '', check] = head.exec(text) ?? [];
  const rest = text.slice(start.length);
  if (check === undefined || digestOf(rest) !== check) return undefined;
  try {
    // an object, since it begins as one
    return JSON.parse(`{${rest}`) as Members;
  } catch {
    return undefined;
  }
}
