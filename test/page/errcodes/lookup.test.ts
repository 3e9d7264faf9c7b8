import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lookUp } from '../../../src/page/errcodes/lookup.ts';
import { errcodesTexts } from '../../../src/page/errcodes/texts/index.ts';
import { lookupTips } from '../../../src/page/errcodes/tips.ts';
import { texts } from '../../../src/page/texts/index.ts';

const read = (text: string) => lookUp(text, { lang: 'en', t: texts.en });
const explain = (reply: string) =>
  lookupTips({ reply, family: 'mp' }, { lang: 'en', t: texts.en, wechatApiBase: '' });
const codesOf = (text: string) => read(text).found.map(({ code }) => code);

const a = '203.0.113.8';
const rid = '5fa26c60-1a0ebdd5-32fd1cd0';

type Recorded = { replies: { id: string; body: string }[] };
// our own data file, in this shape
const { replies } = JSON.parse(readFileSync('test/wechat-replies.json', 'utf8')) as Recorded;

test('finds the code in every recorded body, and its rid', () => {
  assert.ok(replies.length > 30);
  for (const { id, body } of replies) {
    const sent: unknown = Reflect.get(JSON.parse(body), 'errcode') ?? 0;
    assert.deepEqual(codesOf(body), sent === 0 ? [] : [sent], id);
    assert.equal(read(body).isSuccess, sent === 0, id);
    assert.deepEqual(read(body).rids, /rid: ?([\da-f-]{26})/.exec(body)?.slice(1) ?? [], id);
  }
});

test('the texts of logs, dumps, tools and people', () => {
  for (const [text, ...expected] of [
    [`[40164] invalid ip ${a} ipv6 ::ffff:${a}, not in whitelist rid: ${rid}`, 40164],
    [`错误码：41002，appid missing rid: ${rid}`, 41002],
    [`Error code: 50004, message: user not allow to use accesstoken rid: ${rid}`, 50004],
    ['Array ( [errcode] => 61009 [errmsg] => code is invalid )', 61009],
    [`{"level":"error"} &{{{ } 40013 invalid appid rid: ${rid}}`, 40013],
    ['错误代码：40164', 40164],
    ['Request Error: 40164, invalid ip', 40164],
    ['XError: 40125: invalid appsecret', 40125],
    ['errorCode=40013', 40013],
    ['errcode：40125', 40125],
    ['"errcode" => 40013', 40013],
    ['errcode 45009', 45009],
    ['报错40164', 40164],
    ['code 40001', 40001],
    ['錯誤碼：40001', 40001],
    ['https://api.weixin.qq.com/cgi-bin/token?appid=wx0000000000000000&secret=x => 40001', 40001],
    ['shop: got {"code":500,"msg":"40164: invalid ip"}', 40164],
    ['40164,', 40164],
    ['40164 and 40013', 40164, 40013],
    ['40001/40014/42001 时刷新一次', 40001, 40014, 42001],
    [`{\\"errcode\\":61005,\\"errmsg\\":\\"component ticket is expired rid:+${rid}\\"}`, 61005],
  ] as const) {
    assert.deepEqual(codesOf(text), expected, text);
    assert.deepEqual(read(text).rids, text.includes(rid) ? [rid] : [], text);
  }
});

test('every address and every rid of a text is shown, each once', () => {
  const other = '198.51.100.9';
  const lines = [a, other, a].map(
    (ip, i) => `errcode 40164 invalid ip ${ip}, not in whitelist rid: ${rid.slice(0, -1)}${i}`,
  );
  const { addresses, rids } = explain(lines.join('\n'));
  assert.deepEqual(
    addresses?.items.map(({ value }) => value),
    [a, other],
  );
  assert.equal(addresses?.note, texts.en.addresses.differ);
  assert.equal(rids?.length, 3);
  assert.deepEqual(explain('errcode 40164 invalid ip 10.0.0.1, not in whitelist').addresses?.items, [
    { value: '10.0.0.1', note: texts.en.addresses.notListable },
  ]);
  for (const text of [
    `{"errcode":61004,"errmsg":"access clientip is not registered requestIP: ${a} rid: ${rid}"}`,
    `errcode: 61004, access clientip is not registered hint: [abc] requestIP: ${a}`,
    `errcode: 60020, 'not allow to access from your ip, hint: [1600000000_1_ab], from ip: ${a}, more info at x'`,
  ]) {
    assert.deepEqual(
      explain(text).addresses?.items.map(({ value }) => value),
      [a],
    );
  }
});

