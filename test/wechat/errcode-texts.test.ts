import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  diagnosisUrl,
  type Errcode,
  errcodeId,
  errcodes,
  findErrcode,
  type Localized,
} from '../../src/wechat/errcodes.ts';

// Names as the console writes them; English may quote them, in parentheses, and no other Chinese.
const consoleWords = [
  'IP 白名单',
  '微信开发者平台',
  '我的业务',
  '公众号',
  '基本信息',
  '开发信息',
  '开发管理',
  '开发设置',
  '企业微信',
  '测试号',
  '云托管',
  '开放接口服务',
  'JS接口安全域名',
  '通讯录同步',
  '企业可信IP',
];

const han = /\p{Script=Han}/u;
const fullWidth = /[\u3000-\u303f\uff00-\uffef]/u;

const present = <Item>(items: readonly (Item | undefined)[]): Item[] =>
  items.filter((item) => item !== undefined);

/** What is said in sentences. */
const proseOf = ({ meaning, action, use }: Errcode): Localized[] =>
  present([meaning, action, use?.meaning, use?.action]);

function withoutConsoleWords(text: string): string {
  return consoleWords.reduce((rest, word) => rest.replaceAll(`(${word})`, ''), text);
}

test('the texts of every code are whole, each in its own language, equal in both', () => {
  for (const errcode of errcodes) {
    const called = errcodeId(errcode.code, errcode.family);
    for (const { en, zh } of [errcode.name, ...proseOf(errcode)]) {
      for (const text of [en, zh]) {
        assert.match(text, /\S/, called);
        assert.equal(text, text.trim(), called);
        assert.doesNotMatch(text, /[!！]|\bplease\b|\boops\b|\bundefined\b| {2}/i, called);
      }
      assert.match(zh, han, called);
      assert.doesNotMatch(zh, /\p{Script=Han}[,;:?]/u, `${called}: half-width punctuation in Chinese`);
      const english = withoutConsoleWords(en);
      assert.doesNotMatch(english, han, called);
      assert.doesNotMatch(english, fullWidth, called);
    }
  }
});

test('the sentences of every code end, its name does not', () => {
  for (const errcode of errcodes) {
    const called = errcodeId(errcode.code, errcode.family);
    assert.doesNotMatch(errcode.name.en, /\.$/, called);
    assert.doesNotMatch(errcode.name.zh, /。$/, called);
    for (const { en, zh } of proseOf(errcode)) {
      assert.match(en, /\.$/, called);
      assert.match(zh, /。$/, called);
    }
  }
});

test('a name is short enough for a heading', () => {
  for (const { code, name } of errcodes) {
    assert.ok(name.en.length <= 52 && name.zh.length <= 36, `${code}: ${name.en} ${name.zh}`);
  }
});

test('the words of an errmsg are in lower case and named once, calls are paths or functions', () => {
  for (const { code, texts = [], calls = [], use } of errcodes) {
    assert.equal(new Set(texts).size, texts.length, `${code}`);
    for (const text of texts) assert.equal(text, text.toLowerCase().trim(), `${code}`);
    for (const call of [...calls, ...(use?.calls ?? [])]) {
      assert.match(call, /^(?:\/[\w/-]+|wx\.\w+)$/, `${code}`);
    }
  }
});

test('sources are https pages of WeChat', () => {
  for (const url of [
    diagnosisUrl,
    ...errcodes.flatMap(({ source, use }) => present([source, use?.source])),
  ]) {
    const { protocol, hostname, username } = new URL(url);
    assert.equal(protocol, 'https:', url);
    assert.match(hostname, /(^|\.)qq\.com$/, url);
    assert.equal(username, '', url);
  }
});

test('what only developers report is called so', () => {
  for (const code of [-1000, 63002, 89501, 89502, 89504, 89505]) {
    const { meaning, source } = findErrcode(code) ?? {};
    assert.match(meaning?.en ?? '', /report/, String(code));
    assert.equal(source, undefined, String(code));
  }
  // where the tools say so beside the text
  for (const code of [-107, -106, 40241, 45027, 85400]) assert.equal(findErrcode(code)?.isReported, true);
});
