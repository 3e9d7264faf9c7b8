// J1: the secret, put wherever people put it, against everything that a real process prints and answers.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Fault, type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { postForm, type Reply, type RequestOptions, send } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { newAppid } from '../support/page/get.ts';
import { type ServerProcess, spawnServer } from '../support/process/process.ts';

const appid = newAppid();

type Env = Readonly<Record<string, string>>;

async function start(
  t: TestContext,
  env: Env = {},
): Promise<{ server: ServerProcess; simulator: Simulator }> {
  const simulator = await startSimulator({ openAccounts: true });
  const server = spawnServer({
    WECHAT_API_BASE: simulator.origin,
    LOG_LEVEL: 'debug',
    RATE_LIMIT: '10000',
    ...env,
  });
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
    await simulator.close();
  });
  return { server, simulator };
}

type Ask = (origin: string) => Promise<Reply>;

/** Asks, for people and for programs, and searches both answers and all that the process has printed since its start. */
async function assertSilent(server: ServerProcess, canary: string, status: number, ask: Ask): Promise<void> {
  const before = server.stdout().length;
  const reply = await ask(await server.origin);
  assert.equal(reply.status, status);
  const id = String(reply.headers['x-request-id']);
  await server.printed(`"event":"request","requestId":"${id}"`);
  assert.ok(server.stdout().length > before);
  const { text, headers } = reply;
  assertClean(canary, {
    text,
    headers: JSON.stringify(headers),
    stdout: server.stdout(),
    err: server.stderr(),
  });
}

const both = ['text/html', 'application/json'] as const;

const post =
  (fields: Readonly<Record<string, string>> | string, accept: string, headers: Env = {}): Ask =>
  (origin) =>
    postForm(origin, fields, { headers: { accept, ...headers } });

const ask =
  (options: RequestOptions): Ask =>
  (origin) =>
    send(origin, options);

test('J1 no secret in what a Get leaves behind, whatever WeChat’s side answers', async (t) => {
  const { server, simulator } = await start(t);
  const secret = createCanary();
  const echo = new URLSearchParams({ secret }).toString();
  const json = JSON.stringify({ errcode: 40013, errmsg: `for ${secret} at /cgi-bin/token?${echo}` });
  const html = { 'Content-Type': 'text/html' };
  const answers: readonly (readonly [number, Fault | undefined])[] = [
    [200, undefined],
    [200, { kind: 'reply', body: '{"errcode":40125,"errmsg":"invalid appsecret"}' }],
    [200, { kind: 'reply', body: json }],
    [200, { kind: 'reply', body: JSON.stringify({ access_token: `93_${secret}`, expires_in: 7200 }) }],
    [200, { kind: 'reply', headers: { 'Content-Type': `text/plain; ${echo}` }, body: json }],
    [502, { kind: 'reply', body: JSON.stringify({ secret, url: echo }) }],
    [502, { kind: 'reply', headers: html, body: `<a href="/cgi-bin/token?${echo}">${secret}</a>` }],
    [502, { kind: 'reply', status: 502, headers: html, body: `<p>${secret}</p>` }],
    [502, { kind: 'reply', status: 500, body: json }],
    [502, { kind: 'redirect', status: 302, location: `${simulator.origin}/cgi-bin/token?${echo}` }],
    [502, { kind: 'truncate' }],
    [502, { kind: 'reset', when: 'mid-body' }],
    [502, { kind: 'reset', when: 'before-mint' }],
    [502, { kind: 'oversize', bytes: 1_000_000 }],
  ];
  for (const [status, fault] of answers) {
    for (const endpoint of ['token', 'stable_token']) {
      for (const accept of both) {
        if (fault !== undefined) simulator.failNext(fault);
        await assertSilent(server, secret, status, post({ appid, secret, endpoint }, accept));
      }
    }
  }
  assert.equal(simulator.calls.length, answers.length * 4);
  assert.equal(server.stderr(), '');
});

test('J1 no secret in what a Get leaves behind when WeChat’s side does not answer in time', async (t) => {
  const { server, simulator } = await start(t, { WECHAT_TIMEOUT_MS: '300' });
  const secret = createCanary();
  const faults: readonly Fault[] = [{ kind: 'hang' }, { kind: 'drip', intervalMs: 50 }];
  for (const fault of faults) {
    simulator.failAlways(fault);
    for (const accept of both) await assertSilent(server, secret, 504, post({ appid, secret }, accept));
  }
});

test('J1 no secret in a failure to connect', async (t) => {
  const { server } = await start(t, { WECHAT_API_BASE: 'http://127.0.0.1:1' });
  const secret = createCanary();
  for (const accept of both) await assertSilent(server, secret, 502, post({ appid, secret }, accept));
});

