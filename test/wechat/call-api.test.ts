import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { type ApiRequest, createClient } from '../../src/wechat/client.ts';

const account = { appid: 'wx448f04719cd48f69', secret: 's3cret' };

async function start(t: TestContext, timeoutMs = 10_000) {
  const simulator = await startSimulator({ accounts: [account] });
  t.after(simulator.close);
  const client = createClient({
    wechatApiBase: simulator.origin,
    timeoutMs,
    httpsProxy: undefined,
    noProxy: '',
    now: Date.now,
  });
  t.after(client.close);
  const fetched = await client.requestToken({ ...account, endpoint: 'token', forceRefresh: false });
  assert.equal(fetched.kind, 'success');
  const accessToken = fetched.kind === 'success' ? fetched.accessToken : '';
  const call = (request: Partial<ApiRequest>) =>
    client.callApi({
      accessToken,
      method: 'GET',
      path: '/cgi-bin/menu/get',
      query: '',
      body: undefined,
      ...request,
    });
  return { simulator, accessToken, call };
}

const last = ({ calls }: Simulator) => calls.at(-1) ?? assert.fail('no call was seen');

test('what leaves is method, path, token, query and body, byte for byte', async (t) => {
  const { simulator, accessToken, call } = await start(t);
  const body = '{ "a":"\\u4e2d中😀" ,"b":1.0 }\n';
  await call({ method: 'POST', path: '/cgi-bin/draft/add', query: 'b=%E4%B8%AD&a=1&a=(2)', body });
  const { method, target, bytes, headers } = last(simulator);
  assert.equal(method, 'POST');
  assert.equal(target, `/cgi-bin/draft/add?access_token=${accessToken}&b=%E4%B8%AD&a=1&a=(2)`);
  assert.equal(bytes.toString(), body);
  assert.equal(headers['content-type'], 'application/json');
  assert.equal(headers['content-length'], String(Buffer.byteLength(body)));
  assert.equal(headers.accept, '*/*');

  await call({});
  assert.equal(last(simulator).target, `/cgi-bin/menu/get?access_token=${accessToken}`);
  assert.equal(last(simulator).headers['content-type'], undefined);
  await call({ method: 'POST', path: '/cgi-bin/draft/switch', query: 'checkonly=1' });
  assert.equal(last(simulator).headers['content-length'], '0');
});

test('up to 2 MiB come whole; of more the first 2 MiB, which is said', async (t) => {
  const { simulator, call } = await start(t);
  const limit = 2 * 1024 * 1024;
  for (const [size, isCut] of [
    [65_537, undefined],
    [limit, undefined],
    [limit + 1, true],
    [50_000_000, true],
  ] as const) {
    simulator.failNext({ kind: 'oversize', bytes: size });
    const reply = await call({});
    assert.ok(reply.kind === 'success' && reply.content === 'file', reply.kind);
    assert.equal(reply.received.body.length, Math.min(size, limit));
    assert.equal(reply.received.isCut, isCut);
  }
  const again = await call({});
  assert.ok(again.kind === 'success' && again.content === 'json', 'the next call suffers from nothing');
});

test('eight run at a time; a ninth is told that it is busy, and a token is still fetched', async (t) => {
  const { simulator, call } = await start(t);
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const seen = simulator.calls.length;
  simulator.failNext({ kind: 'delay', until }, 8);
  const eight = Array.from({ length: 8 }, (_, i) => call({ query: `n=${i}` }));
  await simulator.seen(seen + 8);
  const ninth = await call({ query: 'n=9' });
  assert.ok(ninth.kind === 'network' && ninth.fault === 'busy');
  release();
  assert.ok((await Promise.all(eight)).every(({ kind }) => kind === 'success'));
});

test('the same call at the same time is one: a press that is doubled sends no message twice', async (t) => {
  const { simulator, call } = await start(t);
  const send = { method: 'POST', path: '/cgi-bin/message/custom/send' } as const;
  const body = '{"touser":"OPENID","msgtype":"text","text":{"content":"Hello"}}';
  await Promise.all([call({ ...send, body }), call({ ...send, body }), call({ ...send, body })]);
  assert.equal(simulator.effects(send.path), 1);
  await Promise.all([call({ ...send, body }), call({ ...send, body: `${body} ` })]);
  assert.equal(simulator.effects(send.path), 3);
});

test('nothing is sent a second time, whatever became of the first', async (t) => {
  const { simulator, call } = await start(t, 500);
  const path = '/cgi-bin/message/custom/send';
  const send = () =>
    call({ method: 'POST', path, body: '{"touser":"OPENID","msgtype":"text","text":{"content":"Hello"}}' });
  for (const fault of [
    { kind: 'reset', when: 'after-mint' },
    { kind: 'reset', when: 'mid-body' },
    { kind: 'truncate' },
    { kind: 'hang' },
    { kind: 'drip', intervalMs: 20 },
    { kind: 'redirect', status: 307, location: path },
  ] as const) {
    simulator.failNext(fault);
    const seen = simulator.calls.length;
    const reply = await send();
    assert.ok(reply.kind === 'network' || reply.kind === 'status', fault.kind);
    assert.equal(simulator.calls.length, seen + 1, fault.kind);
  }
});
