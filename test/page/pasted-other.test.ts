import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomText } from '../../src/demo/simulator/wechat-tokens.ts';
import { type NotToken, readToken } from '../../src/page/pasted/token.ts';

const real = `93_${randomText(133)}`;
const appid = 'wx0123456789abcdef';
const secret = 'fedcba98765432100123456789abcdef';
const key43 = 'kB3'.repeat(14).concat('x');
const pad = (length: number): string => `k${'aK3-_'.repeat(length)}`.slice(0, length);

const negatives: Partial<Record<NotToken, readonly string[]>> = {
  number: ['2', '40001', '7200', '-1'],
  short: ['a', 'ab-c', 'abc', '{}', '<p>'],
  placeholder: [
    ...[
      'ACCESS_TOKEN',
      'access_token',
      'TOKEN',
      '<your token>',
      '<token>',
      'YOUR_ACCESS_TOKEN',
      'your-token-here',
      'xxxx',
      'XXXXXXXX',
    ],
    ...[
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what a template leaves
      '${TOKEN}',
      '$TOKEN',
      '{{access_token}}',
      '{token}',
      '%s',
      '%TOKEN%',
      '[ACCESS_TOKEN]',
      'null',
      'undefined',
      'None',
      'Bearer',
      'APPSECRET',
    ],
    ...[
      '你的token',
      '请输入access_token',
      'access_token=ACCESS_TOKEN',
      'Bearer <token>',
      'Authorization: Bearer $TOKEN',
      'process.env.ACCESS_TOKEN',
    ],
    'https://api.weixin.qq.com/cgi-bin/get_api_domain_ip?access_token=ACCESS_TOKEN',
    'curl "https://api.weixin.qq.com/cgi-bin/get_api_domain_ip?access_token=$TOKEN"',
    '{"access_token":"<your token>"}',
  ],
  cut: [
    '93_abcdef…wxyz',
    '93_abcd****wxyz',
    `${real.slice(0, 40)}...`,
    `access_token=${real.slice(0, 20)}…${real.slice(-8)}`,
    `got ${real.slice(0, 40)}… (masked)`,
  ],
  appid: [appid, `AppID: ${appid}`, `{"appid":"${appid}"}`],
  corpid: ['ww00000000000000a1'],
  guest: ['touristappid'],
  original_id: ['gh_0123456789ab'],
  secret: [
    secret,
    secret.toUpperCase(),
    `AppSecret：${secret}`,
    `access_token=${secret}`,
    `Bearer ${secret}`,
    `secret=${secret}&x=1`,
    `AppSecret${secret}`,
    `93_${secret}`,
    `access_token=sk-${secret}`,
    secret.replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    secret.replace(/(.{4})(?=.)/g, '$1.'),
    `${secret.slice(0, 16)}_${secret.slice(16)}`,
    `access_token=${secret.replace(/(..)(?=.)/g, '$1-')}`,
    Buffer.from(secret).toString('base64'),
    `Bearer ${Buffer.from(`x:${secret}`).toString('base64url')}`,
  ],
  pair: [
    `${appid}${secret}`,
    `${secret}${appid}`,
    `AppID：${appid} AppSecret：${secret}`,
    `{"appid":"${appid}","secret":"${secret}"}`,
  ],
  client_key: [
    `wat_${randomText(43)}`,
    `Authorization: Bearer wat_${randomText(43)}`,
    `access_token=wat_${randomText(43)}`,
  ],
  key43: [key43, `EncodingAESKey: ${key43}`, `Bearer ${key43}`],
  digest: ['0f9de62fce790f9a083d5c99e95740ceb90c27ed'],
  session_key: [
    'tiihtNczf5v6AKRyjwEUhQ==',
    '{"session_key":"tiihtNczf5v6AKRyjwEUhQ==","openid":"oabcdefghijklmnopqrstuvwxyz0"}',
  ],
  openid: ['oabcdefghijklmnopqrstuvwxyz0'],
  ticket: [
    'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    `{"errcode":0,"errmsg":"ok","ticket":"${pad(86)}","expires_in":7200}`,
    `jsapi_ticket=${pad(86)}&noncestr=x`,
    'ticket@@@abcdefghijk',
    '<ComponentVerifyTicket><![CDATA[ticket@@@abcdefghijk]]></ComponentVerifyTicket>',
  ],
  auth_code: ['js_code=021AbCdEf3Ghijklmnop2aBcDe1AbCdE', 'preauthcode@@@abcdefg'],
  refresh_token: [
    'refreshtoken@@@abcdefg',
    `{"refresh_token":"${real}"}`,
    `authorizer_refresh_token=${real}`,
  ],
  rid: ['5fa26c60-1a0ebdd5-32fd1cd0'],
  cloudbase: [
    `cloudbase_access_token=${real}`,
    `{"cloudbase_access_token":"${pad(80)}"}`,
    `https://api.weixin.qq.com/_/x?cloudbase_access_token=${real}`,
  ],
  component: [`{"component_access_token":"${pad(86)}","expires_in":7200}`, `component access token: ${real}`],
  wecom: [
    `https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=${pad(200)}`,
    `{"suite_access_token":"${pad(120)}"}`,
    `corpid=ww00000000000000a1&access_token=${pad(214)}`,
  ],
  oauth: [
    `{"access_token":"${real}","expires_in":7200,"refresh_token":"${pad(100)}","openid":"oabcdefghijklmnopqrstuvwxyz0","scope":"snsapi_base"}`,
    `https://api.weixin.qq.com/sns/userinfo?access_token=${real}&openid=oabcdefghijklmnopqrstuvwxyz0`,
    `oauth_access_token: ${real}`,
  ],
  several: [
    `${real}\n93_${randomText(133)}`,
    `{"access_token":"${real}"} {"access_token":"93_${randomText(133)}"}`,
  ],
  answer: [
    '{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest rid: 5fa26c60-1a0ebdd5-32fd1cd0"}',
    '错误码：40001',
  ],
  address: ['https://api.weixin.qq.com/cgi-bin/menu/get'],
  unreadable: [
    ...[
      'hello world',
      'access_token missing',
      'access_token: invalid',
      '{"a":1}',
      '你好，这是一段没有任何值的话',
      'Token received, valid for 2 hours',
    ],
    '12:03:04 · token · wx00…0000 · Token received, valid for 2 hours · 12 ms',
    `csrf_token=${pad(40)}`,
    'a@b.example',
  ],
};

for (const [looksLike, typed] of Object.entries(negatives)) {
  test(`no token, and its name is ${looksLike}`, () => {
    assert.ok(typed.length > 0);
    for (const text of typed) assert.deepEqual(readToken(text), { kind: 'other', looksLike }, text);
  });
}

test('under the name of an access_token an unusual shape is sent all the same', () => {
  for (const token of [key43, '0f9de62fce790f9a083d5c99e95740ceb90c27ed', 'oabcdefghijklmnopqrstuvwxyz0']) {
    assert.deepEqual(readToken(`access_token=${token}`), { kind: 'token', token, isTaken: true });
  }
});

test('blanks and invisible characters are nothing', () => {
  for (const typed of ['', ' ', '\r\n\t', '\u3000\u00a0', '\ufeff\u200b', ' "" '])
    assert.deepEqual(readToken(typed), { kind: 'empty' });
});
