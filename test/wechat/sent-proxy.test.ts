// What was never sent leaves no doubt: the ways in which a call can end at the proxy in front of WeChat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startBlackHole } from '../support/network/black-hole.ts';
import { startConnectProxy } from '../support/network/connect-proxy.ts';
import { deadlineMs, lookupFailing, sendOne } from '../support/network/send-one.ts';

test('a proxy whose name cannot be looked up, that is refused or swallowed: nothing was sent', async (t) => {
  const unreachable = { fault: 'proxy_unreachable', wasSent: false };
  for (const code of ['ENOTFOUND', 'EBUSY', 'EMFILE']) {
    const lookup = lookupFailing(code);
    assert.deepEqual(await sendOne(t, { lookup, httpsProxy: 'http://proxy.test:1' }), unreachable, code);
  }
  assert.deepEqual(await sendOne(t, { httpsProxy: 'http://127.0.0.1:1' }), unreachable);
  const hole = await startBlackHole();
  t.after(hole.close);
  const httpsProxy = `http://127.0.0.1:${hole.port}`;
  assert.deepEqual(await sendOne(t, { httpsProxy, timeoutMs: deadlineMs }), {
    fault: 'proxy_timeout',
    wasSent: false,
  });
});

test('a plain proxy that is spoken TLS to: nothing was sent, and the proxy is named', async (t) => {
  const proxy = await startConnectProxy();
  t.after(proxy.close);
  assert.deepEqual(await sendOne(t, { httpsProxy: `https://127.0.0.1:${proxy.port}` }), {
    fault: 'proxy_unreachable',
    wasSent: false,
  });
});

for (const [mode, fault] of [
  ['hang', 'proxy_timeout'],
  ['ask-for-password', 'proxy_refused'],
  ['forbid', 'proxy_refused'],
  ['unavailable', 'proxy_refused'],
  ['reset', 'proxy_unreachable'],
  ['end', 'proxy_unreachable'],
  ['speak-no-http', 'proxy_unreachable'],
  ['reset-tunnel', 'not_connected'],
  ['hang-tunnel', 'connect_timeout'],
] as const) {
  test(`a proxy in the mode ${mode}: nothing was sent`, async (t) => {
    const proxy = await startConnectProxy();
    t.after(proxy.close);
    proxy.mode(mode);
    const timeoutMs = mode.startsWith('hang') ? deadlineMs : 20_000;
    const ended = await sendOne(t, { httpsProxy: `http://127.0.0.1:${proxy.port}`, timeoutMs });
    assert.deepEqual(ended, { fault, wasSent: false });
    assert.equal(proxy.asked.length, 1);
  });
}
