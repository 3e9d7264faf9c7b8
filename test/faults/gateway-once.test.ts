// What goes wrong after a call was sent: it has taken effect once, and nothing makes it take effect twice.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../src/demo/simulator/wechat-simulator.ts';
import { readToken } from '../support/central/central-api.ts';
import { callWith, relayedCalls, standInOf, startGateway } from '../support/central/gateway.ts';

const path = '/cgi-bin/message/custom/send';
const message = { touser: 'OPENID', msgtype: 'text', text: { content: '你好' } };

type Expected = Readonly<{ status: number; gateway: string; errcode: unknown }>;

const acted = (body: string, status = 200): Fault => ({ kind: 'acted', status, body });
const lost: Expected = { status: 502, gateway: 'failed', errcode: -502 };

const cases: readonly (readonly [what: string, fault: Fault, effects: number, expected: Expected])[] = [
  [
    '-1 after the effect',
    acted('{"errcode":-1,"errmsg":"system error"}'),
    1,
    { status: 200, gateway: 'relayed', errcode: -1 },
  ],
  [
    '268488001',
    acted('{"errcode":268488001,"errmsg":"system busy"}'),
    1,
    { status: 200, gateway: 'relayed', errcode: 268_488_001 },
  ],
  ['a 500', acted('{"errcode":40001}', 500), 1, { status: 500, gateway: 'relayed', errcode: 40001 }],
  ['a 503', acted('busy', 503), 1, { status: 503, gateway: 'relayed', errcode: undefined }],
  ['a reset after the effect', { kind: 'reset', when: 'after-mint' }, 1, lost],
  ['a reset in the answer', { kind: 'reset', when: 'mid-body' }, 1, lost],
  ['half an answer', { kind: 'truncate' }, 1, lost],
  ['a reset', { kind: 'reset', when: 'before-mint' }, 0, lost],
  ['a redirect', { kind: 'redirect', status: 302, location: 'https://example.com/' }, 0, lost],
  ['nothing in time', { kind: 'hang' }, 0, { status: 504, gateway: 'failed', errcode: -504 }],
  [
    'a byte now and then',
    { kind: 'drip', intervalMs: 50 },
    0,
    { status: 504, gateway: 'failed', errcode: -504 },
  ],
];

for (const [what, fault, effects, expected] of cases) {
  test(`M3: ${what}: passed on or told as failed, and nothing is sent again`, async (t) => {
    // short only where it has to end the call
    const timeoutMs = expected.errcode === -504 ? '1000' : '30000';
    const central = await startGateway(t, { env: { GATEWAY_TIMEOUT_MS: timeoutMs } });
    const { origin, simulator, shop, keys, orders } = central;
    const token = await standInOf(central, shop, keys.all);
    const held = String((await readToken(origin, shop, orders)).body.access_token);
    simulator.faultAt(path, () => fault);
    const { status, gateway, errcode, reply } = await callWith(origin, token, path, { json: message });
    assert.deepEqual({ status, gateway, errcode }, expected, reply.text);
    assert.deepEqual([simulator.effects(path), relayedCalls(central).length], [effects, 1]);
    assert.equal(reply.headers.location, undefined);
    assert.ok(!reply.text.includes(held));
    if (status !== 200 && errcode !== 40001 && status !== 503)
      assert.match(reply.text, /the call may have taken effect/);
    simulator.faultAt(path, () => undefined);
    assert.equal((await callWith(origin, token, path, { json: message })).errcode, 0);
  });
}

test('M14: WeChat cannot be reached: -1, which may be repeated, since nothing was sent', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator, shop, keys, orders } = central;
  const token = await standInOf(central, shop, keys.all);
  await readToken(origin, shop, orders);
  await simulator.close();
  const { status, gateway, errcode, reply } = await callWith(origin, token, path, { json: message });
  assert.deepEqual({ status, gateway, errcode }, { status: 200, gateway: 'failed', errcode: -1 });
  assert.match(reply.text, /nothing was sent to WeChat/);
});
