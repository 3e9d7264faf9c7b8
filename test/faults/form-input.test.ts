// F5 and F11 are no rows. F9 is in http/error-exit.test.ts, F12 in slow-client.test.ts, F14 in path-tricks.test.ts, F15 in
// form-fuzz.test.ts; F10 in a browser belongs to test/browser/.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { type AppUnderTest, postForm, type Reply, send, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { textById } from '../support/page/html.ts';

const appid = 'wx448f04719cd48f69';
const formType = 'application/x-www-form-urlencoded';

type Page = Readonly<{
  app: AppUnderTest;
  simulator: Simulator;
  canary: string;
  /** asserts the status and that the canary is neither in this answer nor in the log */
  expect: (status: number, reply: Reply) => void;
}>;

async function start(t: TestContext): Promise<Page> {
  const simulator = await startSimulator({ openAccounts: true });
  const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin } });
  t.after(async () => {
    await app.close();
    await simulator.close();
  });
  const canary = createCanary();
  const expect = (status: number, { text, headers, ...reply }: Reply): void => {
    assert.equal(reply.status, status, text);
    assertClean(canary, { text, headers: JSON.stringify(headers), log: app.logged() });
    assert.doesNotMatch(app.logged(), /unexpected_error/);
  };
  return { app, simulator, canary, expect };
}

const input = (id: string, { text }: Reply): string =>
  new RegExp(`<input[^>]* id="${id}"[^>]*>|<input id="${id}"[^>]*>`).exec(text)?.[0] ?? assert.fail(id);

const shownBody = ({ text }: Reply): string => textById(text, 'reply') ?? assert.fail(text);

test('F1: an empty field is answered here, field by field; the appid is kept and the secret is not', async (t) => {
  const { app, simulator, canary, expect } = await start(t);
  const blank = ' \t\u3000\u00a0\ufeff\u200b';
  const cases: readonly (readonly [
    fields: Record<string, string>,
    wrong: readonly string[],
    body: string,
  ])[] = [
    [{}, ['appid', 'secret'], '{"errcode":41002,"errmsg":"appid missing"}'],
    [{ appid: '', secret: '' }, ['appid', 'secret'], '{"errcode":41002,"errmsg":"appid missing"}'],
    [{ appid: blank, secret: blank }, ['appid', 'secret'], '{"errcode":41002,"errmsg":"appid missing"}'],
    [{ secret: canary }, ['appid'], '{"errcode":41002,"errmsg":"appid missing"}'],
    [{ appid, secret: blank }, ['secret'], '{"errcode":41004,"errmsg":"appsecret missing"}'],
  ];
  for (const [fields, wrong, body] of cases) {
    const reply = await postForm(app.origin, fields);
    expect(400, reply);
    assert.equal(shownBody(reply), body);
    const marked = ['appid', 'secret'].filter((id) => input(id, reply).includes('aria-invalid="true"'));
    assert.deepEqual(marked, wrong);
    assert.match(input('appid', reply), new RegExp(`value="${fields.appid === appid ? appid : ''}"`));
    assert.doesNotMatch(input('secret', reply), /\svalue=/);
    const json = await postForm(app.origin, fields, { headers: { accept: 'application/json' } });
    expect(400, json);
    assert.equal(json.text, body);
  }
  const unsent = await send(app.origin, { method: 'POST' });
  expect(400, unsent);
  expect(400, await send(app.origin, { method: 'POST', body: '' }));
  assert.equal(simulator.calls.length, 0);
});

test('F2: what surrounds a value is removed, what stands inside is sent as typed', async (t) => {
  const { app, simulator, canary, expect } = await start(t);
  const around = ['  ', '\t\r\n', '\u200b', '\ufeff', '\u00a0', '\u3000', '"'];
  for (const space of around) {
    expect(200, await postForm(app.origin, { appid: space + appid + space, secret: space + canary + space }));
  }
  const inside = ['wx 44', 'wx\u00a044', 'wx\u200b44', 'ｗｘ４４', 'wx+44', 'wx%2644', 'wx&secret=x#?/'];
  for (const odd of inside) expect(200, await postForm(app.origin, { appid: odd, secret: canary }));
  assert.deepEqual(
    simulator.calls.map(({ query }) => query),
    [...around.map(() => appid), ...inside].map((sent) => ({
      grant_type: 'client_credential',
      appid: sent,
      secret: canary,
    })),
  );
});

