import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusals } from '../../src/central/api/errors.ts';
import {
  diagnosisUrl,
  type Errcode,
  errcodes,
  findErrcode,
  type Localized,
} from '../../src/wechat/errcodes.ts';

// Literal on purpose: an entry that gets lost in a table must be missed here.
const known = [
  -1000, -1, 0, 40001, 40002, 40003, 40013, 40014, 40016, 40029, 40030, 40037, 40048, 40066, 40097, 40125,
  40163, 40164, 40201, 40202, 40203, 40243, 41001, 41002, 41004, 41008, 41018, 41030, 42001, 42002, 43001,
  43002, 43003, 43101, 44002, 45009, 45011, 45035, 45047, 47001, 47003, 48001, 48002, 48004, 48006, 48017,
  50002, 50004, 50007, 61003, 61004, 61005, 61006, 61007, 61009, 61011, 61023, 61024, 63002, 76001, 76002,
  76003, 76021, 76022, 85013, 85107, 85112, 85113, 89501, 89502, 89503, 89504, 89505, 89506, 89507, 600001,
];
const knownAtWork = [-1, 40001, 40013, 40014, 40091, 41001, 42001, 45009, 48002, 60011, 60020];

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

function textsOf({ name, meaning, action, use }: Errcode): Localized[] {
  return [name, meaning, action, ...(use ? [use.meaning, use.action] : [])];
}

function withoutConsoleWords(text: string): string {
  return consoleWords.reduce((rest, word) => rest.replaceAll(`(${word})`, ''), text);
}

function entry(code: number): Errcode {
  const found = findErrcode(code);
  assert.ok(found, `no entry for ${code}`);
  return found;
}

test('exactly the known codes are explained, once each, in ascending order', () => {
  assert.deepEqual(
    errcodes.map(({ code }) => code),
    [...known, ...knownAtWork],
  );
  assert.deepEqual(
    errcodes.filter(({ family }) => family === 'work').map(({ code }) => code),
    knownAtWork,
  );
});

test('each code that this server itself sends is explained', () => {
  const sent = Object.keys(refusals).map(Number);
  assert.ok(sent.length > 10);
  for (const code of [-1, ...sent]) entry(code);
});

test('findErrcode returns the entry of its code', () => {
  for (const code of known) assert.deepEqual([entry(code).code, entry(code).family], [code, undefined]);
  for (const code of knownAtWork) assert.equal(findErrcode(code, 'work')?.family, 'work');
  assert.equal(findErrcode(60020), undefined, 'a code of WeCom alone is none of WeChat’s');
});

test('an unknown code gets no meaning', () => {
  for (const code of [89508, 99999, 1, 40000, 40001.5, Number.NaN]) {
    assert.equal(findErrcode(code), undefined, String(code));
  }
});

test('only -1, -1000, 45011 and a cloud that is not ready may be retried by the program', () => {
  const byProgram = errcodes.filter(({ family, retry }) => family === undefined && retry === 'program');
  assert.deepEqual(
    byProgram.map(({ code }) => code),
    [-1000, -1, 45011, 85113],
  );
});

test('every entry names at least one call, none twice', () => {
  for (const { code, where } of errcodes) {
    assert.ok(where.length > 0, String(code));
    assert.equal(new Set(where).size, where.length, String(code));
  }
});

test('use stands only beside codes that occur both when asking for a token and when using one', () => {
  for (const { code, where, use } of errcodes) {
    if (use) assert.ok(where.includes('use') && where.length > 1, String(code));
  }
});

for (const errcode of errcodes) {
  const called = [errcode.family, errcode.code].join(' ').trim();
  test(`the texts of ${called} are whole, each in its own language`, () => {
    for (const { en, zh } of textsOf(errcode)) {
      for (const text of [en, zh]) {
        assert.match(text, /\S/);
        assert.equal(text, text.trim());
        assert.doesNotMatch(text, /[!！]|\bplease\b|\boops\b|\bundefined\b| {2}/i);
      }
      assert.match(zh, han);
      assert.doesNotMatch(zh, /\p{Script=Han}[,;:?]/u, 'half-width punctuation in Chinese');
      const english = withoutConsoleWords(en);
      assert.doesNotMatch(english, han);
      assert.doesNotMatch(english, fullWidth);
    }
  });

  test(`the sentences of ${called} end, its name does not`, () => {
    const { name, use } = errcode;
    assert.doesNotMatch(name.en, /\.$/);
    assert.doesNotMatch(name.zh, /。$/);
    for (const { meaning, action } of [errcode, ...(use ? [use] : [])]) {
      for (const { en, zh } of [meaning, action]) {
        assert.match(en, /\.$/);
        assert.match(zh, /。$/);
      }
    }
  });
}

test('sources are https pages of WeChat', () => {
  for (const url of [diagnosisUrl, ...errcodes.flatMap(({ source }) => source ?? [])]) {
    const { protocol, hostname, username } = new URL(url);
    assert.equal(protocol, 'https:', url);
    assert.match(hostname, /(^|\.)qq\.com$/, url);
    assert.equal(username, '', url);
  }
});

test('40164 says whose address to list and where, for both kinds of account', () => {
  const { action } = entry(40164);
  for (const word of ['the server that made the call', 'API IP whitelist (IP 白名单)', 'mp.weixin.qq.com']) {
    assert.ok(action.en.includes(word), word);
  }
  for (const word of ['发起请求的服务器', 'API IP 白名单', '开发管理 → 开发设置 → IP 白名单']) {
    assert.ok(action.zh.includes(word), word);
  }
});

test('40001 blames the AppSecret when a token is asked for, a second fetcher when one is used', () => {
  const { meaning, use } = entry(40001);
  assert.ok(use);
  for (const language of ['en', 'zh'] as const) {
    assert.ok(meaning[language].includes('AppSecret'));
    assert.ok(!use.meaning[language].includes('AppSecret'));
    assert.ok(use.action[language].includes('stable_token'));
  }
});

test('45009 names the way out that needs no token, with its own field name', () => {
  const { action } = entry(45009);
  for (const text of [action.en, action.zh]) assert.match(text, /clear_quota\/v2.*\bappsecret\b.*\b10\b/);
});

test('what only developers report is called so', () => {
  for (const code of [-1000, 63002, 89501, 89502, 89504, 89505]) {
    const { meaning, source } = entry(code);
    assert.match(meaning.en, /report/, String(code));
    assert.equal(source, undefined, String(code));
  }
});
