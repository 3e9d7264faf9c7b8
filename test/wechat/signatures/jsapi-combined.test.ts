import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageAddress, signJsapi } from '../../../src/wechat/signatures/jsapi.ts';
import { findJsapiMistakes, type JsapiMistake } from '../../../src/wechat/signatures/jsapi-mistakes.ts';
import { randomFrom } from '../../support/random.ts';
import { accessToken, findFor, N, S, sha1, T, typedUrl, U, written } from '../../support/signatures.ts';

const pairs: readonly (readonly [JsapiMistake, JsapiMistake, string])[] = [
  ['scheme', 'fragment', written({ u: typedUrl.replace('https', 'http') })],
  ['fragment', 'encoded', written({ u: encodeURIComponent(typedUrl) })],
  ['fragment', 'nonceStr', written({ u: typedUrl }).replace('noncestr', 'nonceStr')],
  ['access_token', 'fragment', written({ t: accessToken, u: typedUrl })],
  ['encoded', 'nonceStr', written({ u: encodeURIComponent(U) }).replace('noncestr', 'nonceStr')],
  ['milliseconds', 'fragment', written({ s: `${S}000`, u: typedUrl })],
  ['scheme', 'line_end', `${written({ u: U.replace('https', 'http') })}\n`],
  ['scheme', 'port', written({ u: U.replace('https', 'http').replace('.com', '.com:3000') })],
];

for (const [first, second, text] of pairs) {
  test(`N7: ${first} together with ${second} is named as both`, () => {
    assert.deepEqual(findFor(sha1(text))?.mistakes, [first, second]);
  });
}

test('a mistake is found in the digest as well', () => {
  assert.deepEqual(findFor(sha1(written({ u: typedUrl })).toUpperCase())?.mistakes, [
    'fragment',
    'upper_case',
  ]);
});

test('what was made from another ticket is none of the usual mistakes', () => {
  assert.equal(findFor(sha1(written({ t: `${T.slice(0, -1)}x` }))), undefined);
});

/** Each takes the whole text to another one, so that three of them are in no list of pairs. */
const spoilers: readonly ((text: string) => string)[] = [
  (text) => text.replace('noncestr', 'nonceStr'),
  (text) => text.replace('https', 'http'),
  (text) => text.replace('.com/', '.com:8080/'),
  (text) => `${text}#pay`,
  (text) => `${text}\n`,
  (text) => text.replace(S, `${S}000`),
  (text) => text.replace(T, accessToken),
  (text) => text.replace('&amp;', '&').replace('id=1024&', 'id=1024&amp;'),
  (text) => text.split('&timestamp').reverse().join('&'),
  (text) => text.replace('order/', 'order'),
  (text) => text.toLowerCase(),
  (text) => text.replaceAll('=', ':'),
  (text) => text.replace('url', 'URL'),
];

test('N7: thirty random mistakes combined are none of the usual ones', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = randomFrom(seed);
    let text = written();
    const made = new Set<number>();
    for (let i = 0; i < 30; i += 1) {
      const at = Math.floor(random() * spoilers.length);
      made.add(at);
      text = spoilers[at]?.(text) ?? text;
    }
    assert.ok(made.size > 3, `seed ${seed}`);
    assert.equal(findFor(sha1(text)), undefined, `seed ${seed}: ${text}`);
  }
});

test('a search ends in bounded time, however long the address', () => {
  const url = `https://m.example.com/?${'a=%41&'.repeat(8_000)}`;
  const startedAt = performance.now();
  const { fragment } = pageAddress(url);
  const input = { ticket: T, noncestr: N, timestamp: S, url };
  assert.equal(findJsapiMistakes(input, sha1('x'), { fragment, typedTimestamp: S }), undefined);
  assert.deepEqual(
    findJsapiMistakes(input, sha1(written({ u: url }).replace('noncestr', 'nonceStr')), {
      fragment,
      typedTimestamp: S,
    })?.mistakes,
    ['nonceStr'],
  );
  const longer = { ...input, url: url.repeat(5) };
  const own = sha1(written({ u: longer.url }).replace('noncestr', 'nonceStr'));
  assert.equal(
    findJsapiMistakes(longer, own, { fragment, typedTimestamp: S }),
    undefined,
    'it is not searched',
  );
  assert.ok(performance.now() - startedAt < 10_000);
});

test('whatever is signed rightly is the same for everybody who signs it by hand', () => {
  const random = randomFrom(7);
  const word = (): string => Math.floor(random() * 36 ** 8).toString(36);
  for (let i = 0; i < 200; i += 1) {
    const [t, n, s] = [word() + word(), word(), String(Math.floor(random() * 2e9))];
    const { url } = pageAddress(`https://${word()}.example.com/${word()}?${word()}=密#${word()}`);
    assert.equal(
      signJsapi({ ticket: t, noncestr: n, timestamp: s, url }),
      sha1(`jsapi_ticket=${t}&noncestr=${n}&timestamp=${s}&url=${url}`),
    );
  }
});
