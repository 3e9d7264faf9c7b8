// F4, F6, F8, F9 at the API: bodies, encodings, methods, and a key in the wrong place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { startCentral } from '../support/central/central.ts';
import {
  ask,
  assertRefused,
  assertUnharmed,
  goodParams,
  postJson,
  tokenOf,
  tokenPath,
} from '../support/central/central-api.ts';
import { openSocket, sendRaw, statusOf } from '../support/network/raw.ts';

const json = { 'content-type': 'application/json' };

test('F4, F6: too large, compressed, cut off, of another encoding: 47001; the type is not looked at', async (t) => {
  const central = await startCentral(t);
  const { origin } = central;
  const body = JSON.stringify(goodParams(central));
  const refused: Readonly<Record<string, readonly [string | Buffer, Record<string, string>?]>> = {
    'more than 8 KiB': [JSON.stringify({ ...goodParams(central), x: 'x'.repeat(8192) })],
    '1 MiB': ['x'.repeat(1024 * 1024)],
    'one parameter of 3000': [JSON.stringify({ ...goodParams(central), appid: 'x'.repeat(3000) })],
    'nested 4,000 deep': ['['.repeat(4000) + ']'.repeat(4000)],
    '100 KiB of %': ['%'.repeat(100 * 1024)],
    gzip: [gzipSync(body), { 'content-encoding': 'gzip' }],
    brotli: [brotliCompressSync(body), { 'content-encoding': 'br' }],
    'a gzip bomb': [gzipSync(Buffer.alloc(10_000_000)), { 'content-encoding': 'gzip' }],
    'an encoding nobody knows': [body, { 'content-encoding': 'x-own' }],
    'bytes that are not UTF-8': [Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    'UTF-16': [Buffer.from(body, 'utf16le')],
    'a form': [new URLSearchParams(goodParams(central)).toString()],
    empty: [''],
    NUL: ['\u0000'],
  };
  for (const [name, [sent, headers = {}]] of Object.entries(refused)) {
    assertRefused(await postJson(origin, sent, headers), 47001, name);
  }
  const types = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-7',
    'x',
    '',
  ];
  for (const type of types) tokenOf(await postJson(origin, body, { 'content-type': type }));
  tokenOf(await postJson(origin, `\uFEFF${body}`));
  const deep = { path: tokenPath(central.shop, central.orders, { x: '%'.repeat(5000) }) };
  tokenOf(await ask(origin, deep));
  for (const [query, errcode] of [
    ['%', 41002],
    ['appid=%zz', 41004],
    ['appid=%00&secret=%0d%0ax', 40002],
    ['appid=%ff%fe&secret=%c0%af&grant_type=client_credential', 40125],
  ] as const) {
    assertRefused(await ask(origin, { path: `/cgi-bin/token?${query}` }), errcode, query);
  }
  await assertUnharmed(central);
});

test('F6: a body that ends too early is no answer to wait for, and the next request is served', async (t) => {
  const central = await startCentral(t);
  const head = ['POST /cgi-bin/stable_token HTTP/1.1', 'Host: localhost', 'Content-Length: 500'];
  const socket = openSocket(central.origin);
  await new Promise<void>((resolve) => {
    socket.write(`${head.join('\r\n')}\r\n\r\n{"secret":"${central.orders}"`, () => resolve());
  });
  socket.destroy();
  const twoLengths = await sendRaw(central.origin, [...head, 'Content-Length: 2'], '{}');
  assert.equal(statusOf(twoLengths), 400);
  await assertUnharmed(central);
});

test('F8: a key in the query is taken by the token route alone', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, orders } = central;
  const query = tokenPath(shop, orders).slice('/cgi-bin/token'.length);
  const { secret: _secret, ...keyless } = goodParams(central);
  const posted = await ask(origin, {
    method: 'POST',
    path: `/cgi-bin/stable_token${query}`,
    headers: json,
    body: JSON.stringify(keyless),
  });
  assertRefused(posted, 41004, 'stable_token');
  assertRefused(await ask(origin, { path: `/cgi-bin/ticket/getticket${query}&type=jsapi` }), 41001);
  assertRefused(await ask(origin, { path: `/cgi-bin/other${query}` }), 40066);
  for (const path of ['/', '/healthz', '/nowhere', '/central', '/metrics']) {
    const reply = await send(origin, { path: path + query });
    assertClean(orders, { [path]: reply.text + JSON.stringify(reply.headers), log: central.logged() });
  }
  await assertUnharmed(central);
});

test('F9: other methods get WeChat’s code for them, with HTTP 200; what is not of the API gets its own', async (t) => {
  const central = await startCentral(t);
  const { origin, shop, orders } = central;
  const query = tokenPath(shop, orders).slice('/cgi-bin/token'.length);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'PROPFIND']) {
    for (const path of ['/cgi-bin/token', '/cgi-bin/ticket/getticket']) {
      assertRefused(await ask(origin, { method, path: path + query }), 43001, `${method} ${path}`);
    }
    if (method !== 'POST') {
      assertRefused(await ask(origin, { method, path: `/cgi-bin/stable_token${query}` }), 43002, method);
    }
    assertRefused(await ask(origin, { method, path: `/cgi-bin/other${query}` }), 40066, method);
  }
  assertRefused(await ask(origin, { path: `/cgi-bin/stable_token${query}` }), 43002, 'GET');
  const head = await send(origin, { method: 'HEAD', path: `/cgi-bin/token${query}` });
  assert.deepEqual([head.status, head.text], [200, '']);
  for (const line of ['TRACE', 'CONNECT', 'JUNK', 'get']) {
    const answer = await sendRaw(origin, [`${line} /cgi-bin/token${query} HTTP/1.1`, 'Host: localhost']);
    assert.doesNotMatch(answer, /access_token"/, line);
  }
  await assertUnharmed(central);
});
