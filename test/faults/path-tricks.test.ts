import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, startApp } from '../support/app.ts';
import { sendRaw, statusOf } from '../support/network/raw.ts';

const tricks = [
  '/%2e%2e/',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/../../etc/passwd',
  '/..%2f..%2fpackage.json',
  '/..\\..\\package.json',
  '//',
  '//evil.example/',
  '/healthz/',
  '///etc/passwd',
  '/.env',
  '/.git/config',
  '/package.json',
  '/views/get.ejs',
  '/dist/src/server.js',
  '/%00',
  '/healthz%00',
  '/healthz/../.env',
  '/%',
  '/%ff',
  '/%c0%af',
  '/.;/',
  '/index.php',
  '/HtAccessToken.aspx/x',
  `/${'a'.repeat(15_000)}`,
];

test('F14: no path leads to a file, and every wrong one gets the same page', async (t) => {
  const { origin, logged, close } = await startApp();
  t.after(close);
  const texts = new Map<string, string>();
  for (const path of tricks) {
    const reply = await send(origin, { path });
    assert.equal(reply.status, 404, path);
    texts.set(reply.text, path);
  }
  assert.deepEqual([...texts.values()], [tricks.at(-1)]);
  assert.doesNotMatch(logged(), /unexpected_error|passwd|\.git/);
});

test('F14: an address of 16 KiB ends in Node’s parser: 431 without a body', async (t) => {
  const { origin, close } = await startApp();
  t.after(close);
  const answer = await sendRaw(origin, [`GET /${'a'.repeat(16_384)} HTTP/1.1`, 'Host: localhost']);
  assert.equal(statusOf(answer), 431);
  assert.match(answer, /\r\n\r\n$/);
});

test('F14: raw bytes, NUL and spaces in the target end in Node’s parser or as 404', async (t) => {
  const { origin, close } = await startApp();
  t.after(close);
  for (const target of ['/\u0000', '/a b', '/\u007f', '/é', 'nowhere', '', '?x']) {
    const answer = await sendRaw(origin, [`GET ${target} HTTP/1.1`, 'Host: localhost']);
    assert.ok(
      [400, 404, 421].includes(statusOf(answer)),
      `${JSON.stringify(target)}: ${answer.slice(0, 99)}`,
    );
  }
  assert.equal((await send(origin)).status, 200);
});
