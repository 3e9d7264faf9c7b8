import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { createClient, type WeChatClient } from '../../src/wechat/client.ts';
import { type AppOptions, type AppUnderTest, postForm, type Reply, startApp } from '../support/app.ts';

const appid = 'wx448f04719cd48f69';

async function start(
  t: TestContext,
  env: Readonly<Record<string, string>> = {},
  optionsFor: (simulator: Simulator) => AppOptions = () => ({}),
): Promise<{ app: AppUnderTest; simulator: Simulator }> {
  const simulator = await startSimulator({ openAccounts: true });
  const app = await startApp({
    ...optionsFor(simulator),
    env: { WECHAT_API_BASE: simulator.origin, WECHAT_TIMEOUT_MS: '60000', ...env },
  });
  t.after(async () => {
    await app.close();
    await simulator.close();
  });
  return { app, simulator };
}

function countStatuses(replies: readonly Reply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function hold(): { until: Promise<void>; release: () => void } {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

const json = { accept: 'application/json' };

test('I7: 1,000 secrets for one appid from 1,000 addresses end at the limit of the appid', async (t) => {
  const { app, simulator } = await start(t, { TRUST_PROXY: 'loopback', RATE_LIMIT: '30' });
  const replies: Reply[] = [];
  for (let block = 0; block < 10; block += 1) {
    const sent = Array.from({ length: 100 }, (_, i) => {
      const headers = { ...json, 'x-forwarded-for': `198.51.${block}.${i}` };
      return postForm(app.origin, { appid, secret: `secret-${block}-${i}` }, { headers });
    });
    replies.push(...(await Promise.all(sent)));
  }
  assert.deepEqual(countStatuses(replies), { 200: 30, 429: 970 });
  assert.equal(simulator.calls.length, 30);
  const limited = replies.find(({ status }) => status === 429);
  assert.match(limited?.text ?? '', /^\{"error":"too_many_requests",/);
  assert.match(String(limited?.headers['retry-after']), /^\d+$/);
  // what surrounds the appid, the endpoint and the language make no other account of it
  for (const fields of [{ appid: ` ${appid}\u200b` }, { appid, endpoint: 'stable_token' }]) {
    const headers = { 'x-forwarded-for': '203.0.113.9', 'accept-language': 'zh' };
    assert.equal((await postForm(app.origin, { ...fields, secret: 'x' }, { headers })).status, 429);
  }
  const other = await postForm(app.origin, { appid: `${appid}0`, secret: 'x' });
  assert.equal(other.status, 200);
});

test('I7: a form without appid or secret does not count against an appid', async (t) => {
  const { app } = await start(t, { TRUST_PROXY: 'loopback', RATE_LIMIT: '2' });
  for (let i = 0; i < 5; i += 1) {
    const headers = { 'x-forwarded-for': `198.51.100.${i}` };
    assert.equal((await postForm(app.origin, { appid, secret: '' }, { headers })).status, 400);
  }
  assert.equal((await postForm(app.origin, { appid, secret: 's' })).status, 200);
});

test('I8: beyond the calls under way every Get is 503 busy at once; the rest end well, and the next one too', async (t) => {
  const { until, release } = hold();
  const maxCalls = 8;
  const { app, simulator } = await start(t, {}, () => ({ maxCalls }));
  simulator.failAlways({ kind: 'delay', until });
  const get = (i: number, headers = json): Promise<Reply> =>
    postForm(app.origin, { appid: `${appid}${i}`, secret: 's' }, { headers });
  const held = Array.from({ length: maxCalls }, (_, i) => get(i));
  await simulator.seen(maxCalls);

  // these would wait for ever if they were queued: nothing has been released yet
  for (let block = 1; block <= 10; block += 1) {
    const turnedAway = await Promise.all(Array.from({ length: 100 }, (_, i) => get(block * 1000 + i)));
    assert.deepEqual(countStatuses(turnedAway), { 503: 100 });
    assert.match(turnedAway[0]?.text ?? '', /^\{"error":"busy",/);
  }
  const page = await get(99_999, { accept: 'text/html' });
  assert.equal(page.status, 503);
  assert.match(page.text, / id="tips"/);
  assert.equal(simulator.calls.length, maxCalls);

  release();
  assert.deepEqual(countStatuses(await Promise.all(held)), { 200: maxCalls });
  assert.equal((await get(1)).status, 200);
  assert.equal(app.logged().match(/"outcome":"busy"/g)?.length, 1001);
});

test('B12: 50 Gets of the same pair at the same time are one call, and all get its token', async (t) => {
  const { until, release } = hold();
  let asked = 0;
  const { app, simulator } = await start(t, {}, ({ origin }) => {
    const real = createClient({
      wechatApiBase: origin,
      timeoutMs: 60_000,
      httpsProxy: undefined,
      noProxy: '',
      maxCalls: 64,
      now: Date.now,
    });
    const client: WeChatClient = {
      ...real,
      requestToken: (request) => {
        asked += 1;
        if (asked === 50) release();
        return real.requestToken(request);
      },
    };
    return { client };
  });
  simulator.failNext({ kind: 'delay', until });
  const get = (secret = 's'): Promise<Reply> => postForm(app.origin, { appid, secret }, { headers: json });
  const replies = await Promise.all(Array.from({ length: 50 }, () => get()));
  assert.deepEqual(countStatuses(replies), { 200: 50 });
  assert.equal(new Set(replies.map(({ text }) => text)).size, 1);
  assert.deepEqual([simulator.calls.length, simulator.tokensMinted()], [1, 1]);
  // nothing is kept: the next press is a call of its own, and so is another secret
  assert.notEqual((await get()).text, replies[0]?.text);
  await get('other');
  assert.equal(simulator.calls.length, 3);
});
