// Which calls are not made, whoever asks; nothing is sent then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestOptions } from '../support/app.ts';
import { addDraft, call } from '../support/central/gateway.ts';
import { assertAllRefused, bearer, startWithToken } from '../support/central/gateway-refused.ts';

test('M6: other methods and HEAD', async (t) => {
  const central = await startWithToken(t);
  const path = `${addDraft}?access_token=${central.token}`;
  await assertAllRefused(central, 43001, { HEAD: { path, method: 'HEAD' } });
  const others = ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'];
  await assertAllRefused(
    central,
    43002,
    Object.fromEntries(others.map((method) => [method, { path, method }])),
  );
});

test('M6: crooked and never-relayed paths, with a stand-in that may do everything', async (t) => {
  const central = await startWithToken(t);
  const paths = [
    ...['//cgi-bin/draft/add', '/cgi-bin//draft/add', '/cgi-bin/draft/add/', '/cgi-bin/./draft/add'],
    ...['/cgi-bin/%64raft/add', '/cgi-bin/draft%2fadd', '/cgi-bin/%2e%2e/sns/userinfo', '/cgi-bin/../x/y'],
    ...['/cgi-bin/draft/add;x=1', '/cgi-bin\\draft', '/cgi-bin/draft/add%00', '/cgi-bin/draft/add%3Fx'],
    ...['/foo/../cgi-bin/draft/add', '/@127.0.0.1/cgi-bin/x', '/http://127.0.0.1/cgi-bin/x', '/.env'],
    ...['/cgi-bin/token/', '/cgi-bin/Token', '/CGI-BIN/STABLE_TOKEN', '/cgi-bin/ticket/GetTicket'],
    ...['/cgi-bin/component/api_component_token', '/cgi-bin/clear_quota/v2', '/cgi-bin/clear_quota'],
    ...['/cgi-bin/openapi/quota/clear', '/cgi-bin/draft/switch', '/cgi-bin/freepublish/delete'],
    ...['/cgi-bin/message/mass/sendall', '/cgi-bin/message/mass/get', '/cgi-bin/MESSAGE/mass/send'],
  ];
  await assertAllRefused(
    central,
    48001,
    Object.fromEntries(paths.map((path) => [path, { path: `${path}?access_token=${central.token}` }])),
  );
});

test('M6: a path outside the list, the edges of a preset, a key as secret where none is taken', async (t) => {
  const central = await startWithToken(t, 'writer');
  const { token, keys, shop } = central;
  const outside = ['/cgi-bin/draft/delete', '/cgi-bin/material/del_material', '/cgi-bin/media/upload'];
  const at = (path: string): RequestOptions => ({ path: `${path}?access_token=${token}` });
  await assertAllRefused(central, 48001, {
    ...Object.fromEntries(outside.map((path) => [path, at(path)])),
    'another prefix': at('/wxaapi/newtmpl/gettemplate'),
    'a call that nobody knows': at('/foo/bar'),
    'login without the right': {
      path: `/sns/jscode2session?appid=${shop.appid}&secret=${keys.writer}&js_code=1`,
    },
    'a key as secret': { path: `${addDraft}?secret=${keys.writer}` },
  });
  const inFull = await call(central.origin, {
    path: '/cgi-bin/message/mass/send',
    method: 'POST',
    ...bearer(keys.sender),
    body: '{"touser":["a"],"msgtype":"text"}',
  });
  assert.equal(inFull.gateway, 'relayed', inFull.reply.text);
});

test('M6: what carries no gateway credential is served as without a gateway', async (t) => {
  const central = await startWithToken(t);
  const { origin, token } = central;
  const query = `?access_token=${token}`;
  for (const path of ['/', '/check', `/check${query}`, `/Check${query}`, '/healthz', `/${query}`]) {
    const seen = await call(origin, { path });
    assert.deepEqual([seen.status, seen.gateway], [200, undefined], path);
  }
  assert.equal((await call(origin, { path: '/foo' })).status, 404);
  assert.equal((await call(origin, { path: '/foo?access_token=a.b.c' })).errcode, 40001);
});
