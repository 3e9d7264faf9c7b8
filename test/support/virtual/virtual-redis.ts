// A Redis in virtual time, as far as the store asks anything of it: its scripts, its clock, its messages, and what can
// go wrong with it and on the way to it.
import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { checkOf } from '../../../src/central/stores/envelope.ts';
import * as scripts from '../../../src/central/stores/redis/scripts.ts';
import type { VirtualTime } from './virtual-time.ts';

type Data = {
  states: Map<string, string>;
  locks: Map<string, Readonly<{ owner: string; endsAt: number }>>;
  changes: readonly Readonly<{ version: number; change: string }>[];
};

export type Link = Readonly<{
  /** what an instance holds of it */
  redis: Redis;
  /** cut: no command and no message passes until it is open again */
  set: (way: 'open' | 'cut') => void;
  /** the instance is no more: nothing comes back to it */
  die: () => void;
}>;

export type VirtualRedis = Readonly<{
  connect: () => Link;
  set: (state: 'up' | 'down') => void;
  /** FLUSHALL */
  flush: () => void;
  /** what a replica holds that lags behind: `restore` goes back to it */
  snapshot: () => void;
  restore: () => void;
  /** this part of the messages is lost, 0 to 1 */
  lose: (part: number) => void;
}>;

const deadlineMs = 1000;

type Options = Readonly<{ time: VirtualTime; random: () => number; skewMs: number; mostDelayMs: number }>;

export function createVirtualRedis({ time, random, skewMs, mostDelayMs }: Options): VirtualRedis {
  const links = new Set<Readonly<{ tell: (text: string) => void; back: () => void }>>();
  const empty = (): Data => ({ states: new Map(), locks: new Map(), changes: [] });
  const copy = (of: Data): Data => ({
    states: new Map(of.states),
    locks: new Map(of.locks),
    changes: of.changes,
  });
  let data = empty();
  let kept = empty();
  let isDown = false;
  let lostPart = 0;
  const delayMs = (): number => 0.1 + random() ** 3 * mostDelayMs;
  const now = (): number => Math.floor(time.now() + skewMs);

  function holderOf(lock: string): string | undefined {
    const found = data.locks.get(lock);
    return found !== undefined && time.now() < found.endsAt ? found.owner : undefined;
  }

  function save(names: readonly string[], args: readonly string[]): unknown[] {
    const [state = '', lock = ''] = names;
    const [owner = '', check, text = '', , , key = '', by = ''] = args;
    const [holder, present] = [holderOf(lock), data.states.get(state)];
    let isLate = holder !== undefined && owner !== '' && holder !== owner;
    if (present !== undefined && present !== '' && !isLate) {
      isLate = checkOf(present) !== check;
    }
    if (isLate) return [0, now(), present ?? ''];
    data.states.set(state, text);
    const next = { version: newest().version + 1, change: `${now()}:${key}` };
    data.changes = [...data.changes.filter(({ change }) => change !== next.change), next].slice(-500);
    for (const link of links) link.tell(by);
    return [1, now(), ''];
  }

  const newest = () => data.changes.at(-1) ?? { version: 0, change: '' };

  function look(seen: number, seenChange: string): unknown[] {
    const { version, change } = newest();
    const isThere = data.changes.some((one) => one.version === seen && one.change === seenChange);
    const isFromFirst = seen === 0 && (data.changes[0]?.version ?? 1) === 1;
    if (!isThere && !isFromFirst) return [version, now(), change];
    const later = data.changes.filter((one) => one.version > seen).map((one) => one.change);
    return [version, now(), change, later];
  }

  function evaluate(script: string, names: readonly string[], args: readonly string[]): unknown {
    const [state = '', lock = ''] = names;
    const [owner = '', leaseMs = ''] = args;
    const lease = { owner, endsAt: time.now() + Number(leaseMs) };
    const isOwner = holderOf(lock) === owner;
    if (script === scripts.save) return save(names, args);
    if (script === scripts.look) return look(Number(owner), leaseMs);
    if (script === scripts.hold) {
      if (isOwner) data.locks.set(lock, lease);
      return [isOwner ? 1 : 0, now()];
    }
    if (script === scripts.end) {
      if (isOwner) data.locks.delete(lock);
      return [isOwner ? 1 : 0, now()];
    }
    if (holderOf(lock) !== undefined) return [0, now(), ''];
    data.locks.set(lock, lease);
    return [1, now(), data.states.get(state) ?? ''];
  }

  function connect(): Link {
    let isCut = false;
    let isDead = false;
    const lastAt = { there: 0, back: 0 };
    const subscriber = new EventEmitter();
    const isOff = (): boolean => isCut || isDown;

    /** What is sent one after another arrives so. */
    function inOrder(way: 'there' | 'back', action: () => void): void {
      lastAt[way] = Math.max(lastAt[way], time.now() + delayMs());
      time.after(lastAt[way] - time.now(), action);
    }

    function command<T>(execute: () => T): Promise<T> {
      return new Promise((resolve, reject) => {
        const fail = (): void => {
          if (!isDead) reject(new Error('no answer'));
        };
        if (isOff()) return void time.after(1, fail);
        const inTime = time.after(deadlineMs, fail);
        inOrder('there', () => {
          if (isOff()) return;
          const reply = execute();
          inOrder('back', () => {
            if (isDead || isOff()) return;
            inTime();
            resolve(reply);
          });
        });
      });
    }

    function greet(): void {
      if (!isOff() && !isDead) time.after(delayMs(), () => void subscriber.emit('ready'));
    }

    links.add({
      tell: (text) => {
        if (random() < lostPart || isOff() || isDead) return;
        time.after(delayMs(), () => {
          if (!isDead && !isOff()) subscriber.emit('message', 'changes', text);
        });
      },
      back: greet,
    });
    const client = {
      options: {},
      eval: (script: string, count: number, ...rest: readonly (string | number)[]) => {
        const texts = rest.map(String);
        return command(() => evaluate(script, texts.slice(0, count), texts.slice(count)));
      },
      mget: (names: readonly string[]) => command(() => names.map((name) => data.states.get(name) ?? null)),
      config: () => command(() => ['maxmemory-policy', 'noeviction']),
      duplicate: () =>
        Object.assign(subscriber, {
          connect: () => Promise.resolve(greet()),
          subscribe: () => Promise.resolve(),
          ping: () => Promise.resolve(),
          disconnect: () => {},
        }),
    };
    return {
      // all of a connection that the store uses
      redis: client as unknown as Redis,
      set: (way) => {
        isCut = way === 'cut';
        greet();
      },
      die: () => {
        isDead = true;
      },
    };
  }

  return {
    connect,
    set: (state) => {
      isDown = state === 'down';
      if (!isDown) for (const link of links) link.back();
    },
    flush: () => {
      data = empty();
    },
    snapshot: () => {
      kept = copy(data);
    },
    restore: () => {
      data = copy(kept);
    },
    lose: (part) => {
      lostPart = part;
    },
  };
}
