// H13 needs WebKit, which is not at hand; its other half, no HSTS over http, is asserted in every row here. H5, H6, H10 and
// H12 need a real browser or Mozilla's scanner: test/browser/. What Node's parser itself refuses (400, 408, 431) has an
// empty body: http/refusal.test.ts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import type { Fault } from '../../src/wechat/fault.ts';
import { type AppOptions, postForm, type Reply, send, startApp } from '../support/app.ts';
import { clientThat, failingClient } from '../support/network/client.ts';

type Route = Readonly<{
  status: number;
  name: string;
  options?: AppOptions;
  ask: (origin: string, headers: Readonly<Record<string, string>>) => Promise<Reply>;
}>;

const form = { appid: 'wx448f04719cd48f69', secret: 's' };

const post =
  (fields: Readonly<Record<string, string>> | string): Route['ask'] =>
  (origin, headers) =>
    postForm(origin, fields, { headers });

const get =
  (path: string, method = 'GET'): Route['ask'] =>
  (origin, headers) =>
    send(origin, { path, method, headers });

const postBody =
  (body: string, own: Readonly<Record<string, string>>): Route['ask'] =>
  (origin, headers) =>
    send(origin, { method: 'POST', body, headers: { ...headers, ...own } });

async function postTwice(origin: string, headers: Readonly<Record<string, string>>): Promise<Reply> {
  await postForm(origin, form);
  return postForm(origin, form, { headers });
}

const upstream = (status: number, fault: Fault): Route => ({
  status,
  name: `POST / that ends as ${fault}`,
  options: { client: failingClient(fault) },
  ask: post(form),
});

const pages: readonly Route[] = [
  { status: 200, name: 'GET /', ask: get('/') },
  { status: 200, name: 'HEAD /', ask: get('/', 'HEAD') },
  { status: 200, name: 'GET /healthz', ask: get('/healthz') },
  { status: 200, name: 'GET /readyz', ask: get('/readyz') },
  { status: 301, name: 'GET /HtAccessToken.aspx', ask: get('/HtAccessToken.aspx') },
  { status: 400, name: 'POST / without a field', ask: post({ appid: '' }) },
  { status: 400, name: 'POST / with a field twice', ask: post('appid=a&appid=b') },
  {
    status: 403,
    name: 'POST / from another page',
    ask: postBody('', { 'sec-fetch-site': 'cross-site' }),
  },
  { status: 404, name: 'GET /nowhere', ask: get('/nowhere') },
  { status: 405, name: 'PUT /', ask: get('/', 'PUT') },
  { status: 405, name: 'OPTIONS /healthz', ask: get('/healthz', 'OPTIONS') },
  { status: 413, name: 'POST / of 17 kB', ask: post({ appid: 'a'.repeat(17_000) }) },
  { status: 415, name: 'POST / of JSON', ask: postBody('{}', { 'content-type': 'application/json' }) },
  { status: 421, name: 'GET / under a foreign name', ask: postBody('', { host: 'evil.example' }) },
  { status: 429, name: 'POST / once too often', options: { env: { RATE_LIMIT: '1' } }, ask: postTwice },
  {
    status: 500,
    name: 'POST / that throws',
    options: { client: clientThat(() => Promise.reject(new Error('unexpected'))) },
    ask: post(form),
  },
  upstream(502, 'reset'),
  upstream(503, 'busy'),
  upstream(504, 'timeout'),
];

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** H9, H11, and what Mozilla's HTTP Observatory asks for. */
function assertProtected({ headers }: Reply, isHttps: boolean): void {
  assert.equal(headers['content-security-policy'], policy);
  assert.equal(headers['x-frame-options'], 'DENY');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['referrer-policy'], 'same-origin');
  assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
  assert.match(String(headers['permissions-policy']), /camera=\(\), .*usb=\(\)/);
  const halfAYear = 15_552_000;
  const maxAge = /^max-age=(\d+)$/.exec(headers['strict-transport-security'] ?? '')?.[1];
  if (isHttps) assert.ok(Number(maxAge) >= halfAYear, headers['strict-transport-security']);
  else assert.equal(headers['strict-transport-security'], undefined);
  assert.equal(headers['cross-origin-opener-policy'], isHttps ? 'same-origin' : undefined);
  assert.match(String(headers['x-request-id']), /^[0-9a-f-]{36}$/);
  for (const absent of ['x-powered-by', 'server', 'set-cookie', 'access-control-allow-origin']) {
    assert.equal(headers[absent], undefined, absent);
  }
}

