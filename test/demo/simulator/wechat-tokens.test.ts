import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWechatTokens } from '../../../src/demo/simulator/wechat-tokens.ts';

test('tokens: 136 to 157 random characters that look like WeChat’s', () => {
  const { mint } = createWechatTokens(() => 0);
  const tokens = Array.from({ length: 1000 }, () => mint('wx448f04719cd48f69', 'token').access_token);
  assert.equal(new Set(tokens).size, 1000);
  for (const token of tokens) assert.match(token, /^\d\d_[A-Za-z0-9_-]{133,154}$/);
  const lengths = tokens.map((token) => token.length);
  assert.deepEqual([Math.min(...lengths), Math.max(...lengths)], [136, 157]);
});
