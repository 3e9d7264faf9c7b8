import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/signature/texts/index.ts';
import { shows } from '../../support/page/html.ts';
import { startSignature } from '../../support/page/signature.ts';
import { officialCheck, officialJsapi, officialPush } from '../../support/signatures.ts';

const { en } = texts;
const { ticket, noncestr, timestamp } = officialJsapi;
const url = 'http://mp.weixin.qq.com?params=value';
const signature = '0f9de62fce790f9a083d5c99e95740ceb90c27ed';

const config = `wx.config({\n  debug: true,\n  appId: 'wx0000000000000000',\n  timestamp: ${timestamp},\n  nonceStr: '${noncestr}',\n  signature: '${signature}',\n  jsApiList: ['chooseImage']\n});`;
const string1 = `jsapi_ticket=${ticket}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`;

const pages: Readonly<Record<string, Record<string, string>>> = {
  'wx.config in the field of the signature': { ticket, url, signature: config },
  'wx.config in the field of the noncestr': { ticket, url, noncestr: config },
  'string1 in the field of the ticket': { ticket: string1, signature },
  'string1 in the field of the address': { url: string1, signature },
  'string1 in a log': { ticket: `[2026-01-01] string1: ${string1}`, signature },
  'WeChat’s answer for the ticket': {
    ticket: `{"errcode":0,"errmsg":"ok","ticket":"${ticket}","expires_in":7200}`,
    url,
    noncestr,
    timestamp,
    signature,
  },
  'the answer of one’s own server': {
    ticket,
    signature: JSON.stringify({ appId: 'wx0000000000000000', timestamp, nonceStr: noncestr, signature, url }),
  },
  'a dump of PHP': {
    ticket,
    url,
    signature: `array(3) {\n ["timestamp"]=> ${timestamp}\n ['nonceStr'] => '${noncestr}'\n ["signature"] => "${signature}"\n}`,
  },
  'values with labels, quotes and blanks': {
    ticket: ` jsapi_ticket: "${ticket}" `,
    url: ` ${url}\r\n`,
    noncestr: `nonceStr: "${noncestr}",`,
    timestamp: `“${timestamp}”`,
    signature: `\u200b${signature};`.replace(';', ' '),
  },
  'an address that a terminal has wrapped': {
    ticket,
    url: 'http://mp.weixin.qq.com?par\nams=value',
    noncestr,
    timestamp,
    signature,
  },
};

for (const [name, fields] of Object.entries(pages)) {
  test(`N1: ${name}: the values are taken out`, async (t) => {
    const { askJson, ask } = await startSignature(t);
    const answer = await askJson({ kind: 'jsapi', ...fields });
    assert.deepEqual([answer.signature, answer.matches], [signature, true]);
    const { text } = await ask({ kind: 'jsapi', ...fields });
    assert.ok(shows(text, en.outcome.same));
    if (name.includes('terminal')) return;
    assert.ok(/Taken out of what was pasted|removed/.test(text), 'it is said');
  });
}

const { token, echostr } = officialCheck;
const query = `signature=${officialCheck.signature}&echostr=${echostr}&timestamp=${officialCheck.timestamp}&nonce=${officialCheck.nonce}`;

const checks: Readonly<Record<string, Record<string, string>>> = {
  'the query in the field of the signature': { token, signature: query },
  'the address in the field of the timestamp': { token, timestamp: `https://example.com/wx?${query}` },
  'a line of an access log': {
    token,
    nonce: `203.0.113.7 - - [26/Nov/2026:10:00:00 +0800] "GET /wx?${query} HTTP/1.0" 200 19 "-" "Mozilla/4.0"`,
  },
  'the query as JSON': {
    token,
    signature: JSON.stringify(Object.fromEntries(new URLSearchParams(query))),
  },
  'the query escaped for HTML': { token, signature: query.replaceAll('&', '&amp;') },
  'the settings as .env': {
    token: `WECHAT_TOKEN=${token}\nWECHAT_ENCODING_AES_KEY=${officialPush.aesKey}`,
    signature: query,
  },
  'labels of the console': { token: `令牌(Token)：${token}`, signature: query },
};

for (const [name, fields] of Object.entries(checks)) {
  test(`N1: ${name}: the values of a push are taken out`, async (t) => {
    const { askJson } = await startSignature(t);
    assert.deepEqual(await askJson({ kind: 'push_check', ...fields }), {
      signature: officialCheck.signature,
      matches: true,
      body: echostr,
    });
  });
}

test('N1: a key with its = and the settings of a message in one field are read', async (t) => {
  const { askJson } = await startSignature(t);
  const { aesKey, encrypt, msgSignature, appid, timestamp, nonce } = officialPush;
  const settings = `Token: ${officialPush.token}\nEncodingAESKey: ${aesKey}\nAppID: ${appid}`;
  const address = `https://www.qq.com/recive?signature=${officialPush.signature}&timestamp=${timestamp}&nonce=${nonce}&openid=o9AgO5Kd5ggOC-bXrbNODIiE3bGY&encrypt_type=aes&msg_signature=${msgSignature}`;
  const form = { kind: 'push_decrypt', body: encrypt };
  for (const fields of [
    { token: settings, msg_signature: address },
    { token: officialPush.token, encoding_aes_key: `${aesKey}=`, msg_signature: address },
    { token: settings, body: `POST ${address}\n\n{"Encrypt":"${encrypt}"}` },
  ]) {
    const answer = await askJson({ ...form, ...fields });
    assert.deepEqual([answer.matches, answer.appid], [true, appid]);
  }
});

test('the query of a page’s own address is the page’s: nothing is taken out of it', async (t) => {
  const { askJson } = await startSignature(t);
  const own = 'https://m.example.com/pay?timestamp=1&nonceStr=x&signature=y&ticket=abcdefgh';
  const answer = await askJson({ ticket, url: own, noncestr, timestamp });
  assert.match(
    String(answer.string1),
    /&noncestr=Wm3WZYTPz0wzccnW&timestamp=1414587457&url=https:\/\/m\.example/,
  );
});

test('a field that was filled in by itself is left alone', async (t) => {
  const { askJson } = await startSignature(t);
  const answer = await askJson({ ticket, url, noncestr: 'mine', timestamp, signature: config });
  assert.equal(answer.noncestr, 'mine');
});
