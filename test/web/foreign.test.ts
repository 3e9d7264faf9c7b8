import assert from 'node:assert/strict';
import { test } from 'node:test';
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
