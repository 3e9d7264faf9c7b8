import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { createClient, type TokenRequest, type WeChatClient } from '../../src/wechat/client.ts';

const appid = 'wx448f04719cd48f69';
const secret = `s3cr&<t>"'+/=%?#;\\ $é密end`;
const request: TokenRequest = { appid, secret, endpoint: 'token', forceRefresh: false };

async function start(t: TestContext): Promise<{ simulator: Simulator; client: WeChatClient }> {
  const simulator = await startSimulator({ accounts: [{ appid, secret }] });
  const client = createClient({
    wechatApiBase: simulator.origin,
    timeoutMs: 5_000,
    httpsProxy: undefined,
    noProxy: '',
    maxCalls: 64,
    now: Date.now,
  });
  t.after(async () => {
    await client.close();
    await simulator.close();
  });
  return { simulator, client };
}

async function tokenFrom(client: WeChatClient, changes: Partial<TokenRequest> = {}): Promise<string> {
  const reply = await client.requestToken({ ...request, ...changes });
  assert.ok(reply.kind === 'success', reply.kind);
  return reply.accessToken;
}

/** The one call that WeChat saw, without the time. */
function onlyCall({ calls, origin }: Simulator) {
  assert.equal(calls.length, 1);
  const { method, path, query, headers, body } = calls[0] ?? assert.fail();
  const { host, connection, ...ours } = headers;
  assert.deepEqual([host, connection], [new URL(origin).host, 'keep-alive']);
  return { method, path, query: Object.entries(query), headers: ours, body };
}

const commonHeaders = {
  accept: 'application/json',
  'accept-encoding': 'identity',
  'user-agent': 'wechat-access-token',
};
const jsonHeaders = (body: string) => ({
  ...commonHeaders,
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
});

test('token: a GET with grant_type, appid and secret in the query, and nothing else', async (t) => {
  const { simulator, client } = await start(t);
  const token = await tokenFrom(client);
  assert.deepEqual(simulator.check(token), { appid, endpoint: 'token' });
  assert.deepEqual(onlyCall(simulator), {
    method: 'GET',
    path: '/cgi-bin/token',
    query: [
      ['grant_type', 'client_credential'],
      ['appid', appid],
      ['secret', secret],
    ],
    headers: commonHeaders,
    body: '',
  });
});

for (const [forceRefresh, rest] of [
  [false, {}],
  [true, { force_refresh: true }],
] as const) {
  test(`stable_token: a POST with everything in JSON${forceRefresh ? ', force_refresh too' : ''}`, async (t) => {
    const { simulator, client } = await start(t);
    const token = await tokenFrom(client, { endpoint: 'stable_token', forceRefresh });
    assert.deepEqual(simulator.check(token), { appid, endpoint: 'stable_token' });
    const body = JSON.stringify({ grant_type: 'client_credential', appid, secret, ...rest });
    assert.deepEqual(onlyCall(simulator), {
      method: 'POST',
      path: '/cgi-bin/stable_token',
      query: [],
      headers: jsonHeaders(body),
      body,
    });
  });
}

test('check: a GET with the token alone', async (t) => {
  const { simulator, client } = await start(t);
  assert.equal((await client.checkToken('93_no such&token')).kind, 'errcode');
  assert.deepEqual(onlyCall(simulator), {
    method: 'GET',
    path: '/cgi-bin/get_api_domain_ip',
    query: [['access_token', '93_no such&token']],
    headers: commonHeaders,
    body: '',
  });
  assert.equal((await client.checkToken(await tokenFrom(client))).kind, 'success');
});

test('quota: a POST with the token in the query and the path in JSON', async (t) => {
  const { simulator, client } = await start(t);
  assert.equal((await client.getQuota('93_nosuchtoken', '/cgi-bin/token')).kind, 'errcode');
  const body = '{"cgi_path":"/cgi-bin/token"}';
  assert.deepEqual(onlyCall(simulator), {
    method: 'POST',
    path: '/cgi-bin/openapi/quota/get',
    query: [['access_token', '93_nosuchtoken']],
    headers: jsonHeaders(body),
    body,
  });
  const quota = await client.getQuota(await tokenFrom(client), '/cgi-bin/token');
  assert.ok(quota.kind === 'success');
  assert.deepEqual([quota.dailyLimit, quota.used, quota.remain], [2000, 1, 1999]);
});

test('fifty identical requests at the same time are one call, and all get its token', async (t) => {
  const { simulator, client } = await start(t);
  const tokens = await Promise.all(Array.from({ length: 50 }, () => tokenFrom(client)));
  assert.equal(new Set(tokens).size, 1);
  assert.equal(simulator.calls.length, 1);
  await tokenFrom(client);
  assert.equal(simulator.calls.length, 2);
});

test('a request that differs in any part is a call of its own', async (t) => {
  const { simulator, client } = await start(t);
  const differing: Partial<TokenRequest>[] = [
    {},
    { secret: `${secret}x` },
    { appid: `${appid}x` },
    // not to be taken for the first by gluing the parts together
    { appid: appid.slice(0, -1), secret: `${appid.slice(-1)}${secret}` },
    { endpoint: 'stable_token' },
    { endpoint: 'stable_token', forceRefresh: true },
  ];
  const replies = await Promise.all(
    differing.map((changes) => client.requestToken({ ...request, ...changes })),
  );
  assert.equal(simulator.calls.length, differing.length);
  assert.deepEqual(
    replies.map((reply) => (reply.kind === 'errcode' ? reply.errcode : reply.kind)),
    ['success', 40125, 40013, 40013, 'success', 'success'],
  );
});

test('a check of the same token twice at the same time is two calls: it changes nothing', async (t) => {
  const { simulator, client } = await start(t);
  const token = await tokenFrom(client);
  const replies = await Promise.all([client.checkToken(token), client.checkToken(token)]);
  assert.deepEqual(
    replies.map(({ kind }) => kind),
    ['success', 'success'],
  );
  assert.equal(simulator.calls.length, 3);
});

test('two calls one after the other use one connection', async (t) => {
  const { simulator, client } = await start(t);
  await tokenFrom(client);
  assert.equal(simulator.openSockets(), 1);
  // the pool takes a connection back in the next turn of the event loop
  await setImmediate();
  await tokenFrom(client, { endpoint: 'stable_token' });
  assert.equal(simulator.calls.length, 2);
  assert.equal(simulator.openSockets(), 1);
});
