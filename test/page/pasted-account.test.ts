import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomText } from '../../src/demo/simulator/wechat-tokens.ts';
import { parseTokenForm } from '../../src/page/get/form.ts';
import { splitPair } from '../../src/page/shapes.ts';
import { texts } from '../../src/page/texts/index.ts';
import { postForm } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { press, pressForJson, startGet } from '../support/page/get.ts';
import { attributeById, shows, textById } from '../support/page/html.ts';
import { pairForms, wrappers } from '../support/page/pasted-forms.ts';

const { en, zh } = texts;
const appid = 'wx0123456789abcdef';
const secret = 'fedcba98765432100123456789abcdef';
const other = 'wx00000000000000a1';
const otherSecret = '00000000000000000000000000000001';

const mixedUpOf = (fields: Readonly<Record<string, string>>) => parseTokenForm(fields).mixedUp;

test('a pair is found in each form, in either field and within anything, with the AppID that is offered', () => {
  const forms = Object.entries(pairForms(appid, secret));
  assert.ok(forms.length > 150);
  for (const [form, text] of forms) {
    for (const [wrapper, wrap] of [
      ['nothing', (same: string) => same] as const,
      ...Object.entries(wrappers),
    ]) {
      for (const field of ['appid', 'secret'] as const) {
        const found = mixedUpOf({ appid: '', secret: '', [field]: wrap(text) });
        assert.deepEqual(
          found,
          { field, what: 'both_in_one', appid },
          `${form} in ${wrapper}: ${wrap(text)}`,
        );
      }
    }
  }
});

test('the script splits the same forms, but for the few that need undoing', () => {
  const missed = Object.entries(pairForms(appid, secret)).filter(([, text]) => {
    const pair = splitPair(text);
    return pair?.appid !== appid || pair.secret !== secret;
  });
  assert.deepEqual(
    missed.map(([form]) => form),
    ['zero-width within'],
  );
});

test('nothing is split where two of either stand, or where they stand far apart', () => {
  for (const text of [
    `${appid} ${other} ${secret}`,
    `${appid} ${secret} ${otherSecret}`,
    `${appid}\n${' '.repeat(500)}\n${secret}`,
    `WX=${appid} MINI=${other} S=${secret} T=${otherSecret}`,
  ]) {
    assert.equal(splitPair(text), undefined, text);
    const found = mixedUpOf({ appid: text, secret: '' });
    assert.deepEqual(found, { field: 'appid', what: 'several' }, text);
  }
});

for (const [text, offered] of [
  [`AppID：${appid}`, appid],
  [`WECHAT_APP_ID=${appid}`, appid],
  [`${appid};`, appid],
  [`${appid}，`, appid],
  [`开发者ID(AppID)\n${appid}\n复制`, appid],
  [`"appid": "${appid}",`, appid],
  [`{"appid":"${appid}","projectname":"shop","setting":{"es6":true}}`, appid],
  [`<appid><![CDATA[${appid}]]></appid>`, appid],
  [`https://api.weixin.qq.com/cgi-bin/token?appid=${appid}&secret=SECRET`, appid],
  [`${appid}WECHAT_APP_SECRET=`, appid],
  [`${appid.slice(0, 7)}\u200b${appid.slice(7)}`, appid],
  [`ＡｐｐＩＤ＝${appid}`, appid],
  [`${appid} ${appid}`, appid],
  [`(${appid})`, appid],
] as const) {
  test(`the AppID in ${JSON.stringify(text)} is offered, and nothing is sent`, () => {
    assert.deepEqual(mixedUpOf({ appid: text, secret }), {
      field: 'appid',
      what: 'more_than_appid',
      appid: offered,
    });
  });
}

for (const [title, fields, what] of [
  ['a secret', { appid: secret, secret }, 'secret_as_appid'],
  ['a secret in capitals', { appid: secret.toUpperCase(), secret: 'x' }, 'secret_as_appid'],
  ['a secret in eights', { appid: secret.replace(/(.{8})(?=.)/g, '$1 '), secret: '' }, 'secret_as_appid'],
  ['a secret with its label', { appid: `AppSecret：${secret}`, secret: '' }, 'secret_as_appid'],
  [
    'an unusual secret that is the other field’s too',
    { appid: 'hunter2-hunter2', secret: 'hunter2-hunter2' },
    'secret_as_appid',
  ],
  ['a client key', { appid: `wat_${randomText(43)}`, secret: 'x' }, 'secret_as_appid'],
  ['an EncodingAESKey', { appid: 'kB3'.repeat(14).concat('x'), secret: 'x' }, 'secret_as_appid'],
  ['the other way round', { appid: secret, secret: appid }, 'fields_swapped'],
  ['a token', { appid: `93_${randomText(133)}`, secret }, 'token_as_value'],
  ['a token in JSON', { appid: `{"access_token":"93_${randomText(133)}"}`, secret }, 'token_as_value'],
  ['two AppIDs', { appid: `${appid} ${other}`, secret }, 'several'],
] as const) {
  test(`${title} in the field of the AppID is not sent`, () => {
    assert.deepEqual(mixedUpOf(fields), { field: 'appid', what });
  });
}

