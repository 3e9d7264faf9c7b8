import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomText } from '../../../src/demo/simulator/wechat-tokens.ts';
import { HttpError } from '../../../src/http/http-error.ts';
import { lacksTick, parseCallForm } from '../../../src/page/call/form.ts';
import { apiCatalogue } from '../../../src/wechat/apis.ts';

const token = `93_${randomText(133)}`;
const offered = apiCatalogue.filter(({ isUnlisted }) => !isUnlisted);

const shownOf = (fields: Readonly<Record<string, string>>) => {
  const { method, target, body, api } = parseCallForm(fields);
  const path = target.ok ? [target.path, target.query].filter(Boolean).join('?') : target.fault;
  return { method, path, body: body.ok ? (body.text ?? '') : body.fault, id: api?.id };
};

test('choosing an API fills in what the documentation prints', () => {
  for (const { id, method, path, query, body = '' } of offered) {
    const filled = query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
    const wanted = { method, path: filled, body, id };
    assert.deepEqual(shownOf({ api: id, step: 'load' }), wanted);
    // over what stood there before
    assert.deepEqual(
      shownOf({ api: id, step: 'load', method: 'GET', path: '/cgi-bin/old?a=1', body: '{"old":1}' }),
      wanted,
    );
  }
});

test('filling in again leaves a call of that API as it was composed', () => {
  const fields = {
    api: 'message/custom/send',
    method: 'POST',
    path: '/cgi-bin/message/custom/send',
    body: '{"touser":"mine"}',
    step: 'load',
  };
  assert.equal(shownOf(fields).body, '{"touser":"mine"}');
  assert.equal(shownOf({ ...fields, path: '/cgi-bin/message/custom/send?x=1' }).path, `${fields.path}?x=1`);
  assert.equal(shownOf({ ...fields, method: 'GET' }).body, offered.find(({ id }) => id === fields.api)?.body);
});

test('a program may name the API alone; a body is never made up for it', () => {
  assert.deepEqual(shownOf({ api: 'menu/get' }), {
    method: 'GET',
    path: '/cgi-bin/menu/get',
    body: '',
    id: 'menu/get',
  });
  assert.equal(shownOf({ api: 'message/custom/send' }).body, '');
  assert.equal(shownOf({ api: 'nothing' }).path, 'empty');
});

test('what is called is told by what is sent, not by what was chosen', () => {
  const fields = { api: 'menu/get', method: 'GET', path: '/cgi-bin/menu/delete' };
  assert.equal(parseCallForm(fields).api?.id, 'menu/delete');
  assert.equal(lacksTick(parseCallForm(fields)), true);
});

test('N3: only the tick of this very method and path is one', () => {
  const call = { method: 'POST', path: '/cgi-bin/message/custom/send?a=1', body: '{}' };
  const lacks = (confirm: string, changed = {}): boolean =>
    lacksTick(parseCallForm({ ...call, confirm, ...changed }));
  assert.equal(lacks('POST /cgi-bin/message/custom/send'), false);
  for (const confirm of [
    '',
    'on',
    'true',
    'GET /cgi-bin/message/custom/send',
    'POST /cgi-bin/message/custom/send?a=1',
    'POST /cgi-bin/message/custom/sen',
    'POST /cgi-bin/message/custom/send ',
    'post /cgi-bin/message/custom/send',
    'POST /cgi-bin/menu/create',
  ]) {
    assert.equal(lacks(confirm), true, confirm);
  }
  assert.equal(lacks('POST /cgi-bin/message/custom/send', { path: '/cgi-bin/menu/create' }), true);
  assert.equal(lacks('POST /cgi-bin/message/custom/send', { method: 'GET' }), true);
});

test('N3: every API that is no free read wants one, a path that nobody knows as well, and no free read does', () => {
  for (const { classes, method, path, query, body } of apiCatalogue) {
    const target = `${path}?${new URLSearchParams(query)}`;
    const form = parseCallForm({ method, path: target, body: body ?? '' });
    const isFree = classes.includes('R') && !classes.includes('Q');
    // what is refused is not sent either
    assert.equal(lacksTick(form), form.target.ok && !isFree, path);
  }
  for (const method of ['GET', 'POST']) {
    assert.equal(lacksTick(parseCallForm({ method, path: '/cgi-bin/nobody/knows' })), true);
  }
  assert.equal(
    lacksTick(parseCallForm({ method: 'POST', path: '/cgi-bin/draft/switch?checkonly=1' })),
    false,
  );
  assert.equal(lacksTick(parseCallForm({ method: 'POST', path: '/cgi-bin/draft/switch?checkonly=0' })), true);
});

test('N1: the token is that of its field, or of the path where the field is empty', () => {
  const path = `/cgi-bin/menu/get?access_token=${token}`;
  const tokenOf = (fields: Readonly<Record<string, string>>) => {
    const { pasted } = parseCallForm(fields);
    return pasted.kind === 'token' ? pasted.token : pasted.kind === 'other' ? pasted.looksLike : pasted.kind;
  };
  assert.equal(tokenOf({ path }), token);
  assert.equal(tokenOf({ path, access_token: '93_another-one' }), '93_another-one');
  assert.equal(tokenOf({ path: '/cgi-bin/menu/get?access_token=ACCESS_TOKEN' }), 'placeholder');
  assert.equal(tokenOf({ path: '/cgi-bin/menu/get' }), 'empty');
  const parts = ['{"alg":"HS256"}', '{"client":"orders"}', 'signature'].map((part) =>
    Buffer.from(part).toString('base64url'),
  );
  assert.equal(tokenOf({ path: '/cgi-bin/menu/get', access_token: parts.join('.') }), 'stand_in');
  assert.equal(tokenOf({ path: '/x', access_token: `Bearer ${parts.join('.')}` }), 'stand_in');
  assert.equal(
    tokenOf({ path: '/x', access_token: `{"access_token":"${parts.join('.')}","expires_in":7200}` }),
    'stand_in',
  );
  assert.equal(tokenOf({ path: `/x?access_token=${parts.join('.')}` }), 'stand_in');
});

test('only what no form of ours sends is a malformed form', () => {
  for (const fields of [{ step: 'go' }, { method: 'PUT' }, { other: '1' }, { path: ['a', 'b'] }]) {
    assert.throws(() => parseCallForm(fields), HttpError);
  }
  for (const fields of [{}, undefined, { api: 'constructor', step: 'load' }, { method: 'get' }])
    parseCallForm(fields);
});
