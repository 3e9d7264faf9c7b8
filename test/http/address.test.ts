import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { createAddressOf } from '../../src/http/address.ts';

function request(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const req = new IncomingMessage(socket);
  if (forwarded !== undefined) req.headers['x-forwarded-for'] = forwarded;
  return req;
}

for (const [trust, socket, forwarded, expected] of [
  [false, '203.0.113.1', undefined, '203.0.113.1'],
  [false, '203.0.113.1', '198.51.100.7', '203.0.113.1'],
  [false, '::ffff:203.0.113.1', undefined, '203.0.113.1'],
  [false, '2001:db8::1', undefined, '2001:db8::1'],
  [false, undefined, undefined, 'unknown'],
  [['loopback'], '127.0.0.1', '198.51.100.7', '198.51.100.7'],
  [['loopback'], '203.0.113.1', '198.51.100.7', '203.0.113.1'],
  [['loopback'], '127.0.0.1', '192.0.2.1, 198.51.100.7', '198.51.100.7'],
  [['loopback'], '127.0.0.1', undefined, '127.0.0.1'],
  [1, '203.0.113.1', '192.0.2.1, 198.51.100.7', '198.51.100.7'],
  [2, '203.0.113.1', '192.0.2.1, 198.51.100.7', '192.0.2.1'],
  [1, '203.0.113.1', '198.51.100.7:4711', '198.51.100.7'],
  [1, '203.0.113.1', '[2001:db8::7]:4711', '2001:db8::7'],
  [1, '203.0.113.1', 'my secret', 'unknown'],
  [1, '203.0.113.1', '', '203.0.113.1'],
] as const) {
  test(`trust ${JSON.stringify(trust)}: ${socket} with ${forwarded} is ${expected}`, () => {
    assert.equal(createAddressOf(trust)(request(socket, forwarded)), expected);
  });
}
