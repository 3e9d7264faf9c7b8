import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, errorOf, json, menu, startCall } from '../../support/page/call.ts';
import { shows, textById } from '../../support/page/html.ts';

test('N3: what changes something is not sent without its tick, or with that of another call', async (t) => {
  const { simulator, call } = await startCall(t);
  const before = simulator.calls.length;
  const message = { method: 'POST', path: '/cgi-bin/message/custom/send', body: '{}' };
  for (const fields of [
    message,
    { ...message, confirm: 'on' },
    { ...message, confirm: 'POST /cgi-bin/menu/create' },
    { ...message, confirm: 'GET /cgi-bin/message/custom/send' },
    { method: 'GET', path: '/cgi-bin/menu/delete' },
    { method: 'GET', path: '/cgi-bin/menu/delete', confirm: 'GET /cgi-bin/menu/get', api: 'menu/get' },
    { method: 'GET', path: '/nobody/knows/this' },
    { method: 'POST', path: '/cgi-bin/message/mass/sendall', body: '{}' },
    { method: 'POST', path: '/cgi-bin/freepublish/delete', body: '{}' },
    { method: 'POST', path: '/cgi-bin/draft/switch?checkonly=0' },
  ]) {
    const reply = await call(fields, json);
    assert.equal(reply.status, 409, JSON.stringify(fields));
    assert.equal(errorOf(reply.text), 'confirm_needed');
    assert.ok(reply.text.includes(`${fields.method} ${fields.path.split('?')[0]}`));
    assert.equal((await call(fields)).status, 409);
  }
  assert.equal(simulator.calls.length, before);
});

test('N2: a refused path or body is 400 with a word, for people and programs, and nothing is sent', async (t) => {
  const { simulator, call } = await startCall(t);
  const before = simulator.calls.length;
  for (const [fields, word] of [
    [{ path: 'https://evil.test/cgi-bin/menu/get' }, 'path_refused'],
    [{ path: '/cgi-bin/../x' }, 'path_refused'],
    [{ path: '/sns/userinfo' }, 'path_refused'],
    [{ path: '/cgi-bin/clear_quota/v2' }, 'path_refused'],
    [{ path: '/cgi-bin/token' }, 'path_refused'],
    [{ path: '' }, 'path_refused'],
    [{ ...code, body: '{' }, 'body_refused'],
    [{ ...code, body: `{"appsecret":"${'0'.repeat(32)}"}` }, 'body_refused'],
  ] as const) {
    for (const lang of ['en', 'zh']) {
      const program = await call(fields, json, lang);
      assert.equal(program.status, 400);
      assert.equal(errorOf(program.text), word);
      const page = await call(fields, 'text/html', lang);
      assert.equal(page.status, 400);
      assert.match(page.text, /<section id="tips" class="error"/);
    }
  }
  const toGet = await call({ path: '/cgi-bin/stable_token' });
  assert.match(toGet.text, /<a class="go" href="\/\?lang=en">Open Get<\/a>/);
  const offered = await call({ path: 'https://api.weixin.qq.com/cgi-bin/menu/get?access_token=x' });
  assert.match(offered.text, /id="path"[^>]*value="\/cgi-bin\/menu\/get"/);
  assert.equal(simulator.calls.length, before);
});

test('N1: a stand-in token of a gateway is told and sent nowhere, and so is whatever is no token', async (t) => {
  const { simulator, call } = await startCall(t);
  const before = simulator.calls.length;
  const standIn = ['{"alg":"HS256","typ":"JWT"}', '{"client":"orders"}', 'x'.repeat(32)]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  for (const access_token of [standIn, 'wx448f04719cd48f69', '0123456789abcdef0123456789abcdef']) {
    const reply = await call({ ...menu, access_token }, json);
    assert.equal(reply.status, 400);
    assert.equal(errorOf(reply.text), 'not_a_token');
    const page = await call({ ...menu, access_token });
    assert.ok(!page.text.includes(access_token));
  }
  assert.equal(
    (await call({ ...menu, access_token: '' }, json)).text,
    '{"errcode":41001,"errmsg":"access_token missing"}',
  );
  assert.equal(simulator.calls.length, before);
});