// as real ones look: 32 hex digits and more, which no appid has
const hex = createCanary('');
const odd = createCanary();

const misplaced: readonly (readonly [string, number, string, Readonly<Record<string, string>> | string])[] = [
  ['alone, in its own field', 400, odd, { appid: '', secret: odd }],
  ['alone, in the appid field', 400, hex, { appid: hex, secret: '' }],
  ['in both fields', 400, odd, { appid: odd, secret: odd }],
  ['as a part of the appid', 400, odd, { appid: `x${odd}y`, secret: odd }],
  ['in the other field', 400, hex, { appid: hex, secret: appid }],
  ['as JSON in the appid field', 400, odd, { appid: JSON.stringify({ appid, secret: odd }), secret: '' }],
  ['as JSON in the secret field', 400, odd, { appid: '', secret: JSON.stringify({ appid, secret: odd }) }],
  ['as a query in the appid field', 400, odd, { appid: `appid=${appid}&secret=${odd}` }],
  ['as an encoded query there', 400, odd, { appid: new URLSearchParams({ appid, secret: odd }).toString() }],
  ['as the tail of an address there', 400, hex, { appid: `https://api.weixin.qq.com/x?a=${appid}&b=${hex}` }],
  ['with quotes around it there', 400, hex, { appid: `"${hex}"` }],
  ['in a field nobody knows', 400, odd, { appid, secret: odd, [odd]: odd }],
  ['as the endpoint', 400, odd, { appid, secret: odd, endpoint: odd }],
  ['with a control character', 400, odd, { appid, secret: `${odd}\u0000${odd}` }],
  [
    'twice',
    400,
    odd,
    `appid=${appid}&${new URLSearchParams([
      ['secret', odd],
      ['secret', odd],
    ])}`,
  ],
  ['with a broken escape', 400, odd, `appid=${appid}&secret=${encodeURIComponent(odd)}%zz`],
  ['in more than 16 KiB', 413, odd, { appid, secret: odd.repeat(600) }],
];

test('J1 no secret comes back from a form that is filled in wrongly', async (t) => {
  const { server, simulator } = await start(t);
  for (const [where, status, canary, fields] of misplaced) {
    for (const accept of both) {
      await assertSilent(server, canary, status, post(fields, accept)).catch((error: unknown) => {
        throw new Error(where, { cause: error });
      });
    }
  }
  // nor is it sent to WeChat as something that it is not
  assert.equal(simulator.calls.length, 0);
});

test('J1 no secret comes back from a request that never reaches the form', async (t) => {
  const { server, simulator } = await start(t);
  const url = encodeURIComponent(odd);
  const form = { appid, secret: odd };
  const requests: readonly (readonly [number, Ask])[] = [
    [403, post(form, 'text/html', { 'sec-fetch-site': 'cross-site' })],
    [403, post(form, 'text/html', { origin: `http://${hex}.test` })],
    [
      415,
      ask({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) }),
    ],
    [415, ask({ method: 'POST', headers: { 'content-type': `text/${hex}` }, body: odd })],
    [200, ask({ path: `/?appid=${appid}&secret=${url}` })],
    [200, ask({ path: `/?lang=${url}` })],
    // a stray call of WeChat's is answered as WeChat would (40066)
    [200, ask({ path: `/cgi-bin/token?grant_type=client_credential&appid=${appid}&secret=${url}` })],
    [404, ask({ path: `/${url}` })],
    [404, ask({ method: 'POST', path: `/secret/${url}` })],
    [405, ask({ method: 'PUT', path: `/?secret=${url}` })],
    [405, ask({ method: 'DELETE', path: '/', headers: { 'x-secret': url, cookie: `secret=${url}` } })],
    [421, ask({ headers: { host: `${hex}.test` } })],
    [200, ask({ headers: { 'user-agent': url, referer: `http://x/?secret=${url}`, 'x-request-id': url } })],
    [301, ask({ path: `/HtAccessToken.aspx?appid=${appid}&secret=${url}` })],
  ];
  for (const [status, each] of requests) {
    await assertSilent(server, odd, status, each);
    await assertSilent(server, hex, status, each);
  }
  assert.equal(simulator.calls.length, 0);
});

test('J1 no secret in the refusal of one request too many', async (t) => {
  const { server, simulator } = await start(t, { RATE_LIMIT: '1' });
  await assertSilent(server, odd, 200, post({ appid, secret: odd }, 'text/html'));
  for (const accept of both) await assertSilent(server, odd, 429, post({ appid, secret: odd }, accept));
  assert.equal(simulator.calls.length, 1);
});
