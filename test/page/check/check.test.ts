import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { texts } from '../../../src/page/texts/index.ts';
import { postForm } from '../../support/app.ts';
import { assertClean } from '../../support/canary.ts';
import { type Get, press, startGet } from '../../support/page/get.ts';
import { shows, textById, withoutHandedOn } from '../../support/page/html.ts';
import { recordedReplies } from '../../support/recorded.ts';

const { check } = texts.en;

const ask = ({ origin }: Get, fields: Readonly<Record<string, string>>, accept = 'text/html') =>
  postForm(origin, fields, { path: '/check', headers: { accept } });

async function startWithToken(t: TestContext) {
  const clock = { now: Date.parse('2026-01-31T00:00:00Z') };
  const get = await startGet(t, {}, { now: () => clock.now });
  const token = textById((await press(get)).text, 'token') ?? '';
  assert.ok(token);
  return { clock, get, token };
}

test('a token that works is said to work, by one read-only call', async (t) => {
  const { get, token } = await startWithToken(t);
  const before = get.simulator.calls.length;
  const reply = await ask(get, { access_token: ` "${token}" ` });
  assert.equal(reply.status, 200);
  assert.equal(textById(reply.text, 'outcome'), check.alive);
  const [call, ...more] = get.simulator.calls.slice(before);
  assert.deepEqual([call?.method, call?.path, more.length], ['GET', '/cgi-bin/get_api_domain_ip', 0]);
  assert.equal(call?.query.access_token, token);
  assert.deepEqual(get.simulator.check(token), { appid: get.appid, endpoint: 'token' });
  const page = withoutHandedOn(reply.text);
  assertClean(token, { log: get.logged(), page, headers: JSON.stringify(reply.headers) });
});

test('a replaced, an expired and an invented token are said not to work', async (t) => {
  const { clock, get, token } = await startWithToken(t);
  await press(get);
  clock.now += 301_000;
  const replaced = await ask(get, { access_token: token });
  clock.now += 7_200_000;
  const expired = await ask(get, { access_token: token });
  const invented = await ask(get, { access_token: 'not-a-token' });
  for (const reply of [replaced, expired, invented]) {
    assert.equal(reply.status, 200);
    assert.equal(textById(reply.text, 'outcome'), check.dead);
  }
  assert.ok(shows(replaced.text, check.otherAccount));
  assert.ok(!shows(invented.text, check.otherAccount));
});

test('every recorded code of a call with a token gets the reading of its class', async (t) => {
  const { get, token } = await startWithToken(t);
  const expected = {
    '40001-use': check.dead,
    '42001': check.dead,
    '48001': check.noRight,
    '-1': check.unknown,
  };
  for (const [id, heading] of Object.entries({
    ...expected,
    '40164': check.ipNotListed,
    '45009': check.unknown,
  })) {
    const body = recordedReplies.find((recorded) => recorded.id === id)?.body ?? '';
    get.simulator.failNext({ kind: 'reply', body });
    const reply = await ask(get, { access_token: token });
    assert.equal(textById(reply.text, 'outcome'), heading, id);
    assert.equal(textById(reply.text, 'reply'), body, id);
  }
});

test('the quota is asked for on request, and only with a token that works', async (t) => {
  const { get, token } = await startWithToken(t);
  const quota = '/cgi-bin/token';
  const good = await ask(get, { access_token: token, quota });
  assert.ok(shows(good.text, check.quotaHeading(quota)));
  assert.ok(shows(good.text, check.quotaText(1, 2000, 1999)));
  const before = get.simulator.calls.length;
  await ask(get, { access_token: 'not-a-token', quota });
  assert.equal(get.simulator.calls.length, before + 1);
});

test('a quota that cannot be read leaves the verdict standing', async (t) => {
  const { get, token } = await startWithToken(t);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  get.simulator.failNext({ kind: 'delay', until: released });
  get.simulator.failNext({
    kind: 'reply',
    body: '{"errcode":76021,"errmsg":"cgi_path not found, please check"}',
  });
  const pending = ask(get, { access_token: token, quota: '/cgi-bin/stable_token' });
  release();
  const reply = await pending;
  assert.equal(textById(reply.text, 'outcome'), check.alive);
  assert.ok(shows(reply.text, 'The quota could not be read: 76021'));
});

