import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Api, apiCatalogue, apiOf, findApi, isFreeRead, readPreset } from '../../src/wechat/apis.ts';

const han = /\p{Script=Han}/u;

const sampleOf = ({ method, path, query, body }: Api) => ({
  method,
  path,
  query: new URLSearchParams(query),
  body: body === undefined ? undefined : (JSON.parse(body) as unknown),
});

const idOf = (...call: Parameters<typeof apiOf>): string | undefined => apiOf(...call)?.id;

test('some sixty APIs are offered, each once, and found by id', () => {
  const ids = apiCatalogue.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(apiCatalogue.filter(({ isUnlisted }) => !isUnlisted).length >= 60);
  for (const api of apiCatalogue) assert.equal(findApi(api.id), api);
  assert.equal(findApi('constructor'), undefined);
});

test('a path is one of WeChat’s as it is sent, and the id says which', () => {
  for (const { id, path, group } of apiCatalogue) {
    assert.match(path, /^\/(?:cgi-bin|wxa|wxaapi|datacube)(?:\/[A-Za-z0-9_]+)+$/);
    assert.match(id, /^[a-z0-9_]+(?:\/[a-z0-9_]+)*$/);
    assert.ok(`/${path}`.includes(`/${id.split('/')[0]}`), id);
    assert.ok(group.length > 0);
  }
});

test('a GET has no body; a body is JSON in the documentation’s fields, with none of them left out', () => {
  for (const { id, method, body, parameters, query = {} } of apiCatalogue) {
    assert.ok(body === undefined || method === 'POST', id);
    const names = parameters.map((name) => name.replace('?', ''));
    const fields = body === undefined ? [] : Object.keys(JSON.parse(body) as object);
    const given = [...Object.keys(query), ...fields];
    for (const name of given) assert.ok(names.includes(name), `${id} ${name}`);
    const isForm = body === undefined && method === 'POST' && Object.keys(query).length < names.length;
    for (const name of parameters.filter((each) => !each.endsWith('?'))) {
      assert.ok(isForm || given.includes(name), `${id} leaves ${name} out`);
    }
    assert.ok(!given.some((name) => /token/.test(name)), id);
  }
});

test('what is offered without a body needs none', () => {
  for (const { id, method, body, isUnlisted } of apiCatalogue) {
    const takesNone = method === 'GET' || id === 'draft/switch' || id === 'draft/switch/check';
    if (!isUnlisted) assert.equal(body === undefined, takesNone, id);
  }
});

test('whatever is no free read names its effect, and nothing else does', () => {
  for (const api of apiCatalogue) {
    assert.equal(api.effect === undefined, isFreeRead(api), api.id);
    const kinds = api.classes.filter((each) => ['R', 'W', 'S', 'X'].includes(each));
    assert.ok(kinds.length <= 1 && api.classes.length > 0, api.id);
    if (api.classes.includes('X'))
      assert.match(`${api.effect?.en}`, /undone|off again|fail|any more/, api.id);
  }
});

test('uploads, AppSecrets, forms and what reaches everybody at once are not offered', () => {
  const unlisted = apiCatalogue.filter(({ isUnlisted }) => isUnlisted).map(({ id }) => id);
  assert.deepEqual(unlisted, [
    'clear_quota/v2',
    'media/upload',
    'media/uploadimg',
    'material/add_material',
    'freepublish/delete',
    'message/mass/sendall',
    'message/mass/send',
    'newtmpl/addtemplate',
    'newtmpl/deltemplate',
  ]);
  for (const api of apiCatalogue) {
    if (api.classes.some((each) => each === 'U' || each === 'K')) assert.ok(api.isUnlisted, api.id);
  }
});

