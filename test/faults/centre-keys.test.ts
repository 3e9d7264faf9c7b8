// G5: keys come and go with the accounts file, without a restart.
import assert from 'node:assert/strict';
import { renameSync, writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import {
  type AccountsJson,
  digestOf,
  newClientKey,
  type RunningCentral,
  spawnCentral,
} from '../support/central/central.ts';
import {
  type Answer,
  assertRefused,
  postStable,
  readToken,
  tokenOf,
} from '../support/central/central-api.ts';

type Central = Awaited<ReturnType<typeof spawnCentral>>;

const countOf = ({ server }: Central, event: string): number =>
  server.stdout().split(`"event":"${event}"`).length - 1;

/** Resolves when the process has said this once more than it had at `before`. */
function saidAgain(central: Central, event: string, before: number): Promise<void> {
  const { stdout } = central.server.child;
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (countOf(central, event) <= before) return;
      stdout?.off('data', look);
      resolve();
    };
    stdout?.on('data', look);
    look();
    void central.server.ended.then(() => reject(new Error(`ended before it said ${event}`)));
  });
}

/** Puts this in the place of the accounts file and waits until the process has taken it over, or refused it. */
async function change(
  central: Central,
  json: AccountsJson | string,
  { event = 'accounts_loaded', signal }: { event?: string; signal?: 'SIGHUP' } = {},
): Promise<void> {
  const before = countOf(central, event);
  central.writeAccounts(json);
  if (signal !== undefined) central.server.child.kill(signal);
  await saidAgain(central, event, before);
}

/** What is held of an account is read from the folder first, so it is known a moment after it was said. */
async function onceKnown(central: Central, account: Central['shop']): Promise<Answer> {
  const { origin, orders } = central;
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await readToken(origin, account, orders);
    if (answer.body.errcode !== 40013) return answer;
  }
  throw new Error('never known');
}

/** The accounts as they are, with these keys for the client that reads `shop`. */
function withKeys({ accountsJson }: RunningCentral, ...keys: readonly string[]): AccountsJson {
  const [orders, ...others] = accountsJson.clients;
  assert.ok(orders !== undefined);
  return { ...accountsJson, clients: [{ ...orders, keySha256: keys.map(digestOf) }, ...others] };
}

async function start(t: TestContext): Promise<Central> {
  const central = await spawnCentral(t);
  tokenOf(await readToken(central.origin, central.shop, central.orders));
  return central;
}

test('G5: a key is changed for another with two valid in between; the old one ends without a restart', async (t) => {
  const central = await start(t);
  const { origin, shop, orders } = central;
  const next = newClientKey();
  assertRefused(await readToken(origin, shop, next), 40125, 'not yet');

  await change(central, withKeys(central, orders, next), { signal: 'SIGHUP' });
  const token = tokenOf(await readToken(origin, shop, orders));
  assert.equal(tokenOf(await readToken(origin, shop, next)), token);
  assert.equal(tokenOf(await postStable(origin, shop, next)), token);

  await change(central, withKeys(central, next), { signal: 'SIGHUP' });
  assertRefused(await readToken(origin, shop, orders), 40125, 'revoked');
  assertRefused(await readToken(origin, shop, undefined, { authorization: `Bearer ${orders}` }), 40125);
  assertRefused(await postStable(origin, shop, orders, { force_refresh: true }), 40125, 'revoked');
  assert.equal(tokenOf(await readToken(origin, shop, next)), token);
  assert.equal(central.callsFor(shop).length, 1);
  assert.equal(central.server.child.exitCode, null);
});

test('G5: a change of the file is seen without a signal, also when another file is put in its place', async (t) => {
  const central = await start(t);
  const { origin, shop, orders, accountsFile } = central;
  const [second, third] = [newClientKey(), newClientKey()];
  await change(central, withKeys(central, second));
  assertRefused(await readToken(origin, shop, orders), 40125);
  tokenOf(await readToken(origin, shop, second));

  const before = countOf(central, 'accounts_loaded');
  const beside = `${accountsFile}.new`;
  writeFileSync(beside, JSON.stringify(withKeys(central, third)), { mode: 0o600 });
  renameSync(beside, accountsFile);
  await saidAgain(central, 'accounts_loaded', before);
  assertRefused(await readToken(origin, shop, second), 40125);
  tokenOf(await readToken(origin, shop, third));
});

test('G5: a key that is revoked while its request waits for WeChat: that request is answered, the next is not', async (t) => {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const central = await spawnCentral(t, { fault: { kind: 'delay', until } });
  const { origin, shop, orders, simulator } = central;
  const waiting = readToken(origin, shop, orders);
  await simulator.seen(3);
  await change(central, withKeys(central, newClientKey()), { signal: 'SIGHUP' });
  assertRefused(await readToken(origin, shop, orders), 40125);
  release();
  // its key was good when it asked
  assert.notEqual(simulator.check(tokenOf(await waiting)), 'unknown');
  assertRefused(await readToken(origin, shop, orders), 40125);
});

test('G5: a broken file changes nothing, is said without a word of what stands in it, and a good one ends that', async (t) => {
  const central = await start(t);
  const { origin, shop, news, orders, mailer, accountsJson } = central;
  const broken = [
    JSON.stringify(accountsJson).slice(0, -1),
    '{"accounts":[]}',
    JSON.stringify({ ...accountsJson, clients: [{ name: 'orders', keySha256: orders, accounts: ['shop'] }] }),
  ];
  for (const text of broken) {
    await change(central, text, { event: 'accounts_refused', signal: 'SIGHUP' });
    tokenOf(await readToken(origin, shop, orders));
    tokenOf(await readToken(origin, news, mailer));
  }
  await change(central, { ...accountsJson, clients: [] }, { signal: 'SIGHUP' });
  assertRefused(await readToken(origin, shop, orders), 40125);
  assertRefused(await readToken(origin, news, mailer), 40125);
  const logged = central.logged();
  for (const secret of [orders, mailer, shop.secret.slice(0, 18)])
    assert.equal(logged.includes(secret), false);
  assert.match(logged, /The accounts as they were stay in force/);
});

test('G5: an account that is taken off the list is given out no more; one that is put on it is', async (t) => {
  const central = await start(t);
  const { origin, shop, news, depot, orders, accountsJson } = central;
  const [client, ...others] = accountsJson.clients;
  assert.ok(client !== undefined);
  const token = tokenOf(await readToken(origin, shop, orders));
  const without: AccountsJson = {
    accounts: [news, depot],
    clients: [{ ...client, accounts: ['news', 'depot'] }, ...others],
  };
  await change(central, without, { signal: 'SIGHUP' });
  assertRefused(await readToken(origin, shop, orders), 40013);
  const { appid, endpoint } = depot;
  const found = central.simulator.check(tokenOf(await onceKnown(central, depot)));
  assert.deepEqual(found, { appid, endpoint });
  await change(central, accountsJson, { signal: 'SIGHUP' });
  // it was stored, and still works: nobody needs another one
  assert.equal(tokenOf(await onceKnown(central, shop)), token);
  assert.equal(central.callsFor(shop).length, 1);
  assertRefused(await readToken(origin, depot, orders), 40013);
});

test('G5: SIGHUP reads the file again though it looks the same', { timeout: 30_000 }, async (t) => {
  const central = await start(t);
  const before = countOf(central, 'accounts_loaded');
  central.server.child.kill('SIGHUP');
  await saidAgain(central, 'accounts_loaded', before);
  tokenOf(await readToken(central.origin, central.shop, central.orders));
});
