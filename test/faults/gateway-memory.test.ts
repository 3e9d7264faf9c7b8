// Many uploads at once, in bounded memory. WeChat is played by a server that keeps nothing of what it is sent.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { callWith, spawnGateway, standInOf } from '../support/central/gateway.ts';

/** Answers token requests, swallows everything else and counts it. */
async function startSink(t: TestContext) {
  const uploads: number[] = [];
  const server = createServer((req, res) => {
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    req.on('end', () => {
      if (!/^\/cgi-bin\/(stable_)?token/.test(req.url ?? '')) uploads.push(size);
      res.setHeader('content-type', 'application/json');
      res.end(JSON.stringify({ access_token: `93_${'t'.repeat(150)}`, expires_in: 7200, errcode: 0 }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  // a server that listens on a port has an AddressInfo
  return { uploads, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('M4: 50 uploads of 10 MB at once: all arrive whole, and memory stays bounded', async (t) => {
  const sink = await startSink(t);
  const env = { WECHAT_API_BASE: sink.origin, GATEWAY_TIMEOUT_MS: '120000' };
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
  assert.deepEqual(sink.uploads, Array<number>(50).fill(body.length));
  assert.ok(most > before && most - before < 250, `${Math.round(most - before)} MB more`);
});
