import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBody } from '../../../src/page/call/body.ts';
import { apiCatalogue } from '../../../src/wechat/apis.ts';

const secret = '0123456789abcdef0123456789abcdef';
const token = '93_abcdefghijklmnopqrstuvwxyz-ABCDEFGH';

test('N2: JSON goes out byte for byte: escapes, raw Chinese, blanks, numbers as they are written', () => {
  for (const text of [
    '{"title":"\\u4e2d\\u6587"}',
    '{"title":"中文 😀"}',
    '{ "a" : 1.50e2 , "b":[ ] }\n',
    '\n\n{"a":"\\/"}',
    '{"a":12345678901234567890}',
    '[1,2]',
    '"text"',
    '{"a":1,"a":2}',
  ]) {
    const read = readBody(text);
    assert.ok(read.ok && read.text === text, text);
  }
  for (const { body } of apiCatalogue) {
    const read = readBody(body ?? '');
    assert.ok(read.ok && read.text === body, body);
  }
});

test('a form’s line ends are those that were typed', () => {
  const read = readBody('{\r\n  "a": "x\\r\\n"\r\n}');
  assert.ok(read.ok && read.text === '{\n  "a": "x\\r\\n"\n}');
});

test('nothing but blanks is no body', () => {
  for (const text of ['', ' ', '\r\n\t'])
    assert.deepEqual(readBody(text), { ok: true, text: undefined, value: undefined });
});

test('N2: what is no JSON is refused, with the place where it breaks', () => {
  for (const [text, line, column] of [
    ['touser=OPENID&msgtype=text', 1, 1],
    ["{'a':1}", 1, 2],
    ['{"a":1,}', 1, 7],
    ['{\r\n"a": “x”}', 2, 6],
    ['{"a":1} // note', 1, 9],
    ['\uFEFF{}', 1, 1],
    ['<xml/>', 1, 1],
  ] as const) {
    const read = readBody(text);
    assert.ok(!read.ok && read.fault === 'not_json', text);
    assert.deepEqual(read.place, { line, column }, text);
    assert.equal(read.shown, text.replaceAll('\r\n', '\n'));
  }
});

test('N1: an AppSecret or a token in a body is refused and not shown again, however deep it stands', () => {
  for (const [body, fault] of [
    [{ appid: 'wx0', appsecret: secret }, 'secret'],
    [{ component_appsecret: secret }, 'secret'],
    [{ a: [{ b: { secret } }] }, 'secret'],
    [{ access_token: token, touser: 'o' }, 'token'],
  ] as const) {
    assert.deepEqual(readBody(JSON.stringify(body)), { ok: false, fault, shown: '' });
  }
  for (const text of [
    `appid=wx0&secret=${secret}`,
    `{"access_token":"${token}"`,
    `{appsecret: '${secret}'}`,
  ]) {
    const read = readBody(text);
    assert.ok(!read.ok && read.shown === '', text);
  }
});

test('a placeholder, and a word that only sounds like one, are sent', () => {
  for (const text of [
    '{"appsecret":"APPSECRET"}',
    '{"secretary":"0123456789abcdefgh"}',
    '{"token":"x"}',
    '{"scene":"secret=1"}',
  ]) {
    assert.equal(readBody(text).ok, true, text);
  }
});

test('a body of 256 KiB, however deep or odd, is read in no time', () => {
  const startedAt = performance.now();
  for (const text of [
    '['.repeat(200_000),
    '{"a":'.repeat(40_000),
    `"${'\\u4e2d'.repeat(40_000)}"`,
    '{"a":1,'.repeat(30_000),
  ]) {
    readBody(text);
  }
  // measured: 0.1 s
  assert.ok(performance.now() - startedAt < 10_000);
});
