// Several instances that share one Redis, with WeChat, clocks, kills and faults around them; what they give out is checked.
import assert from 'node:assert/strict';
import type { Endpoint } from '../../../src/wechat/client.ts';
import { randomFrom } from '../random.ts';
import { createLostNews } from './lost-news.ts';
import { type Machine, newMachine, type SharedInstance, startSharedInstance } from './shared-instance.ts';
import { newAccount } from './token-service.ts';
import { createVirtualRedis } from './virtual-redis.ts';
import { startAt, type VirtualTime } from './virtual-time.ts';
import { createVirtualWechat } from './virtual-wechat.ts';

const s = 1000;
/** tokens that live half an hour, so that a short history sees many */
const lifeMs = 1800 * s;
/** within this long all instances know what one of them did */
const settledMs = 15 * s;
/** by which the clocks of two machines are compared through Redis, at the worst */
const toleranceMs = 3 * s;

export type Options = Readonly<{ endpoint: Endpoint; seed: number; time: VirtualTime }>;
export type SharedHistory = ReturnType<typeof createSharedHistory>;
type Promised = Readonly<{ value: string; until: number; machine: number; at: number }>;

export function createSharedHistory({ endpoint, seed, time }: Options) {
  const random = randomFrom(seed);
  const within = (least: number, most: number): number => least + (most - least) * random();
  const account = newAccount(endpoint);
  const wechat = createVirtualWechat(time, [{ ...account, lifeMs }]);
  const redis = createVirtualRedis({ time, random, skewMs: within(-300, 300) * s, mostDelayMs: 40 });
  const machines: Machine[] = [];
  const live: SharedInstance[] = [];
  const log: string[] = [];
  let promises: Promised[] = [];
  let checked = 0;
  let lostAt = Number.NEGATIVE_INFINITY;
  let backAt = Number.NEGATIVE_INFINITY;
  /** until then a forced refresh, or a press, may be on its way to WeChat or to the other instances */
  let forcedUntil = Number.NEGATIVE_INFINITY;
  let isRedisUp = true;
  const lostNews = createLostNews(settledMs);

  const note = (what: string): void => void log.push(`${((time.now() - startAt) / s).toFixed(1)} ${what}`);

  function start(number: number): Promise<SharedInstance> {
    const machine = machines[number] ?? assert.fail();
    const link = redis.connect();
    if (machine.isCut) link.set('cut');
    return startSharedInstance({
      ...{ account, link, wechat, time, random },
      skewMs: () => machine.skewMs,
      note: (line) => note(`${number} ${line}`),
      onForced: forget,
    });
  }

  async function boot(number: number): Promise<void> {
    const starting = start(number);
    await time.advance(1500);
    live[number] = await starting;
  }

  /** Only a forced refresh, or a Redis that has lost something, may end a token before its time. */
  function forget(): void {
    promises = [];
    forcedUntil = time.now() + 8 * s + settledMs;
  }

  function noteAware(): void {
    const now = time.now();
    for (const [i, machine] of machines.entries()) {
      const isInTouch = isRedisUp && !machine.isCut;
      const since = Math.max(machine.openAt, backAt);
      if (isInTouch && now > since + settledMs) machine.awareAt = now;
      const instance = live[i];
      if (isInTouch && instance !== undefined) lostNews.inTouch(instance, since, now);
    }
  }

  /** The token that this one gives out, if any: it works, and so it will as long as is promised with it. */
  function readAt(number: number): string | undefined {
    const [machine, read] = [machines[number] ?? assert.fail(), live[number]?.current()];
    if (read === undefined) return undefined;
    const now = time.now();
    const found = wechat.check(read.value);
    const what = `${number} gave out ${read.value.slice(0, 7)} (${String(typeof found === 'object' ? 'works' : found)})`;
    noteAware();
    const isExcused = machine.awareAt < Math.max(forcedUntil, lostAt + 60 * s) || lostNews.covers(read.value);
    assert.ok(typeof found === 'object' || isExcused, what);
    const until = now + read.expiresInS * s;
    const isLonger = !promises.some((promised) => promised.value === read.value && promised.until >= until);
    if (!isExcused && isLonger) promises.push({ value: read.value, until, machine: number, at: now });
    return read.value;
  }

  /** Whatever was promised until later than now works now. */
  function checkPromises(): void {
    promises = promises.filter(({ until }) => until - toleranceMs > time.now());
    for (const { value, until, machine, at } of promises) {
      checked += 1;
      const [agoS, leftS] = [(time.now() - at) / s, (until - time.now()) / s].map((ms) => ms.toFixed(1));
      const what = `${machine} promised ${value.slice(0, 7)} ${agoS} s ago for ${leftS} s more`;
      const found = wechat.check(value);
      assert.ok(typeof found === 'object', `${what}, and it is ${String(found)}`);
    }
  }

  /** Lets time pass in steps short enough to see each promise end. */
  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 4 * s) {
      await time.advance(Math.min(left, 4 * s));
      checkPromises();
      assertCallRate();
    }
  }

  function assertCallRate(): void {
    const recent = wechat.calls.filter(({ at }) => at > time.now() - 60 * s);
    assert.ok(recent.length <= 20, `${recent.length} calls in a minute`);
  }

  const any = (): number => Math.floor(random() * live.length);

  async function boots(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) machines.push(newMachine(within(-600, 600) * s));
    for (let i = 0; i < count; i += 1) await boot(i);
  }

  /** What nobody else was told of yet would be lost with this one. */
  const isPressed = ({ pressedAt }: Machine): boolean => time.now() < pressedAt + settledMs;

  function setWay(number: number, way: 'open' | 'cut'): void {
    const machine = machines[number] ?? assert.fail();
    if (machine.isCut === (way === 'cut') || isPressed(machine)) return;
    noteAware();
    machine.isCut = way === 'cut';
    if (way === 'open') machine.openAt = time.now();
    live[number]?.setWay(way);
    note(`${number} ${way}`);
  }

  function setRedis(state: 'up' | 'down'): void {
    if (isRedisUp === (state === 'up') || machines.some(isPressed)) return;
    noteAware();
    isRedisUp = state === 'up';
    if (isRedisUp) backAt = time.now();
    redis.set(state);
    note(`redis ${state}`);
  }

  function lose(how: 'flush' | 'restore'): void {
    note(how);
    noteAware();
    lostAt = time.now();
    const newest = wechat.current(account.appid, endpoint)?.access_token;
    const cutOff = live.filter((_, i) => !isRedisUp || machines[i]?.isCut);
    lostNews.note(lostAt, newest, live, cutOff);
    redis[how]();
    forget();
  }

  function force(): void {
    const number = any();
    note(`${number} is forced`);
    forget();
    live[number]?.force(random() < 0.5);
  }

  /** Somebody pressed Get at an instance that can tell the others. */
  function press(): void {
    const number = any();
    const machine = machines[number] ?? assert.fail();
    if (machine.isCut || !isRedisUp) return;
    machine.pressedAt = time.now();
    forget();
    note(`${number} press ${wechat.foreign({ ...account, forceRefresh: true }).slice(0, 7)}`);
    live[number]?.notePress();
  }

  /** SIGKILL, and a new one on the same machine; what nobody else was told of yet would be lost with it. */
  async function replace(number: number): Promise<void> {
    if (isPressed(machines[number] ?? assert.fail())) return;
    note(`${number} is killed`);
    live[number]?.kill();
    await boot(number);
  }

  function jump(number: number): void {
    const ms = within(-600, 600) * s;
    (machines[number] ?? assert.fail()).skewMs += ms;
    note(`${number} has its clock set by ${Math.round(ms / s)} s`);
  }

  return {
    ...{ random, within, wechat, redis, live, log },
    ...{ boots, replace, readAt, pass, setWay, setRedis, lose, force, press, jump, any },
    checked: () => checked,
  };
}
