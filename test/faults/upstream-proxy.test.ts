// A20: the way to WeChat through a proxy. Real processes, because a CA is trusted at start alone.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Simulator, startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { texts } from '../../src/page/texts/index.ts';
import type { UnsentFault } from '../../src/wechat/fault.ts';
import { createTransport } from '../../src/wechat/transport.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { createAuthority, createCertificate, temporaryFile } from '../support/network/certificates.ts';
import { type ProxyMode, startConnectProxy } from '../support/network/connect-proxy.ts';
import {
  assertFailure,
  assertGoodGet,
  eventually,
  newAppid,
  press,
  pressForJson,
  spawnGet,
} from '../support/page/get.ts';
import { shows, textById } from '../support/page/html.ts';

const authority = await createAuthority();
const good = await createCertificate({ ca: authority });
const timeoutMs = 1_500;

/** The page in a process of its own; `httpsProxy` is made from the port of the proxy. */
async function startPage(t: TestContext, httpsProxy: (port: number) => string, noProxy = '') {
  const proxy = await startConnectProxy();
  t.after(proxy.close);
  const wechatOf = ({ origin }: Simulator): string => `localhost:${new URL(origin).port}`;
  const started = await spawnGet(t, {
    simulated: { tls: good },
    env: (simulator) => ({
      WECHAT_API_BASE: `https://${wechatOf(simulator)}`,
      WECHAT_TIMEOUT_MS: String(timeoutMs),
      NODE_EXTRA_CA_CERTS: temporaryFile(t, authority.cert),
      HTTPS_PROXY: httpsProxy(proxy.port),
      NO_PROXY: noProxy,
    }),
  });
  return { ...started, proxy, wechat: wechatOf(started.simulator) };
}

test('A20 a good proxy is asked for WeChat’s address with the password, and sees no secret', async (t) => {
  const password = createCanary();
  const user = `http://user:${encodeURIComponent(password)}@127.0.0.1`;
  const { page, proxy, simulator, wechat, server } = await startPage(t, (port) => `${user}:${port}`);
  await assertGoodGet(page, simulator);
  const authorization = `Basic ${Buffer.from(`user:${password}`).toString('base64')}`;
  assert.deepEqual(proxy.asked, [{ target: wechat, authorization }]);
  await assertGoodGet(page, simulator);
  assert.equal(proxy.asked.length, 1, 'the tunnel is kept');
  proxy.mode('ask-for-password');
  const html = await press({ ...page, appid: newAppid() });
  proxy.close();
  const dead = await press(page);
  const texts = {
    log: page.logged(),
    html: html.text,
    dead: dead.text,
    headers: JSON.stringify(dead.headers),
  };
  assertClean(password, texts);
  assert.equal(server.stderr(), '');
});

const unreachable = ['upstream_proxy', 502, 'proxy_unreachable'] as const;
const refused = ['upstream_proxy', 502, 'proxy_refused'] as const;
const late = ['upstream_timeout', 504, 'connect_timeout'] as const;

const modes: Readonly<
  Record<
    Exclude<ProxyMode, 'forward' | 'interim-first'>,
    readonly [word: string, status: number, fault: UnsentFault]
  >
> = {
  'ask-for-password': refused,
  forbid: refused,
  unavailable: refused,
  hang: ['upstream_timeout', 504, 'proxy_timeout'],
  reset: unreachable,
  end: unreachable,
  'speak-no-http': unreachable,
  'reset-tunnel': ['upstream_unreachable', 502, 'not_connected'],
  'hang-tunnel': late,
};

test('A20 whatever a proxy does instead of its work ends as a fault, after one try, and then it may work', async (t) => {
  const { page, proxy, simulator } = await startPage(t, (port) => `http://127.0.0.1:${port}`);
  for (const [mode, [word, status, fault]] of Object.entries(modes)) {
    // the keys of `modes` are its modes
    proxy.mode(mode as ProxyMode);
    const before = proxy.asked.length;
    const html = await press(page);
    const json = await pressForJson(page);
    assertFailure(page, html, json, word, status);
    assert.equal(textById(html.text, 'outcome'), texts.en.faults[fault].what(String(timeoutMs / 1000)), mode);
    assert.ok(shows(html.text, texts.en.notSent), mode);
    assert.equal(proxy.asked.length, before + 2, `${mode}: one try for each Get`);
    await eventually(`${mode}: the connections are closed`, () => proxy.openSockets() === 0);
    assert.equal(simulator.calls.length, 0);
  }
  proxy.mode('forward');
  await assertGoodGet(page, simulator);
});

test('A20 interim answers of the proxy and of WeChat behind it are taken for none', async (t) => {
  const { page, proxy, simulator } = await startPage(t, (port) => `http://127.0.0.1:${port}`);
  proxy.mode('interim-first');
  for (let i = 0; i < 3; i += 1) {
    simulator.failNext({ kind: 'interim' });
    await assertGoodGet(page, simulator);
  }
  assert.equal(proxy.asked.length, 1, 'the tunnel is kept');
});

test('A20 a proxy that is not there is named as the trouble', async (t) => {
  for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
    const { page, proxy, simulator } = await startPage(t, () => `http://${host}:1`);
    const html = await press(page);
    assertFailure(page, html, await pressForJson(page), 'upstream_proxy', 502);
    assert.equal(textById(html.text, 'outcome'), texts.en.faults.proxy_unreachable.what(), host);
    assert.deepEqual([proxy.asked.length, simulator.calls.length], [0, 0]);
  }
});

for (const noProxy of ['localhost', '*', 'other.test, localhost', '.test,LOCALHOST']) {
  test(`A20 NO_PROXY=${noProxy} goes past a dead proxy`, async (t) => {
    const { page, simulator } = await startPage(t, () => 'http://127.0.0.1:1', noProxy);
    await assertGoodGet(page, simulator);
  });
}

test('A20 NO_PROXY for another name leaves the proxy in use', async (t) => {
  const { page, proxy, simulator } = await startPage(
    t,
    (port) => `http://127.0.0.1:${port}`,
    'notlocalhost,host',
  );
  await assertGoodGet(page, simulator);
  assert.equal(proxy.asked.length, 1);
});

test('A20 a bad certificate behind a good proxy is WeChat’s, not the proxy’s', async (t) => {
  const simulator = await startSimulator({ tls: await createCertificate() });
  const proxy = await startConnectProxy();
  const transport = createTransport({
    wechatApiBase: `https://localhost:${new URL(simulator.origin).port}`,
    timeoutMs: 5_000,
    httpsProxy: `http://127.0.0.1:${proxy.port}`,
    noProxy: '',
    maxCalls: 4,
    now: Date.now,
  });
  t.after(async () => {
    await transport.close();
    proxy.close();
    await simulator.close();
  });
  const result = await transport.send({ method: 'GET', path: '/cgi-bin/token', query: {} });
  assert.equal('fault' in result && result.fault, 'tls_untrusted');
  assert.deepEqual([proxy.asked.length, simulator.calls.length], [1, 0]);
});
