import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyCheck, classifyQuota, classifyToken, parseExpiresIn } from '../../src/wechat/reply.ts';
import type { Received } from '../../src/wechat/transport.ts';
import { recorded } from '../support/recorded.ts';

const wechatType = 'application/json; encoding=utf-8';

function received(body: string | Buffer, contentType = wechatType, status = 200): Received {
  return { status, contentType, body: Buffer.from(body), durationMs: 12, receivedAt: 1_700_000_000_000 };
}

const good = '{"access_token":"93_abc-DEF","expires_in":7200}';

for (const [what, contentType, body] of [
  ['text/plain', 'text/plain', good],
  ['no content type', '', good],
  ['text/html', 'text/html; charset=utf-8', good],
  ['a BOM', wechatType, `\uFEFF${good}`],
  ['a header that says GBK', 'application/json; charset=GBK', good],
  ['white space around', wechatType, `\r\n ${good}\n`],
] as const) {
  test(`A11 right JSON with ${what} is a token`, () => {
    const reply = classifyToken(received(body, contentType));
    assert.ok(reply.kind === 'success');
    assert.equal(reply.accessToken, '93_abc-DEF');
    assert.equal(reply.expiresIn, 7200);
    assert.equal(reply.text, body);
  });
}

test('A11 bytes that are no UTF-8 are not JSON, whatever the header says', () => {
  const chinese = Buffer.from([0xd6, 0xd0, 0xce, 0xc4]);
  const body = Buffer.concat([Buffer.from('{"access_token":"T","note":"'), chinese, Buffer.from('"}')]);
  const reply = classifyToken(received(body, 'application/json; charset=GBK'));
  assert.ok(reply.kind === 'unexpected');
  assert.deepEqual([reply.isJson, reply.text], [false, undefined]);
});

for (const body of [
  '[]',
  'null',
  '"x"',
  '1',
  'true',
  '{}',
  '[{"access_token":"T","expires_in":7200}]',
  '{"access_token":""}',
  '{"access_token":7200,"expires_in":7200}',
  '{"access_token":null}',
  '{"access_token":["T"]}',
  '{"data":{"access_token":"T"}}',
  '{"__proto__":{"access_token":"T","expires_in":7200}}',
  '{"errcode":0,"errmsg":"ok"}',
  '{"errcode":"40013","errmsg":"invalid appid"}',
]) {
  test(`A12 ${body} is JSON without a meaning`, () => {
    const reply = classifyToken(received(body));
    assert.ok(reply.kind === 'unexpected');
    assert.deepEqual([reply.isJson, reply.text], [true, body]);
  });
}

for (const body of ['', ' ', 'ok', '{', `${good}x`, '{"access_token":NaN}', '<html></html>', "{'a':1}"]) {
  test(`A12 ${JSON.stringify(body)} is not JSON, and not ours to show`, () => {
    const reply = classifyToken(received(body));
    assert.ok(reply.kind === 'unexpected');
    assert.deepEqual([reply.isJson, reply.text], [false, undefined]);
  });
}

test('A12 errcode 0 beside a token is success', () => {
  const reply = classifyToken(received(recorded('wecom-ok').body));
  assert.ok(reply.kind === 'success');
  assert.equal(reply.accessToken, 'accesstoken000001');
});

test('A12 an errcode beside a token is an errcode: such a token is not taken', () => {
  const reply = classifyToken(received('{"errcode":40001,"errmsg":"no","access_token":"T"}'));
  assert.ok(reply.kind === 'errcode');
  assert.deepEqual([reply.errcode, reply.errmsg, 'accessToken' in reply], [40001, 'no', false]);
});

test('an errmsg that is missing or no text is empty', () => {
  for (const body of ['{"errcode":-1}', '{"errcode":-1,"errmsg":{"a":1}}']) {
    const reply = classifyToken(received(body));
    assert.ok(reply.kind === 'errcode');
    assert.deepEqual([reply.errcode, reply.errmsg], [-1, '']);
  }
});

for (const [value, expiresIn, isClamped] of [
  ['7200', 7200, false],
  ['"7200"', 7200, false],
  ['1', 1, false],
  ['300', 300, false],
  ['7201', 7200, true],
  ['1e12', 7200, true],
  ['"9999999999"', 7200, true],
  ['0', undefined, false],
  ['-1', undefined, false],
  ['"abc"', undefined, false],
  ['""', undefined, false],
  ['" 7200"', undefined, false],
  ['"1e3"', undefined, false],
  ['"-7200"', undefined, false],
  ['"99999999999"', undefined, false],
  ['7200.5', undefined, false],
  ['1e999', undefined, false],
  ['null', undefined, false],
  ['[7200]', undefined, false],
  ['true', undefined, false],
] as const) {
  test(`A13 expires_in ${value} is read as ${expiresIn}${isClamped ? ', and said to be clamped' : ''}`, () => {
    const reply = classifyToken(received(`{"access_token":"T","expires_in":${value}}`));
    assert.ok(reply.kind === 'success');
    assert.deepEqual([reply.expiresIn, reply.isClamped], [expiresIn, isClamped]);
  });
}

test('A13 expires_in that is missing or NaN is not known', () => {
  const reply = classifyToken(received('{"access_token":"T"}'));
  assert.ok(reply.kind === 'success');
  assert.equal(reply.expiresIn, undefined);
  assert.equal(parseExpiresIn(Number.NaN).expiresIn, undefined);
});

test('a status other than 200 decides before the body, whose text is kept only where it is JSON', () => {
  for (const status of [201, 204, 302, 429, 500, 502]) {
    const json = classifyToken(received(good, wechatType, status));
    assert.ok(json.kind === 'status');
    assert.deepEqual([json.received.status, json.text], [status, good]);
    const html = classifyToken(received('<html>', 'text/html', status));
    assert.ok(html.kind === 'status');
    assert.equal(html.text, undefined);
  }
});

test('a fault of the call passes through with its time', () => {
  const reply = classifyToken({ fault: 'timeout', durationMs: 8001 });
  assert.deepEqual(reply, { kind: 'network', fault: 'timeout', durationMs: 8001 });
});

test('a check succeeds by a list of addresses alone', () => {
  assert.equal(classifyCheck(received('{"ip_list":["101.89.47.18"]}')).kind, 'success');
  assert.equal(classifyCheck(received('{"ip_list":[]}')).kind, 'success');
  assert.equal(classifyCheck(received('{"ip_list":"101.89.47.18"}')).kind, 'unexpected');
  assert.equal(classifyCheck(received(good)).kind, 'unexpected');
  assert.equal(classifyCheck(received(recorded('40001-use').body)).kind, 'errcode');
});

test('a quota is read from both recorded forms, and needs all three figures', () => {
  for (const [id, dailyLimit, used, remain] of [
    ['quota-ok', 1_000_000, 0, 1_000_000],
    ['quota-ok-old', 1440, 1, 1439],
  ] as const) {
    const reply = classifyQuota(received(recorded(id).body));
    assert.ok(reply.kind === 'success');
    assert.deepEqual([reply.dailyLimit, reply.used, reply.remain], [dailyLimit, used, remain]);
  }
  for (const quota of [
    'null',
    '[]',
    '{}',
    '{"daily_limit":1,"used":1}',
    '{"daily_limit":"1","used":1,"remain":0}',
  ]) {
    assert.equal(classifyQuota(received(`{"errcode":0,"errmsg":"ok","quota":${quota}}`)).kind, 'unexpected');
  }
  assert.equal(classifyQuota(received(recorded('76021').body)).kind, 'errcode');
});
