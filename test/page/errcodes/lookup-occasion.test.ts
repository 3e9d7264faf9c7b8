import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookUp } from '../../../src/page/errcodes/lookup.ts';
import { errcodesTexts } from '../../../src/page/errcodes/texts/index.ts';
import { texts } from '../../../src/page/texts/index.ts';
import { findErrcode } from '../../../src/wechat/errcodes.ts';

const read = (text: string) => lookUp(text, { lang: 'en', t: texts.en });
const occasionsOf = (text: string) =>
  read(text).found.map(({ readings }) => readings.map(({ occasion }) => occasion));

const a = '203.0.113.8';
const rid = '5fa26c60-1a0ebdd5-32fd1cd0';

test('what failed is read from the words around the code, never from the word access_token', () => {
  const both = [['use', 'fetch']];
  for (const text of ['40001', '{"errcode":40001,"errmsg":"invalid credential"}', 'access_token 40001']) {
    assert.deepEqual(occasionsOf(text), both, text);
  }
  assert.deepEqual(occasionsOf('errcode: 40164 access_token'), [['fetch', 'use']]);
  // what WeChat's list says of the code, printed by an SDK whatever the call was
  const listed = '错误代码：40001, 错误信息：获取 access_token 时 AppSecret 错误，或者 access_token 无效。';
  assert.deepEqual(occasionsOf(listed), both);
  const ip = `'errmsg': 'invalid ip ${a} ipv6 ::ffff:${a}, not in whitelist rid: ${rid}'`;
  for (const text of [
    `获取access_token失败: {'errcode': 40164, ${ip}}`,
    'Request access_token fail: {"errcode":40164,"errmsg":"invalid ip"}',
    `{"errcode":45009,"errmsg":"reach max api daily quota limit, could get access_token by getStableAccessToken, rid: ${rid}"}`,
    '刷新 access_token 报错40001',
    'failed to fetch the access token: [40164]',
    'AccessTokenService.refreshAccessToken: errcode=45009',
    'GET https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential -> {"errcode":40001}',
    'POST /cgi-bin/stable_token {"errcode":45009}',
  ]) {
    assert.deepEqual(occasionsOf(text), [['fetch']], text);
  }
  for (const text of [
    `{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at x rid: ${rid}"}`,
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken',
    '发送模板消息失败：错误码 40001',
    'WeChatAPIError: invalid credential, access_token is invalid or not latest { code: 40001 }',
    'POST /cgi-bin/message/custom/send?access_token=x {"errcode":45009}',
    '获取 jsapi_ticket 失败 errcode: 40001',
    'menu/create errcode 40164: create menu failed',
  ]) {
    assert.deepEqual(occasionsOf(text), [['use']], text);
  }
  const reversed =
    '{"errcode":40001,"errmsg":"x, access_token is invalid or not latest"} 获取access_token失败 40164';
  assert.deepEqual(occasionsOf(reversed), [['use'], ['fetch']]);
  const log = `获取access_token失败: {"errcode":40164}\n发送模板消息失败: {"errcode":40001}`;
  assert.deepEqual(occasionsOf(log), [['fetch'], ['use']]);
});

test('the advice for using a token sends one to the refusal of the fetch before it', () => {
  for (const code of [40001, 40014, 41001, 42001]) {
    const entry = findErrcode(code);
    assert.match(
      (entry?.use ?? entry)?.action?.en ?? '',
      /in the log for (a|the) (failed fetch|refusal of (a|the) fetch)/,
    );
  }
});

test('what WeCom answers is explained as WeCom’s', () => {
  const text = `gettoken failed: invalid credential, hint: [1], from ip: ${a}, more info at https://open.work.weixin.qq.com/devtool/query?e=40001 (errcode=40001)`;
  const [found, ...more] = read(text).found;
  assert.deepEqual([found?.code, found?.family, more.length], [40001, 'work', 0]);
  assert.match(JSON.stringify(found), /corpid.*corpsecret/);
  assert.ok(
    found?.links.some(({ href }) => href === 'https://open.work.weixin.qq.com/devtool/query?e=40001'),
  );
  const unknown = read('qyapi.weixin.qq.com errcode=40164').found[0];
  assert.equal(unknown?.readings[0]?.meaning, texts.en.error.workUnknown);
  assert.equal(read('60020').found[0]?.family, 'work');
  assert.equal(read('{"errcode":48002,"errmsg":"user block receive message"}').found[0]?.family, 'mp');
  const both = `错误码：40164; POST https://qyapi.weixin.qq.com/cgi-bin/message/send errcode: 60020; sending failed with 40001`;
  assert.deepEqual(
    read(both).found.map(({ code, family }) => [code, family]),
    [
      [40164, 'mp'],
      [60020, 'work'],
      [40001, 'mp'],
    ],
  );
  const again = read(`${text} and once more: errcode 40001, errcode 40013`).found;
  assert.deepEqual(
    again.map(({ code, family, notes }) => [code, family, notes.length]),
    [
      [40001, 'work', 1],
      [40013, 'work', 0],
    ],
  );
  assert.equal(read('errcode 40001').found[0]?.family, 'mp');
});

test('a cloudbase_access_token is named where the text names it', () => {
  const text = '/wxa/msg_sec_check?access_token=x (cloudbase_access_token) errcode: 40001';
  assert.ok(read(text).found[0]?.notes.includes(errcodesTexts.en.cloudToken));
  assert.deepEqual(read('errcode: 40001').found[0]?.notes, []);
});
