// G4: the spellings and headers that have led past proxies and routers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { startCentral } from '../support/central/central.ts';
import { readToken, tokenOf, tokenPath } from '../support/central/central-api.ts';

test('G4: no spelling of a path, and no header of a proxy, leads past the key', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, orders, simulator } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  const query = tokenPath(shop).slice('/cgi-bin/token'.length);
  // all three accounts are fetched for by now
  await simulator.seen(3);
  const paths = [
    `/cgi-bin/token/../healthz${query}`,
    `/healthz/../cgi-bin/token${query}`,
    `/healthz?x=/cgi-bin/token${query}`,
    `/healthz/%2e%2e/cgi-bin/token${query}`,
    `/healthz%2f..%2fcgi-bin%2ftoken${query}`,
    `/cgi-bin%2ftoken${query}`,
    `/cgi-bin/token%2f${query}`,
    `/cgi-bin/token/${query}`,
    `/cgi-bin/token.${query}`,
    `/cgi-bin/token;x=1${query}`,
    `/cgi-bin/token%00${query}`,
    `/CGI-BIN/TOKEN${query}`,
    `/cgi-bin/Token${query}`,
    `//cgi-bin/token${query}`,
    `/./cgi-bin/token${query}`,
    `/cgi-bin//token${query}`,
    `/cgi-bin/./token${query}`,
    `/cgi-bin/%74oken${query}`,
    `/cgi-bin/token${query}#/healthz`,
    `/cgi-bin/token${query}&x=/healthz`,
    `http://localhost/cgi-bin/token${query}`,
    `http://localhost/healthz${query}`,
    `/central/../cgi-bin/token${query}`,
    '/central/',
    '/Central',
    '/%63entral',
    '//central',
    '/central;x',
    '/central%2f',
    '/central?key=x',
    '/central/refresh',
    '/metrics/',
    '/metrics.',
    '/METRICS',
    '/%6detrics',
  ];
  const forged = {
    'x-original-url': '/healthz',
    'x-rewrite-url': '/healthz',
    'x-forwarded-uri': '/healthz',
    'x-forwarded-path': '/healthz',
    'x-forwarded-for': '127.0.0.1',
    'x-real-ip': '127.0.0.1',
    'x-http-method-override': 'GET',
    'user-agent': 'kube-probe/1.31',
  };
  for (const path of [...paths, tokenPath(shop), '/central', '/metrics']) {
    for (const headers of [{}, forged]) {
      for (const method of ['GET', 'HEAD', 'POST']) {
        const reply = await send(origin, { method, path, headers });
        const what = `${method} ${path}: ${reply.status} ${reply.text}`;
        if (path.startsWith('/healthz?') && method === 'GET') assert.equal(reply.text, '{"status":"ok"}');
        else if (reply.status === 200)
          assert.ok(method === 'HEAD' || reply.text.includes('"errcode":'), what);
        else assert.ok(reply.status >= 400 && reply.status < 500, what);
        assertClean(token, { [what]: reply.text + JSON.stringify(reply.headers) });
      }
    }
  }
  // not even a good key is listened to under another spelling: two routers could disagree on what it means
  for (const spelling of [
    '/cgi-bin/token/',
    '/cgi-bin/Token',
    '/cgi-bin/%74oken',
    '/cgi-bin//token',
    '//cgi-bin/token',
  ]) {
    const { text } = await send(origin, {
      path: spelling + tokenPath(shop, orders).slice('/cgi-bin/token'.length),
    });
    assert.doesNotMatch(text, /"access_token"/, spelling);
  }
  // forged the other way round: the address as sent is what counts
  const rewritten = await send(origin, {
    path: '/healthz',
    headers: { 'x-original-url': tokenPath(shop, orders) },
  });
  assert.equal(rewritten.text, '{"status":"ok"}');
  assert.equal(simulator.calls.length, 3);
});
