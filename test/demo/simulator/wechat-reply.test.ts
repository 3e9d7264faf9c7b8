import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { errmsg } from '../../../src/demo/simulator/wechat-reply.ts';

const at = Date.UTC(2026, 0, 15, 4);
const caller = { at, callerIp: '203.0.113.7' };
const file: { replies: { id: string; body: string }[] } = JSON.parse(
  readFileSync('test/wechat-replies.json', 'utf8'),
);
const recordedIds = [
  ...['41002-bare-get', '41004', '40002-stable', '40013', '40125', '40164-token', '-1', '-1000', '45009'],
  ...['50002', '50004', '40001-use', '42001', '41001', '48001', '47001', '76021'],
];

for (const id of recordedIds) {
  test(`errmsg: ${id} is worded as recorded`, () => {
    const recorded = JSON.parse(file.replies.find((reply) => reply.id === id)?.body ?? '{}');
    const text = recorded.errmsg.split(' rid: ')[0];
    assert.equal(errmsg(recorded.errcode, caller).split(' rid: ')[0], text);
  });
}

test('errmsg: a rid that begins with the second of the call, and is never the same', () => {
  const [, rid = ''] = errmsg(40013, caller).split(' rid: ');
  assert.match(rid, /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/);
  assert.equal(Number.parseInt(rid.slice(0, 8), 16), at / 1000);
  assert.notEqual(errmsg(40013, caller), errmsg(40013, caller));
});

test('errmsg: an IPv6 caller is named as it is; an unknown code is given no meaning', () => {
  const ipv6 = { at, callerIp: '2001:db8::1' };
  assert.match(errmsg(40164, ipv6), /^invalid ip 2001:db8::1 ipv6 2001:db8::1, not in whitelist rid: /);
  assert.match(errmsg(99999, caller), /^simulated error rid: /);
});
