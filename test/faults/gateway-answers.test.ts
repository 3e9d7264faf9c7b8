// What comes back through the gateway: byte for byte and as it comes, and nothing of it is rendered on our origin.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Fault } from '../../src/demo/simulator/wechat-simulator.ts';
import { replyWith, startAnswering } from '../support/central/gateway-answers.ts';

const big = randomBytes(5 * 1024 * 1024);
const json = JSON.stringify({ item: Array.from({ length: 20 }, () => ({ content: '文'.repeat(50_000) })) });

const passed: readonly (readonly [what: string, fault: Fault, bytes: Buffer])[] = [
  ['a picture', replyWith(big, 'image/jpeg'), big],
  [
    'a file whose first byte is {',
    replyWith(Buffer.concat([Buffer.from('{'), big]), 'image/png'),
    Buffer.concat([Buffer.from('{'), big]),
  ],
  [
    'a small file whose first byte is {',
    replyWith(Buffer.from([0x7b, 0xff, 0x00]), 'image/gif'),
    Buffer.from([0x7b, 0xff, 0x00]),
  ],
  ['3 MB of JSON', replyWith(json, 'application/json; encoding=utf-8'), Buffer.from(json)],
  ['3 MB of JSON called text', replyWith(json, 'text/plain'), Buffer.from(json)],
  [
    'JSON with escapes',
    replyWith('{"a":"\\u6587\\/","b": 1.0}', 'application/json'),
    Buffer.from('{"a":"\\u6587\\/","b": 1.0}'),
  ],
  [
    'JSON behind a byte order mark',
    replyWith('\uFEFF{"errcode":0}', 'application/json'),
    Buffer.from('\uFEFF{"errcode":0}'),
  ],
  ['nothing', replyWith('', 'application/json'), Buffer.alloc(0)],
  ['text', replyWith('ok', 'text/plain'), Buffer.from('ok')],
  [
    'text in another encoding',
    replyWith(Buffer.from([0xce, 0xc4, 0x20, 0xff]), 'text/plain; charset=gbk'),
    Buffer.from([0xce, 0xc4, 0x20, 0xff]),
  ],
  ['gzip', replyWith(gzipSync(big), 'image/jpeg', { 'content-encoding': 'gzip' }), big],
  [
    'gzip of JSON',
    replyWith(gzipSync('{"errcode":0}'), 'application/json', { 'content-encoding': 'gzip' }),
    Buffer.from('{"errcode":0}'),
  ],
  ['deflate', replyWith(deflateSync(big), 'image/jpeg', { 'content-encoding': 'deflate' }), big],
  [
    'brotli',
    replyWith(brotliCompressSync('{}'), 'application/json', { 'content-encoding': 'br' }),
    Buffer.from('{}'),
  ],
  ['a body without a length', { kind: 'oversize', bytes: 2_000_000 }, Buffer.alloc(2_000_000, 'a')],
];

for (const [what, fault, bytes] of passed) {
  test(`M5: ${what} comes back byte for byte`, async (t) => {
    const { get } = await startAnswering(t);
    // what is no JSON by its first byte and is called so is text, and read whole
    const { answer, body } = await get(
      fault.kind === 'oversize' ? replyWith(Buffer.alloc(2_000_000, 'a'), 'audio/amr') : fault,
    );
    assert.equal(answer.status, 200, body.toString().slice(0, 200));
    assert.equal(answer.headers.get('x-gateway'), 'relayed');
    assert.ok(body.equals(bytes), `${body.length} bytes in place of ${bytes.length}`);
    assert.equal(answer.headers.get('content-encoding'), null);
  });
}

for (const [what, fault, why] of [
  [
    'a redirect',
    { kind: 'redirect', status: 302, location: 'https://example.com/?access_token=' },
    'redirect',
  ],
  ['an encoding that nobody knows', replyWith('x', 'image/png', { 'content-encoding': 'zstd' }), 'encoding'],
  [
    'an encoding that is a name of every object',
    replyWith('x', 'image/png', { 'content-encoding': 'constructor' }),
    'encoding',
  ],
  ['one encoding on another', replyWith('x', 'text/html', { 'content-encoding': 'gzip, br' }), 'encoding'],
  [
    'gzip that is none',
    replyWith('{"errcode":0}', 'application/json', { 'content-encoding': 'gzip' }),
    'encoding',
  ],
  ['2 MB of text', replyWith('x'.repeat(2_000_000), 'text/html'), 'too_large'],
] as const) {
  test(`M5: ${what} is -502, and says that the call may have taken effect`, async (t) => {
    const { get } = await startAnswering(t);
    const { answer, body } = await get(fault);
    assert.deepEqual([answer.status, answer.headers.get('x-gateway')], [502, 'failed'], body.toString());
    assert.match(body.toString(), new RegExp(`"errcode":-502.*\\(${why}\\).*may have taken effect`));
    assert.equal(answer.headers.get('location'), null);
  });
}
