import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postForm, type Reply, send } from '../../support/app.ts';
import { assertClean } from '../../support/canary.ts';
import { createEveryState, createKept } from '../../support/central/kept-accounts.ts';
import {
  basic,
  bearer,
  operator,
  type StatusPage,
  startStatusPage,
} from '../../support/central/status-page.ts';
import { attributeById, shows } from '../../support/page/html.ts';

const get = ({ origin }: StatusPage, path = '/central', headers = {}): Promise<Reply> =>
  send(origin, { path, headers: { ...bearer, ...headers } });

const press = (
  { origin }: StatusPage,
  fields: Readonly<Record<string, string>> | string,
  headers: Readonly<Record<string, string>> = {},
  path = '/central/refresh',
): Promise<Reply> => postForm(origin, fields, { path, headers: { ...bearer, ...headers } });

const routes = ['/central', '/central/refresh', '/metrics'] as const;

test('G3, G7: no route and no method answers anything but 401 without the key', async (t) => {
  const kept = await createEveryState();
  const page = await startStatusPage(t, kept);
  for (const path of routes) {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE']) {
      for (const authorization of [undefined, 'Bearer wrong', basic('operator', 'wrong')]) {
        const headers = authorization === undefined ? {} : { authorization };
        const { status, text, headers: sent } = await send(page.origin, { method, path, headers });
        assert.equal(status, 401, `${method} ${path} ${authorization}`);
        assert.match(String(sent['www-authenticate']), /^Basic realm="[^"]+", charset="UTF-8"$/);
        assert.equal(sent['cache-control'], 'no-store');
        assert.doesNotMatch(text, /fresh|suspect|wechat_token/);
      }
    }
  }
  assert.deepEqual(page.forced, []);
});

test('G4: no spelling of the address and no header of a proxy gets past the key', async (t) => {
  const page = await startStatusPage(t, await createEveryState());
  for (const path of [
    '/central/',
    '/CENTRAL',
    '//central',
    '/central%2f',
    '/metrics/',
    '/healthz/../metrics',
  ]) {
    const { status } = await send(page.origin, { path });
    assert.ok(status === 401 || status === 404, `${path}: ${status}`);
  }
  const forged = {
    'x-original-url': '/healthz',
    'x-forwarded-uri': '/healthz',
    'user-agent': 'kube-probe/1',
  };
  assert.equal((await send(page.origin, { path: '/metrics', headers: forged })).status, 401);
});

