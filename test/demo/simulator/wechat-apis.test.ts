import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../src/demo/simulator/wechat-simulator.ts';
import { type Api, apiCatalogue } from '../../../src/wechat/apis.ts';

const account = { appid: 'wx448f04719cd48f69', secret: 's3cret' };

type Played = Readonly<{ simulator: Simulator; token: string }>;

async function start(t: TestContext, options: SimulatorOptions = {}): Promise<Played> {
  const simulator = await startSimulator({ accounts: [account], ...options });
  t.after(simulator.close);
  const query = new URLSearchParams({ grant_type: 'client_credential', ...account });
  const response = await fetch(`${simulator.origin}/cgi-bin/token?${query}`);
  // our own simulator's
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { simulator, token };
}

async function call(
  { simulator, token }: Played,
  { method, path, query = {}, body }: Partial<Api>,
  headers: Record<string, string> = {},
) {
  const search = new URLSearchParams({ access_token: token, ...query });
  const response = await fetch(`${simulator.origin}${path}?${search}`, {
    method: method ?? 'POST',
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const type = response.headers.get('content-type') ?? '';
  const data: Record<string, unknown> = type.startsWith('application/json') ? JSON.parse(`${bytes}`) : {};
  return { type, bytes, data };
}

const entry = (id: string): Api => apiCatalogue.find((api) => api.id === id) ?? assert.fail(id);

/** Played, but not with a token and this body: uploads, forms and the AppSecret. */
const isPlain = ({ classes, group, isUnlisted }: Api): boolean =>
  !['U', 'K'].some((each) => classes.some((own) => own === each)) && !(isUnlisted && group === 'templates');

for (const api of apiCatalogue.filter(isPlain)) {
  test(`${api.id} is carried out once for the token that works, and for no other`, async (t) => {
    const played = await start(t);
    const { simulator } = played;
    for (const [token, errcode] of [
      ['', 41001],
      ['93_unknown', 40014],
    ] as const) {
      assert.equal((await call({ simulator, token }, api)).data.errcode, errcode);
    }
    assert.equal(simulator.effects(api.path), 0);
    const sent = api.id === 'clear_quota' ? { ...api, body: JSON.stringify({ appid: account.appid }) } : api;
    const { data, type, bytes } = await call(played, sent);
    if (api.id === 'openapi/rid/get') {
      assert.equal(data.errcode, 76002);
      return;
    }
    if (api.classes.includes('B')) {
      assert.equal(type, 'image/jpeg');
      assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
    } else {
      assert.equal(data.errcode ?? 0, 0, bytes.toString());
      assert.ok(Object.keys(data).length > 0);
    }
    const isOfToken = ['get_api_domain_ip', 'openapi/quota/get', 'ticket/getticket'].includes(api.id);
    assert.equal(simulator.effects(api.path), isOfToken ? 0 : 1);
  });
}

test('another method, no body and a body that is no JSON change nothing', async (t) => {
  const played = await start(t);
  const send = entry('message/custom/send');
  const errcode = async (changed: Partial<Api>) => (await call(played, changed)).data.errcode;
  assert.equal(await errcode({ path: send.path, method: 'GET' }), 43002);
  assert.equal(await errcode({ ...entry('menu/get'), method: 'POST' }), 43001);
  assert.equal(await errcode({ ...send, body: '' }), 44002);
  assert.equal(await errcode({ ...send, body: '{' }), 47001);
  assert.equal(await errcode({ ...send, body: '{"touser":"OPENID"}' }), 47001);
  assert.equal(await errcode({ path: '/cgi-bin/nothing' }), 40066);
  assert.equal(played.simulator.effects(send.path), 0);
});

test('an effect has taken place when the answer is lost', async (t) => {
  const played = await start(t);
  const send = entry('message/custom/send');
  played.simulator.failNext({ kind: 'reset', when: 'after-mint' });
  await assert.rejects(call(played, send));
  assert.equal(played.simulator.effects(send.path), 1);
  played.simulator.failNext({ kind: 'reset', when: 'before-mint' });
  await assert.rejects(call(played, send));
  assert.equal(played.simulator.effects(send.path), 1);
});

test('a path has its own count of a day, which can be asked for and set back, some times a month', async (t) => {
  const path = '/cgi-bin/message/custom/send';
  const played = await start(t, { accounts: [{ ...account, quotas: { [path]: 2 } }] });
  const errcode = async (id: string, body?: string) => {
    const { data } = await call(played, { ...entry(id), ...(body === undefined ? {} : { body }) });
    return data.errcode;
  };
  const seen = [];
  for (let i = 0; i < 3; i += 1) seen.push(await errcode('message/custom/send'));
  assert.deepEqual(seen, [0, 0, 45009]);
  assert.equal(played.simulator.effects(path), 2);
  const { data } = await call(played, entry('openapi/quota/get'));
  assert.deepEqual(data.quota, { remain: 0, used: 2, daily_limit: 2 });
  assert.equal(await errcode('openapi/quota/clear', '{"cgi_path":"/nothing"}'), 76021);
  assert.equal(await errcode('openapi/quota/clear'), 0);
  assert.equal(await errcode('message/custom/send'), 0);
  assert.equal(await errcode('clear_quota', '{"appid":"wx0"}'), 40013);
  for (let i = 0; i < 10; i += 1)
    assert.equal(await errcode('clear_quota', `{"appid":"${account.appid}"}`), 0);
  assert.equal(await errcode('clear_quota', `{"appid":"${account.appid}"}`), 48006);
});

test('the rid of an error brings the call back, with the token in it', async (t) => {
  const played = await start(t);
  const failed = await call(played, { ...entry('message/custom/send'), body: '{}' });
  const rid = /rid: (\S+)$/.exec(String(failed.data.errmsg))?.[1];
  const look = async (body: string) => (await call(played, { ...entry('openapi/rid/get'), body })).data;
  const { request } = await look(JSON.stringify({ rid }));
  // ours, right above
  const { request_url, request_body } = request as Record<string, string>;
  assert.equal(request_url, `access_token=${played.token}`);
  assert.equal(request_body, '{}');
  assert.equal((await look('{"rid":"5fa26c60-1a0ebdd5-32fd1cd0"}')).errcode, 76004);
  assert.equal((await look('{"rid":"ffffffff-1a0ebdd5-32fd1cd0"}')).errcode, 76001);
});

test('files come in their own kinds: a voice, a brace at the front, 5 MB, 3 MB of JSON', async (t) => {
  const played = await start(t);
  const file = (media_id: string) => call(played, { ...entry('media/get'), query: { media_id } });
  assert.equal((await file('VOICE')).type, 'audio/amr');
  assert.equal((await file('BRACE')).bytes[0], 0x7b);
  assert.equal((await file('BIG')).bytes.length, 5 * 1024 * 1024);
  assert.ok('video_url' in (await file('VIDEO')).data);
  const list = await call(played, { ...entry('draft/batchget'), body: '{"offset":0,"count":20}' });
  assert.ok(list.bytes.length > 3_000_000 && Array.isArray(list.data.item));
});

test('an upload wants a part named media with something in it', async (t) => {
  const played = await start(t);
  const api = entry('media/uploadimg');
  const send = async (name: string, content: string) => {
    const body = [
      '--b',
      `Content-Disposition: form-data; name="${name}"; filename="a.jpg"`,
      '',
      content,
      '--b--',
      '',
    ].join('\r\n');
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    return (await call(played, { ...api, body }, headers)).data.errcode;
  };
  assert.equal(await send('file', 'bytes'), 41005);
  assert.equal(await send('media', ''), 41005);
  assert.equal((await call(played, api)).data.errcode, 41005);
  assert.equal(await send('media', 'bytes'), 0);
  assert.equal(played.simulator.effects(api.path), 1);
});

test('drafts are counted for each account, from the twenty that it begins with', async (t) => {
  const played = await start(t);
  const count = async () => (await call(played, entry('draft/count'))).data.total_count;
  assert.equal(await count(), 20);
  await call(played, entry('draft/add'));
  await call(played, entry('draft/add'));
  assert.equal(await count(), 22);
  await call(played, entry('draft/delete'));
  assert.equal(await count(), 21);
});
