// Calls that take their time, and callers that take all they can: what others notice of it is nothing.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { readToken } from '../support/central/central-api.ts';
import { addDraft, call, callWith, draft, standInOf, startGateway } from '../support/central/gateway.ts';
import { plainToken, startPlainWechat, swallow } from '../support/central/plain-wechat.ts';
import { until } from '../support/until.ts';

test('M5: a file comes as it comes, not when it is whole', async (t) => {
  let finish = (): void => {};
  const wechat = await startPlainWechat(t, (_req, res) => {
    res.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '6' });
    res.write('abc');
    finish = () => res.end('def');
  });
  const { origin, keys, shop } = await startGateway(t, { env: { WECHAT_API_BASE: wechat } });
  const headers = { authorization: `Bearer ${keys.writer}` };
  const answer = await fetch(`${origin}/wxa/slow`, { headers });
  assert.equal(answer.headers.get('content-length'), '6');
  const reader = answer.body?.getReader();
  const first = await reader?.read();
  assert.equal(Buffer.from(first?.value ?? []).toString(), 'abc', shop.name);
  finish();
  assert.equal(Buffer.from((await reader?.read())?.value ?? []).toString(), 'def');
});

test('M3: an answer that breaks off in its middle breaks off here, too', async (t) => {
  const wechat = await startPlainWechat(t, (_req, res) => {
    res.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '600000' });
    res.write(Buffer.alloc(300_000), () => res.destroy());
  });
  const { origin, keys, logged } = await startGateway(t, { env: { WECHAT_API_BASE: wechat } });
  const answer = await fetch(`${origin}/wxa/half`, { headers: { authorization: `Bearer ${keys.writer}` } });
  await assert.rejects(answer.arrayBuffer());
  await until('its line', () => logged().includes('"gateway_call"'));
  assert.match(logged(), /"event":"gateway_call".*"outcome":"failed"/);
});

test('M10: one account hangs at WeChat, one client calls as fast as it can: others and token reads go on', async (t) => {
  const central = await startGateway(t, { env: { GATEWAY_TIMEOUT_MS: '60000' } });
  const { origin, shop, news, keys, orders, simulator } = central;
  await readToken(origin, shop, orders);
  const [greedy, other] = [
    await standInOf(central, shop, keys.all),
    await standInOf(central, news, keys.sender),
  ];
  const beside = await standInOf(central, shop, keys.writer);
  let release = (): void => {};
  const until64 = new Promise<void>((resolve) => {
    release = resolve;
  });
  simulator.faultAt('/wxa/hangs', () => ({ kind: 'delay', until: until64 }));
  const hanging = Array.from({ length: 200 }, () => callWith(origin, greedy, '/wxa/hangs', { json: {} }));
  await until(
    '64 of them at WeChat',
    () => simulator.calls.filter(({ path }) => path === '/wxa/hangs').length >= 64,
  );

  const sent = await callWith(origin, other, '/cgi-bin/message/custom/send', {
    json: { touser: 'O', msgtype: 'text' },
  });
  assert.deepEqual([sent.gateway, sent.errcode], ['relayed', 0]);
  for (let i = 0; i < 20; i += 1) assert.equal((await readToken(origin, shop, orders)).status, 200);
  assert.equal(simulator.calls.filter(({ path }) => path === '/wxa/hangs').length, 64, 'and no more of them');

  // of the same account: the next turn is this client's, not that of 136 others
  const waiting = callWith(origin, beside, addDraft, { json: draft });
  await until('it is there', () => simulator.openSockets() >= 64);
  release();
  assert.equal((await waiting).gateway, 'relayed');
  const at = simulator.calls.findIndex(({ path }) => path === addDraft);
  const before = simulator.calls.slice(0, at).filter(({ path }) => path === '/wxa/hangs').length;
  assert.ok(before < 150, `${before} of the greedy ones came first`);
  await Promise.all(hanging);
});

test('M10: what is told as sent was sent, and nothing else', async (t) => {
  const central = await startGateway(t, { env: { GATEWAY_TIMEOUT_MS: '3000' } });
  const { origin, shop, keys, simulator } = central;
  const token = await standInOf(central, shop, keys.all);
  simulator.faultAt('/wxa/hangs', () => ({ kind: 'hang' }));
  // how many find no room is a matter of how close together they come: make-call.test has that for itself
  const all = await Promise.all(
    Array.from({ length: 80 }, () => callWith(origin, token, '/wxa/hangs', { json: {} })),
  );
  const late = all.filter(({ errcode }) => errcode === -504).length;
  const unsent = all.filter(({ status, errcode }) => status === 200 && errcode === -1).length;
  assert.equal(late + unsent, 80);
  const seen = simulator.calls.filter(({ path }) => path === '/wxa/hangs').length;
  assert.ok(seen >= 1 && seen <= late, `${seen} were sent, ${late} told as that`);
});

test('M14: a slow honest upload is waited for, and its time begins with its last byte', async (t) => {
  const sizes: number[] = [];
  const wechat = await startPlainWechat(t, async (req, res) => {
    assert.ok(req.url?.includes(plainToken));
    sizes.push(await swallow(req));
    res.end('{"errcode":0}');
  });
  const env = { WECHAT_API_BASE: wechat, GATEWAY_TIMEOUT_MS: '1000' };
  const { origin, keys } = await startGateway(t, { env });
  for (const size of [1_000_000, 13_000_000]) {
    const text = await new Promise<string>((resolve, reject) => {
      const req = request(`${origin}/wxa/upload`, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys.writer}`, 'content-length': String(size) },
      });
      req.once('error', reject);
      req.once('response', (res) => {
        let text = '';
        res.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        res.once('end', () => resolve(text));
      });
      // longer in all than the time of a call
      let left = 8;
      const timer = setInterval(() => {
        left -= 1;
        req.write(Buffer.alloc(size / 8));
        if (left > 0) return;
        clearInterval(timer);
        req.end();
      }, 200);
    });
    assert.equal(text, '{"errcode":0}');
  }
  assert.deepEqual(sizes, [1_000_000, 13_000_000]);
});

test('M14: no token is held: what a token read would answer, and nothing was sent', async (t) => {
  const body =
    '{"errcode":40164,"errmsg":"invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"}';
  const central = await startGateway(t, { fault: { kind: 'reply', body } });
  const seen = await call(central.origin, {
    path: '/wxa/x',
    headers: { authorization: `Bearer ${central.keys.writer}` },
  });
  assert.deepEqual([seen.status, seen.gateway, seen.errcode], [200, 'failed', 40164]);
  assert.match(seen.reply.text, /not in whitelist rid: /);
  assert.ok(Number(seen.reply.headers['retry-after']) >= 1);
  assert.equal(central.simulator.effects('/wxa/x'), 0);
});
