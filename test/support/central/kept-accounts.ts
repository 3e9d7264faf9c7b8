// Accounts of a central server in every state that there is, brought there by real fetches. WeChat and time are handed in.
import { randomBytes } from 'node:crypto';
import type { Account, Accounts } from '../../../src/central/accounts/accounts.ts';
import { createMemoryStore } from '../../../src/central/stores/memory.ts';
import type { Clock } from '../../../src/central/tokens/clock.ts';
import { type Entry, keyOf } from '../../../src/central/tokens/entry.ts';
import type { Outcome, TokenEvent } from '../../../src/central/tokens/flight.ts';
import { createTokenService, type TokenService } from '../../../src/central/tokens/service.ts';
import type { Failure } from '../../../src/central/tokens/state.ts';
import { alone } from '../../../src/central/tokens/store.ts';

export const startedAt = Date.UTC(2026, 0, 31, 8, 0, 0);

const failure = (code: string, more: Partial<Failure> = {}): Failure => ({
  code,
  mayHaveIssued: false,
  needsPerson: false,
  ...more,
});

export const notListed = failure('errcode', {
  errcode: 40164,
  errmsg: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: 65112232-35da441e-28f02baf',
  needsPerson: true,
});

/** Random, so that it can be searched for in whatever comes out. */
const random = (bytes: number): string => randomBytes(bytes).toString('hex');

export type Kept = Readonly<{
  service: TokenService;
  clock: Clock;
  accounts: Accounts;
  /** what WeChat answers for this account from now on; a good token unless told */
  answer: (name: string, outcome: Outcome | Promise<Outcome>) => void;
  entry: (name: string) => Entry;
  advance: (seconds: number) => void;
  /** each call that WeChat got: account, and `!` for a forced one */
  calls: readonly string[];
  /** all that must not come out: secrets, tokens, appids, digests of keys */
  canaries: () => readonly string[];
}>;

/** A token service with these accounts (name -> endpoint), of which nothing has been fetched yet. */
export async function createKept(
  endpoints: Readonly<Record<string, Account['endpoint']>>,
  observe: (event: TokenEvent) => void = () => {},
): Promise<Kept> {
  let now = startedAt;
  const clock: Clock = { now: () => now, wallOffsetMs: () => 0 };
  const answers = new Map<string, Outcome | Promise<Outcome>>();
  const calls: string[] = [];
  const issued: string[] = [];
  const list = Object.entries(endpoints).map(
    ([name, endpoint]): Account => ({ name, endpoint, appid: `wx${random(8)}`, secret: random(16) }),
  );

  async function ask({ account, ticket }: Entry, isForced: boolean): Promise<Outcome> {
    const name = ticket === undefined ? account.name : `${account.name}/${ticket}`;
    calls.push(isForced ? `${name}!` : name);
    const outcome = await (answers.get(name) ?? { value: `93_${random(60)}`, expiresInS: 7200 });
    if ('value' in outcome) issued.push(outcome.value);
    return outcome;
  }

  const service = createTokenService({
    store: createMemoryStore(),
    peers: alone,
    clock,
    random: () => 0.5,
    deadlineMs: 8000,
    ask,
    observe,
  });
  await service.setAccounts(list);
  const byName = new Map(list.map((account) => [account.name, account]));

  function entry(name: string): Entry {
    const account = byName.get(name);
    const found = account && service.entries.get(keyOf(account));
    if (found === undefined) throw new Error(`no account ${name}`);
    return found;
  }

  const clients = [
    { name: 'orders', keySha256: [random(32)], accounts: list.map(({ name }) => name), forceRefresh: true },
    { name: 'newsletter', keySha256: [random(32), random(32)], accounts: [], forceRefresh: false },
  ];
  return {
    service,
    clock,
    accounts: { accounts: list, clients },
    answer: (name, outcome) => void answers.set(name, outcome),
    entry,
    advance: (seconds) => {
      now += seconds * 1000;
    },
    calls,
    canaries: () => [
      ...issued,
      ...list.flatMap(({ appid, secret }) => [appid, secret]),
      ...clients.flatMap(({ keySha256 }) => keySha256),
    ],
  };
}

/** One account in each state, named after it, and some with two troubles at once. */
export async function createEveryState(observe?: (event: TokenEvent) => void): Promise<Kept> {
  const kept = await createKept(
    {
      fresh: 'stable_token',
      due: 'token',
      refreshing: 'stable_token',
      failing: 'token',
      'failing-serving': 'stable_token',
      expired: 'token',
      suspect: 'token',
      elsewhere: 'token',
      tickets: 'stable_token',
      empty: 'stable_token',
    },
    observe,
  );
  const { service, advance, answer, entry } = kept;
  const fetch = (name: string): Promise<void> => service.fetchNow(entry(name));
  const expire = { value: `93_${random(60)}`, expiresInS: 900 };

  answer('expired', expire);
  for (const name of ['due', 'expired', 'failing-serving', 'suspect', 'elsewhere', 'refreshing']) {
    await fetch(name);
  }
  // stable_token is due 290 s before its end, token 600 s
  advance(6920);
  answer('expired', failure('upstream_status'));
  answer('failing', notListed);
  answer('failing-serving', failure('upstream_unreachable'));
  answer('suspect', failure('upstream_timeout', { mayHaveIssued: true }));
  answer('refreshing', new Promise<Outcome>(() => {}));
  for (const name of ['expired', 'failing', 'failing-serving', 'suspect', 'fresh', 'tickets']) {
    await fetch(name);
  }
  void fetch('refreshing');
  await service.fetchNow(entry('elsewhere'));
  advance(60);
  const dead = entry('elsewhere').state.held?.value;
  await service.force(entry('elsewhere').key, dead);

  const { account } = entry('tickets');
  answer(
    'tickets/wx_card',
    failure('errcode', { errcode: 48001, errmsg: 'api unauthorized', needsPerson: true }),
  );
  for (const type of ['jsapi', 'wx_card'] as const)
    await service.read(await service.ticketKey(account, type));
  advance(15);
  return kept;
}
