import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quotaPaths, readQuotaPath } from '../../../src/page/check/quota-path.ts';
import { texts } from '../../../src/page/texts/index.ts';
import { postForm } from '../../support/app.ts';
import { assertClean } from '../../support/canary.ts';
import { press, startGet } from '../../support/page/get.ts';
import { attributeById, shows, textById, withoutHandedOn } from '../../support/page/html.ts';

const send = '/cgi-bin/message/custom/send';

/** What is typed or copied, and the path in it. */
const paths: Readonly<Record<string, string>> = {
  [send]: send,
  [` ${send} `]: send,
  [`${send}/`]: send,
  'cgi-bin/message/custom/send': send,
  [`POST ${send}`]: send,
  [`https://api.weixin.qq.com${send}`]: send,
  [`POST https://api.weixin.qq.com${send}?access_token=ACCESS_TOKEN`]: send,
  [`https://sh.api.weixin.qq.com:443${send}?access_token=93_abc#x`]: send,
  [`api.weixin.qq.com${send}`]: send,
  [`${send}?access_token=93_abc`]: send,
  [`${send} HTTP/1.1`]: send,
  '/wxa/getwxacodeunlimit': '/wxa/getwxacodeunlimit',
  '/sns/jscode2session': '/sns/jscode2session',
  '/wxa/business/getuserphonenumber': '/wxa/business/getuserphonenumber',
  '/datacube/getusersummary': '/datacube/getusersummary',
  '/cgi-bin/get_current_selfmenu_info': '/cgi-bin/get_current_selfmenu_info',
};

for (const [typed, path] of Object.entries(paths)) {
  test(`the path in ${typed} is ${path}`, () => assert.equal(readQuotaPath(typed), path));
}

const secret = '0123456789abcdef0123456789abcdef';

for (const typed of [
  '',
  ' ',
  '/',
  'token',
  '/token',
  '//evil.example/x',
  '/cgi-bin//token',
  '/cgi-bin/../token',
  '/cgi-bin/%2e%2e/token',
  '/cgi-bin/token\u202e',
  '/cgi-bin/"><b>',
  'javascript:alert(1)',
  'https://api.weixin.qq.com',
  'https://api.weixin.qq.com/',
  secret,
  `/${secret}/${secret}`,
  `/cgi-bin/${secret}`,
  `/cgi-bin/${secret.toUpperCase()}`,
  `/cgi-bin/${secret.slice(0, 16)}-${secret.slice(16)}`,
  `/cgi-bin/get${secret}x`,
  '93_abc-def',
  `/${'a'.repeat(5000)}`,
  `/a${'/b'.repeat(5000)}`,
  '报错 45009',
]) {
  test(`${JSON.stringify(typed.slice(0, 40))} is no path`, () =>
    assert.equal(readQuotaPath(typed), undefined));
}

test('what is offered can be asked for', () => {
  for (const path of quotaPaths) assert.equal(readQuotaPath(path), path);
});

test('the quota of any path is asked for, without the host and the token that stood around it', async (t) => {
  const get = await startGet(t);
  const token = textById((await press(get)).text, 'token') ?? '';
  const quota = `https://api.weixin.qq.com/wxa/getwxacodeunlimit?access_token=${token}`;
  const reply = await postForm(get.origin, { access_token: token, quota }, { path: '/check' });
  assert.equal(reply.status, 200);
  assert.equal(get.simulator.calls.at(-1)?.body, '{"cgi_path":"/wxa/getwxacodeunlimit"}');
  assert.ok(shows(reply.text, texts.en.check.quotaHeading('/wxa/getwxacodeunlimit')));
  assert.equal(attributeById(reply.text, 'quota', 'value'), '/wxa/getwxacodeunlimit');
  assertClean(token, { page: withoutHandedOn(reply.text), log: get.logged() });
  assert.doesNotMatch(get.logged(), /getwxacodeunlimit/);
});

test('what is no path is told at its field, repeated nowhere, and nobody is asked', async (t) => {
  const get = await startGet(t);
  for (const lang of ['en', 'zh'] as const) {
    const { check } = texts[lang];
    const options = { path: `/check?lang=${lang}` };
    const html = await postForm(get.origin, { access_token: '93_abc', quota: get.secret }, options);
    assert.equal(html.status, 400);
    assert.equal(textById(html.text, 'outcome'), check.noPath);
    assert.equal(textById(html.text, 'quota-wrong'), check.noPathText);
    assert.equal(attributeById(html.text, 'quota', 'aria-invalid'), 'true');
    assertClean(get.secret, { page: html.text, log: get.logged() });
    const headers = { accept: 'application/json' };
    const json = await postForm(get.origin, { access_token: '93_abc', quota: 'x' }, { ...options, headers });
    assert.deepEqual([json.status, (JSON.parse(json.text) as { error: string }).error], [400, 'not_a_path']);
  }
  assert.equal(get.simulator.calls.length, 0);
});
