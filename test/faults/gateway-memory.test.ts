// Many uploads at once, in bounded memory. WeChat is played by a server that keeps nothing.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { callWith, spawnGateway, standInOf } from '../support/central/gateway.ts';
import { startPlainWechat, swallow } from '../support/central/plain-wechat.ts';

test('M4: 50 uploads of 10 MB at once: all arrive whole, and memory stays bounded', async (t) => {
  const uploads: number[] = [];
  const wechat = await startPlainWechat(t, async (req, res) => {
    uploads.push(await swallow(req));
    res.end('{"errcode":0}');
  });
  const env = { WECHAT_API_BASE: wechat, GATEWAY_TIMEOUT_MS: '120000' };
  const central = await spawnGateway(t, { env });
  const token = await standInOf(central, central.shop, central.keys.all);
  const megabytes = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${central.server.child.pid}/status`, 'utf8'))?.[1]) /
    1024;
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
