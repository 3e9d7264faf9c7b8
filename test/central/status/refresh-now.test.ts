// Every pause that a refusal has set ends when a person says that it is mended: tokens and tickets alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../../src/central/accounts/accounts.ts';
import { createRefreshNow } from '../../../src/central/status/refresh-now.ts';
import { isFailing } from '../../../src/central/tokens/due.ts';
import { type Entry, keyOf } from '../../../src/central/tokens/entry.ts';
import {
  createWorld,
  endpoints,
  newAccount,
  type Process,
  served,
  type World,
} from '../../support/virtual/token-service.ts';

const refusal = { body: '{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}' };

type Shop = World & Readonly<{ running: Process; account: Account; key: string; ticket: () => Entry }>;

/** A kept token, and a ticket that was refused a moment ago for what only a person can mend. */
async function startRefused(endpoint: Account['endpoint']): Promise<Shop> {
  const account = newAccount(endpoint);
  const world = createWorld([account]);
  const running = await world.start();
  running.keep();
  await world.time.advance(60_000);
  const key = await running.service.ticketKey(account, 'jsapi');
  world.wechat.playNext(refusal);
  const reading = running.service.read(key);
  await world.time.advance(1000);
  assert.ok('failure' in (await reading));
  const ticket = (): Entry => running.service.entries.get(key) ?? assert.fail();
  return { ...world, running, account, key, ticket };
}

async function after<T>({ time }: Pick<World, 'time'>, doing: Promise<T>): Promise<T> {
  await time.advance(3000);
  return doing;
}

for (const endpoint of endpoints) {
  test(`${endpoint}: the ticket's own button asks for it at once, and no token is replaced for it`, async () => {
    const shop = await startRefused(endpoint);
    const { running, wechat, account, key } = shop;
    const before = wechat.calls.length;
    assert.ok('failure' in (await running.service.read(key)), 'paused');
    const token = running.entry(account).state.held?.value;
    await after(shop, createRefreshNow(running.service).refreshTicket(shop.ticket()));
    assert.deepEqual(
      wechat.calls.slice(before).map(({ path }) => path),
      ['ticket'],
    );
    assert.ok(served(running.service.current(key)).value.length > 0);
    assert.equal(running.entry(account).state.held?.value, token);
    assert.deepEqual(running.entry(account).state.usage.forced, []);
  });

  test(`${endpoint}: the account's button ends the ticket's pause as well, and asks for it with the new token`, async () => {
    const shop = await startRefused(endpoint);
    const { running, wechat, account, key } = shop;
    const { refreshNow } = createRefreshNow(running.service);
    assert.equal(await after(shop, refreshNow(keyOf(account))), 'refresh');
    assert.ok(served(running.service.current(key)).value.length > 0);
    assert.equal(wechat.calls.at(-1)?.accessToken, running.entry(account).state.held?.value);
  });

  test(`${endpoint}: a word for all (SIGHUP), a new secret, and a token that comes back end the ticket's pause`, async () => {
    const words: readonly ((shop: Shop) => Promise<unknown>)[] = [
      ({ running }) => Promise.resolve(running.service.mended()),
      ({ running, account }) => running.service.setAccounts([{ ...account, secret: 'another' }]),
      async ({ running, account, time, wechat }) => {
        const entry = running.entry(account);
        wechat.playNext({ body: '{"errcode":-1,"errmsg":"system error"}' });
        running.service.replaced(entry.key, time.now());
        await time.advance(5000);
        assert.equal(isFailing(entry.state), false);
      },
    ];
    for (const [i, say] of words.entries()) {
      const shop = await startRefused(endpoint);
      const { running, key } = shop;
      await say(shop);
      assert.ok(served(await after(shop, running.service.read(key))).value.length > 0, `${i}`);
    }
  });

  test(`${endpoint}: a token that was refused is asked for at once: button, word for all, new secret`, async () => {
    const words: readonly ((running: Process, account: Account) => Promise<unknown>)[] = [
      ({ service }, account) => createRefreshNow(service).refreshNow(keyOf(account)),
      ({ service }, account) => {
        service.mended();
        return service.read(keyOf(account));
      },
      async ({ service }, account) => {
        await service.setAccounts([{ ...account, secret: 'another' }]);
        return service.read(keyOf(account));
      },
    ];
    for (const say of words) {
      const account = newAccount(endpoint);
      const world = createWorld([account]);
      const running = await world.start();
      world.wechat.playNext(refusal);
      assert.ok('failure' in (await after(world, running.service.read(keyOf(account)))));
      assert.ok('failure' in (await after(world, running.service.read(keyOf(account)))), 'paused');
      assert.equal(world.wechat.calls.length, 1);
      world.wechat.playNext({ body: '{"access_token":"mended","expires_in":7200}' });
      await after(world, say(running, account));
      assert.equal(running.service.current(keyOf(account))?.value, 'mended');
    }
  });

  test(`${endpoint}: the refusal of a call that was under way when the button was pressed does not count for it`, async () => {
    const account = newAccount(endpoint);
    const world = createWorld([account]);
    const running = await world.start();
    world.wechat.playNext({ ...refusal, answersAfterMs: 5000 });
    void running.service.read(keyOf(account));
    await world.time.advance(4000);
    const pressed = createRefreshNow(running.service).refreshNow(keyOf(account));
    await world.time.advance(4000);
    assert.equal(await pressed, 'join');
    assert.ok(served(running.service.current(keyOf(account))).value.length > 0);
    assert.equal(world.wechat.calls.length, 2);
  });

  test(`${endpoint}: with no forced refresh left, the button still asks for a token that is missing, unforced`, async () => {
    const account = newAccount(endpoint);
    const world = createWorld([account]);
    const running = await world.start();
    world.wechat.playNext(refusal);
    await after(world, running.service.read(keyOf(account)));
    const entry = running.entry(account);
    const now = world.time.now();
    const forced = Array.from({ length: 20 }, (_, i) => ({ fence: -i, at: now - (20 - i) * 60_000 }));
    Object.assign(entry, { state: { ...entry.state, usage: { ...entry.state.usage, forced } } });
    const { refreshNow } = createRefreshNow(running.service);
    assert.equal(await after(world, refreshNow(keyOf(account))), 'refresh');
    assert.equal(entry.state.usage.forced.length, 20);
    assert.equal(await after(world, refreshNow(keyOf(account))), 'too_many', 'what works is not replaced');
    assert.equal(world.wechat.calls.length, 2);
  });
}
