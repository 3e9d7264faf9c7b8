import { z } from 'zod';
import { shifted } from '../store.ts';
import type { Failure, Kept, TokenState } from '../token-state.ts';
import { type Owner, open, seal } from './envelope.ts';
import { isSensible, longestLifeMs } from './state-sense.ts';

/** A schema for each field of T, so that a new field cannot be forgotten here. */
type Shape<T> = Readonly<Record<keyof T, z.ZodType>>;

const count = z.int().nonnegative();
/** As much as an answer of WeChat's can hold. */
const value = z.string().min(1).max(65_536);
const word = z.string().max(100);

const kept = {
  value,
  obtainedAt: z.number(),
  expiresAt: z.number(),
  dueAt: z.number(),
  fence: count,
} satisfies Shape<Kept>;

const failure = {
  code: word,
  isUnasked: z.literal(true).exactOptional(),
  fault: word.exactOptional(),
  errcode: z.int().exactOptional(),
  errmsg: z.string().max(2000).exactOptional(),
  mayHaveIssued: z.boolean(),
  needsPerson: z.boolean(),
  retryAfterMs: z.number().exactOptional(),
} satisfies Shape<Failure>;

/** Loose, here and within: what the next release adds is kept, and goes back into the store as it was. */
const stateSchema = z.looseObject({
  kind: z.enum(['token', 'stable_token', 'ticket']),
  kept: z.looseObject(kept).exactOptional(),
  former: z.looseObject({ value, worksUntil: z.number() }).exactOptional(),
  suspectSince: z.number().exactOptional(),
  suspectFence: count.exactOptional(),
  fetching: z.looseObject({ startedAt: z.number(), isForced: z.boolean() }).exactOptional(),
  failures: count,
  nextTryAt: z.number(),
  lastFailure: z.looseObject({ ...failure, at: z.number() }).exactOptional(),
  // twenty of a day, and what instances that were cut off add
  forcedAt: z.array(z.number()).max(500),
  replacedElsewhereAt: z.number().exactOptional(),
  calls: z.looseObject({ day: z.int(), count }).exactOptional(),
  fence: count,
} satisfies Shape<TokenState>);

/** A larger text is no record. */
export const largestRecord = 1_048_576;

/** By which clock a record is read or written, and how far ahead of it a time may be. */
export type Time = Readonly<{
  /** ms since the epoch, our clock */
  now: number;
  /** the record's clock minus ours */
  offsetMs: number;
  aheadMs: number;
}>;

/** What a record is to its owner. Times are by our clock; `others`: members of the envelope that are not known here. */
export type Read =
  | Readonly<{ what: 'state'; state: TokenState; by: string; others: Readonly<Record<string, unknown>> }>
  | Readonly<{ what: 'newer'; until: number }>
  | Readonly<{ what: 'foreign'; issuer: string }>
  | Readonly<{ what: 'damaged' }>;

/** The owner of a key's record: keys end with the appid. */
export function ownerOf(key: string, issuer: string): Owner {
  const end = key.lastIndexOf(':');
  return { kind: key.slice(0, end), appid: key.slice(end + 1), issuer };
}

function kindOf({ kind }: Owner): TokenState['kind'] {
  return kind === 'token' || kind === 'stable_token' ? kind : 'ticket';
}

/** The text of a state, its times by the clock of the store. */
export function toRecord(
  owner: Owner,
  held: TokenState,
  offsetMs: number,
  by = '',
  others: Readonly<Record<string, unknown>> = {},
): string {
  const state = shifted(held, offsetMs);
  return seal(owner, { by, fence: state.fence, until: workingUntil(state), state }, others);
}

/** From then on nothing in this state can work, nor what a fetch that is under way brings. */
function workingUntil({ kept, former, fetching }: TokenState): number {
  const fetchedUntil = fetching === undefined ? 0 : fetching.startedAt + longestLifeMs;
  return Math.max(kept?.expiresAt ?? 0, former?.worksUntil ?? 0, fetchedUntil);
}

/** What the text of a record holds. */
export function parseRecord(owner: Owner, text: string, time: Time): Read {
  if (text.length > largestRecord) return { what: 'damaged' };
  const opened = open(text, owner);
  if (opened.what === 'newer') return { what: 'newer', until: opened.until - time.offsetMs };
  if (opened.what !== 'sealed') return opened;
  const state = parseState(owner, opened.state, time);
  if (state === undefined) return { what: 'damaged' };
  return { what: 'state', state, by: opened.by, others: opened.others };
}

/** A state, its times by our clock; undefined where it is none, not this owner's kind, or makes no sense. */
export function parseState(owner: Owner, data: unknown, time: Time): TokenState | undefined {
  const parsed = stateSchema.safeParse(data);
  if (!parsed.success || parsed.data.kind !== kindOf(owner)) return undefined;
  const state = shifted(parsed.data, -time.offsetMs);
  return isSensible(state, time.now, time.aheadMs) ? state : undefined;
}
