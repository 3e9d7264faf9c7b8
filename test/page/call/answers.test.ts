import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { send } from '../../support/app.ts';
import { code, errorOf, json, menu, startCall } from '../../support/page/call.ts';
import { shows, textById } from '../../support/page/html.ts';

const picture = readFileSync('src/demo/simulator/wxacode.jpg');

test('N4: a picture stands in the page as data, with its size and a download; only here images may be data', async (t) => {
  const { origin, call } = await startCall(t);
  const { text, headers } = await call(code);
  const policyOf = (own: typeof headers): string => String(own['content-security-policy']);
  const src = `data:image/jpeg;base64,${picture.toString('base64')}`;
  assert.ok(text.includes(`<img class="picture" src="${src}"`));
  assert.ok(shows(text, '430 × 430') && shows(text, '25,574 bytes'));
  assert.match(text, /download="getwxacodeunlimit\.jpg"/);
  assert.match(policyOf(headers), /img-src 'self' data:;/);
  assert.match(policyOf((await send(origin, { path: '/call' })).headers), /img-src 'self' data:;/);
  for (const path of ['/', '/check', '/errcodes', '/signature', '/call/', '/healthz', '/nowhere']) {
    const policy = policyOf((await send(origin, { path })).headers);
    assert.ok(policy.includes("img-src 'self';") && !policy.includes('data:'), path);
  }
  const file = await call(code, json);
  assert.match(file.headers['content-type'] ?? '', /^application\/octet-stream/);
  assert.match(file.headers['content-disposition'] ?? '', /^attachment/);
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>';
const page = '<!doctype html><script>alert(1)</script><h1>Login</h1>';

test('N4: SVG and HTML are never shown as what they are, whatever they call themselves', async (t) => {
  const { simulator, call } = await startCall(t);
  for (const type of ['image/svg+xml', 'text/html', 'application/json', 'image/png']) {
    for (const body of [svg, page]) {
      simulator.failNext({ kind: 'reply', headers: { 'Content-Type': type }, body });
      const { text } = await call(menu);
      assert.ok(!text.includes('alert(1)') && !text.includes('<img'), type);
      const href = /href="(data:[^"]+)" download="get\.bin"/.exec(text)?.[1] ?? '';
      assert.equal(href, `data:application/octet-stream;base64,${Buffer.from(body).toString('base64')}`);
      simulator.failNext({ kind: 'reply', headers: { 'Content-Type': type }, body });
      const program = await call(menu, json);
      assert.match(program.headers['content-type'] ?? '', /^application\/octet-stream/);
      assert.match(program.headers['content-disposition'] ?? '', /^attachment/);
      assert.equal(program.text, body);
    }
  }
});

test('N4: binary called JSON, JSON called a picture, a redirect, a broken-off and an empty answer', async (t) => {
  const { simulator, call } = await startCall(t);
  const outcome = async (fault: Parameters<typeof simulator.failNext>[0]) => {
    simulator.failNext(fault);
    const { text, status } = await call(menu);
    return [status, /<section id="tips" class="(\w+)"/.exec(text)?.[1], textById(text, 'reply')];
  };
  const brace = Buffer.concat([Buffer.from('{'), Buffer.alloc(64, 0xff)]);
  assert.deepEqual(await outcome({ kind: 'reply', body: brace }), [200, 'ok', undefined]);
  const jpeg = { 'Content-Type': 'image/jpeg' };
  assert.deepEqual(await outcome({ kind: 'reply', headers: jpeg, body: '{"menu":{}}' }), [
    200,
    'ok',
    '{"menu":{}}',
  ]);
  assert.deepEqual(await outcome({ kind: 'redirect', status: 302, location: 'http://evil.test/' }), [
    502,
    'error',
    undefined,
  ]);
  assert.deepEqual(await outcome({ kind: 'truncate' }), [502, 'error', undefined]);
  assert.deepEqual(await outcome({ kind: 'reply', body: '' }), [502, 'error', undefined]);
});

test('N4: of a huge answer 2 MiB are shown and the cut is said; a program gets no half for the whole', async (t) => {
  const { call } = await startCall(t);
  const list = { method: 'POST', path: '/cgi-bin/draft/batchget', body: '{"offset":0,"count":20}' };
  const { text } = await call(list);
  assert.ok(shows(text, 'Cut: only the first 2,097,152 bytes were taken'));
  assert.ok((textById(text, 'reply') ?? '').startsWith('{"total_count":20'));
  const program = await call(list, json);
  assert.equal(program.status, 502);
  assert.equal(errorOf(program.text), 'upstream_too_large');
  const big = await call({ method: 'GET', path: '/cgi-bin/media/get?media_id=BIG' });
  assert.ok(shows(big.text, 'Cut: only') && shows(big.text, '2,097,152 bytes'));
});
