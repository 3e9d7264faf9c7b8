import type { Account } from '../accounts/accounts.ts';
import { emptyState, type TokenState } from './state.ts';

export const ticketTypes = ['jsapi', 'wx_card'] as const;

export type TicketType = (typeof ticketTypes)[number];

/** One key and all that belongs to it. */
export type Entry = {
  readonly key: string;
  readonly ticket: TicketType | undefined;
  account: Account;
  /** written by `apply` of entries.ts, put in whole */
  readonly state: TokenState;
  /** the fetch under way: who needs its outcome waits for it */
  flight: Promise<void> | undefined;
  /** this process has the lease: what others stored meanwhile is settled when the outcome is */
  isAsking: boolean;
  /** … and until then lies here */
  heard: TokenState | undefined;
  readAt: number;
  /** how often a person has said that what its failures are about is mended */
  mends: number;
  /** when a forced refresh was last made a plain one, because this process was cut off from the others */
  askedAloneAt: number;
  /** in memory only, because the store was away */
  isUnsaved: boolean;
  /** of the state that was looked at last, when WeChat is asked next: most looks find that very state, and touch no more */
  looked: Readonly<{ state: TokenState; nextAt: number }> | undefined;
  /** since then it may have been replaced past this server, and after which of the others' fetches is not known yet */
  unplacedFrom: number | undefined;
};

/** The key of an account's token: its two endpoints never mix. */
export const keyOf = ({ endpoint, appid }: Pick<Account, 'endpoint' | 'appid'>): string =>
  `${endpoint}:${appid}`;

/** The key of one of an account's tickets. */
export const ticketKeyOf = (account: Account, type: TicketType): string => `${type}:${keyOf(account)}`;

/** An entry that rests; without a state, one of which nothing is known. */
export function createEntry(account: Account, ticket?: TicketType, state?: TokenState): Entry {
  return {
    key: ticket === undefined ? keyOf(account) : ticketKeyOf(account, ticket),
    ticket,
    account,
    state: state ?? emptyState(ticket === undefined ? account.endpoint : 'ticket'),
    flight: undefined,
    isAsking: false,
    heard: undefined,
    readAt: 0,
    mends: 0,
    askedAloneAt: Number.NEGATIVE_INFINITY,
    isUnsaved: false,
    looked: undefined,
    unplacedFrom: undefined,
  };
}
