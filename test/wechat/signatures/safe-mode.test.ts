import assert from 'node:assert/strict';
import { createCipheriv, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  envelopeOf,
  openSealed,
  parseAesKey,
  randomLetters,
  seal,
} from '../../../src/wechat/signatures/safe-mode.ts';
import { randomFrom } from '../../support/random.ts';
import { officialPush } from '../../support/signatures.ts';

const { aesKey, appid, encrypt, reply } = officialPush;

const keyOf = (text: string): Buffer => {
  const key = parseAesKey(text);
  assert.ok(key);
  return key;
};

test('N7: the official message opens', () => {
  const opened = openSealed(encrypt, keyOf(aesKey));
  assert.ok(opened.kind === 'opened');
  assert.equal(opened.appid, appid);
  assert.equal(Buffer.byteLength(opened.message), 167);
  assert.equal(JSON.parse(opened.message).Event, 'debug_demo');
  assert.equal(opened.isPaddedTo16, false);
});

test('N7: the official reply comes out, byte for byte', () => {
  assert.equal(seal(reply.message, appid, keyOf(aesKey), reply.random), reply.encrypt);
  const { timestamp, msgSignature } = reply;
  assert.equal(
    envelopeOf({ encrypt: reply.encrypt, signature: msgSignature, timestamp, nonce: '415670741' }, 'json'),
    `{"Encrypt":"${reply.encrypt}","MsgSignature":"${msgSignature}","TimeStamp":${timestamp},"Nonce":"415670741"}`,
  );
});

test('what is sealed opens again: any message, AppID and key', () => {
  const random = randomFrom(3);
  for (let i = 0; i < 300; i += 1) {
    const key = keyOf(randomBytes(40).toString('base64').slice(0, 43));
    const length = Math.floor(random() * 100);
    const message = Array.from({ length }, () =>
      String.fromCodePoint(1 + Math.floor(random() * 0xd7ff)),
    ).join('');
    const owner = `wx${randomBytes(Math.floor(random() * 20)).toString('hex')}`;
    const sealed = seal(message, owner, key);
    assert.equal(Buffer.from(sealed, 'base64').length % 32, 0);
    assert.deepEqual(openSealed(sealed, key), { kind: 'opened', message, appid: owner, isPaddedTo16: false });
  }
});

test('the same message is sealed in another way each time', () => {
  const key = keyOf(aesKey);
  assert.notEqual(seal('success', appid, key), seal('success', appid, key));
  assert.match(randomLetters(16), /^[A-Za-z0-9]{16}$/);
});

test('a wrong key, half a message and what is no base64 are told apart', () => {
  const other = keyOf('B'.repeat(43));
  const key = keyOf(aesKey);
  assert.deepEqual(openSealed(encrypt, other), { kind: 'closed', why: 'wrong_key' });
  assert.deepEqual(openSealed(encrypt.slice(0, -20), key), { kind: 'closed', why: 'cut' });
  for (const text of ['', '***', 'ab cd', '密']) {
    assert.deepEqual(openSealed(text, key), { kind: 'closed', why: 'not_base64' });
  }
});

test('no other key opens a message by chance', () => {
  for (let i = 0; i < 2000; i += 1) {
    const key = keyOf(randomBytes(40).toString('base64').slice(0, 43));
    assert.equal(openSealed(encrypt, key).kind, 'closed');
  }
});

test('a message that was filled up to 16 bytes only opens, and that is known', () => {
  const key = keyOf(aesKey);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(2);
  const plain = Buffer.concat([
    Buffer.from('0123456789abcdef'),
    length,
    Buffer.from('hi'),
    Buffer.from(appid),
  ]);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  assert.equal(sealed.length, 48);
  const opened = openSealed(sealed.toString('base64'), key);
  assert.deepEqual(opened, { kind: 'opened', message: 'hi', appid, isPaddedTo16: true });
});

test('an EncodingAESKey has 43 signs of base64', () => {
  assert.equal(parseAesKey(aesKey)?.length, 32);
  for (const text of ['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}-`, `${'A'.repeat(43)}=`]) {
    assert.equal(parseAesKey(text), undefined);
  }
});

test('a sealed reply to XML is XML', () => {
  assert.equal(
    envelopeOf({ encrypt: 'RQ==', signature: 's', timestamp: '1', nonce: 'n' }, 'xml'),
    '<xml>\n<Encrypt><![CDATA[RQ==]]></Encrypt>\n<MsgSignature><![CDATA[s]]></MsgSignature>\n<TimeStamp>1</TimeStamp>\n<Nonce><![CDATA[n]]></Nonce>\n</xml>',
  );
});
