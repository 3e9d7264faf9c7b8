import type { RefusedKeys } from '../../http/key-guard.ts';
import { type Moment, moment } from '../../web/tips.ts';
import type { Client } from '../accounts/accounts.ts';
import type { Refused } from '../accounts/accounts-file.ts';
import type { Visit } from '../accounts/visits.ts';
import type { StatusTexts } from './texts/index.ts';

/** What the operator has to know that no account tells. Times are those of the wall clock. */
export type WatchInput = Readonly<{
  accountsRefused: Refused | undefined;
  /** the latest first */
  refusedKeys: readonly RefusedKeys[];
  lastVisit: (client: string) => Visit | undefined;
}>;

type At = Readonly<{ time: Moment; distance: string }>;

/** The accounts file on the disk is not the one in force. `problems` are in English, as the log has them. */
export type RefusedView = Readonly<{ since: At; problems: readonly string[] }>;

export type KeysView = Readonly<{
  title: string;
  /** one for each address and door, the latest first */
  rows: readonly Readonly<{ address: string; text: string; at: At }>[];
  more: string | undefined;
}>;

export type ClientView = Readonly<{
  name: string;
  scope: string;
  force: string;
  lastRead: string;
}>;

const mostProblems = 20;
const mostRows = 20;
const mostScopesShown = 10;

const atOf = (at: number, now: number, w: StatusTexts): At => ({
  time: moment(at),
  distance: w.ago(Math.max(0, Math.floor((now - at) / 1000))),
});

/** The state of the accounts file, where there is something to say of it. `now` is the wall clock's. */
export function refusedView(
  { accountsRefused }: WatchInput,
  now: number,
  w: StatusTexts,
): RefusedView | undefined {
  if (accountsRefused === undefined) return undefined;
  const { since, problems } = accountsRefused;
  const more = problems.length - mostProblems;
  const shown = [...problems.slice(0, mostProblems), ...(more > 0 ? [`and ${more} more`] : [])];
  return { since: atOf(since, now, w), problems: shown };
}

/** Who brought wrong keys, and where. */
export function keysView({ refusedKeys }: WatchInput, now: number, w: StatusTexts): KeysView | undefined {
  if (refusedKeys.length === 0) return undefined;
  const total = refusedKeys.reduce((sum, { count }) => sum + count, 0);
  const more = refusedKeys.length - mostRows;
  return {
    title: w.keys.summary(total),
    rows: refusedKeys.slice(0, mostRows).map(({ address, door, count, at }) => ({
      address,
      text: w.keys.row(count, w.keys.doors[door]),
      at: atOf(at, now, w),
    })),
    more: more > 0 ? w.keys.more(more) : undefined,
  };
}

/** One client: what it may, and when and from where its key was last good. */
export function clientView(
  { name, accounts, forceRefresh }: Client,
  { lastVisit }: WatchInput,
  now: number,
  w: StatusTexts,
): ClientView {
  const { clients, listGap } = w;
  const more = accounts.length - mostScopesShown;
  const shown = [...accounts.slice(0, mostScopesShown), ...(more > 0 ? [clients.more(more)] : [])];
  const visit = lastVisit(name);
  return {
    name,
    scope: shown.length === 0 ? clients.readsNone : clients.reads(shown.join(listGap)),
    force: forceRefresh ? clients.may : clients.mayNot,
    lastRead:
      visit === undefined
        ? clients.neverRead
        : clients.lastRead(w.ago(Math.max(0, Math.floor((now - visit.at) / 1000))), visit.address),
  };
}
