// Calls whose caller leaves, or whose time ends, in the middle of an answer: nothing of them stays behind.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { startGateway } from '../support/central/gateway.ts';
import { startPlainWechat } from '../support/central/plain-wechat.ts';
import { until } from '../support/until.ts';

/** A gateway in front of a WeChat that begins a long picture and goes on with it for as long as somebody takes it. */
async function startEndless(t: TestContext, env: Readonly<Record<string, string>> = {}) {
  const open = new Set<ServerResponse>();
  const wechat = await startPlainWechat(t, (_req, res) => {
    open.add(res);
    res.once('close', () => open.delete(res));
    res.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '100000000' });
    const more = (): void => {
      while (!res.destroyed && res.write(Buffer.alloc(65_536)));
    };
    res.on('drain', more);
    more();
  });
  const central = await startGateway(t, { env: { WECHAT_API_BASE: wechat, ...env } });
  const begin = (signal?: AbortSignal): Promise<Response> =>
    fetch(`${central.origin}/wxa/endless`, {
      headers: { authorization: `Bearer ${central.keys.writer}` },
      ...(signal === undefined ? {} : { signal }),
    });
  return { ...central, open, begin };
}

test('M10, M14: who leaves in the middle of an answer leaves no call open at WeChat', async (t) => {
  const { open, begin, logged } = await startEndless(t, { GATEWAY_TIMEOUT_MS: '60000' });
  for (let i = 1; i <= 3; i += 1) {
    const caller = new AbortController();
    const answer = await begin(caller.signal);
    assert.equal((await answer.body?.getReader().read())?.done, false);
    assert.equal(open.size, 1);
    caller.abort();
    await until('the call at WeChat has ended', () => open.size === 0);
    await until('its line', () => logged().split('"gateway_call"').length - 1 === i);
  }
});

test('M10, M14: an answer that nobody takes ends with the time of its call, at WeChat as well', async (t) => {
  const { open, begin } = await startEndless(t, { GATEWAY_TIMEOUT_MS: '1000' });
  const answer = await begin();
  assert.equal(open.size, 1);
  await until('the call at WeChat has ended', () => open.size === 0);
  await assert.rejects(answer.arrayBuffer());
});
