import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Found, lookUp } from '../../../src/page/errcodes/lookup.ts';
import { texts } from '../../../src/page/texts/index.ts';
import { type Errcode, errcodes } from '../../../src/wechat/errcodes.ts';
import { sdkLogs } from '../../support/page/sdk-logs.ts';

const words = { lang: 'en', t: texts.en } as const;
const read = (text: string, family: Errcode['family'] = 'mp'): readonly Found[] =>
  lookUp(text, words, family).found;
const codesOf = (found: readonly Found[]): unknown[] => found.map(({ code }) => code);

const errors = errcodes.filter(({ code }) => code !== 0);
const rid = '5fa26c60-1a0ebdd5-32fd1cd0';

test('every code is found by its number, on its platform', () => {
  for (const { code, family } of errors) {
    // three digits alone are a status of HTTP, with a minus they are none
    const [found, ...more] = read(`${code}`, family);
    assert.deepEqual([found?.code, found?.family, more.length], [code, family, 0], `${family} ${code}`);
  }
});

test('every code is found in a line of the log of every SDK, with the words that come with it', () => {
  assert.ok(Object.keys(sdkLogs).length >= 10);
  for (const [sdk, write] of Object.entries(sdkLogs)) {
    for (const { code, texts: [text] = [] } of errors) {
      // a small number in parentheses is anything, unless its words stand beside it
      if (sdk === 'wechat (Ruby)' && Math.abs(code) < 10_000 && text === undefined) continue;
      const line = write({ code, errmsg: `${text ?? 'it did not work'} rid: ${rid}` });
      const lookup = lookUp(line, words);
      assert.deepEqual(codesOf(lookup.found), [code], `${sdk}: ${line}`);
      assert.deepEqual(lookup.rids, [rid], `${sdk}: ${line}`);
    }
  }
});

test('every errmsg without its number is recognised by its words, as WeChat and as an SDK sends it', () => {
  const byText = new Map<string, Errcode[]>();
  for (const entry of errors) {
    for (const text of entry.texts ?? []) byText.set(text, [...(byText.get(text) ?? []), entry]);
  }
  assert.ok(byText.size > 450);
  for (const [text, entries] of byText) {
    // undocumented, with the words of -1
    const expected = new Set(entries.map(({ code }) => code).filter((code) => code !== -1000));
    for (const pasted of [
      text,
      `"${text}"`,
      `${text} rid: ${rid}`,
      `{"errmsg":"${text}"}`,
      `2026-11-26 10:15:23 ERROR WeChatAPIError: ${text}`,
      `  errmsg: '${text}, hint: [1606400012_13_ab12]'`,
    ]) {
      const found = read(pasted);
      assert.deepEqual(new Set(codesOf(found)), expected, pasted);
      assert.ok(
        found.every(({ isConcluded }) => isConcluded),
        pasted,
      );
      if (entries.every(({ family }) => family === 'work')) assert.equal(found[0]?.family, 'work', pasted);
    }
  }
});

test('words that other programs write as well count only where they are WeChat’s', () => {
  for (const text of [
    'ValidationError: invalid type: string, expected integer',
    'TypeError: Invalid URL',
    'the query timed out; data too large for column',
    'OAuth error: redirect_uri unauthorized for this client',
    'template not found: index.html',
    'git: invalid index value, invalid content in the header',
    'ERROR: no such user; missing parameter user',
    'form: missing secret, invalid code, invalid action',
  ]) {
    assert.deepEqual(
      read(text).filter(({ family }) => family === 'mp' || family === 'work'),
      [],
      text,
    );
  }
});

test('several codes, rids and addresses of one log are all found', () => {
  const lines = Object.values(sdkLogs).map((write, i) => {
    const code = errors[i * 30]?.code ?? 40001;
    return { code, line: write({ code, errmsg: `said so rid: 5fa26c60-1a0ebdd5-0000000${i % 10}` }) };
  });
  const { found, rids } = lookUp(lines.map(({ line }) => line).join('\n'), words);
  assert.deepEqual(codesOf(found).sort(), [...new Set(lines.map(({ code }) => code))].sort());
  assert.equal(rids.length, 10);
  const mixed = lookUp(
    `错误代码：40164, invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist rid: ${rid}\n` +
      'errcode=61004 access clientip is not registered requestIP: 203.0.113.9\n' +
      'qyapi 60020 not allow to access from your ip, from ip: 198.51.100.7, more info at x\n' +
      'Error: connect ECONNREFUSED 203.0.113.1:443',
    words,
  );
  assert.deepEqual(codesOf(mixed.found), [40164, 61004, 60020, 'ECONNREFUSED']);
  assert.deepEqual(
    mixed.addresses.map(({ address }) => address),
    ['203.0.113.8', '203.0.113.9', '198.51.100.7'],
  );
});