test('F2: a control character inside a value is refused', async (t) => {
  const { app, simulator, canary, expect } = await start(t);
  for (const control of ['\u0000', '\n', '\r\n', '\t', '\u001b', '\u007f', '\u0085', '\ufffd']) {
    const value = `wx${control}44`;
    expect(400, await postForm(app.origin, { appid: value, secret: canary }));
    expect(400, await postForm(app.origin, { appid, secret: canary + control + canary }));
  }
  assert.equal(simulator.calls.length, 0);
});

test('F3: a field that is there twice, is a list, or is not ours is refused; no prototype changes', async (t) => {
  const { app, simulator, canary, expect } = await start(t);
  const good = new URLSearchParams({ appid, secret: canary }).toString();
  const strange = [
    'appid=wx1',
    'secret=x',
    'appid[]=x',
    'appid[a]=x',
    'appid[__proto__][polluted]=x',
    '__proto__=x',
    '__proto__[polluted]=x',
    'constructor=x',
    'constructor[prototype][polluted]=x',
    'toString=x',
    'hasOwnProperty=x',
    'grant_type=x',
    'Appid=x',
    'appid%00=x',
    '=x',
  ];
  for (const field of strange) {
    for (const body of [`${good}&${field}`, `${field}&${good}`])
      expect(400, await postForm(app.origin, body));
  }
  expect(400, await postForm(app.origin, '__proto__=x&__proto__=y'));
  assert.equal(Reflect.get({}, 'polluted'), undefined);
  assert.equal(simulator.calls.length, 0);
  expect(200, await postForm(app.origin, `&${good}&&`));
});

test('F4: what is too large is 413, what is malformed is 400, and neither costs time', async (t) => {
  const { app, simulator, canary, expect } = await start(t);
  const secret = `secret=${encodeURIComponent(canary)}&`;
  const cases: readonly (readonly [status: number, body: string | Buffer])[] = [
    [413, `${secret}appid=${'a'.repeat(2 ** 20)}`],
    [413, secret + '%'.repeat(100 * 1024)],
    [413, secret + Array.from({ length: 3001 }, (_, i) => `f${i}=1`).join('&')],
    [400, Array.from({ length: 2401 }, (_, i) => `f${i}`).join('&')],
    [400, `${secret}appid=${'%'.repeat(15_000)}`],
    [400, `${secret}${'&='.repeat(7000)}`],
    ...['%', '%4', '%zz', '%u0041', '%00', '%0d%0aX-Injected:%201', '%ff', '%c0%80', '%ed%a0%80'].map(
      (broken) => [400, `${secret}appid=wx${broken}z`] as const,
    ),
    [400, Buffer.from([0x61, 0xff, 0x3d, 0x31])],
    [400, `${secret}appid=wx\u00001`],
  ];
  for (const [status, body] of cases) {
    const cpu = process.cpuUsage();
    const reply = await send(app.origin, { method: 'POST', headers: { 'content-type': formType }, body });
    const { user, system } = process.cpuUsage(cpu);
    expect(status, reply);
    assert.equal(reply.headers['x-injected'], undefined);
    // the row's 50 ms are the server's; this process is the client as well
    assert.ok(user + system < 250_000, `${user + system} µs for ${body.toString().slice(0, 80)}`);
  }
  assert.equal(simulator.calls.length, 0);
});

test('F6: a body that is no form in plain UTF-8 is 415, whatever it is called', async (t) => {
  const { app, simulator, canary, expect } = await start(t);
  const form = new URLSearchParams({ appid, secret: canary }).toString();
  const types = [
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json',
    'application/x-www-form-urlencodedx',
    `${formType}; charset=utf-7`,
    `${formType}; charset=iso-8859-1`,
    `${formType}; charset=`,
    'x',
    '',
  ];
  for (const type of types) {
    const headers = { 'content-type': type };
    expect(415, await send(app.origin, { method: 'POST', headers, body: form }));
  }
  expect(415, await send(app.origin, { method: 'POST', body: form }));
  for (const coding of ['gzip', 'deflate', 'br', 'x', 'gzip, identity']) {
    const headers = { 'content-type': formType, 'content-encoding': coding };
    expect(415, await send(app.origin, { method: 'POST', headers, body: gzipSync(form) }));
  }
  assert.equal(simulator.calls.length, 0);
  for (const type of [`${formType};charset=UTF-8`, `${formType}; charset="utf-8"`, formType.toUpperCase()]) {
    expect(200, await postForm(app.origin, form, { headers: { 'content-type': type } }));
  }
});
