// Many uploads at once, in bounded memory. WeChat is played by a server that keeps nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from 'node:test';
import { callWith, spawnGateway, standInOf } from '../support/central/gateway.ts';
import { startPlainWechat, swallow } from '../support/central/plain-wechat.ts';
import { until } from '../support/until.ts';

const residentMegabytes = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

test('M4: 50 uploads of 10 MB at once: all arrive whole, and memory stays bounded', async (t) => {
  const uploads: number[] = [];
  const wechat = await startPlainWechat(t, async (req, res) => {
    uploads.push(await swallow(req));
    res.end('{"errcode":0}');
  });
  const env = { WECHAT_API_BASE: wechat, GATEWAY_TIMEOUT_MS: '120000' };
  const central = await spawnGateway(t, { env });
  const token = await standInOf(central, central.shop, central.keys.all);
  const megabytes = (): number => residentMegabytes(central.server.child.pid);
  const body = Buffer.alloc(10_000_000, 7);
  const before = megabytes();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 20);
  const headers = { 'content-type': 'multipart/form-data; boundary=x' };
  const all = await Promise.all(
    Array.from({ length: 50 }, () =>
      callWith(central.origin, token, '/cgi-bin/media/upload?type=image', { method: 'POST', headers, body }),
    ),
  );
  clearInterval(watching);
  const failed = all.find(({ gateway }) => gateway !== 'relayed');
  assert.equal(failed?.reply.text, undefined);
  assert.deepEqual(uploads, Array<number>(50).fill(body.length));
  assert.ok(most > before && most - before < 250, `${Math.round(most - before)} MB more`);
});

test('M4, M10: a body in chunks of one byte each takes the memory of its bytes', async (t) => {
  const size = 800_000;
  const sizes: number[] = [];
  const wechat = await startPlainWechat(t, async (req, res) => {
    sizes.push(await swallow(req));
    res.end('{"errcode":0}');
  });
  const central = await spawnGateway(t, { env: { WECHAT_API_BASE: wechat } });
  const megabytes = (): number => residentMegabytes(central.server.child.pid);
  const socket = connect(Number(new URL(central.origin).port), '127.0.0.1');
  t.after(() => socket.destroy());
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  socket.write(
    `POST /wxa/upload HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${central.keys.writer}\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  const before = megabytes();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 20);
  socket.write(`${'1\r\nx\r\n'.repeat(size)}0\r\n\r\n`);
  await until('its answer', () => answer.includes('"errcode":0'));
  clearInterval(watching);
  assert.deepEqual(sizes, [size]);
  assert.ok(most - before < 220, `${Math.round(most - before)} MB more for ${size} bytes`);
});