test('a token, or two secrets, in the field of the secret are not sent', () => {
  const token = `93_${randomText(133)}`;
  for (const [pasted, what] of [
    [token, 'token_as_value'],
    [`access_token=${token}`, 'token_as_value'],
    [`${secret} ${otherSecret}`, 'several'],
  ]) {
    assert.deepEqual(mixedUpOf({ appid, secret: pasted ?? '' }), { field: 'secret', what });
  }
});

test('a secret is taken out of its label and its signs, and not out of a longer word', () => {
  for (const text of [
    `AppSecret：${secret}`,
    `WECHAT_APP_SECRET="${secret}";`,
    `开发者密码(AppSecret)\n${secret}\n重置`,
    `{"secret":"${secret}"}`,
    `${secret};`,
    `${secret.slice(0, 7)}\u200b${secret.slice(7)}`,
    `secret=${secret}&grant_type=x`,
  ]) {
    const form = parseTokenForm({ appid, secret: text });
    assert.deepEqual([form.secret, form.taken, form.mixedUp], [secret, ['secret'], undefined], text);
  }
  for (const text of [`sk-${secret}`, `${secret}_1`, `${secret}ab`, 'hunter2', `x${secret}`]) {
    const form = parseTokenForm({ appid, secret: text });
    assert.deepEqual([form.secret, form.taken, form.mixedUp], [text, [], undefined], text);
  }
});

test('what may be right is sent as typed: a soft remark never blocks', () => {
  const odd = [
    'WX0123456789ABCDEF',
    'wx1',
    'wx-other',
    'gh_0123456789ab',
    'ww00000000000000a1',
    'YOUR_APPID',
    'abc def',
    'touristappid',
  ];
  for (const typed of odd) assert.equal(mixedUpOf({ appid: typed, secret: 'hunter2' }), undefined, typed);
});

test('both in one field: 400, the AppID stands in its field, the secret nowhere, and nobody is called', async (t) => {
  const get = await startGet(t);
  const pasted = `AppID：${appid} AppSecret：${secret}`;
  for (const fields of [
    { appid: pasted, secret: '' },
    { appid: '', secret: pasted },
  ]) {
    const { status, text, headers } = await press(get, fields);
    assert.equal(status, 400);
    assert.equal(attributeById(text, 'appid', 'value'), appid);
    assert.equal(textById(text, 'outcome'), en.missing.heading);
    assert.ok(shows(text, en.hints.both_in_one) && shows(text, en.mixedUp.offer(appid)));
    const json = await pressForJson(get, fields);
    assert.deepEqual(JSON.parse(json.text), {
      error: 'both_in_one',
      message: en.hints.both_in_one,
      hint: `${en.mixedUp.notSent} ${en.mixedUp.offer(appid)}`,
    });
    assertClean(secret, { text, json: json.text, headers: JSON.stringify(headers), log: get.logged() });
  }
  assert.equal(get.simulator.calls.length, 0);
});

test('a sandbox account, a corpid and a placeholder are named, in both languages', async (t) => {
  const get = await startGet(t);
  for (const [typed, words] of [
    ['ww00000000000000a1', 'appid_is_corpid'],
    ['YOUR_APPID', 'appid_is_placeholder'],
    ['touristappid', 'appid_is_guest'],
  ] as const) {
    assert.ok(shows((await press(get, { appid: typed })).text, en.hints[words]), typed);
    assert.ok(shows((await press(get, { appid: typed }, { 'accept-language': 'zh' })).text, zh.hints[words]));
  }
  const { text } = await postForm(get.origin, { appid: `测试号信息 appID ${appid}`, secret });
  assert.ok(shows(text, en.mixedUp.sandbox));
});

test('a secret that was taken out is the one that WeChat sees, and it is said', async (t) => {
  const get = await startGet(t);
  const { text } = await press(get, { secret: `AppSecret：${secret}` });
  assert.equal(get.simulator.calls.at(-1)?.query.secret, secret);
  assert.ok(shows(text, en.taken('AppSecret')));
  assertClean(secret, { text, log: get.logged() });
});
