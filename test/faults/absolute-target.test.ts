// F14, J1: a target that is a whole address, and one that cannot be read (RFC 9112, 3.2.2). No browser sends one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startApp } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { newClientKey } from '../support/central/central.ts';
import { sendRaw, statusOf } from '../support/network/raw.ts';
import { spawnServer } from '../support/process/process.ts';

const host = 'Host: 127.0.0.1';

test('an address with a port that is none is not printed: a key may stand in it', async (t) => {
  const server = spawnServer();
  t.after(() => server.child.kill('SIGKILL'));
  const origin = await server.origin;
  const key = newClientKey();
  const path = `/cgi-bin/token?appid=wx0000000000000000&secret=${key}`;
  await sendRaw(origin, [`GET http://example.com:port${path} HTTP/1.1`, host]);

  server.child.kill('SIGTERM');
  await server.ended;
  assertClean(key, { stdout: server.stdout(), stderr: server.stderr() });
});

test('an address that cannot be read passes the same doors as every other: log, headers, the one error exit', async (t) => {
  const app = await startApp();
  t.after(app.close);
  for (const target of ['http://[::1/central', 'http://[example.com/', 'http://[/cgi-bin/token?secret=x']) {
    const before = app.logged().length;
    const answer = await sendRaw(app.origin, [`GET ${target} HTTP/1.1`, host]);
    assert.ok(statusOf(answer) >= 400 && statusOf(answer) < 500, answer);
    // one that ends in Node's parser has no more than a status
    if (answer.endsWith('\r\n\r\n')) continue;
    assert.match(answer, /^cache-control: no-store\r$/im, target);
    assert.match(answer, /^x-frame-options: deny\r$/im, target);
    assert.match(app.logged().slice(before), /"event":"request"/, target);
  }
});
