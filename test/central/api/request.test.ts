import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { test } from 'node:test';
import type { Request } from 'express';
import { bodyOf, parseTicketParams, parseTokenParams, queryOf } from '../../../src/central/api/request.ts';
import { longestToken } from '../../../src/central/tokens/rules.ts';

/** What these functions read of a request, and no more. */
function request({
  url = '/',
  authorization,
  body,
}: Readonly<{ url?: string; authorization?: string; body?: unknown }>): Request {
  const req = Object.assign(new IncomingMessage(new Socket()), { url, body });
  if (authorization !== undefined) {
    req.rawHeaders = ['Authorization', authorization];
    req.headers.authorization = authorization;
  }
  // Express' own members are not read
  return req as unknown as Request;
}

const key = 'wat_key';
const all = { grant_type: 'client_credential', appid: 'wx01', secret: key };

test('parameters, as far as they are ours', () => {
  const query = parseTokenParams({ ...all, force_refresh: true, invalid_token: 't', other: 1 }, request({}));
  assert.deepEqual(query, { appid: 'wx01', key, forceRefresh: true, invalidToken: 't' });
  assert.deepEqual(parseTokenParams(all, request({})), {
    appid: 'wx01',
    key,
    forceRefresh: false,
    invalidToken: undefined,
  });
});

test('an empty invalid_token reports nothing', () => {
  const query = parseTokenParams({ ...all, invalid_token: '' }, request({}));
  assert.ok(typeof query === 'object' && query.invalidToken === undefined);
});

test('another scheme is passed over, and a header that is nobody’s key is not', () => {
  for (const [authorization, expected] of [
    [`Bearer ${key}`, key],
    ['Basic eDp5', key],
    ['Bearer ', ''],
    ['', ''],
  ] as const) {
    const query = parseTokenParams(all, request({ authorization }));
    assert.ok(typeof query === 'object' && query.key === expected, authorization);
  }
  assert.equal(parseTokenParams(all, request({ authorization: 'Bearer wat_other' })), 'two_keys');
  const { secret: _secret, ...keyless } = all;
  const query = parseTokenParams(keyless, request({ authorization: `Bearer ${key}` }));
  assert.ok(typeof query === 'object' && query.key === key);
});

test('the checks come in WeChat’s order: appid, secret, grant_type', () => {
  assert.equal(parseTokenParams({}, request({})), 41002);
  assert.equal(parseTokenParams({ appid: 'wx01' }, request({})), 41004);
  assert.equal(parseTokenParams({ appid: 'wx01', secret: '' }, request({})), 41004);
  assert.equal(parseTokenParams({ appid: 'wx01', secret: key }, request({})), 40002);
  assert.equal(parseTokenParams({ ...all, grant_type: 'x', appid: '' }, request({})), 41002);
});

for (const params of [
  undefined,
  null,
  'text',
  1,
  [all],
  { ...all, appid: 1 },
  { ...all, secret: null },
  { ...all, secret: [key] },
  { ...all, force_refresh: 'true' },
  { ...all, force_refresh: 'false' },
  { ...all, force_refresh: null },
  { ...all, force_refresh: 0 },
  { ...all, invalid_token: 'x'.repeat(4097) },
  { ...all, invalid_token: {} },
  { ...all, appid: 'x'.repeat(2049) },
]) {
  test(`47001: ${JSON.stringify(params)?.slice(0, 80)}`, () => {
    assert.equal(parseTokenParams(params, request({})), 47001);
  });
}

test('2048 characters are still a parameter', () => {
  const query = parseTokenParams({ ...all, appid: 'x'.repeat(2048) }, request({}));
  assert.ok(typeof query === 'object');
});

test('blanks are no value, and what surrounds one is no part of it, as on the page', () => {
  assert.equal(parseTicketParams({ access_token: ' \t', type: 'jsapi' }), 41001);
  assert.equal(parseTokenParams({ ...all, appid: '  ' }, request({})), 41002);
  assert.equal(parseTokenParams({ ...all, secret: '\n' }, request({})), 41004);
  const blank = parseTokenParams({ ...all, invalid_token: ' \u200B ' }, request({}));
  assert.ok(typeof blank === 'object' && blank.invalidToken === undefined);
  const wrapped = { ...all, appid: ' wx01', secret: `"${key}"\r\n`, invalid_token: ' t ' };
  assert.deepEqual(parseTokenParams(wrapped, request({})), {
    appid: 'wx01',
    key,
    forceRefresh: false,
    invalidToken: 't',
  });
});

test('a token of every length that is kept is taken back', () => {
  const longest = 'x'.repeat(longestToken);
  assert.deepEqual(parseTicketParams({ access_token: longest, type: 'jsapi' }), {
    accessToken: longest,
    type: 'jsapi',
  });
  const query = parseTokenParams({ ...all, invalid_token: longest }, request({}));
  assert.ok(typeof query === 'object' && query.invalidToken === longest);
});

test('a ticket needs a token and one of two types', () => {
  for (const type of ['jsapi', 'wx_card'] as const) {
    assert.deepEqual(parseTicketParams({ access_token: 't', type }), { accessToken: 't', type });
  }
  assert.equal(parseTicketParams({ type: 'jsapi' }), 41001);
  assert.equal(parseTicketParams({ access_token: '', type: 'x' }), 41001);
  for (const type of [undefined, '', 'JSAPI', 'constructor']) {
    assert.equal(parseTicketParams({ access_token: 't', ...(type === undefined ? {} : { type }) }), 40097);
  }
  assert.equal(parseTicketParams(undefined), 47001);
});

for (const [url, expected] of [
  ['/cgi-bin/token', {}],
  ['/cgi-bin/token?', {}],
  ['/cgi-bin/token?a=1&b=2', { a: '1', b: '2' }],
  ['/cgi-bin/token?a=1%262&b=%E5%AF%86+x', { a: '1&2', b: '密 x' }],
  ['/cgi-bin/token?a=1?2', { a: '1?2' }],
  ['/cgi-bin/token?a=%zz', { a: '%zz' }],
  ['/cgi-bin/token?a=1&a=1', undefined],
  ['/cgi-bin/token?a=1&%61=2', undefined],
] as const) {
  test(`the query of ${url}`, () => assert.deepEqual(queryOf(request({ url })), expected));
}

test('__proto__ in a query is one more unknown parameter', () => {
  const query = queryOf(request({ url: '/?__proto__=x&a=1' }));
  assert.ok(query !== undefined && Object.hasOwn(query, '__proto__') && query.a === '1');
  assert.equal(Object.getPrototypeOf(query), Object.prototype);
});

for (const [name, body, expected] of [
  ['an object', Buffer.from('{"a":1}'), { a: 1 }],
  ['an object behind a BOM', Buffer.from('\uFEFF{"a":1}'), { a: 1 }],
  ['no body', undefined, undefined],
  ['what another parser made', { a: 1 }, undefined],
  ['empty', Buffer.alloc(0), undefined],
  ['a member twice', Buffer.from('{"a":1,"a":1}'), undefined],
  ['a member twice, deeper and escaped', Buffer.from('{"a":{"b":1,"\\u0062":2}}'), undefined],
  ['broken', Buffer.from('{"secret":"wat_key"'), undefined],
  ['not UTF-8', Buffer.from([0xff]), undefined],
] as const) {
  test(`the body: ${name}`, () => assert.deepEqual(bodyOf(request({ body })), expected));
}
