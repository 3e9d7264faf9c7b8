// Calls whose caller leaves, or whose time ends, in the middle of an answer: nothing of them stays behind.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { callWith, standInOf, startGateway } from '../support/central/gateway.ts';
import { startPlainWechat, swallow } from '../support/central/plain-wechat.ts';
import { openSocket } from '../support/network/raw.ts';
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

test('M10: slow uploads of one client leave room for the calls of another, and memory to keep these', async (t) => {
  let uploads = 0;
  const wechat = await startPlainWechat(t, (req, res) => {
    if (req.url?.startsWith('/wxa/slow')) {
      uploads += 1;
      req.resume();
    } else void swallow(req).then(() => res.end('{"errcode":0}'));
  });
  const env = { WECHAT_API_BASE: wechat, GATEWAY_TIMEOUT_MS: '20000' };
  const central = await startGateway(t, { env });
  const token = await standInOf(central, central.shop, central.keys.all);
  const beside = await standInOf(central, central.shop, central.keys.writer);
  const begin = (length: number): void => {
    const socket = openSocket(central.origin);
    t.after(() => socket.destroy());
    const head = [
      `POST /wxa/slow?access_token=${token} HTTP/1.1`,
      'Host: localhost',
      `Content-Length: ${length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\nx`);
  };
  const mebibyte = 1024 * 1024;
  // kept, as many as there is memory for, and then such as are sent on as they come
  for (let i = 0; i < 12; i += 1) begin(12 * mebibyte);
  for (let i = 0; i < 80; i += 1) begin(13 * mebibyte);
  await until('some are at WeChat', () => uploads >= 32);
  const seen = await callWith(central.origin, beside, '/wxa/quick', { json: { a: 1 } });
  assert.deepEqual([seen.gateway, seen.reply.text], ['relayed', '{"errcode":0}']);
  assert.equal(uploads, 32, 'and no more of them');
});
