import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inSeconds, pageAddress, signJsapi, string1Of } from '../../../src/wechat/signatures/jsapi.ts';
import { officialJsapi } from '../../support/signatures.ts';

const urls = {
  'http://mp.weixin.qq.com?params=value': '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
  // the page of 2015
  'http://mp.weixin.qq.com': 'f4d90daf4b3bca3078ab155816175ba34c443a7b',
};

for (const [url, signature] of Object.entries(urls)) {
  test(`N7: the official JS-SDK vector of ${url} comes out`, () => {
    assert.equal(signJsapi({ ...officialJsapi, url }), signature);
  });
}

test('string1 has lower-case names in WeChat’s order, and nothing in it is encoded', () => {
  assert.equal(
    string1Of({ ticket: 'T', noncestr: 'n', timestamp: '1', url: 'https://m.example.com/a?b=c d&e=密' }),
    'jsapi_ticket=T&noncestr=n&timestamp=1&url=https://m.example.com/a?b=c d&e=密',
  );
});

const addresses: readonly (readonly [typed: string, url: string, fragment: string])[] = [
  ['https://m.example.com', 'https://m.example.com', ''],
  ['https://m.example.com/a?b=c#d?e#f', 'https://m.example.com/a?b=c', '#d?e#f'],
  ['https://m.example.com/#', 'https://m.example.com/', '#'],
  ['https://m.example.com/a?b=1&amp;c=2#x', 'https://m.example.com/a?b=1&c=2', '#x'],
  ['https://m.example.com/订单?a=b c', 'https://m.example.com/%E8%AE%A2%E5%8D%95?a=b%20c', ''],
  ['https://m.example.com/%e8%ae%a2', 'https://m.example.com/%e8%ae%a2', ''],
];

for (const [typed, url, fragment] of addresses) {
  test(`the address that a page sees is signed up to the #: ${typed}`, () => {
    const address = pageAddress(typed);
    assert.deepEqual([address.url, address.fragment], [url, fragment]);
  });
}

test('an address is said to be changed only where it was', () => {
  const plain = pageAddress('https://m.example.com/a?b=1&c=%E8');
  assert.deepEqual([plain.isEncoded, plain.isUnescaped], [false, false]);
  assert.equal(pageAddress('https://m.example.com/密').isEncoded, true);
  assert.equal(pageAddress('https://m.example.com/?a&amp;b').isUnescaped, true);
});

test('a browser sees the same address', () => {
  for (const typed of ['https://m.example.com/订单?名=值 x', 'https://m.example.com/é/😀?a=b']) {
    assert.equal(pageAddress(typed).url, new URL(typed).href);
  }
});

test('milliseconds become seconds, and nothing else changes', () => {
  assert.equal(inSeconds('1414587457123'), '1414587457');
  for (const other of ['1414587457', '', 'now', '14145874571234']) assert.equal(inSeconds(other), other);
});
