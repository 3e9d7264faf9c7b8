import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpError } from '../../src/http/http-error.ts';
import { parseCheckForm } from '../../src/page/check/form.ts';
import { parseLookupForm } from '../../src/page/errcodes/form.ts';
import { isSafeToShow, parseTokenForm } from '../../src/page/get/form.ts';

const appid = 'wx0123456789abcdef';
const secret = '0123456789abcdef0123456789abcdef';

const refused = (code: string) => (error: unknown) => error instanceof HttpError && error.code === code;

test('a form with both values has endpoint token, no force and no hint', () => {
  const form = parseTokenForm({ appid, secret });
  assert.deepEqual(
    [form.appid, form.secret, form.endpoint, form.forceRefresh, form.hints, form.missing, form.mixedUp],
    [appid, secret, 'token', false, [], undefined, undefined],
  );
});

test('an empty field is data, the appid first, as WeChat asks', () => {
  assert.equal(parseTokenForm({}).missing, 'appid');
  assert.equal(parseTokenForm(undefined).missing, 'appid');
  assert.equal(parseTokenForm({ appid: ' ', secret: '' }).missing, 'appid');
  assert.equal(parseTokenForm({ appid, secret: '\u3000' }).missing, 'secret');
});

for (const [title, body, code] of [
  ['a repeated field', { appid: ['a', 'b'], secret }, 'form_malformed'],
  ['an unknown field', { appid, secret, app_id: 'x' }, 'form_malformed'],
  ['a control character inside', { appid: 'wx\u00001', secret }, 'form_malformed'],
  ['a line feed inside', { appid, secret: 'a\nb' }, 'form_malformed'],
  ['an unknown endpoint', { appid, secret, endpoint: 'ticket' }, 'form_malformed'],
  ['another value of force_refresh', { appid, secret, force_refresh: 'yes' }, 'form_malformed'],
  [
    'force_refresh with token',
    { appid, secret, force_refresh: 'on', endpoint: 'token' },
    'force_refresh_needs_stable_token',
  ],
] as const) {
  test(`refuses ${title}`, () => {
    assert.throws(() => parseTokenForm(body), refused(code));
  });
}

for (const [title, body, hints] of [
  ['an appid of another shape', { appid: 'wxABC', secret }, ['appid_shape']],
  ['an original ID', { appid: 'gh_0123456789ab', secret }, ['appid_is_original_id']],
  ['a secret of another shape', { appid, secret: 'abc' }, ['secret_shape']],
  ['a corpid of WeCom', { appid: 'ww00000000000000a1', secret }, ['appid_is_corpid']],
  ['the guest mode of DevTools', { appid: 'touristappid', secret }, ['appid_is_guest']],
  [
    'a placeholder',
    { appid: 'YOUR_APPID', secret: '<your secret>' },
    ['appid_is_placeholder', 'secret_is_placeholder'],
  ],
  [
    'a row of x',
    { appid: 'wxxxxxxxxxxxxxxxxx', secret: 'xxxx' },
    ['appid_is_placeholder', 'secret_is_placeholder'],
  ],
  ['an AppID as secret', { appid, secret: appid }, ['secret_is_appid']],
  ['an EncodingAESKey as secret', { appid, secret: 'aB3'.repeat(14).concat('x') }, ['secret_is_key43']],
] as const) {
  test(`hints at ${title}, and sends it all the same`, () => {
    const form = parseTokenForm(body);
    assert.deepEqual([form.hints, form.mixedUp], [hints, undefined]);
  });
}

test('shows an appid again, unless it may be a secret', () => {
  assert.equal(isSafeToShow(appid, secret), true);
  for (const typed of ['gh_0123456789ab', 'wx', 'abc', 'wx0000000000ABCDEF', '<%= appid %>']) {
    assert.equal(isSafeToShow(typed, secret), true, typed);
  }
  const half = secret.slice(0, 20);
  const spaced = Array.from(secret).join(' ');
  const fullWidth = '\uFF10\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19\uFF21\uFF22\uFF23';
  const base64 = Buffer.from(secret).toString('base64');
  for (const typed of [
    secret,
    half,
    `wx${half}`,
    spaced,
    fullWidth,
    base64,
    `{"secret":"abc"}`,
    'x-hunter22-x',
  ]) {
    assert.equal(isSafeToShow(typed, 'hunter22'), false, typed);
  }
});

test('the check takes a token and any path for the quota', () => {
  assert.deepEqual(parseCheckForm({ access_token: ' "abcdef" ' }).pasted, {
    kind: 'token',
    token: 'abcdef',
    isTaken: false,
  });
  assert.equal(parseCheckForm({ access_token: 'a' }).quotaPath, undefined);
  assert.equal(parseCheckForm({ access_token: 'a', quota: '/cgi-bin/token' }).quotaPath, '/cgi-bin/token');
  const unlike = parseCheckForm({ access_token: 'a', quota: 'no path' });
  assert.deepEqual([unlike.quotaPath, unlike.isNoPath], [undefined, true]);
});

test('the lookup takes any text with its line ends, once', () => {
  const reply = '{\n"errcode":1}';
  assert.deepEqual(parseLookupForm({ reply }), { reply, family: 'mp' });
  assert.deepEqual(parseLookupForm({ reply, family: 'work' }), { reply, family: 'work' });
  assert.deepEqual(parseLookupForm(undefined), { reply: '', family: 'mp' });
  assert.throws(() => parseLookupForm({ family: 'wecom' }), refused('form_malformed'));
  assert.throws(() => parseLookupForm({ reply: ['a', 'b'] }), refused('form_malformed'));
  assert.throws(() => parseLookupForm({ text: 'a' }), refused('form_malformed'));
});