test('rid/get shows the call that it explains, its token masked, as a page and for programs', async (t) => {
  const { token, call } = await startCall(t);
  const failed = await call({ ...menu, path: '/cgi-bin/user/info?openid=' }, json);
  assert.equal(failed.status, 200);
  const refused = await call({ ...code, body: `{"scene":"${'x'.repeat(33)}"}` }, json);
  const rid = /rid: ([\da-f-]{26})/.exec(refused.text)?.[1] ?? assert.fail(refused.text);
  const look = { method: 'POST', path: '/cgi-bin/openapi/rid/get', body: JSON.stringify({ rid }) };
  const program = await call(look, json);
  assert.match(program.text, /"request_url":"access_token=\*{8}"/);
  assert.ok(!program.text.includes(token));
  const { text } = await call(look);
  assert.ok(textById(text, 'reply')?.includes('access_token=********'));
  assert.ok(shows(text, 'A token or a secret in the answer is masked here.'));
});

test('45009 brings the ways out in order, each with what it costs; a reset asks once more', async (t) => {
  const appid = 'wx448f04719cd48f69';
  const account = { appid, secret: '0123456789abcdef0123456789abcdef', quotas: { '/cgi-bin/menu/get': 1 } };
  const { simulator, call } = await startCall(t, { accounts: [account] });
  await call(menu, json);
  const { text } = await call(menu);
  const places = [
    'Stop what calls',
    'stable_token has',
    'Set the count of /cgi-bin/menu/get',
    'Set every count',
  ].map((words) => text.indexOf(words));
  assert.deepEqual(
    places,
    [...places].sort((a, b) => a - b),
  );
  assert.ok(places.every((place) => place > 0));
  const clear = {
    api: 'openapi/quota/clear',
    method: 'POST',
    path: '/cgi-bin/openapi/quota/clear',
    body: '{"cgi_path":"/cgi-bin/menu/get"}',
  };
  const before = simulator.calls.length;
  const loaded = await call({ ...clear, step: 'load' });
  assert.equal(
    textById(loaded.text, 'effect'),
    'Reset the count of this one path: uses one of 50 this month',
  );
  // the parser drops the line feed right behind the tag
  assert.equal(textById(loaded.text, 'body'), `\n${clear.body}`);
  assert.equal(simulator.calls.length, before);
  const left = { method: 'POST', path: '/cgi-bin/openapi/quota/get', body: clear.body };
  assert.ok(shows((await call(left)).text, '0 of 1 calls are left today.'));
  assert.equal(
    (await call({ ...clear, confirm: 'POST /cgi-bin/openapi/quota/clear' }, json)).text,
    '{"errcode":0,"errmsg":"ok"}',
  );
  assert.ok(shows((await call(left)).text, '1 of 1 calls are left today.'));
});

test('a call that was sent and not answered says that it may have been carried out; a read may be repeated', async (t) => {
  const { simulator, call } = await startCall(t);
  simulator.failNext({ kind: 'reset', when: 'after-mint' });
  assert.ok(shows((await call(code)).text, 'WeChat may have carried it out. Look before you send it again.'));
  simulator.failNext({ kind: 'reset', when: 'after-mint' });
  assert.ok(shows((await call(menu)).text, 'This call changes nothing; it can be repeated.'));
});

test('N2: a body of 250 KiB goes out byte for byte, and one of 2 MB is refused before it is read', async (t) => {
  const { simulator, call } = await startCall(t);
  const content = '文'.repeat(9_000);
  const body = `{"offset":0,"count":1,"no_content":1,"x":"\\u6587${content}"}`;
  const list = { method: 'POST', path: '/cgi-bin/draft/batchget' };
  assert.equal((await call({ ...list, body }, json)).status, 200);
  assert.equal(simulator.calls.at(-1)?.bytes.toString(), body);
  const before = simulator.calls.length;
  for (const accept of [json, 'text/html']) {
    const reply = await call({ ...list, body: `{"x":"${'x'.repeat(2_000_000)}"}` }, accept);
    assert.equal(reply.status, 413);
  }
  assert.equal(simulator.calls.length, before);
});
