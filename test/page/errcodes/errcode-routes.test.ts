import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { errcodesTexts } from '../../../src/page/errcodes/texts/index.ts';
import { errcodeId, errcodes } from '../../../src/wechat/errcodes.ts';
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

test('of each code three steps stand at once, and the rest folded below them', async (t) => {
  const origin = await start(t);
  for (const lang of ['en', 'zh']) {
    const { text } = await send(origin, { path: `${path}?lang=${lang}` });
    const lists = [
      ...text.matchAll(/(<summary>[^<]*<\/summary>\s*)?<ol class="steps"( start="4")?>(.*?)<\/ol>/gs),
    ];
    const shown = lists.filter(([, , start]) => start === undefined).map(([, , , items]) => items ?? '');
    assert.ok(shown.length > 100);
    assert.deepEqual(
      shown.filter((items) => items.split('<li>').length > 4),
      [],
    );
    const folded = lists.filter(([, , start]) => start !== undefined);
    assert.ok(folded.length > 5);
    assert.ok(folded.every(([, summary]) => summary !== undefined));
  }
});

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
    '61004',
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
    const id = errcodeId(code, family);
    assert.equal(text.split(` id="${id}"`).length, 2, id);
  }
  const [, mp = '', work = ''] = text.split('box list"');
  assert.ok(mp.includes(' id="40001"') && !mp.includes(' id="work-'));
  assert.ok(work.includes(' id="work-40001"') && !work.includes(' id="40001"'));
});

for (const lang of ['en', 'zh']) {
  test(`the list in ${lang} is in one language, rendered once, and at most 60 KiB on the way`, async (t) => {
    const origin = await start(t);
    for (const encoding of ['br', 'gzip']) {
      const options = { path: `${path}?lang=${lang}`, headers: { 'accept-encoding': encoding } };
      const [first, second] = [await send(origin, options), await send(origin, options)];
      assert.equal(first.headers['content-encoding'], encoding);
      const bytes = Number(first.headers['content-length']);
      t.diagnostic(`${lang}, ${encoding}: ${bytes} bytes`);
      assert.ok(bytes > 20_000 && bytes <= 60 * 1024, `${bytes}`);
      assert.equal(first.text, second.text);
    }
    const { text } = await send(origin, { path: `${path}?lang=${lang}` });
    const other = lang === 'en' ? 'zh' : 'en';
    for (const { name } of errcodes.filter(({ code }) => code === 45015 || code === 60020)) {
      assert.ok(text.includes(name[lang === 'en' ? 'en' : 'zh']));
      assert.ok(!text.includes(name[other]));
    }
  });
}

test('words that are no error are looked for in the table, on the platform that was chosen', async (t) => {
  const origin = await start(t);
  const found = await postForm(origin, { reply: 'whitelist' }, { path });
  assert.match(textById(found.text, 'outcome') ?? '', /^\d of \d{3} codes match$/);
  assert.ok(shows(found.text, '40164') && !found.text.includes('>60020<'));
  assert.ok(shows((await postForm(origin, { reply: '白名单', family: 'mp' }, { path })).text, '40164'));
  const work = await postForm(origin, { reply: 'trusted ip', family: 'work' }, { path });
  assert.ok(work.text.includes('>60020<') && !work.text.includes('>40164<'));
  assert.match(work.text, /value="work" checked/);
  for (const reply of ['xyzzy', `whitelist ${'x'.repeat(100)}`, 'whitelist\nwhitelist']) {
    const { text } = await postForm(origin, { reply }, { path });
    assert.equal(textById(text, 'outcome'), errcodesTexts.en.nothingFound, reply);
  }
  assert.equal((await postForm(origin, { reply: 'x', family: 'other' }, { path })).status, 400);
});

test('a number that both platforms have is that of the one that was chosen, unless the text tells', async (t) => {
  const origin = await start(t);
  const familyOf = async (reply: string, family: string): Promise<unknown> =>
    bodyOf(await postForm(origin, { reply, family }, { path, headers: json })).found[0]?.family;
  assert.equal(await familyOf('40003', 'mp'), 'mp');
  assert.equal(await familyOf('40003', 'work'), 'work');
  assert.equal(await familyOf('40003 invalid openid', 'work'), 'mp');
  assert.equal(await familyOf('{"errcode":40003,"errmsg":"invalid userid"}', 'mp'), 'work');
  assert.equal(await familyOf('api.weixin.qq.com errcode 40003', 'work'), 'mp');
  assert.equal(await familyOf('40164', 'work'), 'mp');
});

test('where nothing says what to do, nothing is said', async (t) => {
  const origin = await start(t);
  const body = bodyOf(await postForm(origin, { reply: 'errcode 40019' }, { path, headers: json }));
  assert.equal(body.found[0]?.action, null);
  assert.equal(body.found[0]?.retry, 'person');
  assert.match(String(body.found[0]?.meaning), /128 bytes/);
  const { text } = await postForm(origin, { reply: 'errcode 40019' }, { path });
  assert.ok(!shows(text, 'What to do') && shows(text, 'WeChat’s documentation'));
  assert.ok(shows((await postForm(origin, { reply: '40016' }, { path })).text, 'What to do'));
});
