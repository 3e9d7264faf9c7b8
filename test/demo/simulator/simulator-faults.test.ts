import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { request } from 'node:https';
import { connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import type { SecureVersion } from 'node:tls';
import {
  type Fault,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../src/demo/simulator/wechat-simulator.ts';

const accounts = [{ appid: 'wx448f04719cd48f69', secret: 's3cret' }];
const path = '/cgi-bin/token?grant_type=client_credential&appid=wx448f04719cd48f69&secret=s3cret';

async function start(t: TestContext, fault?: Fault, options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ accounts, ...options });
  t.after(simulator.close);
  if (fault) simulator.failNext(fault);
  return simulator;
}

function ask({ origin }: Simulator): Socket {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: wechat\r\n\r\n`);
  return socket;
}

/** What came over a bare socket, and how it ended: higher up an RST and a FIN look alike. */
function ending(socket: Socket): Promise<{ body: string; ending: string }> {
  let bytes = '';
  socket.on('data', (chunk) => {
    bytes += chunk;
  });
  return new Promise((resolve) => {
    const end = (how: string) => resolve({ body: bytes.split('\r\n\r\n')[1] ?? '', ending: how });
    socket.once('end', () => end('FIN'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? ''));
  });
}

/** A certificate as short as X.509 allows, written by hand: no key lies in the repository, nothing runs out. */
function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = der(0x30, der(0x06, Buffer.from('2a8648ce3d040302', 'hex'))); // ecdsa-with-SHA256
  const commonName = der(0x30, der(0x06, Buffer.from('550403', 'hex')), der(0x0c, Buffer.from('localhost')));
  const name = der(0x30, der(0x31, commonName));
  const dates = ['200101000000Z', '491231235959Z'].map((date) => der(0x17, Buffer.from(date)));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signed = der(0x30, der(0x02, Buffer.from([1])), algorithm, name, der(0x30, ...dates), name, spki);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', signed, privateKey));
  const lines = der(0x30, signed, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  const cert = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return { key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })), cert };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

/** The answer of a server with a certificate of its own, or the error’s code. */
function askTls(simulator: Simulator, maxVersion?: SecureVersion): Promise<string> {
  const old = maxVersion && { minVersion: maxVersion, maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' };
  return new Promise((resolve) => {
    const req = request(simulator.origin + path, { rejectUnauthorized: false, agent: false, ...old }, (res) =>
      res.on('data', (chunk) => resolve(String(chunk))),
    );
    req.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    req.end();
  });
}

test('hang: the calls are seen, nothing is sent, nothing minted; close() leaves no socket', async (t) => {
  const simulator = await start(t);
  simulator.failNext({ kind: 'hang' }, 20);
  const outcomes = Array.from({ length: 20 }, () => ending(ask(simulator)));
  await simulator.seen(20);
  assert.equal(simulator.openSockets(), 20);
  await simulator.close();
  for (const outcome of outcomes) assert.deepEqual(await outcome, { body: '', ending: 'FIN' });
  assert.equal(simulator.tokensMinted(), 0);
  assert.equal(simulator.openSockets(), 0);
});

test('close: a connection that is kept alive is closed too', async (t) => {
  const simulator = await start(t);
  await (await fetch(simulator.origin + path)).text();
  assert.equal(simulator.openSockets(), 1);
  await simulator.close();
  assert.equal(simulator.openSockets(), 0);
});

test('delay: WeChat mints at once and answers on release', async (t) => {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  const simulator = await start(t, { kind: 'delay', until });
  simulator.failNext({ kind: 'delay', until });
  const leaves = ask(simulator);
  let answered = false;
  const answer = fetch(simulator.origin + path).finally(() => {
    answered = true;
  });
  await simulator.seen(2);
  assert.equal(simulator.tokensMinted(), 2);
  leaves.destroy();
  // A whole other exchange later, the held answer is still held.
  await (await fetch(simulator.origin + path)).text();
  assert.equal(answered, false);
  release();
  assert.match(await (await answer).text(), /^\{"access_token":/);
});

test('drip: a byte at a time, without an end', async (t) => {
  const simulator = await start(t, { kind: 'drip', intervalMs: 1 });
  const response = await fetch(simulator.origin + path);
  const sizes: number[] = [];
  assert.ok(response.body);
  for await (const chunk of response.body) if (sizes.push(chunk.length) === 20) break;
  assert.ok(Math.max(...sizes) < 20, String(sizes));
});

for (const [when, minted] of [
  ['before-mint', 0] as const,
  ['after-mint', 1] as const,
  ['mid-body', 1] as const,
]) {
  test(`reset ${when}: an RST, ${minted} minted`, async (t) => {
    const simulator = await start(t, { kind: 'reset', when });
    const { body, ending: how } = await ending(ask(simulator));
    assert.equal(how, 'ECONNRESET');
    assert.equal(simulator.tokensMinted(), minted);
    if (when === 'mid-body') assert.match(body, /^\{"access_token":"[\w-]+$/);
    else assert.equal(body, '');
  });
}

test('truncate: fewer bytes than promised, then a FIN', async (t) => {
  const simulator = await start(t, { kind: 'truncate' });
  const outcome = await ending(ask(simulator));
  assert.match(outcome.body, /^\{"access_token":"[\w-]+$/);
  assert.equal(outcome.ending, 'FIN');
  simulator.failNext({ kind: 'truncate' });
  const response = await fetch(simulator.origin + path);
  await assert.rejects(response.text());
});

test('oversize: that many bytes, and only as fast as they are read', async (t) => {
  const bytes = 8 * 1024 * 1024 + 1;
  const simulator = await start(t, { kind: 'oversize', bytes });
  const response = await fetch(simulator.origin + path);
  assert.equal((await response.arrayBuffer()).byteLength, bytes);
  simulator.failNext({ kind: 'oversize', bytes: Number.MAX_SAFE_INTEGER });
  const endless = await fetch(simulator.origin + path);
  await endless.body?.cancel();
  assert.match(await (await fetch(simulator.origin + path)).text(), /access_token/);
});

test('redirect: status and Location as given', async (t) => {
  const simulator = await start(t, { kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/x' });
  const response = await fetch(simulator.origin + path, { redirect: 'manual' });
  assert.deepEqual([response.status, response.headers.get('location')], [307, 'http://127.0.0.1:1/x']);
});

test('reply: any bytes, without a Content-Type when no header is given', async (t) => {
  const body = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d, 0xff]);
  const simulator = await start(t, { kind: 'reply', headers: {}, body });
  const response = await fetch(simulator.origin + path);
  assert.equal(response.headers.get('content-type'), null);
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), body);
});

test('tls: answers and resets, and an old version only where it is set', async (t) => {
  const { key, cert } = selfSigned();
  const simulator = await start(t, undefined, { tls: { key, cert } });
  assert.match(await askTls(simulator), /^\{"access_token":/);
  simulator.failNext({ kind: 'reset', when: 'before-mint' });
  assert.equal(await askTls(simulator), 'ECONNRESET');
  assert.notEqual(await askTls(simulator, 'TLSv1'), '');
  assert.equal(simulator.calls.length, 2);
  simulator.failNext({ kind: 'hang' });
  const hung = askTls(simulator);
  await simulator.seen(3);
  await simulator.close();
  assert.equal(await hung, 'ECONNRESET');
  assert.equal(simulator.openSockets(), 0);
  const old = await start(t, undefined, { tls: { key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1' } });
  assert.match(await askTls(old, 'TLSv1'), /^\{"access_token":/);
  assert.doesNotMatch(await askTls(old), /access_token/);
  assert.equal(old.calls.length, 1);
});
