// A17: whoever cannot prove to be WeChat gets nothing. Real processes, because a CA is trusted at start alone.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { texts } from '../../src/page/texts/index.ts';
import { createAuthority, createCertificate, temporaryFile } from '../support/network/certificates.ts';
import { startRelay } from '../support/network/relay.ts';
import {
  assertFailure,
  assertGoodGet,
  eventually,
  press,
  pressForJson,
  spawnGet,
} from '../support/page/get.ts';
import { textById } from '../support/page/html.ts';

const authority = await createAuthority();
const good = await createCertificate({ ca: authority });

/** Answers like WeChat to whoever talks to it, and counts what came through TLS. */
async function startImpostor(t: TestContext, options: TlsOptions) {
  let received = 0;
  const server = createTlsServer(options, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.length;
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n{"access_token":"93_x","expires_in":7200}');
    });
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  // a server that listens on a port has an AddressInfo
  return { port: (server.address() as AddressInfo).port, received: () => received };
}

/** The page in a process of its own, with a relay in front of whatever plays WeChat. */
async function startPage(t: TestContext, port: number) {
  const relay = await startRelay(port);
  t.after(relay.close);
  const started = await spawnGet(t, {
    simulated: { tls: good },
    env: () => ({
      WECHAT_API_BASE: `https://localhost:${relay.port}`,
      WECHAT_TIMEOUT_MS: '8000',
      NODE_EXTRA_CA_CERTS: temporaryFile(t, authority.cert),
    }),
  });
  return { ...started, relay };
}

const old: TlsOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };

const impostors: readonly (readonly [string, keyof typeof texts.en.faults, () => Promise<TlsOptions>])[] = [
  ['expired', 'tls_expired', () => createCertificate({ ca: authority, from: -3, until: -1 })],
  ['not valid yet', 'tls_expired', () => createCertificate({ ca: authority, from: 1, until: 3 })],
  ['for another name', 'tls_wrong_name', () => createCertificate({ ca: authority, name: 'evil.test' })],
  ['self-signed', 'tls_untrusted', () => createCertificate()],
  [
    'of an unknown CA',
    'tls_untrusted',
    async () => {
      const unknown = await createAuthority();
      const { key, cert } = await createCertificate({ ca: unknown });
      return { key, cert: `${cert.trim()}\n${unknown.cert}` };
    },
  ],
  ['good, but over TLS 1.0 only', 'tls_failed', () => Promise.resolve({ ...good, ...old })],
];

for (const [what, fault, makeOptions] of impostors) {
  test(`A17 a certificate that is ${what} is refused, and no byte of HTTP is sent`, async (t) => {
    const impostor = await startImpostor(t, await makeOptions());
    const { page, relay, simulator, server } = await startPage(t, impostor.port);
    const html = await press(page);
    const json = await pressForJson(page);
    assertFailure(page, html, json, 'upstream_tls', 502);
    assert.equal(textById(html.text, 'outcome'), texts.en.faults[fault].what('8'));
    assert.ok(relay.connections() >= 2, 'it was asked each time');
    assert.equal(impostor.received(), 0);
    await eventually('the connections are closed', () => relay.openSockets() === 0);
    relay.target(Number(new URL(simulator.origin).port));
    await assertGoodGet(page, simulator);
    assert.equal(server.stderr(), '');
  });
}

test('A17 a server that speaks no TLS at all is refused, and is sent nothing but a greeting', async (t) => {
  let received = '';
  const plain = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  t.after(() => plain.close());
  // a server that listens on a port has an AddressInfo
  const { page, simulator, relay } = await startPage(t, (plain.address() as AddressInfo).port);
  assertFailure(page, await press(page), await pressForJson(page), 'upstream_tls', 502);
  assert.ok(received.length > 0 && !received.includes('cgi-bin') && !received.includes(page.appid));
  relay.target(Number(new URL(simulator.origin).port));
  await assertGoodGet(page, simulator);
});

test('A17 an end in the middle of the greeting is a broken connection', async (t) => {
  const { page, simulator, relay } = await startPage(t, 1);
  relay.target(undefined);
  assertFailure(page, await press(page), await pressForJson(page), 'upstream_unreachable', 502);
  relay.target(Number(new URL(simulator.origin).port));
  await assertGoodGet(page, simulator);
});
