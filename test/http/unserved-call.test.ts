// C23: a call of WeChat's that nobody serves is answered in WeChat's shape, however base address and path were joined.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksLikeCall } from '../../src/wechat/call-shape.ts';
import { type Reply, send, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { startCentral } from '../support/central/central.ts';
import { tokenPath } from '../support/central/central-api.ts';

const calls = [
  '/sns/jscode2session?appid=wx0&secret=s&js_code=c&grant_type=authorization_code',
  '/sns/oauth2/access_token',
  '/wxa/getwxacodeunlimit?access_token=t',
  '/wxa/msg_sec_check',
  '/datacube/getusersummary',
  '/card/create',
  '/cgi-bin',
  '/cgi-bin/',
  '//cgi-bin/token?grant_type=client_credential&appid=wx0&secret=s',
  '//sns/userinfo',
  '///wxa//business//getuserphonenumber',
  '/wechat/cgi-bin/stable_token',
  '/api/v1/wechat/sns/jscode2session',
  '/wechatcgi-bin/token?grant_type=client_credential&appid=wx0&secret=s',
  '/CGI-BIN/token',
  '/anything?access_token=t',
  '/anything?appid=wx0&secret=s',
];

const noCalls = [
  '/',
  '/nothing-here',
  '/anything?appid=wx0',
  '/anything?secret=s',
  '/sns-feed',
  '/checks',
  '/a/card',
];

/** The errcode of an answer in WeChat's shape. */
function errcodeOf({ status, headers, text }: Reply): number {
  assert.equal(status, 200, text);
  assert.match(headers['content-type'] ?? '', /^application\/json/);
  // an object by the contract
  const { errcode, errmsg } = JSON.parse(text) as { errcode: number; errmsg: string };
  assert.match(errmsg, /^invalid url, this server has .* rid: [\w-]{36}$/);
  return errcode;
}

test('what a call of WeChat’s looks like', () => {
  assert.deepEqual(
    calls.filter((target) => !looksLikeCall(target)),
    [],
  );
  assert.deepEqual(noCalls.filter(looksLikeCall), []);
});

test('an unserved call is 40066 with the explanation, with a central server and without, under any name', async (t) => {
  const { origin } = await startCentral(t);
  const app = await startApp();
  t.after(app.close);
  for (const path of calls.filter((one) => !/^\/cgi-bin\/./.test(one))) {
    for (const method of ['GET', 'POST']) {
      for (const host of ['localhost', 'tokens.example.com']) {
        const options = {
          path,
          method,
          headers: { host, accept: 'text/html' },
          ...(method === 'POST' ? { body: '{}' } : {}),
        };
        assert.equal(errcodeOf(await send(origin, options)), 40066, path);
        assert.equal(errcodeOf(await send(app.origin, options)), 40066, path);
      }
    }
  }
});

test('a page stays a page, whatever its address carries, and what is no call stays 404', async (t) => {
  const { origin } = await startCentral(t);
  for (const path of ['/?appid=wx0&secret=s', '/check?access_token=t', '/errcodes?access_token=t']) {
    const reply = await send(origin, { path });
    assert.match(reply.headers['content-type'] ?? '', /^text\/html/, path);
    assert.equal((await send(origin, { path, headers: { host: 'evil.example' } })).status, 421);
  }
  for (const path of noCalls.slice(1)) assert.equal((await send(origin, { path })).status, 404, path);
});

test('nothing of an unserved call is repeated', async (t) => {
  const { origin, logged } = await startCentral(t);
  const canary = createCanary('');
  const reply = await send(origin, { path: `/sns/${canary}?secret=${canary}&appid=${canary}` });
  assertClean(canary, { reply: reply.text, log: logged() });
  // in the log it is no success
  assert.match(logged(), /"event":"request".*"status":200.*"errcode":40066/);
});

test('HEAD runs no handler of the token paths', async (t) => {
  const { origin, shop, orders, logged } = await startCentral(t);
  const token = tokenPath(shop, orders);
  for (const path of [
    token,
    `${token}&invalid_token=x`,
    `${token}&force_refresh=true`,
    '/cgi-bin/stable_token',
    '/cgi-bin/ticket/getticket?access_token=x&type=jsapi',
  ]) {
    const [head, put] = [
      await send(origin, { path, method: 'HEAD' }),
      await send(origin, { path, method: 'PUT' }),
    ];
    // the refusal of every method that is none of the path's
    assert.match(put.text, /"errcode":4300[12]/);
    assert.deepEqual([head.status, head.text], [200, '']);
    assert.equal(head.headers['content-length'], put.headers['content-length'], path);
  }
  assert.doesNotMatch(logged(), /forced_refresh/);
});
