// What WeChat's side does to a Get, and what the page makes of it. A9 is in upstream-size.test.ts. A21 and A23 are about stored tokens: the page
// stores none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { createTransport } from '../../src/wechat/transport.ts';
import { startBlackHole } from '../support/network/black-hole.ts';
import {
  assertFailure,
  assertSafeFailure,
  eventually,
  press,
  pressForJson,
  shortDeadline,
  startGet,
} from '../support/page/get.ts';
import { textById } from '../support/page/html.ts';

const timeout = { word: 'upstream_timeout', status: 504, closes: true };
const unreachable = { word: 'upstream_unreachable', status: 502, closes: true };
const deadlineMs = Number(shortDeadline.env.WECHAT_TIMEOUT_MS);

/** Each call that timed out, by the log: at the deadline, and never so late that something else ended it. */
function assertEndedAtDeadline(logged: string): void {
  const calls = logged.split('\n').filter((line) => line.includes('"outcome":"upstream_timeout"'));
  assert.equal(calls.length, 2);
  for (const line of calls) {
    const ms = Number(/"durationMs":(\d+)/.exec(line)?.[1]);
    assert.ok(ms >= deadlineMs * 0.9 && ms < deadlineMs + 2_000, line);
  }
}

test('A1 no answer: the call ends at its deadline and its connection is closed', async (t) => {
  const get = await startGet(t, shortDeadline);
  await assertSafeFailure(get, { kind: 'hang' }, timeout);
  assertEndedAtDeadline(get.logged());
});

test('A1 two hundred calls without an answer leave no connection behind', async (t) => {
  const simulator = await startSimulator();
  t.after(simulator.close);
  const transport = createTransport({
    wechatApiBase: simulator.origin,
    timeoutMs: 500,
    httpsProxy: undefined,
    noProxy: '',
    maxCalls: 50,
    now: Date.now,
  });
  t.after(transport.close);
  simulator.failAlways({ kind: 'hang' });
  const call = { method: 'GET', path: '/cgi-bin/token', query: {} } as const;
  for (let round = 0; round < 4; round += 1) {
    const results = await Promise.all(Array.from({ length: 50 }, () => transport.send(call)));
    for (const result of results) assert.equal('fault' in result && result.fault, 'timeout');
  }
  // on a busy machine some calls end before they are connected
  assert.ok(simulator.calls.length > 0 && simulator.calls.length <= 200);
  await eventually('all connections are closed', () => simulator.openSockets() === 0);
});

test('A2 a black hole ends at the deadline, and nothing is sent when it opens later', async (t) => {
  const hole = await startBlackHole();
  t.after(hole.close);
  const base = `http://127.0.0.1:${hole.port}`;
  const get = await startGet(t, { env: { ...shortDeadline.env, WECHAT_API_BASE: base } });
  const html = await press(get);
  const json = await pressForJson(get);
  assertFailure(get, html, json, 'upstream_timeout', 504);
  assertEndedAtDeadline(get.logged());
  hole.release();
  await eventually('the queue is taken', () => hole.accepted() >= 2);
  assert.equal(hole.received(), '');
});

for (const when of ['before-mint', 'after-mint', 'mid-body'] as const) {
  test(`A3 a reset ${when} is a broken connection`, async (t) => {
    const get = await startGet(t);
    await assertSafeFailure(get, { kind: 'reset', when }, unreachable);
  });
}

test('A4 a byte now and then for ever ends at the total deadline', async (t) => {
  const get = await startGet(t, shortDeadline);
  await assertSafeFailure(get, { kind: 'drip', intervalMs: 50 }, timeout);
  assertEndedAtDeadline(get.logged());
});

for (const status of [500, 503, 429]) {
  for (const body of [
    '',
    '{"errcode":-1,"errmsg":"system error"}',
    '{"access_token":"93_no","expires_in":7200}',
  ]) {
    test(`A5 HTTP ${status} with ${body || 'nothing'} names the status, whatever the body says`, async (t) => {
      const get = await startGet(t);
      const fault = { kind: 'reply', status, headers: { 'Retry-After': '1' }, body } as const;
      const { html } = await assertSafeFailure(get, fault, { word: 'upstream_status', status: 502 });
      assert.ok(textById(html.text, 'outcome')?.includes(String(status)));
    });
  }
}

const page = (bytes: number): string =>
  `<!DOCTYPE html><html><body><h1>Nginx-Marker</h1>${'<p>filler</p>'.repeat(bytes / 13)}</body></html>`;
const asHtml = { 'Content-Type': 'text/html' };

test('A6 a 502 with an HTML page shows the status and nothing of the page', async (t) => {
  const get = await startGet(t);
  const fault = { kind: 'reply', status: 502, headers: asHtml, body: page(1024) } as const;
  const { html, json } = await assertSafeFailure(get, fault, { word: 'upstream_status', status: 502 });
  for (const text of [html.text, json.text, get.logged()]) assert.ok(!/Nginx-Marker|filler/.test(text));
});

test('A6 a 502 with an HTML page of 1 MiB is cut off', async (t) => {
  const get = await startGet(t);
  const fault = { kind: 'reply', status: 502, headers: asHtml, body: page(1024 * 1024) } as const;
  const expected = { word: 'upstream_too_large', status: 502, closes: true };
  const { html, json } = await assertSafeFailure(get, fault, expected);
  for (const text of [html.text, json.text, get.logged()]) assert.ok(!/Nginx-Marker|filler/.test(text));
});

test('A7 a 200 with an HTML page is not JSON, and nothing of it is shown', async (t) => {
  const get = await startGet(t);
  const body = `${page(1024)}<a href="/token?${new URLSearchParams({ secret: get.secret })}">`;
  const fault = { kind: 'reply', headers: asHtml, body } as const;
  const { html, json } = await assertSafeFailure(get, fault, { word: 'upstream_unexpected', status: 502 });
  for (const text of [html.text, json.text, get.logged()]) assert.ok(!/Nginx-Marker|filler/.test(text));
});

test('A8 an answer that is cut short is a broken connection, and its half of a token is nowhere', async (t) => {
  const get = await startGet(t);
  const { html, json } = await assertSafeFailure(get, { kind: 'truncate' }, unreachable);
  for (const text of [html.text, json.text, get.logged()]) assert.ok(!text.includes('93_'));
});

test('A8 truncated JSON under a length of its own is not JSON', async (t) => {
  const get = await startGet(t);
  const fault = { kind: 'reply', body: '{"access_token":"93_half-of-a-tok' } as const;
  const { html, json } = await assertSafeFailure(get, fault, { word: 'upstream_unexpected', status: 502 });
  for (const text of [html.text, json.text, get.logged()]) assert.ok(!text.includes('93_half'));
});

test('A10 a redirect is not followed, wherever it leads, and where it leads is not logged', async (t) => {
  const other = await startSimulator({ openAccounts: true });
  t.after(other.close);
  const get = await startGet(t);
  const path = '/cgi-bin/token?moved=marker';
  for (const status of [301, 302, 307, 308] as const) {
    for (const origin of [other.origin, get.simulator.origin, 'http://api.weixin.qq.com']) {
      const fault = { kind: 'redirect', status, location: origin + path } as const;
      const { html, json } = await assertSafeFailure(get, fault, { word: 'upstream_status', status: 502 });
      assert.ok(textById(html.text, 'outcome')?.includes(String(status)));
      for (const text of [html.text, json.text, get.logged()]) assert.ok(!text.includes('marker'));
      assert.equal(html.headers.location, undefined);
    }
  }
  assert.deepEqual([other.calls.length, other.openSockets()], [0, 0]);
});
