// States of tokens for tests.
import { started, succeeded } from '../../src/central/token-events.ts';
import type { Kind } from '../../src/central/token-rules.ts';
import { emptyState, type TokenState } from '../../src/central/token-state.ts';

/** One with every field that a state can have, and each time another one. */
export const fullState: Required<TokenState> = {
  kind: 'token',
  kept: {
    value: '92_kept_token',
    obtainedAt: 1_800_000_000_000.25,
    expiresAt: 1_800_007_200_000,
    dueAt: 1_800_006_600_000,
    fence: 11,
  },
  former: { value: '92_former_token', worksUntil: 1_800_000_300_000 },
  suspectSince: 1_800_000_400_000,
  suspectFence: 11,
  fetching: { startedAt: 1_800_000_500_000, isForced: true },
  failures: 3,
  nextTryAt: 1_800_000_600_000,
  lastFailure: {
    code: 'errcode',
    isUnasked: true,
    errcode: 40164,
    errmsg: 'invalid ip 203.0.113.7, not in whitelist rid: 65f',
    mayHaveIssued: false,
    needsPerson: true,
    retryAfterMs: 5000,
    at: 1_800_000_450_000,
  },
  forcedAt: [1_799_999_000_000, 1_799_999_100_000],
  replacedElsewhereAt: 1_799_999_200_000,
  calls: { day: 20833, count: 7 },
  fence: 12,
};

/** A kept token of this value, and nothing else. */
export function heldState(value: string, fence = 0): TokenState {
  const kept = {
    value,
    obtainedAt: 1_800_000_000_000,
    expiresAt: 1_800_007_200_000,
    dueAt: 1_800_006_600_000,
    fence,
  };
  return { ...emptyState('token'), kept, fence };
}

export const t = 1_800_000_000_000;
export const s = 1000;
export const half = (): number => 0.5;

/** A fetch that began at `at` and brought this two seconds later. */
export function fetched(
  state: TokenState,
  value: string,
  at: number,
  expiresInS = 7200,
  isForced = false,
): TokenState {
  return succeeded(started(state, at, isForced), { value, expiresInS }, at + 2 * s, half);
}

/** The first token of its key, `one`, asked for at `t`. */
export const held = (kind: Kind): TokenState => fetched(emptyState(kind), 'one', t);
