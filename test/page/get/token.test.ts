import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/texts/index.ts';
import { send } from '../../support/app.ts';
import { press, pressForJson, startGet } from '../../support/page/get.ts';
import { attributeById, shows, textById } from '../../support/page/html.ts';

const { en, zh } = texts;

test('the empty page has the form of the contract, in the language that the browser prefers', async (t) => {
  const { origin } = await startGet(t);
  for (const [accepted, lang, heading] of [
    ['en-GB,en;q=0.9', 'en', en.form.heading],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN', zh.form.heading],
    ['zh-TW', 'zh-CN', zh.form.heading],
    ['fr', 'en', en.form.heading],
  ] as const) {
    const { text, status, headers } = await send(origin, { headers: { 'accept-language': accepted } });
    assert.equal(status, 200);
    assert.ok(text.includes(`<html lang="${lang}">`), accepted);
    assert.ok(shows(text, heading));
    assert.equal(attributeById(text, 'secret', 'name'), 'secret');
    assert.equal(attributeById(text, 'appid', 'value'), '');
    assert.equal(headers['set-cookie'], undefined);
  }
});

test('?lang= wins over the browser, and stays in every link and in the form', async (t) => {
  const { origin } = await startGet(t);
  const { text } = await send(origin, { path: '/?lang=zh', headers: { 'accept-language': 'en' } });
  assert.ok(shows(text, zh.form.heading));
  assert.equal(attributeById(text, 'form', 'action'), '/?lang=zh#tips');
  for (const path of ['/check?lang=zh', '/errcodes?lang=zh', '/?lang=en'])
    assert.ok(text.includes(`href="${path}"`), path);
  const unknown = await send(origin, { path: '/?lang=klingon' });
  assert.ok(shows(unknown.text, en.form.heading));
});

test('old bookmarks lead to the page, whatever their case, and lose their query', async (t) => {
  const { origin } = await startGet(t);
  for (const path of ['/HtAccessToken.aspx', '/htaccesstoken.aspx?appid=wx0000000000000000']) {
    const { status, headers } = await send(origin, { path });
    assert.deepEqual([status, headers.location], [301, '/']);
  }
});

test('parameters in the address are warned of, not read', async (t) => {
  const get = await startGet(t);
  const { text } = await send(get.origin, { path: `/?appid=${get.appid}` });
  assert.ok(shows(text, en.queryIgnored));
  assert.equal(attributeById(text, 'appid', 'value'), '');
  for (const path of ['/check?access_token=abc', '/errcodes?q=abc']) {
    assert.ok(shows((await send(get.origin, { path })).text, en.queryIgnored), path);
  }
  const plain = await send(get.origin, { path: '/?lang=en' });
  assert.ok(!shows(plain.text, en.queryIgnored));
});

test('a token comes with its length, its end by the clock of this server, and what happens to the former', async (t) => {
  const now = Date.parse('2026-01-31T08:00:00Z');
  const get = await startGet(t, { now: () => now });
  const { text } = await press(get);
  const token = textById(text, 'token') ?? '';
  assert.ok(shows(text, en.token.length(token.length)));
  assert.equal(textById(text, 'ends'), '2026-01-31 10:00:00 UTC');
  assert.ok(shows(text, en.token.former));
  assert.equal(attributeById(text, 'appid', 'value'), get.appid);
  assert.equal(attributeById(text, 'secret', 'value'), undefined);
});

test('stable_token returns the same token again and says so; force_refresh replaces it and counts', async (t) => {
  const get = await startGet(t);
  const stable = { endpoint: 'stable_token' };
  const first = await press(get, stable);
  const second = await press(get, stable);
  assert.equal(textById(first.text, 'token'), textById(second.text, 'token'));
  assert.ok(shows(second.text, en.token.stable));
  assert.equal(textById(second.text, 'forces-left'), en.form.forceLeft(20));
  const forced = await press(get, { ...stable, force_refresh: 'on' });
  assert.notEqual(textById(forced.text, 'token'), textById(first.text, 'token'));
  assert.ok(shows(forced.text, en.token.forced));
  assert.equal(textById(forced.text, 'forces-left'), en.form.forceLeft(19));
  assert.ok(!/name="force_refresh"[^>]*checked/.test(forced.text), 'not ticked again');
});

test('a token without a usable expires_in is shown with a warning, one that is too long as 7200 s', async (t) => {
  const get = await startGet(t);
  get.simulator.failNext({ kind: 'reply', body: '{"access_token":"abc","expires_in":"soon"}' });
  const unusable = await press(get);
  assert.ok(shows(unusable.text, en.token.badExpiresIn));
  assert.equal(textById(unusable.text, 'ends'), undefined);
  get.simulator.failNext({ kind: 'reply', body: '{"access_token":"abc","expires_in":1e12}' });
  const clamped = await press(get);
  assert.ok(shows(clamped.text, en.token.clamped));
  assert.equal(textById(clamped.text, 'outcome'), en.token.heading(7200));
});

test('what was taken from around the values is said, and the rest is sent as typed', async (t) => {
  const get = await startGet(t);
  const { text } = await press(get, { appid: ` "${get.appid}"\u200B ` });
  assert.ok(shows(text, en.removed('AppID', 2, 1, 2)));
  assert.equal(get.simulator.calls.at(-1)?.query.appid, get.appid);
  await pressForJson(get, { appid: 'wx inner space' });
  assert.equal(get.simulator.calls.at(-1)?.query.appid, 'wx inner space');
});

test('the chosen endpoint stays chosen in the form that comes back', async (t) => {
  const get = await startGet(t);
  const { text } = await press(get, { endpoint: 'stable_token' });
  assert.match(text, /value="stable_token"[^>]* checked/);
  assert.doesNotMatch(text, /value="token"[^>]* checked/);
});

test('a call that failed after it was sent says what may have happened, also for programs and for a forced refresh', async (t) => {
  const get = await startGet(t);
  const reset = { kind: 'reset', when: 'after-mint' } as const;
  const forced = { endpoint: 'stable_token', force_refresh: 'on' };
  for (const [fields, words] of [
    [{}, en.leftOpen.fetch],
    [forced, en.leftOpen.force],
  ] as const) {
    get.simulator.failNext(reset, 2);
    const html = await press(get, fields);
    assert.ok(shows(html.text, words));
    assert.ok(shows(html.text, 'force_refresh' in fields ? en.token.reloadForce : en.token.reload));
    assert.ok((await pressForJson(get, fields)).text.includes(words));
  }
});

test('an errcode that is no code of WeChat’s is taken for nothing, and is neither logged nor explained', async (t) => {
  const get = await startGet(t);
  get.simulator.failNext({ kind: 'reply', body: '{"errcode":12345678901234567,"errmsg":"x"}' });
  const { status, text } = await press(get);
  assert.equal(status, 502);
  assert.equal(textById(text, 'outcome'), en.outcome.unexpectedJson);
  assert.ok(!get.logged().includes('1234567890123456'));
});
