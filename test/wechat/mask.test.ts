import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMask } from '../../src/wechat/mask.ts';

const stars = '********';
const secret = `s3cr&<t>"'+/=%?#;\\ $é密😀end`;

const eachChar = (spell: (char: string) => string): string => Array.from(secret, spell).join('');
const code = (char: string): number => char.codePointAt(0) ?? 0;
const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0');
const bytes = (char: string): number[] => [...Buffer.from(char)];
const units = (char: string): number[] => Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
const names: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};
const shortEscapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '/': '\\/' };
const percent = (upper: boolean) => (char: string) =>
  bytes(char)
    .map((byte) => `%${upper ? hex(byte, 2).toUpperCase() : hex(byte, 2)}`)
    .join('');

const url = encodeURIComponent(secret);

const spellings: Readonly<Record<string, string>> = {
  'as it is': secret,
  'for a URL': url,
  'for a URL, in lower case': url.replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase()),
  'for a URL, every character': eachChar(percent(true)),
  'for a URL, every character in lower case': eachChar(percent(false)),
  'for a form': new URLSearchParams([['', secret]]).toString().slice(1),
  'for a URL twice': encodeURIComponent(url),
  'for a URL twice, in lower case': encodeURIComponent(url).replace(/%[0-9A-F]{2}/g, (e) => e.toLowerCase()),
  'as JSON': JSON.stringify(secret).slice(1, -1),
  'as JSON, short escapes': eachChar((char) => shortEscapes[char] ?? char),
  'as JSON, \\u': eachChar((char) =>
    units(char)
      .map((unit) => `\\u${hex(unit, 4)}`)
      .join(''),
  ),
  'as JSON, \\u in upper case': eachChar((char) =>
    units(char)
      .map((unit) => `\\u${hex(unit, 4).toUpperCase()}`)
      .join(''),
  ),
  'in HTML by name': eachChar((char) => (names[char] === undefined ? char : `&${names[char]};`)),
  'in HTML in decimal': eachChar((char) => `&#${code(char)};`),
  'in HTML in decimal with zeros': eachChar((char) => `&#${String(code(char)).padStart(7, '0')};`),
  'in HTML in hex': eachChar((char) => `&#x${hex(code(char), 1)};`),
  'in HTML in upper-case hex': eachChar((char) => `&#X${hex(code(char), 4).toUpperCase()};`),
  'in base64': Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  'in base64url': Buffer.from(secret).toString('base64url'),
};

for (const [how, spelled] of Object.entries(spellings)) {
  test(`a secret ${how} is masked, and nothing else is touched`, () => {
    const mask = createMask([secret]);
    assert.equal(mask(spelled), stars);
    // a digit before base64 would be part of it; a real one stands behind a sign
    assert.equal(
      mask(`{"a":"é \r\n\t","b":"=${spelled}&"}\uFEFF`),
      `{"a":"é \r\n\t","b":"=${stars}&"}\uFEFF`,
    );
    assert.equal(mask(`${spelled} ${spelled}`), `${stars} ${stars}`);
  });
}

test('a secret inside base64, in hex, in the other case and under several escapings is masked', () => {
  const typed = '3d9d42b9e6c14f70a1b2c3d4e5f60718';
  const mask = createMask([typed]);
  for (const before of ['', 'a', 'ab', 'appid:']) {
    const text = Buffer.from(`${before}${typed}!`).toString('base64');
    assert.notEqual(mask(text), text, before);
    const leftOver = Buffer.from(mask(text).replaceAll('*', ''), 'base64').toString();
    assert.ok(!leftOver.includes(typed.slice(4, -4)), before);
  }
  assert.equal(mask(Buffer.from(typed).toString('hex')), stars);
  assert.equal(mask(typed.toUpperCase()), stars);
  const odd = createMask(['a"b<c>&d e']);
  const twice = JSON.stringify(JSON.stringify('a"b<c>&d e'));
  assert.ok(odd(twice).includes(stars));
  assert.equal(odd(encodeURIComponent('a&quot;b&lt;c&gt;&amp;d e')), stars);
  assert.equal(odd('a&amp;quot;b&amp;lt;c&amp;gt;&amp;amp;d e'), stars);
});

test('a spelling inside JSON is masked', () => {
  const body = JSON.stringify({ a: `https://x/?secret=${url}&b=1`, b: 'c' }).replaceAll('/', '\\/');
  assert.equal(createMask([secret])(body), body.replace(url, stars));
  const page = JSON.stringify({ a: spellings['in HTML by name'] });
  assert.equal(createMask([secret])(page), JSON.stringify({ a: stars }));
});

test('a text without the secret stays as it is, byte for byte', () => {
  const text =
    '{"errcode":40125,"errmsg":"invalid appsecret rid: 64a7d1c7-1b47c4b1-5812e7e6"}\r\n\u2028 %26 &amp; \\u0026';
  for (const secrets of [[], [''], [secret], ['a.*', '[a-z]+', '\\w+x', '(unclosed', '^$^$^$']]) {
    assert.equal(createMask(secrets)(text), text);
  }
});

test('signs of regular expressions in a secret stand for themselves', () => {
  for (const odd of ['a.c*d+e?', '[abc]{6}', '(a|b)|c', '^start$', '\\d\\d\\d', '$&$1$`x']) {
    assert.equal(createMask([odd])(`<${odd}> aXcd [b] b|c`), `<${stars}> aXcd [b] b|c`);
  }
});

test('a mask that was made once works every time', () => {
  const mask = createMask([secret]);
  for (let i = 0; i < 3; i += 1) assert.equal(mask(secret), stars);
});

test('several secrets are masked side by side', () => {
  const mask = createMask(['first-secret', 'second-secret']);
  assert.equal(mask('first-secret second-secret third'), `${stars} ${stars} third`);
});

test('a text shorter than six characters is no secret: it occurs everywhere by chance', () => {
  const body = '{"errcode":40125,"errmsg":"invalid appsecret"}';
  for (const short of ['', 'e', 'err', '40125']) assert.equal(createMask([short])(body), body);
  assert.equal(createMask(['401256'])('"401256"'), `"${stars}"`);
  assert.equal(createMask(['err', 'secret'])(body), body.replace('secret', stars));
});

for (const [what, unit] of [
  ['digits', '0123456789'],
  ['signs that look like escapes', '%25&amp;\\u0026&#00'],
  ['one character', 'a'],
  ['emoji', '😀'],
] as const) {
  test(`a secret of 4 KiB (${what}) costs little in a text of 64 KiB`, () => {
    const long = unit.repeat(Math.floor(4096 / Buffer.byteLength(unit)));
    const almost = long.slice(0, -1).concat('#');
    const text = `${almost.repeat(Math.ceil(65_536 / almost.length))}${long}`;
    const startedAt = performance.now();
    const masked = createMask([long])(text);
    // measured: 0.2 s at most; a pattern with all spellings of each character took 37 s
    assert.ok(performance.now() - startedAt < 10_000);
    assert.ok(!masked.includes(long) && masked.includes(stars));
  });
}