test('no token: 400, answered here with the body WeChat would send', async (t) => {
  const get = await startGet(t);
  const html = await ask(get, { access_token: ' ' });
  const json = await ask(get, {}, 'application/json');
  assert.deepEqual([html.status, json.status], [400, 400]);
  assert.equal(json.text, '{"errcode":41001,"errmsg":"access_token missing"}');
  assert.ok(shows(html.text, texts.en.missing.access_token));
  assert.equal(get.simulator.calls.length, 0);
});

test('for JSON it is WeChat’s body and nothing else; a failure does not speak of issued tokens', async (t) => {
  const { get, token } = await startWithToken(t);
  const body = '{"ip_list":["203.0.113.9"]}';
  get.simulator.failNext({ kind: 'reply', body });
  assert.equal((await ask(get, { access_token: token }, 'application/json')).text, body);
  get.simulator.failNext({ kind: 'reset', when: 'before-mint' });
  const failed = await ask(get, { access_token: token });
  assert.equal(failed.status, 502);
  assert.ok(shows(failed.text, texts.en.leftOpen.use));
  assert.ok(!shows(failed.text, texts.en.leftOpen.fetch));
});

test('the token is taken out of what was pasted with it, and that is said; alone it is not', async (t) => {
  const { get, token } = await startWithToken(t);
  const body = JSON.stringify({ access_token: token, expires_in: 7200 });
  for (const [pasted, isSaid] of [
    [body, true],
    [`Authorization: Bearer ${token}\r\n`, true],
    [`https://api.weixin.qq.com/cgi-bin/menu/get?access_token=${token}&x=1`, true],
    [token, false],
  ] as const) {
    const reply = await ask(get, { access_token: pasted });
    assert.equal(textById(reply.text, 'outcome'), check.alive, pasted);
    assert.equal(shows(reply.text, texts.en.taken('access_token')), isSaid, pasted);
    assert.equal(get.simulator.calls.at(-1)?.query.access_token, token);
    assertClean(token, { log: get.logged(), page: withoutHandedOn(reply.text) });
  }
});

test('what is no token is named in both languages, for programs too, without a verdict and a call', async (t) => {
  const get = await startGet(t);
  for (const [pasted, looksLike] of [
    ['2', 'number'],
    ['ACCESS_TOKEN', 'placeholder'],
    [get.appid, 'appid'],
    ['0123456789abcdef0123456789abcdef', 'secret'],
    ['a line\nand another', 'unreadable'],
    [`cloudbase_access_token=93_${'a'.repeat(133)}`, 'cloudbase'],
  ] as const) {
    const html = await ask(get, { access_token: pasted });
    const json = await ask(get, { access_token: pasted }, 'application/json');
    assert.deepEqual([html.status, json.status], [400, 400]);
    const { en, zh } = texts;
    assert.equal(textById(html.text, 'outcome'), en.notToken.heading);
    assert.ok(shows(html.text, en.notToken[looksLike]) && !shows(html.text, check.dead), pasted);
    assert.deepEqual(JSON.parse(json.text), {
      error: 'not_a_token',
      message: en.notToken.heading,
      hint: `${en.notToken[looksLike]} ${en.notToken.notSent}`,
    });
    const headers = { 'accept-language': 'zh' };
    const chinese = await postForm(get.origin, { access_token: pasted }, { path: '/check', headers });
    assert.ok(shows(chinese.text, zh.notToken[looksLike]));
  }
  assert.equal(get.simulator.calls.length, 0);
});

test('a token of every length is asked about as it is', async (t) => {
  const get = await startGet(t);
  const lengths = [6, 43, 136, 512, 1024, 2048, 2049, 4096, 8000];
  for (const length of lengths) {
    const token = `93_${'aK-_9'.repeat(length)}`.slice(0, length);
    assert.equal(textById((await ask(get, { access_token: token })).text, 'outcome'), check.dead);
    assert.equal(get.simulator.calls.at(-1)?.query.access_token, token);
  }
  assert.equal(get.simulator.calls.length, lengths.length);
});
