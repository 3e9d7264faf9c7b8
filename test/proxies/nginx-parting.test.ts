// The nginx of docs/sdks.md that parts the paths of an SDK: tokens and tickets from here, everything else from WeChat.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { send } from '../support/app.ts';
import { startCentral } from '../support/central/central.ts';
import { ask, readTicket, readToken, tokenOf } from '../support/central/central-api.ts';
import { blockWith, withReplaced } from '../support/documents.ts';
import { createAuthority, createCertificate } from '../support/network/certificates.ts';
import { freePort } from '../support/network/free-port.ts';
import { startNameServer } from '../support/network/name-server.ts';
import { nginxFolder, startNginx } from '../support/network/nginx.ts';
import { until } from '../support/until.ts';

/** WeChat for everything that is not asked of this server, at two addresses of its name. */
async function startWechat(
  t: TestContext,
): Promise<{ ca: string; port: number; at: (host: string) => Simulator }> {
  const ca = await createAuthority();
  const tls = await createCertificate({ name: 'api.weixin.qq.com', ca });
  const first = await startSimulator({ tls, host: '127.0.0.1' });
  const port = Number(new URL(first.origin).port);
  const second = await startSimulator({ tls, host: '127.0.0.2', port });
  t.after(() => Promise.all([first.close(), second.close()]));
  return { ca: ca.cert, port, at: (host) => (host === '127.0.0.1' ? first : second) };
}

async function startParting(t: TestContext) {
  const central = await startCentral(t);
  const wechat = await startWechat(t);
  const names = await startNameServer(t, '127.0.0.1');
  const folder = nginxFolder(t);
  writeFileSync(`${folder}/ca.pem`, wechat.ca);
  const port = await freePort();
  const block = withReplaced(blockWith('nginx', '127.0.0.1:8081'), {
    '127.0.0.1:8081': `127.0.0.1:${port}`,
    'http://127.0.0.1:3000': central.origin,
    'resolver 127.0.0.53': `resolver 127.0.0.1:${names.port}`,
    'https://$wechat': `https://$wechat:${wechat.port}`,
    '/etc/ssl/certs/ca-certificates.crt': `${folder}/ca.pem`,
  });
  const nginx = await startNginx(t, folder, block);
  return { central, wechat, names, nginx, origin: `http://127.0.0.1:${port}` };
}

test('token and ticket come from here, a call, a login and an upload of 2 MB go to WeChat as they are', async (t) => {
  const { central, wechat, origin } = await startParting(t);
  const { shop, orders } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  assert.equal(token, tokenOf(await readToken(central.origin, shop, orders)));
  assert.equal((await readTicket(origin, token)).body.errcode, 0);
  assert.equal(wechat.at('127.0.0.1').calls.length, 0);

  const paths = [
    `/cgi-bin/get_api_domain_ip?access_token=${token}`,
    `/sns/jscode2session?appid=${shop.appid}&secret=${encodeURIComponent(shop.secret)}&js_code=1`,
  ];
  for (const path of paths) await ask(origin, { path });
  const body = Buffer.alloc(2_000_000, 'x');
  const path = `/cgi-bin/media/upload?access_token=${token}&type=image`;
  // this WeChat has not issued that token, and says so itself
  assert.equal((await ask(origin, { method: 'POST', path, body })).body.errcode, 40014);
  const host = `api.weixin.qq.com:${wechat.port}`;
  const { calls } = wechat.at('127.0.0.1');
  assert.deepEqual(
    calls.map((call) => [call.path, call.headers.host, call.body.length]),
    [
      ['/cgi-bin/get_api_domain_ip', host, 0],
      ['/sns/jscode2session', host, 0],
      ['/cgi-bin/media/upload', host, 2_000_000],
    ],
  );
  assert.equal(calls[1]?.query.secret, shop.secret);
  // WeChat refuses a chunked body with 412
  assert.deepEqual(
    [calls[2]?.headers['content-length'], calls[2]?.headers['transfer-encoding']],
    ['2000000', undefined],
  );
});

test('a ticket for a token that is not kept here gets 40001, as docs/sdks.md says', async (t) => {
  const { origin } = await startParting(t);
  assert.equal((await readTicket(origin, '93_of-another-account')).body.errcode, 40001);
});

test('when WeChat’s name moves, the calls follow without a restart', async (t) => {
  const { wechat, names, origin } = await startParting(t);
  const path = '/cgi-bin/get_api_domain_ip?access_token=93_a';
  await ask(origin, { path });
  assert.deepEqual([wechat.at('127.0.0.1').calls.length, wechat.at('127.0.0.2').calls.length], [1, 0]);
  names.point('127.0.0.2');
  await until('a call at the new address', async () => {
    await ask(origin, { path });
    return wechat.at('127.0.0.2').calls.length > 0;
  });
});

test('an address with a key or a token in it is written nowhere, not even when nothing answers', async (t) => {
  const { central, wechat, nginx, origin } = await startParting(t);
  const { shop, orders } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  await wechat.at('127.0.0.1').close();
  assert.equal((await send(origin, { path: `/cgi-bin/user/info?access_token=${token}` })).status, 502);
  for (const secret of [orders, token, shop.appid]) assert.ok(!nginx.written().includes(secret));
});
