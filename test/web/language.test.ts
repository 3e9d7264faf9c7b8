import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preferredLanguage } from '../../src/web/language.ts';
import { send, startApp } from '../support/app.ts';

/** Accept-Language, and the language that is asked for. */
const table: readonly (readonly [header: string | undefined, lang: 'en' | 'zh'])[] = [
  [undefined, 'en'],
  ['', 'en'],
  // as browsers send it
  ['en-US,en;q=0.9', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['zh-CN,zh-TW;q=0.9,zh-HK;q=0.8,en;q=0.7', 'zh'],
  ['de-DE,de;q=0.9,en;q=0.7,zh;q=0.5', 'en'],
  ['ja,zh-CN;q=0.8,en;q=0.6', 'zh'],
  // by prefix, whatever follows
  ['zh-TW', 'zh'],
  ['zh-HK', 'zh'],
  ['zh-Hant', 'zh'],
  ['zh-Hans-SG', 'zh'],
  ['zh-Hant-MO', 'zh'],
  ['ZH-cn', 'zh'],
  ['zh_CN', 'zh'],
  ['en-GB', 'en'],
  ['EN', 'en'],
  ['en-001', 'en'],
  // of those that weigh alike the first named wins
  ['zh,en', 'zh'],
  ['en,zh', 'en'],
  ['zh-CN,en', 'zh'],
  ['en-GB,zh', 'en'],
  ['zh-Hant-TW,en-US,en', 'zh'],
  ['en;q=0.8,zh-TW;q=0.8', 'en'],
  ['zh-TW;q=0.8,en;q=0.8', 'zh'],
  ['fr,zh-CN,en', 'zh'],
  ['zh;q=1,en;q=1.000', 'zh'],
  // the heavier wins, wherever it stands
  ['en;q=0.8,zh;q=0.9', 'zh'],
  ['zh;q=0.001,en;q=0.002', 'en'],
  ['zh-CN;q=0.3,en;q=0.5,zh;q=0.9', 'zh'],
  ['en;q=0.5,zh', 'zh'],
  ['en ; q = 0.5 , zh', 'zh'],
  ['en;Q=0.5,zh;Q=0.6', 'zh'],
  // refused
  ['en;q=0', 'zh'],
  ['zh;q=0', 'en'],
  ['en;q=0,zh;q=0', 'en'],
  ['en;q=0.000,zh;q=0.001', 'zh'],
  ['en-GB;q=0,en', 'en'],
  ['zh-TW;q=0,zh', 'zh'],
  ['zh-CN;q=0,fr', 'en'],
  // `*`: every language that is not named
  ['*', 'en'],
  ['fr,*;q=0.5', 'en'],
  ['en;q=0,*', 'zh'],
  ['en;q=0.1,*', 'zh'],
  ['zh;q=0.5,*', 'en'],
  ['*,zh;q=0.9', 'en'],
  ['*;q=0.1,zh;q=0.9', 'zh'],
  ['*;q=0', 'en'],
  ['*;q=0,zh;q=0.1', 'zh'],
  // none of ours
  ['fr', 'en'],
  ['zha', 'en'],
  ['zhuang,eng', 'en'],
  ['x-zh', 'en'],
  // what cannot be read counts as not said
  [',,,', 'en'],
  [';q=1', 'en'],
  ['zh;q=2', 'en'],
  ['zh;q=-1', 'en'],
  ['zh;q=1.5,en;q=0.1', 'en'],
  ['en;q=abc,zh;q=0.1', 'zh'],
  ['en;q=,zh;q=0.1', 'zh'],
  ['zh;level=1,en;q=0.1', 'en'],
  ['zh CN', 'en'],
  ['zh-', 'en'],
  ['\u4e2d\u6587', 'en'],
  ['en;q=0.1234,zh;q=0.1', 'zh'],
  ['"zh"', 'en'],
];

for (const [header, lang] of table) {
  test(`Accept-Language ${JSON.stringify(header)} asks for ${lang}`, () => {
    assert.equal(preferredLanguage(header), lang);
  });
}

test('a header as long as the server takes it costs nothing', () => {
  for (const unit of ['zh-', 'en;q=0.', ';q=', ' ', ',', 'a1-b2-', '*;', '\t;q']) {
    const startedAt = performance.now();
    preferredLanguage(unit.repeat(Math.ceil(16_384 / unit.length)));
    assert.ok(performance.now() - startedAt < 500, unit);
  }
});

test('every page is in the language that the header asks for, a refusal too', async (t) => {
  const { origin, close } = await startApp();
  t.after(close);
  for (const path of ['/', '/check', '/errcodes', '/nowhere']) {
    for (const [header, root] of [
      ['zh-CN,en', 'zh-CN'],
      ['en,zh-CN', 'en'],
      ['en;q=0.8,zh-TW', 'zh-CN'],
    ] as const) {
      const { text } = await send(origin, { path, headers: { 'accept-language': header } });
      assert.ok(text.includes(`<html lang="${root}">`), `${path} ${header}`);
    }
  }
});
