import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { bearerOf } from '../../src/http/bearer.ts';

/** A request with these Authorization headers, as Node's parser would hand it over. */
function requestWith(...values: readonly string[]): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.rawHeaders = ['Host', 'localhost', ...values.flatMap((value) => ['authorization', value])];
  // of a header that may stand once, Node keeps the first
  if (values[0] !== undefined) req.headers.authorization = values[0];
  return req;
}

const key = 'wat_0aZ-._~+/';

for (const [header, expected] of [
  [`Bearer ${key}`, key],
  [`bearer ${key}`, key],
  [`BEARER   ${key}  `, key],
  [`Bearer ${key}==`, `${key}==`],
] as const) {
  test(`a key: ${header}`, () => assert.equal(bearerOf(requestWith(header)), expected));
}

for (const header of [
  '',
  'Bearer',
  'Bearer ',
  'Bearer =',
  `Bearer${key}`,
  key,
  `Bearer ${key} ${key}`,
  `Bearer ${key}, Bearer ${key}`,
  `Bearer "${key}"`,
  `Bearer ${key}=x`,
  `Bearer é`,
  `Bearer ${key}\u0000`,
  `Bearer\t${key}`,
  ` Bearer ${key}`,
]) {
  test(`nobody's key: ${JSON.stringify(header)}`, () => assert.equal(bearerOf(requestWith(header)), ''));
}

for (const header of [`Basic ${key}`, `Digest username="a"`, `Negotiate ${key}`, `AWS4-HMAC-SHA256 x=y, z`]) {
  test(`another scheme, as a proxy asks for it, is no key of ours: ${header}`, () =>
    assert.equal(bearerOf(requestWith(header)), undefined));
}

test('no header is no key, which is not the same as a wrong one', () => {
  assert.equal(bearerOf(requestWith()), undefined);
});

test('two headers are nobody’s key, however they are spelled', () => {
  const req = requestWith(`Bearer ${key}`, `Bearer ${key}`);
  assert.equal(bearerOf(req), '');
  req.rawHeaders = ['Authorization', `Bearer ${key}`, 'AUTHORIZATION', `Bearer ${key}`];
  assert.equal(bearerOf(req), '');
});

test('a value that looks like the header’s name is not counted as one', () => {
  const req = requestWith(`Bearer ${key}`);
  req.rawHeaders = ['X-Name', 'authorization', 'Authorization', `Bearer ${key}`];
  assert.equal(bearerOf(req), key);
});

test('a header of 16 KiB that almost fits is read in no time', () => {
  // a pattern that tries again at each place would need hours
  assert.equal(bearerOf(requestWith(`Bearer ${' '.repeat(8000)}${'='.repeat(8000)}`)), '');
});
