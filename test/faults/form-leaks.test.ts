// What is sent to the page in the wrong place or the wrong shape, and must not come back: F7, F8, F10, J1.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { isSafeToShow } from '../../src/page/get/form.ts';
import { type AppUnderTest, postForm, send, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { textById } from '../support/page/html.ts';
import { spawnServer } from '../support/process/process.ts';

const appid = 'wx448f04719cd48f69';

async function start(t: TestContext): Promise<{ app: AppUnderTest; simulator: Simulator }> {
  const simulator = await startSimulator({ openAccounts: true });
  const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin } });
  t.after(async () => {
    await app.close();
    await simulator.close();
  });
  return { app, simulator };
}

test('F7: broken JSON with a secret in it gets a constant answer', async (t) => {
  const { app, simulator } = await start(t);
  const canary = createCanary();
  for (const accept of ['text/html', 'application/json']) {
    const headers = { 'content-type': 'application/json', accept };
    const bodies = [`{"appid":"${appid}","secret":${canary}`, `{"secret":"${canary}"`, '{}'];
    const texts = bodies.map(async (body) => {
      const reply = await send(app.origin, { method: 'POST', headers, body });
      assert.equal(reply.status, 415);
      assertClean(canary, { reply: JSON.stringify(reply), log: app.logged() });
      return reply.text;
    });
    assert.equal(new Set(await Promise.all(texts)).size, 1);
  }
  assert.equal(simulator.calls.length, 0);
});

test('F8: appid and secret in the address are not read, not filled in and not logged; the page warns', async (t) => {
  const { app, simulator } = await start(t);
  const canary = createCanary();
  const secret = encodeURIComponent(canary);
  const { text: plain } = await send(app.origin);
  const paths = [
    `/?appid=${appid}&secret=${secret}`,
    `/?appid=${appid}&secret=${secret}&lang=en`,
    `/?lang=${secret}`,
    `/?${secret}`,
  ];
  for (const path of paths) {
    const reply = await send(app.origin, { path });
    assert.equal(reply.status, 200);
    assertClean(canary, { reply: JSON.stringify(reply), log: app.logged() });
    assert.doesNotMatch(reply.text, new RegExp(`value="${appid}"`));
    // a language that nobody speaks is no secret as far as the page can know
    if (!path.startsWith('/?lang=')) assert.ok(reply.text.length > plain.length, path);
  }
  const { text: inEnglish } = await send(app.origin, { path: '/?lang=en' });
  assert.equal(inEnglish.replace(/("[^"]*)\?lang=en(#tips)?"/g, '$1$2"'), plain);
  assert.equal(simulator.calls.length, 0);
});

test('F8: appid and secret in the address of a POST are not read either', async (t) => {
  const { app, simulator } = await start(t);
  const canary = createCanary();
  const path = `/?appid=${appid}&secret=${encodeURIComponent(canary)}`;
  const reply = await postForm(app.origin, '', { path });
  assert.equal(reply.status, 400);
  assertClean(canary, { reply: JSON.stringify(reply), log: app.logged() });
  assert.equal(simulator.calls.length, 0);
});

test('J1: a real process at its most talkative prints no secret, wherever it was put', async (t) => {
  const simulator = await startSimulator({ openAccounts: true });
  const server = spawnServer({ WECHAT_API_BASE: simulator.origin, LOG_LEVEL: 'debug' });
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await simulator.close();
  });
  const canary = createCanary();
  const inUrl = encodeURIComponent(canary);
  const origin = await server.origin;
  simulator.failNext({ kind: 'reset', when: 'mid-body' });
  const statuses = [
    await postForm(origin, { appid, secret: canary }),
    await postForm(origin, { appid, secret: canary, endpoint: 'stable_token' }),
    await postForm(origin, { appid, secret: canary, unknown: canary }),
    await postForm(origin, { appid, secret: canary }, { headers: { 'sec-fetch-site': 'cross-site' } }),
    await send(origin, { path: `/?appid=${appid}&secret=${inUrl}` }),
    await send(origin, {
      path: `/${inUrl}`,
      headers: { referer: inUrl, authorization: inUrl, cookie: inUrl },
    }),
    await send(origin, { method: 'POST', body: canary, headers: { 'content-type': 'application/json' } }),
  ].map(({ status }) => status);
  assert.deepEqual(statuses, [502, 200, 400, 403, 200, 404, 415]);
  server.child.kill('SIGTERM');
  assert.equal((await server.ended).code, 0);
  assert.equal(server.stdout().match(/"event":"request"/g)?.length, statuses.length);
  assert.equal(server.stderr(), '');
  assertClean(canary, { stdout: server.stdout() });
});

const payloads = [
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  '</pre></textarea></title><script>alert(1)</script>',
  'javascript:alert(1)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what an injected template would be
  '${7*7}',
  '<%= 7*7 %>',
  '<%- include("/etc/passwd") %>',
  '{{7*7}}',
  'a\u2028b\u2029c',
  '&lt;b&gt;',
  '<!--',
];

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');

for (const payload of payloads) {
  test(`F10: ${JSON.stringify(payload)} is shown as text, as appid and in WeChat's answer`, async (t) => {
    const { app, simulator } = await start(t);
    const body = JSON.stringify({ errcode: 40013, errmsg: payload });
    simulator.failAlways({
      kind: 'reply',
      body,
      headers: { 'content-type': payload.replace(/[^ -~]/g, '') },
    });
    const { text } = await postForm(app.origin, { appid, secret: 'a-secret' });
    assert.equal(textById(text, 'reply'), body);
    const typed = await postForm(app.origin, { appid: payload, secret: 'a-secret' });
    assert.equal(typed.status, 200);
    // quotes around a value are taken for a slip of pasting, and removed
    const shown = payload.replace(/^["']+|["']+$/g, '');
    // kept in the form where it cannot be a secret, which goes by its length
    const isKept = typed.text.includes(`value="${escaped(shown)}"`);
    assert.equal(isKept, isSafeToShow(shown, 'a-secret'));
    for (const page of [text, typed.text]) {
      if (/[<>"']/.test(payload)) assert.ok(!page.includes(payload), 'nothing of it is markup');
      assert.doesNotMatch(page, /href="javascript:|\b49\b|root:/);
    }
    const json = await postForm(
      app.origin,
      { appid, secret: 'a-secret' },
      { headers: { accept: 'application/json' } },
    );
    assert.deepEqual([json.headers['content-type'], json.text], ['application/json; charset=utf-8', body]);
  });
}
