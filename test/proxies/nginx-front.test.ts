// The nginx of docs/operating.md in front of this server.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { type TestContext, test } from 'node:test';
import { startCentral } from '../support/central/central.ts';
import { tokenPath } from '../support/central/central-api.ts';
import { blockWith, withReplaced } from '../support/documents.ts';
import { createAuthority, createCertificate } from '../support/network/certificates.ts';
import { freePort } from '../support/network/free-port.ts';
import { nginxFolder, startNginx } from '../support/network/nginx.ts';

const name = 'token.example.com';

async function startFront(t: TestContext, upstream?: string) {
  const central = await startCentral(t, {
    env: { PUBLIC_URL: `https://${name}`, TRUST_PROXY: 'loopback' },
  });
  const ca = await createAuthority();
  const { key, cert } = await createCertificate({ name, ca });
  const folder = nginxFolder(t);
  writeFileSync(`${folder}/cert.pem`, cert);
  writeFileSync(`${folder}/cert.key`, key);
  writeFileSync(`${folder}/htpasswd`, 'dev:{PLAIN}let-me-in\n');
  const port = await freePort();
  const block = withReplaced(blockWith('nginx', 'listen 443 ssl'), {
    'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
    '/etc/ssl/token.example.com.pem': `${folder}/cert.pem`,
    '/etc/ssl/token.example.com.key': `${folder}/cert.key`,
    '/etc/nginx/token.htpasswd': `${folder}/htpasswd`,
    '/var/log/nginx/error.log': `${folder}/error.log`,
    'http://127.0.0.1:3000': upstream ?? central.origin,
  });
  const nginx = await startNginx(t, folder, block);

  async function get(path: string, headers: Readonly<Record<string, string>> = {}) {
    const sent = request({ host: '127.0.0.1', port, servername: name, ca: ca.cert, path, agent: false });
    sent.setHeader('host', name);
    for (const [field, value] of Object.entries(headers)) sent.setHeader(field, value);
    sent.end();
    const [reply]: IncomingMessage[] = await once(sent, 'response');
    let text = '';
    for await (const chunk of reply ?? []) text += String(chunk);
    return { status: reply?.statusCode, asked: reply?.headers['www-authenticate'], text };
  }
  return { central, nginx, get };
}

test('the page asks for the proxy’s login; keys, health checks and assets do without', async (t) => {
  const { central, get } = await startFront(t);
  const login = { authorization: `Basic ${Buffer.from('dev:let-me-in').toString('base64')}` };
  const operator = { authorization: `Bearer ${central.operator}` };
  for (const path of ['/', '/call', '/check', '/signature', '/errcodes']) {
    assert.deepEqual(
      [(await get(path)).status, (await get(path)).asked],
      [401, 'Basic realm="tokens"'],
      path,
    );
  }
  const page = await get('/', login);
  assert.equal(page.status, 200);
  const asset = /href="(\/assets\/[^"]+\.css)"/.exec(page.text)?.[1] ?? '';
  for (const path of ['/healthz', '/readyz', asset]) assert.equal((await get(path)).status, 200, path);
  for (const path of ['/central', '/metrics']) {
    assert.equal((await get(path, operator)).status, 200, path);
    // asked by this server, not by the proxy
    assert.notEqual((await get(path)).asked, 'Basic realm="tokens"', path);
  }
  // what the gateway’s clients call: answered by this server, and not by the proxy’s login
  for (const path of ['/wxa/getwxacodeunlimit', '/sns/jscode2session'])
    assert.match((await get(path)).text, /"errcode":4\d{4}/, path);
  assert.match((await get(tokenPath(central.shop, central.orders))).text, /^\{"access_token"/);
});

test('a client key in an address is in no log of the proxy, not even when nothing answers', async (t) => {
  const { central, nginx, get } = await startFront(t, `http://127.0.0.1:${await freePort()}`);
  assert.equal((await get(tokenPath(central.shop, central.orders))).status, 502);
  for (const secret of [central.orders, central.shop.appid]) assert.ok(!nginx.written().includes(secret));
});
