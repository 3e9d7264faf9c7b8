// N1: the values of a page’s signature as logs, dumps, shells, consoles and people have them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSignatureForm } from '../../../src/page/signature/form.ts';
import { jsapiResult } from '../../../src/page/signature/jsapi.ts';
import { officialJsapi } from '../../support/signatures.ts';

type Fields = Readonly<Record<string, string>>;

const { ticket: T, noncestr: N, timestamp: S } = officialJsapi;
const url = 'http://mp.weixin.qq.com?params=value';
const sig = '0f9de62fce790f9a083d5c99e95740ceb90c27ed';
const string1 = `jsapi_ticket=${T}&noncestr=${N}&timestamp=${S}&url=${url}`;
const whole = { ticket: T, url, noncestr: N, timestamp: S, signature: sig };

const pages: Readonly<Record<string, Fields>> = {
  'a dict of Python': {
    ticket: T,
    url,
    signature: `{'appId': 'wx0000000000000000', 'nonceStr': '${N}', 'timestamp': ${S}, 'signature': '${sig}'}`,
  },
  'Java’s toString': {
    ticket: T,
    url,
    signature: `WxJsapiSignature(appId=wx0000000000000000, nonceStr=${N}, timestamp=${S}, url=${url}, signature=${sig})`,
  },
  'a struct of Go': {
    ticket: T,
    url,
    signature: `{AppID:wx0 Timestamp:${S} NonceStr:${N} Signature:${sig}}`,
  },
  'string1 in quotes': { ticket: `"${string1}"`, signature: sig },
  'string1 with nonceStr': { ticket: string1.replace('noncestr', 'nonceStr'), signature: sig },
  'string1 with the signature below it': { ticket: `${string1}\n${sig}` },
  'string1 with the signature behind it': { signature: `string1=${string1} signature=${sig}` },
  'string1 as HTML': { ticket: string1.replaceAll('&', '&amp;'), signature: sig },
  'string1 as JSON of Go': { ticket: string1.replaceAll('&', '\\u0026'), signature: sig },
  'string1 as a web page shows it': { ticket: string1.replace('&times', '×'), signature: sig },
  'labels in Chinese': {
    ...whole,
    noncestr: `随机字符串：${N}`,
    timestamp: `时间戳：${S}`,
    signature: `签名：${sig}`,
  },
  'what sha1sum prints': { ...whole, signature: `${sig}  -` },
  'what openssl prints': { ...whole, signature: `SHA1(stdin)= ${sig}` },
  'hex in pairs': { ...whole, signature: sig.replace(/..(?!$)/g, '$& ') },
  'hex with colons': { ...whole, signature: sig.replace(/..(?!$)/g, '$&:') },
  'an address in Markdown': { ...whole, url: `[page](${url})` },
  'an address in brackets': { ...whole, url: `<${url}>` },
  'an address with its label': { ...whole, url: `url: ${url}` },
  'an address in code': { ...whole, url: `location.href = "${url}";` },
  'an address as an element of JSON': { ...whole, url: `"${url}",` },
  'an address at the end of a sentence': { ...whole, url: `${url}。` },
  'an encoded address': { ...whole, url: encodeURIComponent(url) },
  'a scheme in capitals': { ...whole, url: url.replace('http', 'HTTP').replace('mp.', 'MP.') },
  'a time with a comma': { ...whole, timestamp: `${S},` },
  'a time as a double': { ...whole, timestamp: '1.414587457E9' },
  'a time with a fraction': { ...whole, timestamp: `${S}.123` },
  'full-width digits': { ...whole, timestamp: '１４１４５８７４５７' },
  'a noncestr as an element of code': { ...whole, noncestr: `'${N}',` },
  'WeChat’s answer, pretty': {
    ...whole,
    ticket: `{\n  "errcode": 0,\n  "ticket": "${T}",\n  "expires_in": 7200\n}`,
  },
  'an array of PHP': { ...whole, ticket: `'ticket' => '${T}',` },
  'an .env file': { ...whole, ticket: `JSAPI_TICKET=${T}` },
  'Redis’ monitor': { ...whole, ticket: `"set" "wechat:jsapi_ticket" "${T}"` },
  'a ticket that a terminal has wrapped': { ...whole, ticket: `${T.slice(0, 40)}\n${T.slice(40)}` },
  'a ticket with a semicolon': { ...whole, ticket: `${T};` },
  'an address with the ticket': { ...whole, ticket: `https://example.com/check?ticket=${T}` },
};

for (const [name, fields] of Object.entries(pages)) {
  test(`N1: ${name}: the page is signed as it was meant`, () => {
    const form = parseSignatureForm({ kind: 'jsapi', ...fields });
    assert.deepEqual(form.problems, []);
    const result = jsapiResult(form, { ticket: form.values.ticket }, 0);
    assert.deepEqual([result.signature, result.given], [sig, sig]);
  });
}

test('a quote, a comma or a bracket that belongs to an address stays', () => {
  for (const own of [
    "https://m.example.com/?q='a'&b=(c),d",
    'https://m.example.com/a,b;c',
    'https://m.example.com/订单、一览',
  ]) {
    const form = parseSignatureForm({ ticket: T, url: own });
    assert.equal(form.values.url, own);
    assert.deepEqual(form.taken, []);
  }
});

test('whatever is pasted is read in bounded time', () => {
  const startedAt = performance.now();
  const long = [
    'jsapi_ticket=',
    'signature=',
    ' ',
    '"',
    '<Encrypt>',
    'a',
    'http://',
    '=',
    '\\u0026url=',
    'token ',
    '/',
  ];
  for (const piece of long) {
    const text = piece.repeat(Math.floor(250_000 / piece.length));
    for (const kind of ['jsapi', 'push_check', 'push_decrypt', 'push_encrypt']) {
      parseSignatureForm({
        kind,
        ticket: text,
        token: text,
        body: text,
        signature: `${text}!`,
        nonce: text.slice(0, 16_000),
      });
    }
  }
  assert.ok(performance.now() - startedAt < 20_000);
});
