import type { TokenState } from '../../tokens/state.ts';
import { checkOf } from '../envelope.ts';
import { ownerOf, type Time } from '../state-fields.ts';
import { parseRecord, toRecord } from '../state-record.ts';

export type RecordEvent = Readonly<{ type: 'state_damaged' | 'state_newer'; key: string }>;

type Deps = Readonly<{
  issuer: string;
  /** who writes */
  me: string;
  /** for what is read */
  time: () => Time;
  observe: (event: RecordEvent) => void;
  /** when the states were last known to be everybody's, by our clock */
  knownAt: () => number;
}>;

/** What a value in Redis is to an instance; `newer`: of a version that it cannot read. */
export type Found = Readonly<{ state: TokenState; by: string }> | 'newer' | 'none';

export type RedisRecords = ReturnType<typeof createRedisRecords>;

/** The values of states in Redis, and what is wrong with them; said once for each until it is stored over. */
export function createRedisRecords({ issuer, me, time, observe, knownAt }: Deps) {
  const damaged = new Set<string>();
  /** since when what is stored has not been known, for want of being readable */
  const newerSince = new Map<string, number>();
  /** the check of each record that was last read or written here */
  const checks = new Map<string, string>();
  /** what the next release has added to the envelope */
  const others = new Map<string, Readonly<Record<string, unknown>>>();

  /** What stands under the name of this key. */
  function open(key: string, text: string | undefined): Found {
    const read = text === undefined ? undefined : parseRecord(ownerOf(key, issuer), text, time());
    if (read?.what === 'newer' && time().now < read.until) {
      if (!newerSince.has(key)) observe({ type: 'state_newer', key });
      newerSince.set(key, newerSince.get(key) ?? knownAt());
      return 'newer';
    }
    newerSince.delete(key);
    if (read?.what === 'state') {
      damaged.delete(key);
      others.set(key, read.others);
      checks.set(key, checkOf(text ?? ''));
      return { state: read.state, by: read.by };
    }
    if (read?.what === 'damaged' || read?.what === 'foreign') {
      if (!damaged.has(key)) observe({ type: 'state_damaged', key });
      damaged.add(key);
    }
    return 'none';
  }

  return {
    open,
    /** the text of a state for this key; its times by a clock that is `offsetMs` ahead of ours */
    seal: (key: string, state: TokenState, offsetMs: number): string =>
      toRecord(ownerOf(key, issuer), state, offsetMs, me, others.get(key)),
    /** the check of the record that is known to stand there; empty: none is */
    known: (key: string): string => checks.get(key) ?? '',
    /** it stands there now */
    saved: (key: string, text: string): void => {
      checks.set(key, checkOf(text));
      damaged.delete(key);
      newerSince.delete(key);
    },
    newerSince: (key: string): number => newerSince.get(key) ?? Number.POSITIVE_INFINITY,
    problem: (): 'state_damaged' | 'state_newer' | undefined =>
      damaged.size > 0 ? 'state_damaged' : newerSince.size > 0 ? 'state_newer' : undefined,
  };
}