for (const PUBLIC_URL of ['', 'https://token.example']) {
  for (const { status, name, options, ask } of pages) {
    test(`H9: ${status} of ${name} has every header${PUBLIC_URL && ', behind https as well'}`, async (t) => {
      const app = await startApp({ ...options, env: { ...options?.env, PUBLIC_URL } });
      t.after(app.close);
      const reply = await ask(app.origin, {});
      assert.equal(reply.status, status);
      assertProtected(reply, PUBLIC_URL !== '');
      assert.equal(reply.headers['cache-control'], 'no-store');
      assert.equal(reply.headers.etag, undefined);
      assert.equal(reply.headers['last-modified'], undefined);
    });
  }
}

test('H9: an answer in JSON has the same headers as the page', async (t) => {
  for (const { status, options, ask } of pages) {
    const app = await startApp(options);
    t.after(app.close);
    const reply = await ask(app.origin, { accept: 'application/json' });
    assert.equal(reply.status, status);
    assertProtected(reply, false);
    assert.equal(reply.headers['cache-control'], 'no-store');
  }
});

test('H9: a built file has the same headers, and is the only thing that may be kept', async (t) => {
  const app = await startApp();
  t.after(app.close);
  const { text } = await send(app.origin);
  const hrefs = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, href = '']) => href);
  assert.equal(hrefs.length, 4);
  for (const path of hrefs) {
    const reply = await send(app.origin, { path });
    assertProtected(reply, false);
    assert.match(reply.headers['cache-control'] ?? '', /immutable/);
  }
});

test('H14: an answer with a token is never compressed, and stays out of every cache', async (t) => {
  const simulator = await startSimulator({ openAccounts: true });
  const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin } });
  t.after(async () => {
    await app.close();
    await simulator.close();
  });
  for (const accept of ['text/html', 'application/json']) {
    const { status, headers, text } = await postForm(app.origin, form, {
      headers: { accept, 'accept-encoding': 'gzip, deflate, br' },
    });
    assert.equal(status, 200);
    assert.match(text, /access_token/);
    assert.deepEqual([headers['content-encoding'], headers['cache-control']], [undefined, 'no-store']);
  }
});

test('script and style carry the digest of what is served, and nothing stands inline or elsewhere', async (t) => {
  const app = await startApp();
  t.after(app.close);
  const { text } = await send(app.origin);
  const tags = [...text.matchAll(/<(?:script|link)\b[^>]*>/g)].map(([tag]) => tag);
  const loading = tags.filter((tag) => /<script|rel="stylesheet"/.test(tag));
  assert.equal(loading.length, 3);
  for (const tag of loading) {
    const path = /(?:src|href)="(\/[^"]+)"/.exec(tag)?.[1] ?? '';
    const served = await send(app.origin, { path });
    const digest = createHash('sha384').update(served.text).digest('base64');
    assert.ok(tag.includes(`integrity="sha384-${digest}"`), tag);
  }
  assert.match(text, /<script [^>]*><\/script>/);
  assert.doesNotMatch(text, /<style|\sstyle=|\son[a-z]+=|javascript:|<meta http-equiv/i);
  assert.doesNotMatch(text, /<(?:script|img|iframe|form|link)[^>]*(?:src|href|action)="(?:https?:)?\/\//);
});
