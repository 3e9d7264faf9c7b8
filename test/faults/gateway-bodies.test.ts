// What is sent through the gateway: uploads to 25 MiB, in bounded memory, and whole or not at all.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { readToken } from '../support/central/central-api.ts';
import {
  assertGatewayRefused,
  callWith,
  type GatewayCentral,
  relayedCalls,
  standInOf,
  startGateway,
} from '../support/central/gateway.ts';
import { until } from '../support/until.ts';

const mebibyte = 1024 * 1024;
const uploadPath = '/cgi-bin/material/add_material';
const uploadTarget = `${uploadPath}?type=image`;
const boundary = 'b0undary';

function multipart(bytes: number): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  return Buffer.concat([
    Buffer.from(head),
    randomBytes(bytes - head.length - tail.length),
    Buffer.from(tail),
  ]);
}

const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
const upload = (body: Buffer) => ({ method: 'POST', headers, body });

async function ready(central: GatewayCentral): Promise<string> {
  await readToken(central.origin, central.shop, central.orders);
  return standInOf(central, central.shop, central.keys.all);
}

/** Sends these bytes over a connection of its own; what came back by the end, or so far. */
async function raw(
  origin: string,
  bytes: string | Buffer,
  isDone: (text: string) => boolean,
): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  socket.write(bytes);
  await until('an answer', () => isDone(text) || socket.destroyed);
  socket.destroy();
  return text;
}

for (const [what, size] of [
  ['10 MB, which is kept', 10 * mebibyte],
  ['20 MB, which is streamed', 20 * mebibyte],
] as const) {
  test(`M4: an upload of ${what} arrives byte for byte, with its length and its boundary`, async (t) => {
    const central = await startGateway(t);
    const token = await ready(central);
    const body = multipart(size);
    const seen = await callWith(central.origin, token, uploadTarget, upload(body));
    assert.equal(seen.reply.text, '{"media_id":"MEDIA_ID","url":"http://mmbiz.qpic.cn/a"}');
    const [sent] = relayedCalls(central);
    assert.ok(sent?.bytes.equals(body));
    assert.equal(sent?.headers['content-length'], String(size));
    assert.equal(sent?.headers['content-type'], headers['content-type']);
  });
}

test('M4: a token that dies before an upload: kept, it is repeated whole; streamed, the next one goes through', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator, shop } = central;
  const token = await ready(central);
  const small = multipart(2 * mebibyte);
  simulator.replaceElsewhere(shop);
  const healed = await callWith(origin, token, uploadTarget, upload(small));
  assert.deepEqual([healed.gateway, simulator.effects(uploadPath)], ['healed', 1]);
  const bodies = relayedCalls(central).filter(({ path }) => path === uploadPath);
  assert.ok(bodies.length >= 2 && bodies.every(({ bytes }) => bytes.equals(small)));
});

test('M4: streamed once, a refused upload is told as WeChat tells it, and the token is replaced all the same', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator, shop } = central;
  const token = await ready(central);
  const big = multipart(13 * mebibyte);
  simulator.replaceElsewhere(shop);
  const refused = await callWith(origin, token, uploadTarget, upload(big));
  assert.deepEqual([refused.gateway, refused.errcode], ['relayed', 40001]);
  const next = await callWith(origin, token, uploadTarget, upload(big));
  assert.deepEqual([next.gateway, simulator.effects(uploadPath)], ['relayed', 1]);
  assert.equal(relayedCalls(central).filter(({ path }) => path === uploadPath).length, 2);
});

test('M4, M14: 26 MB are refused from the headers alone, also under Expect: 100-continue', async (t) => {
  const central = await startGateway(t);
  const token = await ready(central);
  const head = (more: string): string =>
    `POST ${uploadTarget}&access_token=${token} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${26 * mebibyte}\r\n${more}\r\n`;
  for (const more of ['', 'Expect: 100-continue\r\n']) {
    const text = await raw(central.origin, head(more), (soFar) => soFar.includes('rid: '));
    assert.match(text, /^HTTP\/1\.1 413 /, more);
    assert.match(text, /"errcode":45001/);
  }
  const whole = await callWith(central.origin, token, uploadTarget, upload(Buffer.alloc(26 * mebibyte)));
  assertGatewayRefused(whole, 45001);
  assert.equal(relayedCalls(central).length, 0);
});

test('M14: Expect: 100-continue is answered once the call may be made, and the body comes then', async (t) => {
  const central = await startGateway(t);
  const token = await ready(central);
  const request = (given: string, more = ''): string =>
    `POST /cgi-bin/draft/add?access_token=${given} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 15\r\nContent-Type: application/json\r\n\r\n${more}`;
  const refused = await raw(central.origin, request('a.b.c'), (text) => text.includes('rid: '));
  assert.match(refused, /^HTTP\/1\.1 200 /, 'told at once, and no body asked for');
  const socket = connect(Number(new URL(central.origin).port), '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text === 'HTTP/1.1 100 Continue\r\n\r\n') socket.write('{"articles":[]}');
  });
  socket.write(request(token));
  await until('the answer', () => text.includes('MEDIA_ID'));
  socket.destroy();
});

test('M14: a body without a length is sent with one, and beyond 12 MiB refused with what to do', async (t) => {
  const central = await startGateway(t);
  const { origin } = central;
  const token = await ready(central);
  const chunked = async (body: Buffer): Promise<Response> =>
    fetch(`${origin}${uploadTarget}&access_token=${token}`, {
      method: 'POST',
      headers,
      body: Readable.toWeb(Readable.from([body])),
      duplex: 'half',
    } as RequestInit);
  const body = multipart(mebibyte);
  assert.match(await (await chunked(body)).text(), /MEDIA_ID/);
  const [sent] = relayedCalls(central);
  assert.equal(sent?.headers['content-length'], String(body.length));
  assert.ok(sent?.bytes.equals(body));
  const refused = await chunked(multipart(13 * mebibyte));
  assert.equal(refused.status, 413);
  assert.match(await refused.text(), /"errcode":45001.*send Content-Length/);
  assert.equal(relayedCalls(central).length, 1);
});

for (const size of [2 * mebibyte, 20 * mebibyte]) {
  test(`M4: ${size / mebibyte} MB, half sent and cut: it never takes effect`, async (t) => {
    const central = await startGateway(t);
    const { origin, logged, simulator } = central;
    const token = await ready(central);
    const head = `POST ${uploadTarget}&access_token=${token} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${headers['content-type']}\r\nContent-Length: ${size}\r\n\r\n`;
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    await once(socket, 'connect');
    await new Promise((resolve) =>
      socket.write(Buffer.concat([Buffer.from(head), Buffer.alloc(size / 2)]), resolve),
    );
    socket.destroy();
    await until('its line in the log', () => logged().includes('"event":"gateway_call"'));
    assert.match(logged(), /"event":"gateway_call".*"status":499,.*"outcome":"failed"/);
    assert.equal(simulator.effects(uploadPath), 0);
  });
}
