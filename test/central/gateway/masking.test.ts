import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskBytes, mayHold } from '../../../src/central/gateway/masking.ts';
import { assertClean, createCanary } from '../../support/canary.ts';

const html = (text: string): string => text.replace(/[&<>"'`]/g, (char) => `&#${char.charCodeAt(0)};`);

const hex = (code: number): string => code.toString(16).padStart(2, '0');
const inAddress = (char: string): string => [...Buffer.from(char)].map((byte) => `%${hex(byte)}`).join('');
const each = (spell: (char: string, i: number) => string) => (text: string) => [...text].map(spell).join('');

const spellings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'in capitals': (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()),
  'in an address': encodeURIComponent,
  'in an address, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a form': (text) => new URLSearchParams([['a', text]]).toString(),
  'in JSON': (text) => JSON.stringify(text),
  'in JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'in HTML': html,
  'each character in an address, twice': each((char) => inAddress(char).replaceAll('%', '%25')),
  'every other character in an address': each((char, i) => (i % 2 === 0 ? char : inAddress(char))),
  'each character in HTML in HTML': each((char) => `&amp;#0${char.codePointAt(0)};`),
  'each character in JSON in JSON': each((char) => `\\\\u${hex(char.charCodeAt(0)).padStart(4, '0')}`),
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in base64': (text) => Buffer.from(`a${text}`).toString('base64'),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
};

/** Full of what every escaping has, so that each has to be undone; a letter in it that grows in lower case. */
const noise = '<a href="x&amp;y">%41+ \\u0041 İ</a> 文'.repeat(20_000);

for (const [what, spell] of Object.entries(spellings)) {
  test(`M8: a secret ${what} is masked at the front, in the middle and at the end of a long text, and no more`, () => {
    const [token, secret] = [`93_${createCanary('')}${createCanary('')}`, createCanary()];
    const parts = [spell(token), noise, spell(secret), noise, spell(secret)];
    const masked = maskBytes(Buffer.from(parts.join('|')), [token, secret]).toString();
    assertClean(token, { masked });
    assertClean(secret, { masked });
    for (const spelt of [spell(token), spell(secret)]) assert.ok(!masked.includes(spelt));
    assert.equal(masked.split(noise).length, 3, 'what is around it stays');
  });
}

test('M8: the value of a parameter that carries a token or a secret is masked, whoever’s it is', () => {
  const values = ['50_Im7xYz', 'a'.repeat(32)];
  for (const equals of ['=', '%3D', '%253d', '&#61;', '&#x3D;', '\\u003d']) {
    for (const name of ['access_token', 'secret', 'appsecret', 'ACCESS_TOKEN']) {
      const text = values
        .map((value) => `"https://api.weixin.qq.com/x?${name}${equals}${value}&b=1"`)
        .join(' ');
      const masked = maskBytes(Buffer.from(text), []).toString();
      for (const value of values) assert.ok(!masked.includes(value), masked);
      assert.equal(masked.split('&b=1').length, 3);
    }
  }
});

test('what holds nothing comes back as it is, of whatever encoding', () => {
  for (const bytes of [Buffer.from([0xce, 0xc4, 0xff, 0x00]), Buffer.from('文'), Buffer.alloc(0)])
    assert.equal(maskBytes(bytes, ['secretsecret']), bytes);
  const gbk = Buffer.concat([Buffer.from([0xce, 0xff]), Buffer.from(' secretsecret '), Buffer.from([0xc4])]);
  assert.deepEqual([...maskBytes(gbk, ['secretsecret'])].slice(0, 2), [0xce, 0xff]);
  assert.ok(!maskBytes(gbk, ['secretsecret']).includes('secretsecret'));
  assert.ok(mayHold('x access_token=1', []) && !mayHold('{"errcode":0}', ['abcdef']));
});
