// One of several instances that share a Redis: the real store, service and refresh clock, in virtual time.
import type { Account } from '../../../src/central/accounts/accounts.ts';
import { openRedisStore } from '../../../src/central/stores/redis/store.ts';
import { createClock } from '../../../src/central/tokens/clock.ts';
import { keyOf } from '../../../src/central/tokens/entry.ts';
import type { Outcome } from '../../../src/central/tokens/flight.ts';
import { doubtedSince } from '../../../src/central/tokens/promise.ts';
import { createRefreshClock } from '../../../src/central/tokens/refresh-clock.ts';
import { createTokenService, type Served } from '../../../src/central/tokens/service.ts';
import { createWeChatRequests } from '../../../src/central/wechat-requests.ts';
import { issuer } from '../central/records.ts';
import type { Link } from './virtual-redis.ts';
import type { VirtualTime } from './virtual-time.ts';
import { deadlineMs, type VirtualWechat } from './virtual-wechat.ts';

/** Where an instance runs, whichever one that is by now. Times in ms of the perfect clock. */
export type Machine = {
  skewMs: number;
  isCut: boolean;
  openAt: number;
  /** when it had been in touch with the others for a while, the last time */
  awareAt: number;
  pressedAt: number;
};

/** One whose clock is wrong by so much, and that has not heard of the others yet. */
export function newMachine(skewMs: number): Machine {
  const never = Number.NEGATIVE_INFINITY;
  return { skewMs, isCut: false, openAt: never, awareAt: never, pressedAt: never };
}

export type SharedInstance = Readonly<{
  current: () => Served | undefined;
  /** asks for a forced refresh: of whatever is held, or because that is found dead */
  force: (isReport: boolean) => void;
  /** somebody pressed Get at it just now */
  notePress: () => void;
  setWay: Link['set'];
  /** SIGKILL */
  kill: () => void;
}>;

type Options = Readonly<{
  account: Account;
  link: Link;
  wechat: VirtualWechat;
  time: VirtualTime;
  random: () => number;
  /** the wall clock of its machine minus the right time */
  skewMs: () => number;
  /** a line for whoever reads what happened */
  note: (line: string) => void;
  /** it is about to ask WeChat for a forced refresh */
  onForced: () => void;
}>;

export async function startSharedInstance(options: Options): Promise<SharedInstance> {
  const { account, link, wechat, time, random, skewMs, note, onForced } = options;
  const key = keyOf(account);
  const bootedAt = time.now();
  const clock = createClock(
    () => time.now() + skewMs(),
    () => time.now() - bootedAt,
  );
  const { store, peers } = await openRedisStore({
    redis: link.redis,
    issuer,
    clock,
    timeoutMs: deadlineMs,
    observe: () => {},
  });
  const { requestToken } = createWeChatRequests(wechat.client);
  let isAlive = true;
  const service = createTokenService({
    store,
    peers,
    clock,
    random,
    deadlineMs,
    ask: async (entry, isForced) => {
      note(isForced ? 'asks, forced' : 'asks');
      if (isForced) onForced();
      const outcome = await requestToken(entry.account, isForced);
      return isAlive ? outcome : new Promise<Outcome>(() => {});
    },
    observe: ({ type, entry: { state, isUnsaved } }) => {
      const { held, fence } = state;
      const doubt = doubtedSince(state) === undefined ? '' : ', in doubt';
      note(`${type}: ${held?.value.slice(0, 7)}, fence ${fence}${doubt}${isUnsaved ? ', not stored' : ''}`);
    },
  });
  await service.setAccounts([account]);
  const refreshClock = createRefreshClock({ service, clock });
  refreshClock.start();
  return {
    current: () => service.current(key),
    force: (isReport) => void service.force(key, isReport ? service.current(key)?.value : undefined),
    notePress: () => service.replaced(key, clock.now() - 200),
    setWay: link.set,
    kill: () => {
      isAlive = false;
      link.die();
      refreshClock.stop();
    },
  };
}
