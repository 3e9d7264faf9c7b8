// Records as they stand in the state folder and in Redis.
import assert from 'node:assert/strict';
import { type Owner, open, seal, version } from '../../../src/central/stores/envelope.ts';
import { ownerOf } from '../../../src/central/stores/state-fields.ts';
import { parseRecord, toRecord } from '../../../src/central/stores/state-record.ts';
import type { TokenState } from '../../../src/central/tokens/state.ts';

export const issuer = 'https://api.weixin.qq.com';

/** As this release writes it, its times by the clock of the store. */
export const recordOf = (key: string, state: TokenState, issuedBy = issuer): string =>
  toRecord(ownerOf(key, issuedBy), state, 0);

/** Whole, but with this as its state, whatever it is. */
export const recordHolding = (key: string, state: unknown): string =>
  seal(ownerOf(key, issuer), { by: '', fence: 12, until: 0, state });

/** Whose record a text says to be. */
export function ownerIn(text: string): Owner {
  const { appid, kind, issuer: by } = JSON.parse(text);
  return { appid, kind, issuer: by };
}

/** The state in a record, whoever wrote it and whenever; fails where it is none. */
export function stateIn(text: string): TokenState {
  const owner = ownerIn(text);
  const read = parseRecord(owner, text, { now: 2_000_000_000_000, offsetMs: 0, aheadMs: 86_400_000 });
  assert.ok(read.what === 'state', `${read.what}: ${text}`);
  return read.state;
}

/** One that this release cannot read. */
export const nextVersion = version + 1;

type Fields = Readonly<Record<string, unknown>>;

/** The same record as the next release would write it: with fields of its own, and its version where it is another one. */
export function asNextRelease(text: string, envelope: Fields, inState: Fields = {}): string {
  const owner = ownerIn(text);
  const opened = open(text, owner);
  assert.ok(opened.what === 'sealed');
  const state = { ...Object(opened.state), ...inState };
  return seal(owner, { ...opened, state }, { ...opened.others, ...envelope });
}
