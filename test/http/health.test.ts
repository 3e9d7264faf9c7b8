import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, startApp } from '../support/app.ts';
import { clientThat } from '../support/network/client.ts';

for (const path of ['/healthz', '/readyz']) {
  test(`${path} answers without asking WeChat, and says so at debug level only`, async (t) => {
    let calls = 0;
    const client = clientThat(() => {
      calls += 1;
      return Promise.resolve({ kind: 'network', fault: 'refused', durationMs: 1 });
    });
    const quiet = await startApp({ client, env: { LOG_LEVEL: 'info' } });
    const chatty = await startApp({ client });
    t.after(quiet.close);
    t.after(chatty.close);
    for (const { origin } of [quiet, chatty]) {
      const reply = await send(origin, { path });
      assert.deepEqual([reply.status, reply.text], [200, '{"status":"ok"}']);
      assert.match(reply.headers['content-type'] ?? '', /^application\/json/);
    }
    assert.equal(calls, 0);
    assert.equal(quiet.logged(), '');
    assert.match(chatty.logged(), new RegExp(`"level":"debug".*"route":"${path}"`));
  });

  test(`${path} answers HEAD, and nothing else`, async (t) => {
    const { origin, close } = await startApp();
    t.after(close);
    const head = await send(origin, { path, method: 'HEAD' });
    assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', '15']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const reply = await send(origin, { path, method });
      assert.deepEqual([reply.status, reply.headers.allow], [405, 'GET, HEAD'], method);
    }
  });

  test(`${path} is there with PAGE=off, the form is not`, async (t) => {
    const { origin, close } = await startApp({ env: { PAGE: 'off' } });
    t.after(close);
    assert.equal((await send(origin, { path })).status, 200);
    assert.equal((await send(origin)).status, 404);
    assert.equal((await send(origin, { method: 'POST' })).status, 404);
  });
}