test('texts are there in both languages, each in its own', () => {
  for (const { id, name, does, effect } of apiCatalogue) {
    for (const text of [name, does, ...(effect === undefined ? [] : [effect])]) {
      assert.ok(text.en.length > 3 && !han.test(text.en), `${id}: ${text.en}`);
      assert.ok(han.test(text.zh), `${id}: ${text.zh}`);
    }
    assert.ok(name.en.length <= 48 && name.zh.length <= 22, id);
    assert.match(does.en, /[.…]$/, id);
    assert.match(does.zh, /[。…]$/u, id);
    for (const label of [name, ...(effect === undefined ? [] : [effect])]) {
      assert.doesNotMatch(label.en + label.zh, /[.。]$/u, id);
    }
  }
});

test('each has a page of WeChat’s, and codes in ascending order without those that every API has', () => {
  const common = [-1, 40001, 40014, 41001, 40164, 42001, 45009, 45011];
  for (const { id, doc, codes } of apiCatalogue) {
    assert.match(doc, /^https:\/\/developers\.weixin\.qq\.com\/[\w/-]+\.html$/);
    assert.deepEqual(
      codes,
      [...new Set(codes)].sort((a, b) => a - b),
      id,
    );
    assert.ok(!codes.some((code) => common.includes(code)), id);
  }
  assert.ok(apiCatalogue.filter(({ isChecked }) => isChecked).length > 45);
});

test('each call of the catalogue is known again, by what it does', () => {
  for (const api of apiCatalogue) assert.equal(idOf(sampleOf(api)), api.id);
});

test('a path with two effects is told by what makes the difference', () => {
  const draft = (query: string) =>
    idOf({ method: 'POST', path: '/cgi-bin/draft/switch', query: new URLSearchParams(query) });
  assert.equal(draft('checkonly=1'), 'draft/switch/check');
  for (const query of ['', 'checkonly=0', 'checkonly=1&checkonly=0', 'checkonly=11', 'Checkonly=1']) {
    assert.equal(draft(query), 'draft/switch', query);
  }
  const code = (body: unknown) => idOf({ method: 'POST', path: '/cgi-bin/qrcode/create', body });
  assert.equal(code({ action_name: 'QR_LIMIT_SCENE' }), 'qrcode/create/permanent');
  for (const body of [undefined, null, 'QR_LIMIT_SCENE', [], { action_name: 'QR_SCENE' }, { action_name: 1 }])
    assert.equal(code(body), 'qrcode/create');
});

test('another method or another spelling of a path is not known, and so no read', () => {
  for (const [method, path] of [
    ['POST', '/cgi-bin/menu/get'],
    ['get', '/cgi-bin/menu/get'],
    ['GET', '/cgi-bin/menu/get/'],
    ['GET', '/CGI-BIN/menu/get'],
    ['GET', '/cgi-bin/menu'],
  ] as const) {
    assert.equal(apiOf({ method, path }), undefined);
  }
  assert.equal(isFreeRead(undefined), false);
});

test('the preset `read` is every plain read, and nothing that tells of people, costs or depends', () => {
  assert.deepEqual([...readPreset].sort(), [
    '/cgi-bin/callback/check',
    '/cgi-bin/draft/batchget',
    '/cgi-bin/draft/count',
    '/cgi-bin/draft/get',
    '/cgi-bin/freepublish/batchget',
    '/cgi-bin/freepublish/get',
    '/cgi-bin/freepublish/getarticle',
    '/cgi-bin/get_api_domain_ip',
    '/cgi-bin/get_current_selfmenu_info',
    '/cgi-bin/getcallbackip',
    '/cgi-bin/material/batchget_material',
    '/cgi-bin/material/get_material',
    '/cgi-bin/material/get_materialcount',
    '/cgi-bin/media/get',
    '/cgi-bin/menu/get',
    '/cgi-bin/menu/trymatch',
    '/cgi-bin/message/mass/get',
    '/cgi-bin/openapi/quota/get',
    '/cgi-bin/shorten/fetch',
    '/cgi-bin/template/get_all_private_template',
    '/cgi-bin/template/get_industry',
    '/datacube/getusersummary',
    '/wxa/msg_sec_check',
    '/wxaapi/newtmpl/getcategory',
    '/wxaapi/newtmpl/gettemplate',
  ]);
});