test('words without a code tell the code they belong to, and that it is concluded', () => {
  for (const [text, code] of [
    [`invalid ip ${a}, not in whitelist`, 40164],
    ['invalid url domain', 40048],
    ['config:invalid signature', 63002],
    ['{"errMsg":"config:fail, Error: invalid signature"}', 63002],
    ['invalid args', 40097],
    [`invalid corpid rid: ${rid}`, 40013],
    [`api forbidden, hint: [1]`, 48002],
    [`来源 IP ${a} 不在 IP 白名单`, 40164],
    [`invalid ip ${a} ipv`, 40164],
    [`Error: system error rid: ${rid}`, -1],
    [`"errmsg": "invalid code, rid: ${rid}"`, 40029],
  ] as const) {
    const [found, ...more] = read(text).found;
    assert.deepEqual([found?.code, found?.isConcluded, more.length], [code, true, 0], text);
    assert.ok(explain(text).found?.[0]?.notes.includes(errcodesTexts.en.concluded), text);
  }
  for (const text of ['a system error', 'TypeError: Invalid URL', 'invalid credentials', 'an invalid page']) {
    assert.deepEqual(codesOf(text), [], text);
  }
  // its own words are not concluded a second time, and those of another error are
  assert.deepEqual(codesOf('{"errcode":40243,"errmsg":"invalid appsecret"}'), [40243]);
  const log = `WARN invalid ip ${a}, not in whitelist ${'.'.repeat(200)} then errcode=40001`;
  assert.deepEqual(codesOf(log), [40001, 40164]);
});

test('HTTP statuses and the words of HTTP clients have the texts of the page', () => {
  assert.deepEqual(codesOf('HTTP 412'), [412]);
  assert.match(JSON.stringify(read('HTTP 412').found), /Content-Length/);
  assert.match(JSON.stringify(read('HTTP 502').found), /开放接口服务/);
  for (const text of [
    'HTTP/1.1 502 Bad Gateway',
    'Request failed with status code 502',
    '<h1>502 Bad Gateway</h1>',
    'Response status code does not indicate success: 502 (Bad Gateway).',
    'HTTP status code was 502',
    '502 : [no body]',
    '状态码：502',
    '502',
  ]) {
    assert.deepEqual(codesOf(text), [502], text);
  }
  for (const [text, word, fault] of [
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_untrusted'],
    ['connect ETIMEDOUT 203.0.113.1:443', 'ETIMEDOUT', 'timeout'],
    ['Error: getaddrinfo ENOTFOUND api.weixin.qq.com', 'ENOTFOUND', 'name_not_found'],
    ['dial tcp: lookup api.weixin.qq.com: no such host', 'no such host', 'name_not_found'],
    ['cURL error 60: SSL certificate problem', 'cURL error 60', 'tls_untrusted'],
    ['java.net.UnknownHostException: api.weixin.qq.com', 'UnknownHostException', 'name_not_found'],
    [
      "ProxyError('Cannot connect to proxy.', ConnectionRefusedError(111, 'Connection refused'))",
      'Cannot connect to proxy',
      'proxy_unreachable',
    ],
    [
      'SSLError(SSLCertVerificationError: CERTIFICATE_VERIFY_FAILED self-signed certificate)',
      'CERTIFICATE_VERIFY_FAILED',
      'tls_untrusted',
    ],
  ] as const) {
    const [found, ...more] = read(text).found;
    assert.deepEqual([found?.code, found?.family, more.length], [word, 'network', 0], text);
    assert.deepEqual(found?.readings[0]?.actions, texts.en.faults[fault].check, text);
  }
  // an errcode says more than the status of the program that met it
  assert.deepEqual(codesOf('HTTP 500: {"errcode":40164}'), [40164]);
  assert.deepEqual(codesOf('HTTP 200 OK'), []);
});

test('a rid alone tells its time; no meaning is invented for an unknown code', () => {
  const alone = explain('65ecc868-261f3825-3e9c4795');
  assert.equal(alone.rids?.[0]?.time.iso, '2024-03-09T20:36:56.000Z');
  assert.match(alone.heading, /^A rid of 2024-03-09/);
  assert.equal(
    explain('{"errcode":99999,"errmsg":"x"}').found?.[0]?.readings[0]?.meaning,
    texts.en.error.unknown,
  );
  assert.deepEqual(codesOf('99999'), [99999]);
});

test('the bad answers of a log are explained, not the good ones between them', () => {
  const log = '{"errcode":0,"errmsg":"ok"}\n{"errcode":40001,"errmsg":"invalid"}\n{"errcode":0}';
  assert.deepEqual(codesOf(log), [40001]);
  assert.equal(explain('{"access_token":"","errmsg":"x"}').heading, errcodesTexts.en.nothingFound);
});

test('a success and a text without any code say so, and nothing pasted comes back', () => {
  const token = '93_unique-token-that-must-not-return';
  const success = explain(`{"access_token":"${token}","expires_in":7200}`);
  assert.equal(success.heading, errcodesTexts.en.successBody);
  const nothing = explain(`hello ${token}`);
  assert.equal(nothing.heading, errcodesTexts.en.nothingFound);
  const unknown = explain(`{"errcode":12345,"errmsg":"${token}"}`);
  for (const tips of [success, nothing, unknown]) assert.ok(!JSON.stringify(tips).includes(token));
});
