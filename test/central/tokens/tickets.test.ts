import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../../src/central/accounts/accounts.ts';
import {
  createWorld,
  newAccount,
  type Process,
  served,
  type World,
} from '../../support/virtual/token-service.ts';
import type { VirtualCall } from '../../support/virtual/virtual-wechat.ts';

type Shop = World & Readonly<{ running: Process; account: Account; key: string }>;

async function start(endpoint: Account['endpoint'] = 'stable_token', beginsAt?: number): Promise<Shop> {
  const account = newAccount(endpoint);
  const world = createWorld([account], 1, beginsAt);
  const running = await world.start();
  running.keep();
  await world.time.advance(1000);
  const key = await running.service.ticketKey(account, 'jsapi');
  return { ...world, running, account, key };
}

/** Whole answers: the call for a ticket may follow one for a token. */
async function read({ time, running }: Shop, key: string): ReturnType<Process['service']['read']> {
  const reading = running.service.read(key);
  await time.advance(1000);
  return reading;
}

const ticketCalls = ({ wechat }: Pick<World, 'wechat'>): readonly VirtualCall[] =>
  wechat.calls.filter(({ path }) => path === 'ticket');

test('B1: one ticket for all who ask, with one call and the kept token', async () => {
  const shop = await start();
  const { running, time, key } = shop;
  const reads = Array.from({ length: 1000 }, () => running.service.read(key));
  await time.advance(1000);
  const tickets = new Set((await Promise.all(reads)).map((answer) => served(answer).value));
  assert.equal(tickets.size, 1);
  assert.equal(ticketCalls(shop).length, 1);
  const held = running.entry(shop.account).state.held?.value;
  assert.deepEqual([ticketCalls(shop)[0]?.accessToken, ticketCalls(shop)[0]?.type], [held, 'jsapi']);
});

test('the two types, and the tickets of two accounts, are each their own', async () => {
  const shop = await start();
  const { running, account, key } = shop;
  const card = await running.service.ticketKey(account, 'wx_card');
  const [one, other] = [served(await read(shop, key)), served(await read(shop, card))];
  assert.notEqual(one.value, other.value);
  assert.deepEqual(
    ticketCalls(shop).map(({ type }) => type),
    ['jsapi', 'wx_card'],
  );
  assert.equal(await running.service.ticketKey(account, 'jsapi'), key, 'asked for again, it is the same');
});

test("without a token to ask with, the failure of the token is the ticket's as well", async () => {
  const account = newAccount('token');
  const { time, wechat, start: startProcess } = createWorld([account]);
  const { service } = await startProcess();
  wechat.playAlways({ body: '{"errcode":40164,"errmsg":"invalid ip 203.0.113.7, not in whitelist"}' });
  const reading = service.read(await service.ticketKey(account, 'jsapi'));
  await time.advance(1000);
  const answer = await reading;
  assert.ok('failure' in answer && answer.failure.errcode === 40164);
  assert.equal(ticketCalls({ wechat }).length, 0);
});

test('kept while it is read: for a day there is always one, and it works', async () => {
  for (const isWholeLifeSaid of [false, true]) {
    const shop = await start();
    const { running, time, wechat, key } = shop;
    if (isWholeLifeSaid) wechat.sayWholeLife();
    await read(shop, key);
    let unserved = 0;
    for (let s = 0; s < 86_400; s += 5) {
      const found = running.service.current(key);
      if (found === undefined) {
        unserved += 1;
        void running.service.read(key);
      } else assert.ok(wechat.isLiveTicket(found.value), `dead after ${s} s`);
      await time.advance(5000);
    }
    const calls = ticketCalls(shop).length;
    assert.ok(calls >= 12 && calls < 12 * 12, `${calls} calls`);
    // a change takes until WeChat gives out another one: some seconds, 12 times a day
    assert.ok(unserved <= 12 * 4, `${unserved} of 17,280 reads found none`);
  }
});

test('not kept when nobody reads it: no call in a day, and a working one for who comes then', async () => {
  const shop = await start();
  const { time, wechat, key } = shop;
  const first = served(await read(shop, key)).value;
  await time.advance(86_400_000);
  // one more at its end: it had been read since it came
  assert.ok(ticketCalls(shop).length <= 2, `${ticketCalls(shop).length} calls`);
  const before = ticketCalls(shop).length;
  await time.advance(86_400_000);
  assert.equal(ticketCalls(shop).length, before);
  const { value } = served(await read(shop, key));
  assert.notEqual(value, first);
  assert.ok(wechat.isLiveTicket(value));
});

test('the same ticket with 7200 again does not live longer, also in the seconds past the end we count', async () => {
  for (let lateMs = -2000; lateMs <= 4000; lateMs += 250) {
    const shop = await start();
    const { running, time, wechat, key } = shop;
    wechat.sayWholeLife();
    const first = served(await read(shop, key)).value;
    const { held: kept } =
      [...running.service.entries.values()].find((entry) => entry.key === key)?.state ?? {};
    // nobody reads until its end
    await time.advance((kept?.expiresAt ?? 0) - time.now() + lateMs);
    await read(shop, key);
    for (let s = 0; s < 120; s += 1) {
      const found = running.service.current(key);
      if (found?.value === first) assert.ok(wechat.isLiveTicket(first), `asked ${lateMs} ms past its end`);
      await time.advance(1000);
    }
  }
});

test('a dead token under a ticket call is reported, and the call repeated once', async () => {
  const shop = await start('token');
  const { running, time, wechat, account, key } = shop;
  wechat.foreign({ ...account, forceRefresh: false });
  await time.advance(301_000);
  const dead = running.entry(account).state.held?.value ?? '';
  assert.equal(wechat.check(dead), 'replaced');
  const calls = wechat.calls.length;
  assert.ok(served(await read(shop, key)).value.length > 0);
  assert.deepEqual(
    wechat.calls.slice(calls).map(({ path }) => path),
    ['ticket', 'token', 'ticket'],
  );
  const fresh = running.entry(account).state;
  assert.notEqual(fresh.held?.value, dead);
  assert.ok(fresh.replacedElsewhereAt !== undefined, 'and it is known that somebody else fetches');
});

test('a token that WeChat refuses though it is new: the failure is told, and nothing is repeated without end', async () => {
  for (const errcode of [40001, 40014, 42001]) {
    const shop = await start('token');
    const { running, wechat, key } = shop;
    const refuses = { body: JSON.stringify({ errcode, errmsg: 'invalid credential' }) };
    wechat.playNext(refuses, {}, refuses);
    const answer = await read(shop, key);
    assert.ok('failure' in answer && answer.failure.errcode === errcode);
    assert.deepEqual(
      wechat.calls.slice(1).map(({ path }) => path),
      ['ticket', 'token', 'ticket'],
    );
    assert.equal(running.entry(shop.account).state.usage.forced.length, 1);
  }
});

test('any other refusal is no reason to replace the token', async () => {
  for (const errcode of [-1, 40097, 45009, 48001]) {
    const shop = await start('token');
    shop.wechat.playNext({ body: JSON.stringify({ errcode, errmsg: 'any' }) });
    const answer = await read(shop, shop.key);
    assert.ok('failure' in answer && answer.failure.errcode === errcode);
    assert.equal(shop.wechat.calls.length, 2);
    assert.deepEqual(shop.running.entry(shop.account).state.usage.forced, []);
  }
});

test('an account that is removed takes its tickets with it', async () => {
  const shop = await start();
  const { running, key } = shop;
  await read(shop, key);
  await running.service.setAccounts([]);
  assert.equal(running.service.current(key), undefined);
  assert.equal(running.service.entries.size, 0);
});
