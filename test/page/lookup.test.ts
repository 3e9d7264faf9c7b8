import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lookupTips, readPasted } from '../../src/page/lookup.ts';
import { texts } from '../../src/page/texts/index.ts';
import { findErrcode } from '../../src/wechat/errcodes.ts';

const context = {
  lang: 'en',
  t: texts.en,
  errcodesHref: '/errcodes',
  wechatApiBase: 'https://api.weixin.qq.com',
  timeoutMs: 8000,
} as const;

type Recorded = { replies: { id: string; body: string }[] };
// our own data file, in this shape
const { replies } = JSON.parse(readFileSync('test/wechat-replies.json', 'utf8')) as Recorded;

test('finds the code in every recorded body', () => {
  assert.ok(replies.length > 30);
  for (const { id, body } of replies) {
    const sent: unknown = Reflect.get(JSON.parse(body), 'errcode');
    assert.equal(readPasted(body).errcode, sent, id);
  }
});

test('explains a known code, a bare code, and a log line that quotes one', () => {
  const name = findErrcode(40164)?.name.en ?? '';
  assert.ok(name);
  for (const text of ['40164', ' 40164\n', 'error: errcode=40164, x', '{"errcode" : 40164}']) {
    assert.ok(lookupTips(text, context).heading.includes(name), text);
  }
});

test('pulls the address and the rid out of a pasted 40164', () => {
  const body = replies.find(({ id }) => id === '40164-token')?.body ?? '';
  const { explanation } = lookupTips(body, context);
  assert.equal(explanation?.callerIp, '203.0.113.7');
  assert.equal(explanation?.rid?.value, '65112232-35da441e-28f02baf');
});

test('40001 of a call that used a token is explained as such', () => {
  const used = replies.find(({ id }) => id === '40001-use')?.body ?? '';
  const entry = findErrcode(40001);
  assert.equal(lookupTips(used, context).explanation?.meaning, entry?.use?.meaning.en);
  assert.equal(lookupTips('40001', context).explanation?.meaning, entry?.meaning.en);
});

test('a rid alone tells its time; no meaning is invented for an unknown code', () => {
  const rid = lookupTips('65ecc868-261f3825-3e9c4795', context);
  assert.equal(rid.explanation?.rid?.time.iso, '2024-03-09T20:36:56.000Z');
  assert.equal(
    lookupTips('{"errcode":99999,"errmsg":"x"}', context).explanation?.meaning,
    texts.en.error.unknown,
  );
});

test('a success and a text without any code say so, and nothing pasted comes back', () => {
  const token = '93_unique-token-that-must-not-return';
  const success = lookupTips(`{"access_token":"${token}","expires_in":7200}`, context);
  assert.equal(success.heading, texts.en.lookup.successBody);
  const nothing = lookupTips(`hello ${token}`, context);
  assert.equal(nothing.heading, texts.en.lookup.nothingFound);
  const unknown = lookupTips(`{"errcode":12345,"errmsg":"${token}"}`, context);
  for (const tips of [success, nothing, unknown]) assert.ok(!JSON.stringify(tips).includes(token));
});