test('with the key, as Bearer or as the password of Basic, page and metrics are there', async (t) => {
  const page = await startStatusPage(t, await createEveryState());
  for (const authorization of [bearer.authorization, basic('anybody', operator)]) {
    const html = await send(page.origin, { path: '/central', headers: { authorization } });
    assert.deepEqual([html.status, html.headers['cache-control']], [200, 'no-store']);
    assert.match(String(html.headers['content-type']), /^text\/html/);
    const metrics = await send(page.origin, { path: '/metrics', headers: { authorization } });
    assert.equal(metrics.status, 200);
    assert.match(String(metrics.headers['content-type']), /^text\/plain; version=0\.0\.4/);
    assert.match(metrics.text, /^wechat_token_state\{account="fresh",/m);
  }
});

test('other methods are 405 with what is allowed', async (t) => {
  const page = await startStatusPage(t, await createEveryState());
  for (const [path, allow] of [
    ['/central', 'GET, HEAD'],
    ['/metrics', 'GET, HEAD'],
    ['/central/refresh', 'POST'],
  ]) {
    const reply = await send(page.origin, { method: 'PUT', path: path ?? '', headers: bearer });
    assert.deepEqual([reply.status, reply.headers.allow], [405, allow]);
  }
  assert.equal((await get(page, '/central/refresh')).status, 405);
});

test('a refusal leads back to the status page, in its language, and switches language there', async (t) => {
  const page = await startStatusPage(t, await createEveryState());
  const refused = await send(page.origin, { path: '/central?lang=zh' });
  assert.ok(shows(refused.text, '需要管理密钥') && shows(refused.text, 'OPERATOR_KEY'));
  assert.match(refused.text, /href="\/central\?lang=zh"/);
  assert.match(refused.text, /href="\/central\?lang=en"/);
  const crossed = await press(page, { account: 'fresh' }, { 'sec-fetch-site': 'cross-site' });
  assert.match(crossed.text, /<a class="go" href="\/central"/);
});

test('each state stands on the page in words, in both languages', async (t) => {
  const page = await startStatusPage(t, await createEveryState());
  const en = await get(page, '/central?lang=en');
  const zh = await get(page, '/central?lang=zh');
  assert.match(en.text, /<html lang="en">/);
  assert.match(zh.text, /<html lang="zh-CN">/);
  for (const word of [
    'In trouble 6',
    'Fresh',
    'Suspect',
    'Somebody else is fetching tokens for this account',
    '40164: The caller’s IP address is not listed',
    'The address to list 203.0.113.7',
    'rid 65112232-35da441e-28f02baf',
    'Reads the tokens of fresh, due',
    'May not ask for a forced refresh.',
    'jsapi ticket',
  ]) {
    assert.ok(shows(en.text, word), word);
  }
  for (const word of ['异常 6', '存疑', '有别的程序也在为该账号获取 token', '40164：来源 IP 不在白名单']) {
    assert.ok(shows(zh.text, word), word);
  }
  assert.match(zh.text, /<a class="lang" href="\/central\?lang=en"/);
  assert.match(zh.text, /action="\/central\/refresh\?lang=zh"/);
});

test('J1, J5: no token, secret, appid or digest, nor the key itself, comes out anywhere', async (t) => {
  const kept = await createEveryState();
  const page = await startStatusPage(t, kept);
  const replies = [
    await get(page, '/central?lang=en'),
    await get(page, '/central?lang=zh'),
    await get(page, '/metrics'),
    await press(page, { account: 'fresh' }),
    await get(page, '/central?done=refresh&account=fresh'),
    await send(page.origin, { path: '/central' }),
  ];
  const texts = { replies: JSON.stringify(replies), log: page.logged() };
  assert.match(texts.log, /"route":"\/central"/);
  for (const canary of [...kept.canaries(), operator]) assertClean(canary, texts);
});

test('the filter narrows the list down, and is shown as it was typed', async (t) => {
  const page = await startStatusPage(t, await createEveryState());
  const found = await get(page, `/central?q=${encodeURIComponent(' FAILing ')}`);
  assert.deepEqual(found.text.match(/<h3>[^<]+/g), ['<h3>failing', '<h3>failing-serving']);
  assert.ok(shows(found.text, '2 of 10 match'));
  assert.equal(attributeById(found.text, 'q', 'value'), 'FAILing');
  const strange = await get(page, `/central?lang=zh&q=${encodeURIComponent('"><script>')}`);
  assert.equal(attributeById(strange.text, 'q', 'value'), '"><script>');
  assert.ok(shows(strange.text, '没有名称符合的账号'));
  assert.match(strange.text, /name="lang" value="zh"/);
  assert.doesNotMatch(strange.text, /<script>/);
  for (const query of ['?q=a&q=b', '?q[]=a', '?q[x]=a', '?done[]=refresh&account[]=fresh']) {
    assert.equal((await get(page, `/central${query}`)).status, 200, query);
  }
});

test('without any account the page says so', async (t) => {
  const page = await startStatusPage(t, await createKept({}));
  assert.ok(shows((await get(page)).text, 'No account is kept here.'));
});

test('a central server without the form has no links to it', async (t) => {
  const page = await startStatusPage(t, await createEveryState(), { site: { tools: [] } });
  const { text } = await get(page);
  assert.doesNotMatch(text, /href="\/(check|errcodes)?[#"]/);
  assert.match(text, /<a class="brand" href="\/central">/);
});
