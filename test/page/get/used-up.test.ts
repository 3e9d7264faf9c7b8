import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/texts/index.ts';
import { postForm } from '../../support/app.ts';
import { assertNoSecret, press, startGet } from '../../support/page/get.ts';
import { shows, textById, withoutHandedOn } from '../../support/page/html.ts';

const usedUp = '{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 65112232-35da441e-28f02baf"}';

/** The places of these texts in a page, which has them all. */
const places = (html: string, parts: readonly string[]): number[] =>
  parts.map((part) => {
    const at = html.indexOf(part);
    assert.ok(at >= 0, part);
    return at;
  });

for (const lang of ['en', 'zh'] as const) {
  test(`45009 on the way to a token: the ways out in order, and the call that needs no token, in ${lang}`, async (t) => {
    const get = await startGet(t);
    get.simulator.failNext({ kind: 'reply', body: usedUp });
    const reply = await postForm(
      get.origin,
      { appid: get.appid, secret: get.secret },
      { path: `/?lang=${lang}` },
    );
    const aDay = lang === 'en' ? '500,000 calls a day' : '每天 50 万次';
    const list = reply.text.slice(reply.text.indexOf('class="steps"'));
    const loop = lang === 'en' ? 'Stop the loop' : '先停掉反复获取';
    const inOrder = places(list, [loop, aDay, 'openapi/quota/clear', 'clear_quota/v2']);
    assert.deepEqual(
      inOrder,
      [...inOrder].sort((a, b) => a - b),
    );
    const [shown = '', folded = ''] = list.split('<details class="also">');
    assert.deepEqual(
      [shown, folded.slice(0, folded.indexOf('</ol>'))].map((part) => part.split('<li>').length - 1),
      [3, 2],
    );
    assert.ok(shows(reply.text, texts[lang].request.clearBySecret));
    assert.ok(shows(reply.text, `'{"appid":"${get.appid}","appsecret":' "$WX_SECRET"`));
    assert.ok(shows(reply.text, `/cgi-bin/clear_quota/v2' -Method Post`));
    assertNoSecret(get, reply);
  });

  test(`a quota of which nothing is left comes with the calls that set it back, the cheaper first, in ${lang}`, async (t) => {
    const get = await startGet(t);
    const token = textById((await press(get)).text, 'token') ?? '';
    const { request } = texts[lang];
    const ask = (quota: string) =>
      postForm(get.origin, { access_token: token, quota }, { path: `/check?lang=${lang}` });
    const left = await ask('/cgi-bin/token');
    assert.ok(!left.text.includes('clear_quota'));
    const path = '/wxa/getwxacodeunlimit';
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    get.simulator.failNext({ kind: 'delay', until: released });
    get.simulator.failNext({
      kind: 'reply',
      body: '{"errcode":0,"errmsg":"ok","quota":{"daily_limit":100,"used":100,"remain":0}}',
    });
    const pending = ask(path);
    release();
    const { text } = await pending;
    const [one = 0, all = 0] = places(text, [request.clearPath(path), request.clearAll]);
    assert.ok(one < all);
    assert.ok(shows(text, `-d '{"cgi_path":"${path}"}'`));
    assert.ok(shows(text, `-d '{"appid":"APPID"}'`));
    assert.ok(!withoutHandedOn(text).includes(token));
  });
}

test('a check that is itself over its count offers to set that one back', async (t) => {
  const get = await startGet(t);
  get.simulator.failNext({ kind: 'reply', body: usedUp });
  const { text } = await postForm(get.origin, { access_token: '93_abc' }, { path: '/check' });
  assert.ok(shows(text, texts.en.request.clearPath('/cgi-bin/get_api_domain_ip')));
});

test('a pasted 45009 comes with the calls that need nothing of the text, and no other code does', async (t) => {
  const { origin } = await startGet(t);
  const lookUp = (reply: string) => postForm(origin, { reply }, { path: '/errcodes?lang=en' });
  const { text } = await lookUp(`40001 and then ${usedUp}`);
  const { request } = texts.en;
  const [bySecret = 0, byToken = 0] = places(text, [request.clearBySecret, request.clearAll]);
  assert.ok(bySecret < byToken);
  assert.ok(shows(text, `'{"appid":"APPID","appsecret":' "$WX_SECRET"`));
  assert.ok(shows(text, request.appidHint));
  for (const other of ['45011', '40001', 'qyapi.weixin.qq.com errcode=45009'])
    assert.ok(!shows((await lookUp(other)).text, request.clearBySecret), other);
});
