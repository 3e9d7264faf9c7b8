import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { findPushMistakes, type PushMistake, signPush } from '../../../src/wechat/signatures/push.ts';
import { randomFrom } from '../../support/random.ts';
import { officialCheck, officialPush, sha1 } from '../../support/signatures.ts';

test('N7: the official vectors of a push come out', () => {
  assert.equal(signPush(officialCheck), officialCheck.signature);
  assert.equal(
    signPush({ token: 'AAAAA', timestamp: '1714037059', nonce: '486452656' }),
    '899cf89e464efb63f54ddac96b0a0a235f53aa78',
  );
  const { token, timestamp, nonce, encrypt, reply } = officialPush;
  assert.equal(signPush({ token, timestamp, nonce }), officialPush.signature);
  assert.equal(signPush({ token, timestamp, nonce, encrypt }), officialPush.msgSignature);
  assert.equal(
    signPush({ token, nonce, timestamp: reply.timestamp, encrypt: reply.encrypt }),
    reply.msgSignature,
  );
});

const token = 'Shop2026';
const timestamp = '1714036504';
const nonce = '98765';
const encrypt = 'ab+/CD==';
const plain = { token, timestamp, nonce };
const sealed = { ...plain, encrypt };
const clues = {
  aesKey: 'k'.repeat(43),
  appid: 'wx0000000000000000',
  echostr: '4375120948345356249',
  body: '<xml><Encrypt>ab+/CD==</Encrypt></xml>',
  message: '<xml>hello</xml>',
};

const join = (...parts: string[]): string => parts.sort().join('');

const plainExamples: readonly (readonly [PushMistake, string])[] = [
  // 98765 < 1714036504 as numbers, and the other way round as strings
  ['number_sort', nonce + timestamp + token],
  ['order', token + timestamp + nonce],
  ['order', timestamp + token + nonce],
  ['token_space', join(`${token} `, timestamp, nonce)],
  ['token_space', join(`\ufeff${token}`, timestamp, nonce)],
  ['token_case', join('shop2026', timestamp, nonce)],
  ['no_token', join('', timestamp, nonce)],
  ['no_token', join('undefined', timestamp, nonce)],
  ['token_sample', join('weixin', timestamp, nonce)],
  ['key_as_token', join(clues.aesKey, timestamp, nonce)],
  ['appid_as_token', join(clues.appid, timestamp, nonce)],
  ['echostr', join(token, timestamp, nonce, clues.echostr)],
  ['separator', [token, timestamp, nonce].sort().join('&')],
];

for (const [mistake, text] of plainExamples) {
  test(`N7: ${mistake} is named in a plain push, made from ${JSON.stringify(text)}`, () => {
    assert.deepEqual(findPushMistakes(plain, sha1(text), clues), [mistake]);
  });
}

const sealedExamples: readonly (readonly [PushMistake, string])[] = [
  ['plain_signature', join(token, timestamp, nonce)],
  ['whole_body', join(token, timestamp, nonce, clues.body)],
  ['msg_signature_of_message', join(token, timestamp, nonce, clues.message)],
  ['encrypt_encoded', join(token, timestamp, nonce, encodeURIComponent(encrypt))],
  ['encrypt_encoded', join(token, timestamp, nonce, encrypt.replace('+', ' '))],
  ['token_space', join(`${token}\n`, timestamp, nonce, encrypt)],
  ['number_sort', nonce + timestamp + token + encrypt],
  ['order', token + timestamp + nonce + encrypt],
];

for (const [mistake, text] of sealedExamples) {
  test(`N7: ${mistake} is named in safe mode, made from ${JSON.stringify(text)}`, () => {
    assert.deepEqual(findPushMistakes(sealed, sha1(text), clues), [mistake]);
  });
}

test('another digest, and two mistakes together, are named', () => {
  const md5 = createHash('md5')
    .update(join(token, timestamp, nonce))
    .digest('hex');
  assert.deepEqual(findPushMistakes(plain, md5, clues), ['hash']);
  assert.deepEqual(findPushMistakes(plain, sha1(join(token, timestamp, nonce)).toUpperCase(), clues), [
    'upper_case',
  ]);
  assert.deepEqual(findPushMistakes(plain, sha1(`shop2026 ${timestamp} ${nonce}`), {}), undefined);
  assert.deepEqual(findPushMistakes(sealed, sha1(join(`${token} `, timestamp, nonce)), clues), [
    'plain_signature',
    'token_space',
  ]);
});

test('a line end behind the whole text is named, unless it may as well belong to the Token', () => {
  const early = { ...plain, token: '0shop' };
  assert.deepEqual(findPushMistakes(early, sha1(`${join('0shop', timestamp, nonce)}\n`), clues), [
    'line_end',
  ]);
  assert.deepEqual(findPushMistakes(plain, sha1(`${join(token, timestamp, nonce)}\n`), clues), [
    'token_space',
  ]);
});

test('another Token is none of the usual mistakes', () => {
  assert.equal(findPushMistakes(plain, sha1(join('Other2026', timestamp, nonce)), clues), undefined);
});

test('parts are sorted as strings, whatever they are', () => {
  const random = randomFrom(11);
  const word = (): string => Math.floor(random() * 36 ** (1 + Math.floor(random() * 8))).toString(36);
  for (let i = 0; i < 300; i += 1) {
    const input = {
      token: word(),
      timestamp: String(Math.floor(random() * 2e9)),
      nonce: String(Math.floor(random() * 1e9)),
    };
    const text = join(input.token, input.timestamp, input.nonce);
    assert.equal(signPush(input), sha1(text));
  }
});

test('a search ends in bounded time, however long the body', () => {
  const startedAt = performance.now();
  const long = { ...plain, encrypt: 'abcd'.repeat(60_000) };
  assert.equal(findPushMistakes(long, sha1('x'), { ...clues, body: 'y'.repeat(250_000) }), undefined);
  assert.ok(performance.now() - startedAt < 10_000);
});
