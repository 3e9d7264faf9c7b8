// Who may not call, in which words and in which order; nothing is sent then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestOptions } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { newClientKey } from '../support/central/central.ts';
import { addDraft, assertGatewayRefused, call } from '../support/central/gateway.ts';
import { assertAllRefused, bearer, startWithToken } from '../support/central/gateway-refused.ts';

test('M6: no credential, an empty one, several accounts and none named', async (t) => {
  const central = await startWithToken(t);
  const { keys } = central;
  await assertAllRefused(central, 41001, {
    none: { path: addDraft },
    'an empty token': { path: `${addDraft}?access_token=` },
    'an empty token without =': { path: `${addDraft}?access_token` },
    'an empty key': { path: addDraft, headers: { authorization: 'Bearer ' } },
    'another scheme': { path: addDraft, headers: { authorization: 'Basic eDp5' } },
    'none, by POST': { path: addDraft, method: 'POST', body: '{}' },
    'none, at a crooked path': { path: '//cgi-bin/draft/add' },
  });
  await assertAllRefused(central, 41002, { 'several accounts': { path: addDraft, ...bearer(keys.all) } });
  const named = { ...bearer(keys.all, { 'WeChat-AppID': central.news.appid }), path: '/cgi-bin/menu/get' };
  assert.equal((await call(central.origin, named)).gateway, 'relayed');
  assert.equal((await call(central.origin, { path: addDraft, ...bearer(keys.writer) })).gateway, 'relayed');
  await assertAllRefused(central, 40013, {
    'an account of others': {
      path: addDraft,
      ...bearer(keys.writer, { 'wechat-appid': central.news.appid }),
    },
    'an account of nobody': { path: addDraft, ...bearer(keys.all, { 'wechat-appid': 'wx0000000000000001' }) },
  });
});

test('M6: wrong keys, keys without a gateway, two credentials that differ', async (t) => {
  const central = await startWithToken(t);
  const { keys, orders, token, shop, news, logged } = central;
  const wrong = newClientKey();
  await assertAllRefused(central, 40125, {
    'a wrong key': { path: addDraft, ...bearer(wrong) },
    'a wrong key beside a good token': { path: `${addDraft}?access_token=${token}`, ...bearer(wrong) },
    'a wrong key as secret': { path: `/sns/jscode2session?appid=${shop.appid}&secret=${wrong}&js_code=1` },
  });
  await assertAllRefused(central, 40066, { 'a plain client': { path: addDraft, ...bearer(orders) } });
  await assertAllRefused(central, 47001, {
    'two clients': { path: `${addDraft}?access_token=${token}`, ...bearer(keys.writer) },
    'two accounts': {
      path: `${addDraft}?access_token=${token}`,
      ...bearer(keys.all, { 'wechat-appid': news.appid }),
    },
    'two keys': {
      path: `/sns/jscode2session?appid=${shop.appid}&secret=${keys.login}&js_code=1`,
      ...bearer(keys.all),
    },
  });
  const same = {
    path: `${addDraft}?access_token=${token}`,
    ...bearer(keys.all, { 'wechat-appid': shop.appid }),
  };
  assert.equal((await call(central.origin, same)).gateway, 'relayed');
  for (const key of [wrong, orders, keys.all]) assertClean(key, { log: logged() });
});

test('M6: access_token, appid and secret twice, in capitals, encoded, or the cloud’s own', async (t) => {
  const central = await startWithToken(t);
  const { token } = central;
  const good = `${addDraft}?access_token=${token}`;
  const path = (more: string): RequestOptions => ({ path: good + more });
  await assertAllRefused(central, 47001, {
    twice: path('&access_token=x'),
    'twice, the second empty': path('&access_token='),
    'in capitals': path('&ACCESS_TOKEN=x'),
    encoded: path('&%61ccess_token=x'),
    'with a blank': path('&access_token%20=x'),
    'as a list': path('&access_token[]=x'),
    'with a zero': path('&access_token%00=x'),
    'appid twice': path('&appid=a&AppId=b'),
    'secret twice': { path: `${good}&secret=${central.keys.all}&Secret=${central.keys.all}` },
    'of the cloud': path('&cloudbase_access_token=x'),
    'of the cloud, in capitals': path('&CloudBase_Access_Token=x'),
    'a name that cannot be decoded': path('&%ff=x'),
  });
  const capital = await call(central.origin, { path: `${addDraft}?Access_Token=${token}` });
  assert.equal(capital.gateway, 'relayed', 'once, in any case');
  assert.match(central.simulator.calls.at(-1)?.target ?? '', /\?access_token=93_[\w-]+$/);
});

test('M6: the checks come in one order: credential, its value, two of them, method, path', async (t) => {
  const central = await startWithToken(t, 'writer');
  const { token, keys } = central;
  const steps: readonly (readonly [errcode: number, options: RequestOptions])[] = [
    [41001, { method: 'PUT', path: '/cgi-bin/%64raft?access_token=&access_token=' }],
    [
      40001,
      { method: 'PUT', path: '/cgi-bin/%64raft?access_token=a.b.c&access_token=x', ...bearer('wat_wrong') },
    ],
    [
      40125,
      {
        method: 'PUT',
        path: `/cgi-bin/%64raft?access_token=${token}&access_token=x`,
        ...bearer('wat_wrong'),
      },
    ],
    [
      47001,
      {
        method: 'PUT',
        path: `/cgi-bin/%64raft?access_token=${token}&access_token=x`,
        ...bearer(keys.all, { 'wechat-appid': central.shop.appid }),
      },
    ],
    [43002, { method: 'PUT', path: `/cgi-bin/%64raft?access_token=${token}` }],
    [48001, { method: 'POST', path: `/cgi-bin/%64raft?access_token=${token}` }],
  ];
  for (const [errcode, options] of steps) assertGatewayRefused(await call(central.origin, options), errcode);
});
