// C20: an answer that could not be used is described as what it was, with a step that fits, in both languages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../src/page/texts/index.ts';
import { answerWords } from '../../src/web/answer-words.ts';
import { answerKind, answerWord, parseAnswerWord } from '../../src/wechat/answer-kind.ts';
import type { Answer } from '../../src/wechat/reply.ts';
import { press, startGet } from '../support/page/get.ts';
import { shows, textById } from '../support/page/html.ts';

const languages = ['en', 'zh'] as const;

function answerOf(body: string | Buffer, status = 200, text?: string): Answer {
  const received = { status, contentType: '', body: Buffer.from(body), durationMs: 1, receivedAt: 0 };
  return { received, text };
}

test('what an answer was is told by what came', () => {
  for (const [body, kind] of [
    ['', 'nothing'],
    ['<!DOCTYPE html><html></html>', 'html'],
    ['\n  <html lang="en">', 'html'],
    ['<!-- a proxy -->\n<HTML>', 'html'],
    ['<h1>502 Bad Gateway</h1>', 'html'],
    ['Bad Gateway', 'text'],
    ['{"access_tok', 'text'],
    ['网关错误\n', 'text'],
    ['a < b', 'text'],
    ['<?xml version="1.0"?><error/>', 'text'],
    [Buffer.from([0x1f, 0x8b, 8, 0]), 'bytes'],
    [Buffer.from([0xff, 0xfe, 0x41]), 'bytes'],
  ] as const) {
    assert.equal(answerKind(answerOf(body)), kind, String(body));
  }
  assert.equal(answerKind(answerOf('[]', 200, '[]')), 'json');
});

test('the word for it is stable, and read back; no other word is', () => {
  const word = answerWord(answerOf('', 412));
  assert.equal(word, 'http_412_nothing');
  assert.deepEqual(parseAnswerWord(word), { status: 412, kind: 'nothing' });
  for (const other of ['timeout', 'http_412', 'http_412_x', 'http_41_nothing', 'http_412_nothing ', '']) {
    assert.equal(parseAnswerWord(other), undefined, other);
  }
});

const rows: readonly (readonly [
  status: number,
  body: string,
  said: Readonly<Record<'en' | 'zh', RegExp>>,
  never?: RegExp,
])[] = [
  [
    412,
    '',
    { en: /without a body.*Content-Length/s, zh: /没有内容.*Content-Length/s },
    /wait a minute|等一分钟/,
  ],
  [
    411,
    '<html>',
    { en: /HTML page of 6 bytes.*Content-Length/s, zh: /HTML 页面（6 字节）.*Content-Length/s },
  ],
  [502, '<html>x', { en: /Cloud Hosting.*open API service/s, zh: /微信云托管.*开放接口服务/s }],
  [503, '', { en: /nothing at all.*wait a minute/s, zh: /是空的.*等一分钟/s }, /Cloud Hosting|云托管/],
  [500, '{"x":1}', { en: /do not rely on what it says.*wait a minute/s, zh: /不要相信.*等一分钟/s }],
  [302, '', { en: /No redirect is followed/, zh: /不跟随重定向/ }, /wait a minute|等一分钟/],
  [403, '<html>', { en: /refuses the call/, zh: /拒绝了请求/ }, /wait a minute|等一分钟/],
  [404, 'x', { en: /without \/cgi-bin/, zh: /不带 \/cgi-bin/ }],
  [429, '', { en: /fewer calls/, zh: /降低频率/ }],
  [413, '', { en: /bounds what it passes on/, zh: /限制了请求大小/ }],
  [204, '', { en: /nothing at all.*swallowed the answer/s, zh: /是空的.*丢了响应/s }],
  [200, '', { en: /nothing at all.*swallowed the answer/s, zh: /是空的.*丢了响应/s }, /login page|登录页/],
  [200, '<html>', { en: /captive portal/, zh: /Portal/ }],
  [200, 'half {', { en: /text that is not JSON, of 6 bytes/, zh: /文本，不是 JSON（6 字节）/ }],
];

for (const [status, body, said, never] of rows) {
  test(`HTTP ${status} with ${JSON.stringify(body)} is described as that, with a step that fits`, async (t) => {
    const get = await startGet(t);
    get.simulator.failAlways({ kind: 'reply', status, headers: {}, body });
    for (const lang of languages) {
      const { text, status: answered } = await press(get, {}, { 'accept-language': lang });
      assert.equal(answered, 502);
      const heading = textById(text, 'outcome') ?? '';
      if (status !== 200) assert.ok(heading.includes(`HTTP ${status}`), heading);
      const plain = text.replace(/<[^>]*>/g, '');
      assert.match(plain, said[lang]);
      if (never !== undefined) assert.doesNotMatch(plain.slice(plain.indexOf(heading)), never);
      assert.ok(shows(text, texts[lang].leftOpen.fetch), 'it was sent, and that is said');
    }
    assert.match(get.logged(), new RegExp(`"fault":"http_${status}_[a-z]+"`));
  });
}

test('every status has steps, whatever was in the answer, and none is told to press a button that is not there', () => {
  for (const lang of languages) {
    for (let status = 100; status < 600; status += 1) {
      for (const kind of ['nothing', 'html', 'json', 'text', 'bytes'] as const) {
        const { heading, meaning, steps } = answerWords({ status, kind, size: 3 }, texts[lang]);
        assert.ok(heading !== '' && meaning !== '' && steps.length > 0, `${status} ${kind}`);
        assert.doesNotMatch(steps.join(' '), /press Get|点 Get/);
      }
    }
  }
});

test('a timeout names the other entry point, an unreachable proxy the plain http:// one', () => {
  for (const lang of languages) {
    const { faults } = texts[lang];
    for (const fault of ['timeout', 'connect_timeout'] as const) {
      assert.match(faults[fault].check.join(' '), /api2\.weixin\.qq\.com/);
    }
    assert.match(faults.proxy_unreachable.check.join(' '), /http:\/\//);
  }
});
