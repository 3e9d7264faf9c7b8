// States of tokens for tests.

import type { Kind } from '../../../src/central/tokens/rules.ts';
import { emptyState, type TokenState } from '../../../src/central/tokens/state.ts';
import { fetchStarted, fetchSucceeded } from '../../../src/central/tokens/transitions.ts';

/** One with every field that a state can have, and each time another one. */
export const fullState: Required<TokenState> = {
  kind: 'token',
  fence: 12,
  held: {
    value: '92_held_token',
    obtainedAt: 1_800_000_000_000.25,
    expiresAt: 1_800_007_200_000,
    dueAt: 1_800_006_600_000,
    fence: 11,
  },
  former: { value: '92_former_token', worksUntil: 1_800_000_300_000, fence: 10 },
  intent: { fence: 12, startedAt: 1_800_000_500_000, isForced: true, forcedAt: 1_800_000_500_500 },
  doubts: [{ since: 1_800_000_400_000, fence: 11 }],
  trouble: {
    fence: 12,
    at: 1_800_000_450_000,
    failure: {
      code: 'errcode',
      isUnasked: true,
      errcode: 40164,
      errmsg: 'invalid ip 203.0.113.7, not in whitelist rid: 65f',
      mayHaveIssued: false,
      needsPerson: true,
      retryAfterMs: 5000,
    },
    failures: 3,
    nextTryAt: 1_800_000_600_000,
  },
  usage: {
    calls: { day: 20833, count: 7 },
    forced: [
      { fence: 5, at: 1_799_999_000_000 },
      { fence: 8, at: 1_799_999_100_000 },
    ],
  },
  resumedFence: 9,
  replacedElsewhereAt: 1_799_999_200_000,
};

/** A held token of this value, and nothing else. */
export function heldState(value: string, fence = 0): TokenState {
  const held = {
    value,
    obtainedAt: 1_800_000_000_000,
    expiresAt: 1_800_007_200_000,
    dueAt: 1_800_006_600_000,
    fence,
  };
  return { ...emptyState('token'), held, fence };
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
  return fetchSucceeded(fetchStarted(state, at, isForced), { value, expiresInS }, at + 2 * s, half);
}

/** The first token of its key, `one`, asked for at `t`. */
export const held = (kind: Kind): TokenState => fetched(emptyState(kind), 'one', t);
