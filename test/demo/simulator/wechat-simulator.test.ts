import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { demoAccounts } from '../../../src/demo/demo-accounts.ts';
import {
  type Fault,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../src/demo/simulator/wechat-simulator.ts';

const account = { appid: 'wx448f04719cd48f69', secret: 's3cret' };
const query = 'grant_type=client_credential&appid=wx448f04719cd48f69&secret=s3cret';
const tokenPath = `/cgi-bin/token?${query}`;
const json = { 'content-type': 'application/json' };
const caller = { grant_type: 'client_credential', ...account };

async function start(t: TestContext, options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ accounts: [account], ...options });
  t.after(simulator.close);
  return simulator;
}

async function get({ origin }: Simulator, path: string) {
  const response = await fetch(origin + path, { redirect: 'manual' });
  const text = await response.text();
  return { response, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
}

async function postStable({ origin }: Simulator, body: string, headers: Record<string, string> = json) {
  const response = await fetch(`${origin}/cgi-bin/stable_token`, { method: 'POST', body, headers });
  return JSON.parse(await response.text());
}

test('an answer has WeChat’s headers and compact JSON, and the token works', async (t) => {
  const simulator = await start(t, { now: () => 1_710_016_616_000 });
  const { response, text, body } = await get(simulator, tokenPath);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/json; encoding=utf-8');
  assert.equal(response.headers.get('content-length'), String(text.length));
  assert.equal(text, `{"access_token":"${body.access_token}","expires_in":7200}`);
  assert.deepEqual(simulator.check(body.access_token), { appid: caller.appid, endpoint: 'token' });
  const failed = await get(simulator, '/cgi-bin/token');
  assert.match(
    failed.text,
    /^\{"errcode":41002,"errmsg":"appid missing rid: 65ecc868-[0-9a-f]{8}-[0-9a-f]{8}"\}$/,
  );
});

test('stable_token reads JSON and nothing else', async (t) => {
  const simulator = await start(t);
  const body = JSON.stringify(caller);
  const { access_token } = await postStable(simulator, body);
  assert.deepEqual(simulator.check(access_token), { appid: caller.appid, endpoint: 'stable_token' });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await postStable(simulator, query, form)).errcode, 41002);
  assert.equal((await postStable(simulator, body, { 'content-type': '' })).errcode, 41002);
  for (const broken of [body.slice(1), '[]', 'null', '"x"'])
    assert.equal((await postStable(simulator, broken)).errcode, 47001);
  assert.equal((await postStable(simulator, '')).errcode, 44002);
  assert.equal((await get(simulator, '/cgi-bin/stable_token')).body.errcode, 43002);
});

test('the calls that use a token', async (t) => {
  const simulator = await start(t);
  const token = (await get(simulator, tokenPath)).body.access_token;
  const ask = async (path: string) => (await get(simulator, `${path}access_token=${token}`)).body;
  assert.ok((await ask('/cgi-bin/get_api_domain_ip?')).ip_list.length > 0);
  assert.equal((await ask('/cgi-bin/ticket/getticket?type=jsapi&')).errmsg, 'ok');
  assert.equal((await ask('/cgi-bin/openapi/quota/get?')).errcode, 43002);
  assert.equal((await ask('/cgi-bin/else?')).errcode, 40066);
  const url = `${simulator.origin}/cgi-bin/openapi/quota/get?access_token=${token}`;
  const quota = await fetch(url, { method: 'POST', body: '{"cgi_path":"/cgi-bin/token"}' });
  assert.equal(JSON.parse(await quota.text()).quota.used, 1);
});

