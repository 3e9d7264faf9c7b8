import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml, prose } from '../../src/web/escape-html.ts';
import { splitForeign } from '../../src/web/foreign.ts';

test('marks the Chinese names in English text, and loses nothing of it', () => {
  const text = 'IP whitelist (IP 白名单), and 基本信息.';
  const parts = splitForeign(text, 'en');
  assert.deepEqual(
    parts.filter(({ lang }) => lang === 'zh-CN').map((part) => part.text),
    ['白名单', '基本信息'],
  );
  assert.equal(parts.map((part) => part.text).join(''), text);
});

test('leaves Chinese text and plain English whole', () => {
  assert.deepEqual(splitForeign('把 IP 加进白名单', 'zh'), [{ text: '把 IP 加进白名单', lang: undefined }]);
  assert.deepEqual(splitForeign('Press Get.', 'en'), [{ text: 'Press Get.', lang: undefined }]);
});

test('a sentence says where it changes its language, and stays harmless', () => {
  assert.equal(
    escapeHtml(prose('Open <b>基本信息</b>\u202e & go', 'en')),
    'Open &lt;b&gt;<span lang="zh-CN">基本信息</span>&lt;/b&gt;\\u202e &amp; go',
  );
  assert.equal(escapeHtml(prose('打开 <基本信息>', 'zh')), '打开 &lt;基本信息&gt;');
});
