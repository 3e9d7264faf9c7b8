// The status page's model of hand-made states, for tests that look at its words alone.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { AccountView } from '../../../src/central/status/account.ts';
import { type StatusInput, type StatusModel, statusModel } from '../../../src/central/status/model.ts';
import { createEntry, type Entry } from '../../../src/central/tokens/entry.ts';
import { emptyState, type Failure, type Held, type TokenState } from '../../../src/central/tokens/state.ts';
import { texts } from '../../../src/page/texts/index.ts';
import type { Endpoint } from '../../../src/wechat/client.ts';
import { startedAt as now } from './kept-accounts.ts';

export const minute = 60_000;
export const languages = ['en', 'zh'] as const;

export type State = Partial<TokenState>;

/** Asked for ten minutes ago, with 110 to live. */
export const held = (value = 'T'): Held => ({
  value,
  obtainedAt: now - 10 * minute,
  expiresAt: now + 110 * minute,
  dueAt: now + 100 * minute,
  fence: 1,
});

/** Three failures in a row, the last a minute ago. */
export const failing = ({ at = now - minute, ...failure }: Partial<Failure & { at: number }>): State => ({
  trouble: {
    fence: 2,
    at,
    failure: { code: 'errcode', mayHaveIssued: false, needsPerson: false, ...failure },
    failures: 3,
    nextTryAt: now + 5 * minute,
  },
});

/** An account of this name whose token is in this state. */
export function entryOf(name: string, state: State, endpoint: Endpoint = 'token'): Entry {
  const appid = `wx${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  const account = { name, appid, secret: 's'.repeat(32), endpoint };
  return createEntry(account, undefined, { ...emptyState(endpoint), ...state });
}

/** The whole model, in English and at the time of the fixtures unless told. */
export function modelOf(entries: Iterable<Entry>, more: Partial<StatusInput> = {}): StatusModel {
  const lang = more.lang ?? 'en';
  return statusModel({
    lang,
    t: texts[lang],
    entries,
    accounts: { accounts: [], clients: [] },
    now,
    wallOffsetMs: 0,
    knownAt: now,
    storeProblem: undefined,
    errcodesHref: '/errcodes',
    timeoutMs: 8000,
    filter: '',
    done: undefined,
    eventsOf: () => [],
    accountsRefused: undefined,
    refusedKeys: [],
    lastVisit: () => undefined,
    callsOf: () => [],
    ...more,
  });
}

/** The only account's view. */
export function viewOf(entry: Entry, more: Partial<StatusInput> = {}): AccountView {
  const [view] = modelOf([entry], more).accounts;
  assert.ok(view !== undefined);
  return view;
}
