import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, relayedCalls, standInOf, startGateway } from '../support/central/gateway.ts';

test('M11: WeChat’s signed mode: its headers and the body pass untouched, in both directions', async (t) => {
  const central = await startGateway(t);
  const token = await standInOf(central, central.shop, central.keys.all);
  const signed = {
    'Wechatmp-Appid': central.shop.appid,
    'Wechatmp-TimeStamp': '1764000000',
    'Wechatmp-Signature': 'c2lnbmF0dXJl+/==',
  };
  central.simulator.faultAt('/wxa/signed', () => ({
    kind: 'reply',
    headers: {
      'content-type': 'application/json',
      'Wechatmp-Serial': '1a',
      'Wechatmp-Signature': 'b3RoZXI=',
      'set-cookie': 'a=b',
    },
    body: '{"iv":"a","data":"\\u6587","authtag":"c"}',
  }));
  const body = '{"iv":"r2WDQt56rEAmMuoR",  "data":"\\u0048E/x","authtag":"Z"}';
  const seen = await call(central.origin, {
    method: 'POST',
    path: `/wxa/signed?access_token=${token}`,
    headers: {
      ...signed,
      'content-type': 'application/json',
      cookie: 'a=b',
      'x-forwarded-for': '203.0.113.1',
      range: 'bytes=0-1',
      'accept-encoding': 'gzip',
    },
    body,
  });
  const sent = relayedCalls(central).at(-1);
  assert.equal(sent?.body, body);
  assert.equal(sent?.headers['accept-encoding'], 'identity');
  for (const [name, value] of Object.entries(signed)) assert.equal(sent?.headers[name.toLowerCase()], value);
  for (const name of ['cookie', 'x-forwarded-for', 'range', 'authorization', 'origin'])
    assert.equal(sent?.headers[name], undefined, name);
  assert.equal(seen.reply.text, '{"iv":"a","data":"\\u6587","authtag":"c"}');
  assert.equal(seen.reply.headers['wechatmp-serial'], '1a');
  assert.equal(seen.reply.headers['wechatmp-signature'], 'b3RoZXI=');
  assert.equal(seen.reply.headers['set-cookie'], undefined);
});
