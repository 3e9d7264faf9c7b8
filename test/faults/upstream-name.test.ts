// A19: names that are not found, and addresses of which one is dead.
import assert from 'node:assert/strict';
import type { LookupFunction } from 'node:net';
import { type TestContext, test } from 'node:test';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { texts } from '../../src/page/texts/index.ts';
import { createClient, type WeChatClient } from '../../src/wechat/client.ts';
import { startBlackHole } from '../support/network/black-hole.ts';
import { assertFailure, assertGoodGet, press, pressForJson, startGet } from '../support/page/get.ts';
import { shows, textById } from '../support/page/html.ts';

const failing =
  (code: string): LookupFunction =>
  (hostname, _options, callback) =>
    callback(Object.assign(new Error(`getaddrinfo ${code} ${hostname}`), { code }), '');

const finding =
  (...addresses: readonly { address: string; family: 4 | 6 }[]): LookupFunction =>
  (_hostname, _options, callback) =>
    callback(null, [...addresses]);

function openClient(
  t: TestContext,
  wechatApiBase: string,
  lookup: LookupFunction,
  timeoutMs: number,
): WeChatClient {
  const options = {
    wechatApiBase,
    timeoutMs,
    httpsProxy: undefined,
    noProxy: '',
    maxCalls: 8,
    now: Date.now,
    lookup,
  };
  const client = createClient(options);
  t.after(client.close);
  return client;
}

for (const [code, fault] of [
  ['ENOTFOUND', 'name_not_found'],
  ['EAI_AGAIN', 'name_failed'],
  ['EBUSY', 'name_failed'],
] as const) {
  test(`A19 a name that is not found (${code}) is a safe failure that says so`, async (t) => {
    let lookup = failing(code);
    const simulator = await startSimulator();
    t.after(simulator.close);
    const base = `http://wechat.test:${new URL(simulator.origin).port}`;
    const client = openClient(t, base, (...asked) => lookup(...asked), 2_000);
    const get = await startGet(t, { client });
    const html = await press(get);
    assertFailure(get, html, await pressForJson(get), 'upstream_unreachable', 502);
    assert.equal(textById(html.text, 'outcome'), texts.en.faults[fault].what());
    assert.ok(shows(html.text, texts.en.notSent));
    assert.ok(!html.text.includes('getaddrinfo'));
    assert.equal(simulator.calls.length, 0);
    // the name comes back
    lookup = finding({ address: '127.0.0.1', family: 4 });
    assert.equal((await press(get)).status, 200);
    assert.equal(simulator.calls.length, 1);
  });
}

test('A19 a dead IPv6 address beside a working IPv4 one costs a moment, not the call', async (t) => {
  const get4 = await startGet(t);
  const port = Number(new URL(get4.simulator.origin).port);
  const hole = await startBlackHole('::1', port);
  t.after(hole.close);
  const lookup = finding({ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 });
  const client = openClient(t, `http://wechat.test:${port}`, lookup, 5_000);
  const get = await startGet(t, { client });
  await assertGoodGet({ ...get, appid: get4.appid, secret: get4.secret }, get4.simulator);
  assert.equal(get4.simulator.calls.length, 1);
});

test('A19 nobody listens on any address: refused, without waiting for the deadline', async (t) => {
  const lookup = finding({ address: '::1', family: 6 }, { address: '127.0.0.1', family: 4 });
  const client = openClient(t, 'http://wechat.test:1', lookup, 60_000);
  const get = await startGet(t, { client });
  const html = await press(get);
  assertFailure(get, html, await pressForJson(get), 'upstream_unreachable', 502);
  assert.equal(textById(html.text, 'outcome'), texts.en.faults.refused.what());
});
