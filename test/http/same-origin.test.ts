import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AppUnderTest, postForm, startApp } from '../support/app.ts';
import { failingClient } from '../support/network/client.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** 504 is what comes of a call that was let in: this client's every call runs into its deadline. */
const letIn = 504;

async function start(t: TestContext, env: Readonly<Record<string, string>> = {}): Promise<AppUnderTest> {
  const app = await startApp({ env, client: failingClient('timeout') });
  t.after(app.close);
  return app;
}

async function statusOf(app: AppUnderTest, headers: Headers): Promise<number> {
  const { status } = await postForm(app.origin, { appid: 'wx1', secret: 's' }, { headers });
  return status;
}

for (const site of ['cross-site', 'same-site', '', 'SAME-ORIGIN', 'same-origin, none', 'x']) {
  test(`H1: Sec-Fetch-Site: ${site || '(empty)'} is 403, and WeChat is not called`, async (t) => {
    const app = await start(t);
    assert.equal(await statusOf(app, { 'sec-fetch-site': site }), 403);
    // an Origin of ours does not make up for it
    assert.equal(await statusOf(app, { 'sec-fetch-site': site, origin: app.origin }), 403);
    assert.doesNotMatch(app.logged(), /wechat_call/);
  });
}

test('H1: two Sec-Fetch-Site headers are 403', async (t) => {
  const app = await start(t);
  assert.equal(await statusOf(app, { 'sec-fetch-site': ['same-origin', 'cross-site'] }), 403);
});

test('H1: the refusal is the same whatever was sent, and shows nothing of it', async (t) => {
  const app = await start(t);
  const texts = new Set<string>();
  for (const origin of ['https://canary-4711.example', 'null']) {
    const headers = { 'sec-fetch-site': 'cross-site', origin };
    const { text } = await postForm(app.origin, { appid: 'canary-4711', secret: 'canary-4711' }, { headers });
    texts.add(text);
  }
  assert.equal(texts.size, 1);
  assert.doesNotMatch([...texts].join() + app.logged(), /canary-4711/);
});

for (const site of ['same-origin', 'none']) {
  test(`H2: Sec-Fetch-Site: ${site} is let in`, async (t) => {
    assert.equal(await statusOf(await start(t), { 'sec-fetch-site': site }), letIn);
  });
}

test('Sec-Fetch-Site: none with the Origin of another site is not let in', async (t) => {
  const headers = { 'sec-fetch-site': 'none', origin: 'https://evil.example' };
  assert.equal(await statusOf(await start(t), headers), 403);
});

test('H3: without Sec-Fetch-Site, the Origin decides', async (t) => {
  const app = await start(t);
  const { port } = new URL(app.origin);
  const host = `localhost:${port}`;
  const cases: Readonly<Record<string, number>> = {
    [`http://${host}`]: letIn,
    [`HTTP://LOCALHOST:${port}`]: letIn,
    [`https://${host}`]: 403,
    'http://localhost': 403,
    [`http://localhost:${Number(port) - 1}`]: 403,
    [`http://127.0.0.1:${port}`]: 403,
    [`http://evil-localhost:${port}`]: 403,
    [`http://localhost.evil.example:${port}`]: 403,
    [`http://${host}.evil.example`]: 403,
    [`http://${host}/`]: 403,
    'https://evil.example': 403,
    null: 403,
    '': 403,
  };
  for (const [origin, status] of Object.entries(cases)) {
    assert.equal(await statusOf(app, { host, origin }), status, origin);
  }
});

test('H3: two Origin headers are 403', async (t) => {
  const app = await start(t);
  assert.equal(await statusOf(app, { origin: [app.origin, 'https://evil.example'] }), 403);
  assert.equal(await statusOf(app, { origin: ['https://evil.example', app.origin] }), 403);
});

test('H3: under the name of PUBLIC_URL its scheme counts, whatever the proxy says', async (t) => {
  const app = await start(t, { PUBLIC_URL: 'https://token.example' });
  for (const forwarded of [{}, { 'x-forwarded-proto': 'http' }]) {
    const host = 'token.example';
    assert.equal(await statusOf(app, { host, ...forwarded, origin: 'https://token.example' }), letIn);
    assert.equal(await statusOf(app, { host, ...forwarded, origin: 'http://token.example' }), 403);
  }
  // the machine itself is still reached by its address
  assert.equal(await statusOf(app, { origin: app.origin }), letIn);
  assert.equal(await statusOf(app, { origin: 'https://token.example' }), 403);
});

test('H3: X-Forwarded-Proto of a trusted proxy is the scheme, of anybody else it is not', async (t) => {
  const trusting = await start(t, { TRUST_PROXY: 'loopback' });
  const plain = await start(t);
  const headers = { host: 'localhost', 'x-forwarded-proto': 'https', origin: 'https://localhost' };
  assert.equal(await statusOf(trusting, headers), letIn);
  assert.equal(await statusOf(plain, headers), 403);
});

test('H4: with neither header it is not a browser, and is let in', async (t) => {
  const app = await start(t);
  assert.equal(await statusOf(app, {}), letIn);
  assert.equal(await statusOf(app, { referer: 'https://evil.example/' }), letIn);
});
