import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomText } from '../../src/demo/simulator/wechat-tokens.ts';
import { readToken } from '../../src/page/pasted/token.ts';
import { tokenForms, wrappers } from '../support/page/pasted-forms.ts';

const real = `93_${randomText(133)}`;
const short = '93_abc';
const older = `k${randomText(60)}7-_x`.replace(/^(.)\d/, '$1a');

const values = { 'a token of today': real, 'a short one': short, 'one without a number before it': older };

for (const [what, token] of Object.entries(values)) {
  test(`${what} is taken out of every form in which it is found`, () => {
    const forms = Object.entries(tokenForms(token));
    assert.ok(forms.length > 100);
    for (const [form, text] of forms) {
      assert.deepEqual(readToken(text), { kind: 'token', token, isTaken: true }, `${form}: ${text}`);
    }
  });

  test(`${what} is taken out of every form in everything that may stand around it`, () => {
    for (const [wrapper, wrap] of Object.entries(wrappers)) {
      for (const [form, text] of Object.entries(tokenForms(token))) {
        const wrapped = wrap(text);
        assert.deepEqual(
          readToken(wrapped),
          { kind: 'token', token, isTaken: true },
          `${wrapper}, ${form}: ${wrapped}`,
        );
      }
    }
  });
}

const lines = (token: string, at: number, gap: string): string => token.slice(0, at) + gap + token.slice(at);

/** Not by chance: where the rest of a token begins like another one, there are two. */
const wrapped = `93_${'aB3-_Zq8'.repeat(17)}`;

test('a token that a terminal or a mail has broken over lines is put together again', () => {
  for (const text of [
    lines(wrapped, 80, '\n'),
    lines(wrapped, 80, '\r\n'),
    lines(lines(wrapped, 100, '\n'), 50, '\n'),
    `{"access_token":"${lines(wrapped, 60, '\n')}","expires_in":7200}`,
    `{"access_token":"${lines(older, 20, '\n  ')}","expires_in":7200}`,
    `https://api.weixin.qq.com/cgi-bin/menu/get?access_token=${lines(wrapped, 60, '\n')}&type=x`,
    `access_token=${lines(wrapped, 90, '\n')}\nexpires_in=7200`,
    lines(wrapped, 70, '\u200b'),
    lines(wrapped, 60, ' '),
    lines(lines(wrapped, 100, '  '), 50, '\u3000'),
    `access_token=${lines(wrapped, 90, ' ')}`,
    `{"access_token":"${lines(wrapped, 60, ' ')}"`,
    `curl "https://api.weixin.qq.com/cgi-bin/menu/get?access_token=${lines(wrapped, 60, '\\\n')}"`,
  ]) {
    assert.deepEqual(
      readToken(text),
      { kind: 'token', token: text.includes(older.slice(0, 20)) ? older : wrapped, isTaken: true },
      text,
    );
  }
});

test('what stands on the next line is no part of a token', () => {
  for (const next of [
    '7200',
    'expires_in',
    'wx0123456789abcdef',
    'fedcba98765432100123456789abcdef',
    'next line',
    '93_abc',
  ]) {
    const read = readToken(`access_token=${real}\n${next}`);
    assert.deepEqual(read, { kind: 'token', token: real, isTaken: true }, next);
  }
});

test('what follows behind a blank is no part of a token, unless it can be nothing else', () => {
  for (const next of [
    'is dead',
    'shop-account1',
    '7200 seconds',
    '2026-11-26T10:15',
    'order1234 Failed12x?',
    '-d {}',
  ]) {
    const read = readToken(`${real} ${next}`);
    assert.deepEqual(read, { kind: 'token', token: real, isTaken: true }, next);
  }
});

test('a value alone is the token, whatever its length and its characters, and nothing is said', () => {
  const lengths = [
    6, 7, 16, 31, 33, 42, 44, 64, 86, 136, 157, 255, 256, 511, 512, 513, 1024, 2047, 2048, 2049, 4096, 8000,
  ];
  for (const length of lengths) {
    for (const token of [
      `93_${randomText(length)}`.slice(0, length),
      `g${'Z7-_k'.repeat(length)}`.slice(0, length),
    ]) {
      assert.deepEqual(readToken(token), { kind: 'token', token, isTaken: false }, `${length}: ${token}`);
    }
  }
  for (const token of ['not-a-token', 'abc.def-ghi', 'a+b/c~d=', 'T0K3N-of-a-mock', 'x'.repeat(512)]) {
    assert.deepEqual(readToken(token), { kind: 'token', token, isTaken: false }, token);
  }
});
