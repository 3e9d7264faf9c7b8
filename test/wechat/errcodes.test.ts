import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusals } from '../../src/central/api/errors.ts';
import {
  adviceFor,
  type Errcode,
  errcodeId,
  errcodes,
  findErrcode,
  type Localized,
} from '../../src/wechat/errcodes.ts';
import { knownErrcodes, knownWorkErrcodes } from '../support/page/known-errcodes.ts';

function entry(code: number): Errcode {
  const found = findErrcode(code);
  assert.ok(found, `no entry for ${code}`);
  return found;
}

function actionOf(code: number): Localized {
  const { action } = entry(code);
  assert.ok(action);
  return action;
}

test('exactly the known codes are explained, once each, by family and in ascending order', () => {
  const codesOf = (wanted: string): number[] =>
    errcodes.filter(({ family }) => family === wanted).map(({ code }) => code);
  assert.deepEqual(codesOf('mp'), knownErrcodes);
  assert.deepEqual(codesOf('work'), knownWorkErrcodes);
  assert.deepEqual(
    [...knownErrcodes].sort((a, b) => a - b),
    knownErrcodes,
  );
  assert.deepEqual(
    [...knownWorkErrcodes].sort((a, b) => a - b),
    knownWorkErrcodes,
  );
  const ids = errcodes.map(({ code, family }) => errcodeId(code, family));
  assert.equal(new Set(ids).size, knownErrcodes.length + knownWorkErrcodes.length);
});

test('each code that this server itself sends is explained', () => {
  const sent = Object.keys(refusals).map(Number);
  assert.ok(sent.length > 10);
  for (const code of [-1, ...sent]) entry(code);
});

test('findErrcode returns the entry of its code and family', () => {
  for (const code of knownErrcodes) assert.deepEqual([entry(code).code, entry(code).family], [code, 'mp']);
  for (const code of knownWorkErrcodes) assert.equal(findErrcode(code, 'work')?.family, 'work');
  assert.equal(findErrcode(60020), undefined, 'a code of WeCom alone is none of WeChat’s');
  assert.notEqual(findErrcode(40003)?.name.en, findErrcode(40003, 'work')?.name.en);
});

test('a code with two readings is read by what the call did, and by its path where that decides', () => {
  const advice = entry(40001);
  assert.equal(adviceFor(advice, 'use'), advice.use);
  assert.equal(adviceFor(advice, 'fetch').meaning, advice.meaning);
  const links = entry(40002);
  assert.equal(adviceFor(links, 'use', '/wxa/generatescheme'), links.use);
  assert.equal(adviceFor(links, 'use', '/cgi-bin/clear_quota').meaning, links.meaning);
  assert.equal(adviceFor(entry(40003), 'use', '/cgi-bin/user/info').meaning, entry(40003).meaning);
});

test('an unknown code gets no meaning', () => {
  for (const code of [89508, 99999, 1, 40000, 40001.5, Number.NaN]) {
    assert.equal(findErrcode(code), undefined, String(code));
  }
});

test('of the codes that a token is refused with, only -1 and -1000 and 45011 may be retried by the program', () => {
  const byProgram = errcodes.filter(
    ({ where, retry }) => retry === 'program' && where.some((place) => place !== 'use'),
  );
  assert.deepEqual(
    byProgram.map(({ code, family }) => [family, code]),
    [
      ['mp', -1000],
      ['mp', -1],
      ['mp', 45011],
    ],
  );
  // what may have gone out to people is not sent again by a program
  assert.equal(entry(268488001).retry, 'person');
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

test('40164 says whose address to list and where, for both kinds of account', () => {
  const action = actionOf(40164);
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
    assert.ok(use.action?.[language].includes('stable_token'));
  }
});

test('45009 names the way out that needs no token, with its own field name', () => {
  const action = actionOf(45009);
  for (const text of [action.en, action.zh]) assert.match(text, /clear_quota\/v2.*\bappsecret\b.*\b10\b/);
});
