import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { classifyApiCall } from '../../src/wechat/api-reply.ts';
import { pictureIn } from '../../src/wechat/picture.ts';
import type { Received } from '../../src/wechat/transport.ts';

const jpeg = readFileSync('src/demo/simulator/wxacode.jpg');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAADElEQVR4nGNgYAAAAAMAASsJTYQAAAAASUVORK5CYII=',
  'base64',
);
const gif = Buffer.from('R0lGODlhAgADAIAAAAAAAP///yH5BAEAAAAALAAAAAACAAMAAAICRF4AOw==', 'base64');
const webp = Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0', 'latin1');

const received = (body: string | Buffer, extra: Partial<Received> = {}): Received => ({
  status: 200,
  contentType: 'application/json; encoding=utf-8',
  body: Buffer.from(body),
  durationMs: 1,
  receivedAt: 0,
  ...extra,
});

const kindOf = (body: string | Buffer, extra: Partial<Received> = {}): string => {
  const reply = classifyApiCall(received(body, extra));
  return reply.kind === 'success' ? reply.content : reply.kind;
};

test('an answer is what its bytes are, whatever it calls itself', () => {
  for (const contentType of ['application/json', 'image/jpeg', 'text/html', '']) {
    const extra = { contentType };
    for (const picture of [jpeg, png, gif, webp]) assert.equal(kindOf(picture, extra), 'picture');
    assert.equal(kindOf('{"menu":{}}', extra), 'json');
    assert.equal(kindOf('\uFEFF[1]', extra), 'json');
    assert.equal(kindOf('{"errcode":0,"errmsg":"ok"}', extra), 'json');
    assert.equal(kindOf('{"errcode":40001,"errmsg":"no"}', extra), 'errcode');
    assert.equal(kindOf('<!DOCTYPE html><script>alert(1)</script>', extra), 'unexpected');
    assert.equal(kindOf('', extra), 'unexpected');
    for (const file of [
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
      '<?xml version="1.0"?><svg/>',
      '{"half":',
      'words',
      Buffer.concat([Buffer.from('{'), Buffer.alloc(9, 0xff)]),
      Buffer.from('#!AMR\n'),
      Buffer.from([0, 0, 0, 0x18]),
    ]) {
      assert.equal(kindOf(file, extra), 'file', String(file));
    }
  }
});

test('a status other than 200 is no answer of WeChat’s, whatever came with it', () => {
  for (const body of [jpeg, '{"menu":{}}', '<html>']) assert.equal(kindOf(body, { status: 302 }), 'status');
});

test('JSON that was cut is shown as far as it goes, and any other beginning is a file', () => {
  const isCut = true as const;
  const text = `{"item":[{"a":"${'文'.repeat(9)}`;
  // in the middle of a character
  const cut = classifyApiCall(received(Buffer.from(text).subarray(0, -1), { isCut }));
  assert.ok(cut.kind === 'success' && cut.content === 'json');
  assert.equal(cut.text, text.slice(0, -1));
  assert.equal(kindOf(Buffer.concat([Buffer.from('{'), Buffer.alloc(9, 0xff)]), { isCut }), 'file');
  assert.equal(kindOf('{"a":"\0', { isCut }), 'file');
  assert.equal(kindOf('words', { isCut }), 'file');
  assert.equal(kindOf(jpeg, { isCut }), 'picture');
});

test('the size of a picture is read where its kind has it', () => {
  assert.deepEqual(pictureIn(jpeg), { type: 'image/jpeg', size: { width: 430, height: 430 } });
  assert.deepEqual(pictureIn(png)?.size, { width: 2, height: 3 });
  assert.deepEqual(pictureIn(gif)?.size, { width: 2, height: 3 });
  assert.deepEqual(pictureIn(webp), { type: 'image/webp', size: undefined });
});

test('a picture that ends anywhere, or that is made of anything, ends no reading', () => {
  for (const picture of [jpeg, png, gif, webp]) {
    for (let length = 0; length < 700; length += 1) pictureIn(picture.subarray(0, length));
  }
  // segments without end, and of no length
  pictureIn(Buffer.concat([jpeg.subarray(0, 2), Buffer.alloc(5000, 0xff)]));
  pictureIn(
    Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe0, 0, 0, 0xff, 0xe0, 0, 0, 0, 0, 0, 0])]),
  );
});
