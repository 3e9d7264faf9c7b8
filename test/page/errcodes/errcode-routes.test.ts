import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { errcodes } from '../../../src/wechat/errcodes.ts';
import { postForm, type Reply, send, startApp } from '../../support/app.ts';
import { refusingClient } from '../../support/network/client.ts';
import { shows, textById } from '../../support/page/html.ts';

const path = '/errcodes';
const json = { accept: 'application/json' };
const a = '203.0.113.8';
const rid = '5fa26c60-1a0ebdd5-32fd1cd0';
const errmsg = `invalid ip ${a} ipv6 ::ffff:${a}, not in whitelist rid: ${rid}`;

async function start(t: TestContext): Promise<string> {
  const app = await startApp({ client: refusingClient(40013) });
  t.after(app.close);
  return app.origin;
}

// the contract of this address
type Body = { found: Record<string, unknown>[]; rids: string[]; addresses: string[] };
const bodyOf = ({ status, headers, text }: Reply): Body => {
  assert.equal(status, 200);
  assert.match(headers['content-type'] ?? '', /^application\/json/);
  return JSON.parse(text) as Body;
};

test('a program gets JSON, in the language of the request', async (t) => {
  const origin = await start(t);
  const reply = `获取access_token失败: {'errcode': 40164, 'errmsg': '${errmsg}'}, then errcode 99999`;
  for (const [language, name] of [
    ['en', 'The caller’s IP address is not listed'],
    ['zh-CN', '来源 IP 不在白名单'],
  ] as const) {
    const headers = { ...json, 'accept-language': language };
    const { found, rids, addresses } = bodyOf(await postForm(origin, { reply }, { path, headers }));
    assert.deepEqual([rids, addresses], [[rid], [a]]);
    assert.deepEqual(
      found.map(({ code, family }) => [code, family]),
      [
        [40164, 'mp'],
        [99999, 'mp'],
      ],
    );
    assert.equal(found[0]?.name, name);
    for (const key of ['meaning', 'action']) assert.match(String(found[0]?.[key]), /IP/);
  }
  const zh = bodyOf(await postForm(origin, { reply: '40001' }, { path: `${path}?lang=zh`, headers: json }));
  assert.equal(zh.found[0]?.name, 'AppSecret 不对，或 access_token 已失效');
  const none = bodyOf(await postForm(origin, { reply: 'hello' }, { path, headers: json }));
  assert.deepEqual(none, { found: [], rids: [], addresses: [] });
});

test('the page shows both readings of a code, each address and each rid, and nothing else of the text', async (t) => {
  const origin = await start(t);
  const reply = `[40001] ${errmsg} token=93_secret-of-mine\n61004 requestIP: 198.51.100.9 rid: ${rid.replace('5', '6')}`;
  const { status, text } = await postForm(origin, { reply }, { path });
  assert.equal(status, 200);
  assert.match(textById(text, 'outcome') ?? '', /^40001: /);
  assert.equal(textById(text, 'ip'), a);
  assert.equal(textById(text, 'rid'), rid);
  for (const words of [
    '198.51.100.9',
    rid.replace('5', '6'),
    '61004: ',
    'When a token is used',
    'When a token is asked for',
  ]) {
    assert.ok(shows(text, words), words);
  }
  assert.ok(!text.includes('secret-of-mine'));
  assert.equal(text.match(/ id="ip"/g)?.length, 1);
});

test('a text of 256 KiB is read, a longer one is refused, and the other forms keep their bound', async (t) => {
  const origin = await start(t);
  const reply = `${'x'.repeat(200 * 1024)} errcode: 40164`;
  assert.deepEqual(bodyOf(await postForm(origin, { reply }, { path, headers: json })).found[0]?.code, 40164);
  assert.equal((await postForm(origin, { reply: reply + reply }, { path })).status, 413);
  assert.equal((await postForm(origin, { access_token: reply }, { path: '/check' })).status, 413);
  assert.equal((await postForm(origin, { reply: 'x', other: 'y' }, { path })).status, 400);
  assert.equal((await postForm(origin, 'a&'.repeat(20_000), { path })).status, 400);
});

test('a GET reads nothing but lang', async (t) => {
  const origin = await start(t);
  const { text } = await send(origin, { path: '/errcodes?reply=40164&lang=zh' });
  assert.match(text, /lang="zh-CN"/);
  assert.equal(textById(text, 'ip'), undefined);
  assert.ok(text.includes('class="empty"'));
});

test('the list has each code once, WeCom’s apart', async (t) => {
  const origin = await start(t);
  const { text } = await send(origin, { path });
  for (const { code, family } of errcodes) {
    const id = family === undefined ? `${code}` : `${family}-${code}`;
    assert.equal(text.split(`<article id="${id}">`).length, 2, id);
  }
  assert.ok(shows(text, 'WeCom (企业微信)'));
});
