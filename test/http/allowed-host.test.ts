import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type AppUnderTest, send, startApp } from '../support/app.ts';
import { sendRaw, statusOf } from '../support/network/raw.ts';

async function start(t: TestContext, env: Readonly<Record<string, string>> = {}): Promise<AppUnderTest> {
  const app = await startApp({ env });
  t.after(app.close);
  return app;
}

/** Statuses of a GET under each of these names. */
async function statusesUnder(app: AppUnderTest, hosts: readonly string[]): Promise<Record<string, number>> {
  const answers = hosts.map(async (host) => {
    const { status } = await send(app.origin, { headers: { host } });
    return [host, status] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

const allWith = (hosts: readonly string[], status: number): Record<string, number> =>
  Object.fromEntries(hosts.map((host) => [host, status]));

const ours = [
  'localhost',
  'LOCALHOST:3000',
  '127.0.0.1',
  '127.0.0.1:1',
  '[::1]',
  '[::1]:3000',
  '0.0.0.0',
  '192.168.1.2:3000',
  '[2001:DB8::1]',
];

const foreign = [
  'evil.example',
  'evil.example:3000',
  '127.0.0.1.nip.io',
  'localhost.evil.example',
  'evil-localhost',
  'localhost.',
  'sub.localhost',
  '2130706433',
  '0x7f.0.0.1',
  '127.1',
  '127.0.0.1:',
  '127.0.0.1:80:80',
  '127.0.0.1:http',
  '::1',
  '[::1',
  '[::1%25eth0]',
  'localhost@evil.example',
  'user:localhost',
  'localhost/',
  'localhost, evil.example',
  'localhost localhost',
];

test('H7: localhost and addresses of any kind are answered, whatever the port', async (t) => {
  assert.deepEqual(await statusesUnder(await start(t), ours), allWith(ours, 200));
});

test('H7: a name that is not ours is 421, as DNS rebinding needs one', async (t) => {
  assert.deepEqual(await statusesUnder(await start(t), foreign), allWith(foreign, 421));
});

test('H7: every route is behind the check, but for the look of the page that explains it', async (t) => {
  const { origin } = await start(t);
  const css = /href="(\/assets\/[^"]+\.css)"/.exec((await send(origin)).text)?.[1] ?? '';
  assert.notEqual(css, '');
  const headers = { host: 'evil.example' };
  for (const path of ['/', '/healthz', '/readyz', '/HtAccessToken.aspx', '/nowhere']) {
    assert.equal((await send(origin, { path, headers })).status, 421, path);
    assert.equal((await send(origin, { path, headers, method: 'POST' })).status, 421, path);
  }
  assert.equal((await send(origin, { path: css, headers })).status, 200);
});

test('H7: ALLOWED_HOSTS and PUBLIC_URL add their names, and no others', async (t) => {
  const app = await start(t, { ALLOWED_HOSTS: 'Tokens.lan,b', PUBLIC_URL: 'https://token.example:8443' });
  const added = ['tokens.lan', 'TOKENS.LAN:80', 'b', 'token.example', 'token.example:8443', 'localhost'];
  assert.deepEqual(await statusesUnder(app, added), allWith(added, 200));
  const others = ['lan', 'a.tokens.lan', 'tokens.lan.evil.example', 'example'];
  assert.deepEqual(await statusesUnder(app, others), allWith(others, 421));
});

test('H7: X-Forwarded-Host and its like change nothing, with TRUST_PROXY as well', async (t) => {
  for (const TRUST_PROXY of ['off', '1', 'loopback']) {
    const { origin } = await start(t, { TRUST_PROXY });
    for (const name of ['x-forwarded-host', 'forwarded', 'x-original-host', 'x-host']) {
      const value = (host: string): string => (name === 'forwarded' ? `host=${host}` : host);
      const headers = { host: 'evil.example', [name]: value('localhost') };
      assert.equal((await send(origin, { headers })).status, 421, name);
      const own = { host: 'localhost', [name]: value('evil.example') };
      const reply = await send(origin, { headers: own });
      assert.equal(reply.status, 200, name);
      assert.doesNotMatch(reply.text + JSON.stringify(reply.headers), /evil/);
    }
  }
});

const raw: Readonly<Record<string, readonly [status: number, head: readonly string[]]>> = {
  'an empty Host': [421, ['GET / HTTP/1.1', 'Host:']],
  // Node itself answers this one
  'no Host': [400, ['GET / HTTP/1.1']],
  'no Host under HTTP/1.0': [421, ['GET / HTTP/1.0']],
  'two Hosts': [421, ['GET / HTTP/1.1', 'Host: localhost', 'Host: evil.example']],
  'two Hosts, ours last': [421, ['GET / HTTP/1.1', 'Host: evil.example', 'Host: localhost']],
  'the same Host twice': [421, ['GET / HTTP/1.1', 'Host: localhost', 'host: localhost']],
  'a whole address as target': [421, ['GET http://evil.example/ HTTP/1.1', 'Host: localhost']],
  'our whole address as target': [421, ['GET http://localhost/ HTTP/1.1', 'Host: localhost']],
  'the target *': [421, ['OPTIONS * HTTP/1.1', 'Host: localhost']],
  'a plain target': [200, ['GET / HTTP/1.1', 'Host: localhost']],
};

for (const [what, [status, head]] of Object.entries(raw)) {
  test(`H7: ${what} is ${status}`, async (t) => {
    const { origin } = await start(t);
    assert.equal(statusOf(await sendRaw(origin, head)), status);
  });
}

test('H7: the foreign name is neither shown nor logged', async (t) => {
  const app = await start(t);
  const host = 'canary-4711.example';
  const reply = await send(app.origin, { headers: { host }, path: `/?x=http://${host}/` });
  assert.equal(reply.status, 421);
  assert.match(app.logged(), /"status":421/);
  assert.doesNotMatch(reply.text + JSON.stringify(reply.headers) + app.logged(), /canary-4711/);
});
