import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '../../../src/central/accounts/accounts.ts';
import { isPlainPath } from '../../../src/central/accounts/call-paths.ts';
import { callRightsOf, createCallRights, mayLogin } from '../../../src/central/accounts/call-rights.ts';
import { presets } from '../../../src/central/accounts/presets.ts';

const may = (list: readonly string[], path: string): boolean => createCallRights(list).mayCall(path);

for (const path of [
  '/cgi-bin/draft/add',
  '/wxa/getwxacodeunlimit',
  '/cgi-bin/template/api_add_template',
  '/a/b.c/d-e',
]) {
  test(`M6: ${path} is a plain path`, () => assert.ok(isPlainPath(path)));
}

const crooked = [
  ...['', '/', 'cgi-bin/a', '//cgi-bin/a', '/cgi-bin//a', '/cgi-bin/a/', '/cgi-bin/./a', '/cgi-bin/../a'],
  ...['/cgi-bin/.a', '/cgi-bin/%61', '/cgi-bin/a%2fb', '/cgi-bin/%2e%2e/a', '/cgi-bin/a;x=1', '/cgi-bin\\a'],
  ...['/cgi-bin/a b', '/cgi-bin/a\n', '/cgi-bin/a@b', '/cgi-bin/a:80', '/cgi-bin/é', '/cgi-bin/a?b', '/a#b'],
  `/${'a'.repeat(256)}`,
];

for (const path of crooked) {
  test(`M6: ${JSON.stringify(path.slice(0, 30))} is no plain path, and nobody may call it`, () => {
    assert.equal(isPlainPath(path), false);
    for (const list of [['*'], [path], ['/']]) assert.equal(may(list, path), false);
  });
}

test('a path is allowed by itself, by a prefix, by a preset or by *, and compared as bytes', () => {
  assert.ok(may(['/wxa/getwxacodeunlimit'], '/wxa/getwxacodeunlimit'));
  assert.ok(!may(['/wxa/getwxacodeunlimit'], '/wxa/getwxacodeunlimited'));
  assert.ok(!may(['/wxa/getwxacode'], '/wxa/getwxacodeunlimit'), 'no prefix without its slash');
  assert.ok(!may(['/wxa/getwxacodeunlimit'], '/WXA/getwxacodeunlimit'));
  assert.ok(may(['/wxa/'], '/wxa/business/getuserphonenumber'));
  assert.ok(!may(['/wxa/'], '/wxaapi/newtmpl/gettemplate'));
  assert.ok(!may(['/wxa/'], '/wxa'));
  assert.ok(may(['*'], '/datacube/getusersummary'));
  assert.ok(!may([], '/datacube/getusersummary'));
});

const never = [
  ...['/cgi-bin/token', '/cgi-bin/stable_token', '/cgi-bin/ticket/getticket', '/cgi-bin/clear_quota/v2'],
  ...[
    '/cgi-bin/component/api_component_token',
    '/cgi-bin/component',
    '/CGI-BIN/Token',
    '/cgi-bin/Component/x',
  ],
];

for (const path of never) {
  test(`M6: ${path} is never relayed, not even by *, nor where it is named`, () => {
    for (const list of [['*'], [path], ['/cgi-bin/', '/CGI-BIN/'], ['/cgi-bin/component/']])
      assert.equal(may(list, path), false, list.join());
  });
}

const inFull = [
  ...['/cgi-bin/clear_quota', '/cgi-bin/openapi/quota/clear', '/cgi-bin/draft/switch'],
  ...['/cgi-bin/freepublish/delete', '/cgi-bin/message/mass/sendall', '/cgi-bin/message/mass/get'],
];

for (const path of inFull) {
  test(`M6: ${path} is allowed only where it is named in full`, () => {
    const prefix = path.slice(0, path.lastIndexOf('/') + 1);
    const wide = ['*', prefix, '/cgi-bin/', ...presets.keys()];
    assert.equal(may(wide, path), false);
    assert.equal(may(['/CGI-BIN/'], path.toUpperCase()), false, 'in another spelling neither');
    assert.equal(may([...wide, path], path), true);
  });
}

test('M6: drafts holds what a publishing tool needs, and nothing that reaches a reader', () => {
  const allowed = [
    ...['media/uploadimg', 'material/add_material', 'draft/add', 'draft/update', 'draft/get'],
    ...['draft/batchget', 'draft/count'],
  ].map((name) => `/cgi-bin/${name}`);
  assert.deepEqual(presets.get('drafts'), allowed);
  for (const path of allowed) assert.ok(may(['drafts'], path));
  for (const path of [
    ...['/cgi-bin/draft/delete', '/cgi-bin/draft/switch', '/cgi-bin/freepublish/submit'],
    ...['/cgi-bin/material/del_material', '/cgi-bin/media/upload', '/cgi-bin/message/custom/send'],
  ])
    assert.ok(!may(['drafts'], path), path);
});

test('M6: read changes nothing, tells nothing of a person, and spends no scarce quota', () => {
  const { mayCall } = createCallRights(['read']);
  for (const path of ['/cgi-bin/get_api_domain_ip', '/cgi-bin/media/get', '/cgi-bin/draft/batchget'])
    assert.ok(mayCall(path), path);
  for (const path of [
    // GET, and deletes all the same
    '/cgi-bin/menu/delete',
    ...['/cgi-bin/user/get', '/cgi-bin/user/info', '/cgi-bin/openapi/rid/get', '/cgi-bin/comment/list'],
    ...['/wxa/business/getuserphonenumber', '/cgi-bin/draft/switch', '/cgi-bin/draft/add'],
    ...['/cgi-bin/message/mass/get', '/cgi-bin/ticket/getticket', '/sns/jscode2session'],
  ])
    assert.ok(!mayCall(path), path);
});

test('M6: whatever a preset names, it allows', () => {
  for (const [name, paths] of presets)
    assert.deepEqual(
      paths.filter((path) => !may([name], path)),
      [],
      name,
    );
});

const client = (gateway?: readonly string[]): Client => ({
  ...{ name: 'writer', keySha256: ['a1'.repeat(32)], accounts: ['shop'], forceRefresh: false },
  ...(gateway === undefined ? {} : { gateway }),
});

test('a client without gateway has no rights to call, and login is a right of its own', () => {
  assert.equal(callRightsOf(client()), undefined);
  assert.equal(mayLogin(client()), false);
  assert.equal(mayLogin(client(['drafts', '/wxa/'])), false);
  for (const list of [['login'], ['*'], ['/sns/'], ['/sns/jscode2session']])
    assert.equal(mayLogin(client(list)), true, list.join());
  const one = client(['login']);
  assert.equal(callRightsOf(one), callRightsOf(one), 'made once');
});

test('a path stands in the log as its list names it, and as nothing else', () => {
  const { labelOf } = createCallRights(['drafts', '/wxa/', '/wxa/business/', '/sns/jscode2session']);
  const labels = [
    ['/cgi-bin/draft/add', '/cgi-bin/draft/add'],
    ['/sns/jscode2session', '/sns/jscode2session'],
    ['/wxa/secretsecret', '/wxa/*'],
    ['/wxa/business/secretsecret', '/wxa/business/*'],
    ['/cgi-bin/secretsecret', '(other)'],
    ['/wxa/../secret', '(other)'],
  ];
  assert.deepEqual(
    labels.map(([path = '']) => [path, labelOf(path)]),
    labels,
  );
  assert.equal(createCallRights(['*']).labelOf('/cgi-bin/secretsecret'), '/*');
});
