// A browser calls with a client key: from the origins that its client lists, and from nowhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { postJson } from '../support/central/central-api.ts';
import {
  addDraft,
  assertGatewayRefused,
  callWith,
  draft,
  relayedCalls,
  standInOf,
  startGateway,
} from '../support/central/gateway.ts';

const listed = 'https://md.example.com';

const preflight = (path: string, origin: string) => ({
  method: 'OPTIONS',
  path,
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,wechat-appid',
  },
});

test('M12: a preflight is answered for listed origins, at calls and where stand-ins are read; never by *', async (t) => {
  const central = await startGateway(t);
  const { origin } = central;
  for (const path of [addDraft, '/cgi-bin/stable_token', '/cgi-bin/token', '/cgi-bin/ticket/getticket']) {
    const { status, headers } = await send(origin, preflight(path, listed));
    assert.equal(status, 204, path);
    assert.equal(headers['access-control-allow-origin'], listed);
    assert.equal(headers['access-control-allow-headers'], 'authorization, content-type, wechat-appid');
    assert.match(String(headers.vary), /Origin/);
    assert.equal(headers['access-control-allow-credentials'], undefined);
    for (const other of [
      'https://evil.example.com',
      'null',
      `${listed}.evil.example.com`,
      `${listed}/`,
      'http://md.example.com',
    ]) {
      const refused = await send(origin, preflight(path, other));
      assert.equal(refused.headers['access-control-allow-origin'], undefined, other);
      assert.equal(refused.headers['x-gateway'], 'refused');
      assert.match(String(refused.headers.vary), /Origin/);
    }
  }
  const page = await send(origin, preflight('/check', listed));
  assert.equal(page.headers['access-control-allow-origin'], undefined, 'our own pages are nobody’s');
});

test('M12: a tool in a browser reads its stand-in and calls; what it may read is exposed', async (t) => {
  const central = await startGateway(t);
  const { origin, shop, keys } = central;
  const params = { grant_type: 'client_credential', appid: shop.appid, secret: keys.writer };
  const read = await postJson(origin, JSON.stringify(params), { origin: listed });
  assert.equal(read.body.expires_in, 7200, read.text);
  assert.equal(read.headers['access-control-allow-origin'], listed);
  const token = String(read.body.access_token);
  const headers = { 'content-type': 'application/json', origin: listed };
  const seen = await callWith(origin, token, addDraft, { json: draft, headers });
  assert.equal(seen.gateway, 'relayed');
  assert.equal(seen.reply.headers['access-control-allow-origin'], listed);
  assert.equal(seen.reply.headers['access-control-expose-headers'], 'X-Gateway, Retry-After');
  const refused = await callWith(origin, token, '/cgi-bin/menu/get', { headers: { origin: listed } });
  assert.equal(refused.errcode, 48001);
  assert.equal(refused.reply.headers['access-control-allow-origin'], listed, 'it can read why');
});

test('M12: an origin that this client does not list is refused before anything is sent', async (t) => {
  const central = await startGateway(t);
  const { origin, shop, keys } = central;
  const writer = await standInOf(central, shop, keys.writer);
  const all = await standInOf(central, shop, keys.all);
  for (const other of ['https://evil.example.com', 'null', '', `${listed}:8443`]) {
    const seen = await callWith(origin, writer, addDraft, { json: draft, headers: { origin: other } });
    assertGatewayRefused(seen, 48001, other);
    assert.equal(seen.reply.headers['access-control-allow-origin'], undefined);
  }
  // listed by another client, not by this one
  assertGatewayRefused(
    await callWith(origin, all, addDraft, { json: draft, headers: { origin: listed } }),
    48001,
  );
  const ticket = `/cgi-bin/ticket/getticket?type=jsapi`;
  assertGatewayRefused(await callWith(origin, all, ticket, { headers: { origin: listed } }), 48001);
  assert.equal(relayedCalls(central).length, 0);
  for (const [key, from] of [
    [keys.writer, 'https://evil.example.com'],
    [keys.writer, 'null'],
    [keys.all, listed],
  ] as const) {
    const params = { grant_type: 'client_credential', appid: shop.appid, secret: key };
    const refused = await postJson(origin, JSON.stringify(params), { origin: from });
    assert.equal(refused.body.errcode, 48001, refused.text);
    const path = `/cgi-bin/token?${new URLSearchParams(params)}`;
    assert.match((await send(origin, { path, headers: { origin: from } })).text, /"errcode":48001/);
  }
});
