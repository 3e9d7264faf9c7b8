// What a test waits for where no event tells: what instances answer. All that they give out meanwhile has to work.
import assert from 'node:assert/strict';
import { send } from '../app.ts';
import type { Account } from '../central/central.ts';
import { assertRefused, readToken, retryAfterOf, tokenOf } from '../central/central-api.ts';
import { until } from '../until.ts';
import { assertWorks, type Instance, type Instances } from './instances.ts';
import { dumpOf } from './redis-traffic.ts';

/** What `/readyz` says: ok, or what is wrong. */
export async function readiness({ origin }: Instance): Promise<string> {
  const { status, text } = await send(origin, { path: '/readyz' });
  const { status: word } = JSON.parse(text);
  assert.equal(status, word === 'ok' ? 200 : 503);
  return String(word);
}

export async function untilReady(instances: readonly Instance[]): Promise<void> {
  for (const instance of instances) {
    await until('ready', async () => (await readiness(instance)) === 'ok');
  }
}

/** Whoever looks first finds less than there was and says so; when another one looks, it may be stored again. */
export const untilLossSaid = (instances: readonly Instance[]): Promise<void> =>
  Promise.race(instances.map(({ said }) => said('store_emptied')));

/** Another token than `before`. */
export async function untilReplaced(
  { read }: Instances,
  from: Instance,
  account: Account,
  before: string,
): Promise<string> {
  let token = before;
  await until('another token', async () => {
    token = await read(from, account);
    return token !== before;
  });
  return token;
}

/** All of them give out one and the same. */
export async function untilSame(
  { read }: Instances,
  instances: readonly Instance[],
  account: Account,
): Promise<string> {
  let tokens: readonly string[] = [];
  await until('one token everywhere', async () => {
    tokens = await Promise.all(instances.map((instance) => read(instance, account)));
    return new Set(tokens).size === 1;
  });
  return tokens[0] ?? assert.fail('nobody was asked');
}

/** Is there a token? Without one it says that WeChat or Redis is away, and when to come again. */
async function isServed(fleet: Instances, { origin }: Instance, account: Account): Promise<boolean> {
  const answer = await readToken(origin, account, fleet.orders);
  if (answer.body.errcode === undefined) {
    assertWorks(fleet, tokenOf(answer), account);
    return true;
  }
  assertRefused(answer, -1);
  retryAfterOf(answer);
  return false;
}

export async function untilServed(
  fleet: Instances,
  instances: readonly Instance[],
  account: Account,
): Promise<void> {
  for (const instance of instances) await until('a token', () => isServed(fleet, instance, account));
}

export async function untilUnserved(fleet: Instances, from: Instance, account: Account): Promise<void> {
  await until('no token', async () => !(await isServed(fleet, from, account)));
}

/** The states of these accounts lie in Redis. */
export function untilStored({ redis }: Instances, accounts: readonly Account[]): Promise<void> {
  return until('the states in Redis', async () => {
    const keys = Object.keys(await dumpOf(redis)).join(' ');
    return accounts.every(({ appid }) => keys.includes(`${appid}:state`));
  });
}
