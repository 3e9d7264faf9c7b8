// The token machine without HTTP: a process with virtual time and WeChat's rules, or one whose answers a test gives.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { Account } from '../../../src/central/accounts/accounts.ts';
import { createMemoryStore } from '../../../src/central/stores/memory.ts';
import type { Clock } from '../../../src/central/tokens/clock.ts';
import { type Entry, keyOf } from '../../../src/central/tokens/entry.ts';
import type { Outcome, TokenEvent } from '../../../src/central/tokens/flight.ts';
import { createRefreshClock } from '../../../src/central/tokens/refresh-clock.ts';
import { createTokenService, type Served, type TokenService } from '../../../src/central/tokens/service.ts';
import type { Failure, TokenState } from '../../../src/central/tokens/state.ts';
import { alone, type Peers, type StateStore, shifted } from '../../../src/central/tokens/store.ts';
import { createTickets } from '../../../src/central/tokens/tickets.ts';
import { createWeChatRequests } from '../../../src/central/wechat-requests.ts';
import { randomFrom } from '../random.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import { createVirtualWechat, type VirtualWechat } from './virtual-wechat.ts';

export const endpoints = ['token', 'stable_token'] as const;

/** Accounts of one endpoint each, told apart by their number. */
export function newAccount(endpoint: Account['endpoint'], number = 0): Account {
  const digits = String(number).padStart(16, '0');
  return { name: `account-${number}`, appid: `wx${digits}`, secret: `secret-${digits}`, endpoint };
}

export const failure = (code: string, more: Partial<Failure> = {}): Failure => ({
  code,
  mayHaveIssued: false,
  needsPerson: false,
  ...more,
});

/** What was served; the test ends where nothing was. */
export function served(answer: object | undefined): Served {
  assert.ok(answer !== undefined && 'value' in answer, `nothing was served: ${JSON.stringify(answer)}`);
  // only Served has a value
  return answer as Served;
}

/** What a process leaves behind on its disk, by the wall clock. */
export type Disk = Map<string, TokenState>;

/** What a test has in the place of the store's and the peers' own ways. */
export type Changes = Partial<StateStore & Peers>;

/** The other processes: none, unless a test says what they do. */
function peersOf(changes: Changes): Peers {
  const { load: _load, save: _save, problem: _problem, close: _close, ...peers } = changes;
  return Object.keys(peers).length === 0 ? alone : { ...alone, areNone: false, ...peers };
}

/** Holds states as the state folder does, but in memory. */
export function createDiskStore(disk: Disk, clock: Clock): StateStore {
  return {
    ...createMemoryStore(),
    load: () =>
      Promise.resolve(new Map([...disk].map(([key, state]) => [key, shifted(state, -clock.wallOffsetMs())]))),
    save: (key, state) => {
      disk.set(key, shifted(state, clock.wallOffsetMs()));
      return Promise.resolve('saved');
    },
  };
}

export type Process = Readonly<{
  service: TokenService;
  clock: Clock;
  events: readonly TokenEvent[];
  /** what the refresh clock said to be the pause until its next look, ms */
  pauses: readonly number[];
  /** lets the refresh clock run */
  keep: () => void;
  entry: (account: Account) => Entry;
  /** SIGKILL: nothing of it goes on, whatever was on its way */
  kill: () => void;
}>;

export type World = Readonly<{
  time: VirtualTime;
  wechat: VirtualWechat;
  disk: Disk;
  /** a process that starts now, with what the one before has left on the disk */
  start: (changes?: Changes) => Promise<Process>;
}>;

/** WeChat and a machine; the first process has yet to be started. */
export function createWorld(accounts: readonly Account[], seed = 1, beginsAt?: number): World {
  const time = createVirtualTime(beginsAt);
  const wechat = createVirtualWechat(time, accounts);
  const disk: Disk = new Map();
  const random = randomFrom(seed);

  async function start(changes: Changes = {}): Promise<Process> {
    const clock = time.newClock();
    const events: TokenEvent[] = [];
    const pauses: number[] = [];
    let isAlive = true;
    let isKeeping = false;
    let looks = 0;
    const requests = createWeChatRequests(wechat.client);
    const askForTicket = createTickets({ service: () => service, requestTicket: requests.requestTicket });
    const service: TokenService = createTokenService({
      deadlineMs: 8000,
      store: { ...createDiskStore(disk, clock), ...changes },
      peers: peersOf(changes),
      clock,
      random,
      ask: async (entry, isForced) => {
        const outcome = await (entry.ticket === undefined
          ? requests.requestToken(entry.account, isForced)
          : askForTicket(entry, entry.ticket));
        return isAlive ? outcome : new Promise<Outcome>(() => {});
      },
      observe: (event) => {
        events.push(event);
        // as its own timer does when a fetch has ended
        look(50);
      },
    });
    const refreshClock = createRefreshClock({ service, clock });

    function look(pauseMs: number): void {
      if (!isKeeping) return;
      looks += 1;
      const mine = looks;
      time.after(pauseMs, () => {
        if (!isAlive || mine !== looks) return;
        const pause = refreshClock.tick();
        pauses.push(pause);
        look(pause);
      });
    }

    await service.setAccounts(accounts);
    return {
      service,
      clock,
      events,
      pauses,
      keep: () => {
        isKeeping = true;
        look(0);
      },
      entry: (account) => service.entries.get(keyOf(account)) ?? assert.fail(`no ${account.name}`),
      kill: () => {
        isAlive = false;
      },
    };
  }

  return { time, wechat, disk, start };
}

/** A call to WeChat that waits for the test to answer it. */
export type Asked = Readonly<{
  entry: Entry;
  isForced: boolean;
  answer: (outcome: Outcome) => Promise<void>;
  fail: (error: Error) => Promise<void>;
}>;

export type HandDriven = Readonly<{
  service: TokenService;
  clock: Clock;
  time: VirtualTime;
  asked: readonly Asked[];
  /** the call with this number, from 0; the test ends where there is none */
  call: (number: number) => Asked;
  events: readonly TokenEvent[];
}>;

/** A service whose calls are answered by hand, in any order. */
export async function startByHand(accounts: readonly Account[], changes: Changes = {}): Promise<HandDriven> {
  const time = createVirtualTime();
  const clock = time.newClock();
  const asked: Asked[] = [];
  const events: TokenEvent[] = [];
  const service = createTokenService({
    deadlineMs: 8000,
    store: { ...createMemoryStore(), ...changes },
    peers: peersOf(changes),
    clock,
    random: () => 0.5,
    ask: (entry, isForced) =>
      new Promise((resolve, reject) => {
        asked.push({
          entry,
          isForced,
          answer: (outcome) => setImmediate(void resolve(outcome)),
          fail: (error) => setImmediate(void reject(error)),
        });
      }),
    observe: (event) => void events.push(event),
  });
  await service.setAccounts(accounts);
  const call = (number: number): Asked => asked[number] ?? assert.fail(`only ${asked.length} calls`);
  return { service, clock, time, asked, call, events };
}
