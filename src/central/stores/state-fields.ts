import { z } from 'zod';
import type { TokenState } from '../tokens/state.ts';
import { shifted } from '../tokens/store.ts';
import type { Owner } from './envelope.ts';
import { isSensible } from './state-sense.ts';

// What the states of all versions have in common.

export const count = z.int().nonnegative();
/** As much as an answer of WeChat's can hold. */
export const value = z.string().min(1).max(65_536);
export const word = z.string().max(100);

export const failure = {
  code: word,
  isUnasked: z.literal(true).exactOptional(),
  fault: word.exactOptional(),
  errcode: z.int().exactOptional(),
  errmsg: z.string().max(2000).exactOptional(),
  mayHaveIssued: z.boolean(),
  needsPerson: z.boolean(),
  retryAfterMs: z.number().exactOptional(),
};

/** By which clock a record is read or written, and how far ahead of it a time may be. */
export type Time = Readonly<{
  /** ms since the epoch, our clock */
  now: number;
  /** the record's clock minus ours */
  offsetMs: number;
  aheadMs: number;
}>;

/** The owner of a key's record: keys end with the appid. */
export function ownerOf(key: string, issuer: string): Owner {
  const end = key.lastIndexOf(':');
  return { kind: key.slice(0, end), appid: key.slice(end + 1), issuer };
}

/** A state as it was read, its times by our clock; undefined where it is not of this owner's kind, or makes no sense. */
export function sensible(read: TokenState, { kind }: Owner, time: Time): TokenState | undefined {
  if (read.kind !== (kind === 'token' || kind === 'stable_token' ? kind : 'ticket')) return undefined;
  const state = shifted(read, -time.offsetMs);
  return isSensible(state, time.now, time.aheadMs) ? state : undefined;
}