test('a POST to its own path kills a token at once, as if somebody had fetched; nothing else there does', async (t) => {
  const simulator = await start(t);
  const token = String((await get(simulator, tokenPath)).body.access_token);
  const path = `/simulator/replace?appid=${account.appid}&endpoint=`;
  async function replace(endpoint: string, method: string) {
    const response = await fetch(simulator.origin + path + endpoint, { method });
    return JSON.parse(await response.text()).errcode;
  }
  assert.equal(await replace('token', 'GET'), 40066);
  assert.equal(await replace('other', 'POST'), 40066);
  assert.equal(await replace('stable_token', 'POST'), 0);
  assert.deepEqual(simulator.check(token), { appid: account.appid, endpoint: 'token' });
  assert.equal(await replace('token', 'POST'), 0);
  assert.equal(simulator.check(token), 'replaced');
});

test('the log holds what WeChat saw', async (t) => {
  const simulator = await start(t, { now: () => 5000 });
  await postStable(simulator, '{}', { ...json, 'user-agent': 'probe' });
  await get(simulator, '/elsewhere?a=1');
  const [first, second] = simulator.calls;
  assert.deepEqual(
    [first?.method, first?.path, first?.body, first?.at],
    ['POST', '/cgi-bin/stable_token', '{}', 5000],
  );
  assert.equal(first?.headers['user-agent'], 'probe');
  assert.deepEqual([second?.path, second?.query], ['/elsewhere', { a: '1' }]);
});

test('faults: the queue first, then the standing one, then the appid’s; only on /cgi-bin/', async (t) => {
  const simulator = await start(t);
  const say = (body: string): Fault => ({
    kind: 'reply',
    status: 503,
    headers: { 'Retry-After': '5' },
    body,
  });
  simulator.faultFor(caller.appid, say('appid'));
  simulator.failAlways(say('always'));
  simulator.failNext(say('next'), 2);
  assert.equal((await get(simulator, '/')).body.errcode, 40066);
  const { response, text } = await get(simulator, tokenPath);
  assert.deepEqual([response.status, response.headers.get('retry-after'), text], [503, '5', 'next']);
  assert.equal(response.headers.get('content-type'), null);
  assert.equal((await get(simulator, tokenPath)).text, 'next');
  assert.equal((await get(simulator, tokenPath)).text, 'always');
  simulator.failAlways(undefined);
  assert.equal((await get(simulator, tokenPath)).text, 'appid');
  assert.equal((await get(simulator, '/cgi-bin/token')).body.errcode, 41002);
  assert.equal(simulator.tokensMinted(), 0);
});

test('demo accounts: each is what its text says', async (t) => {
  const simulator = await start(t, { openAccounts: true });
  const ask = (appid: string) =>
    get(simulator, `/cgi-bin/token?${new URLSearchParams({ ...caller, appid })}`);
  for (const { appid, outcome } of demoAccounts) {
    assert.match(appid, /^wx[-0-9a-f]{16}$/);
    const errcode = Number.parseInt(outcome.en, 10);
    if (!outcome.en.includes(', ')) continue;
    assert.equal((await ask(appid)).body.errcode, errcode);
    assert.equal(Number.parseInt(outcome.zh, 10), errcode);
  }
  for (const appid of ['wx0000000000000000', 'wx448f04719cd48f70', 'wx1234567890123456', 'mine'])
    assert.ok((await ask(appid)).body.access_token, appid);
  assert.equal(
    (await postStable(simulator, JSON.stringify({ ...caller, appid: 'wx0000000000040164' }))).errcode,
    40164,
  );
  await assert.rejects(ask('wx000000000000fa11'));
  const html = await ask('wx0000000000000bad');
  assert.deepEqual([html.response.status, html.text.slice(0, 9)], [200, '<!DOCTYPE']);
  assert.equal((await ask('wxffffffffffffffff')).response.status, 502);
  const hung = ask('wx0000000000005107');
  await simulator.seen(simulator.calls.length + 1);
  await simulator.close();
  await assert.rejects(hung);
});

test('without open accounts a demo appid is nobody', async (t) => {
  const simulator = await start(t);
  const { body } = await get(
    simulator,
    '/cgi-bin/token?grant_type=client_credential&appid=wx000000000000fa11&secret=s',
  );
  assert.equal(body.errcode, 40013);
});
