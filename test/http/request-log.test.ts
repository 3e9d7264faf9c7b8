import assert from 'node:assert/strict';
import { test } from 'node:test';
import express from 'express';
import { listen } from '../../src/http/listen.ts';
import { requestLog } from '../../src/http/request-log.ts';
import { createLog } from '../../src/log.ts';
import { postForm, send, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { failingClient } from '../support/network/client.ts';
import { openSocket } from '../support/network/raw.ts';
import { newAppid } from '../support/page/get.ts';

test('a request leaves one line with the pattern of its route, never with the path as sent', async (t) => {
  const canary = createCanary();
  const app = await startApp({ client: failingClient('timeout') });
  t.after(app.close);
  const inUrl = encodeURIComponent(canary);
  const asked = [
    await send(app.origin, { path: `/?secret=${inUrl}`, headers: { referer: `http://x/${inUrl}` } }),
    await send(app.origin, { path: `/${inUrl}`, headers: { 'user-agent': inUrl, 'x-request-id': inUrl } }),
    await send(app.origin, { path: '/', headers: { host: inUrl } }),
    await postForm(app.origin, { appid: newAppid(), secret: canary }),
    await postForm(app.origin, { [canary]: canary }),
  ];
  assert.deepEqual(
    asked.map(({ status }) => status),
    [200, 404, 421, 504, 400],
  );
  const lines = app.logged().trimEnd().split('\n');
  const requests = lines.filter((line) => line.includes('"event":"request"'));
  assert.deepEqual(
    requests.map((line) => /"route":"([^"]*)"/.exec(line)?.[1]),
    ['/', '(none)', '(none)', '/', '/'],
  );
  for (const [i, { headers }] of asked.entries()) {
    assert.ok(requests[i]?.includes(`"requestId":"${String(headers['x-request-id'])}"`));
  }
  assertClean(canary, { log: app.logged() });
});

test('a client that leaves before its answer is logged as 499', async (t) => {
  let resolveLine = (_line: string): void => {};
  const line = new Promise<string>((resolve) => {
    resolveLine = resolve;
  });
  const app = express();
  app.use(requestLog(createLog('info', { write: (text: string) => resolveLine(text) })));
  const asked = new Promise<void>((resolve) => app.get('/', () => resolve()));
  const { server, url } = await listen(app, '127.0.0.1', 0);
  t.after(() => server.close());
  const socket = openSocket(url);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await asked;
  socket.destroy();
  assert.match(await line, /"route":"\/","status":499,"durationMs":\d+\}/);
});

test('at debug a request can be followed by its id, and at info only its end is told', async (t) => {
  for (const [level, steps] of [
    ['debug', ['received', 'doors_passed', 'body_read', 'asks_wechat', 'wechat_call', 'request']],
    ['info', ['wechat_call', 'request']],
  ] as const) {
    const app = await startApp({ client: failingClient('timeout'), env: { LOG_LEVEL: level } });
    t.after(app.close);
    const canary = createCanary();
    const { headers } = await postForm(app.origin, { appid: newAppid(), secret: canary });
    const own = app
      .logged()
      .split('\n')
      .filter((line) => line.includes(String(headers['x-request-id'])));
    const told = own.map((line) => JSON.parse(line) as { event: string; reason?: string });
    assert.deepEqual(
      told.map(({ event, reason }) => (event === 'request_step' ? reason : event)),
      steps,
    );
    assertClean(canary, { log: app.logged() });
  }
});

test('the line of a refused request says why, in the stable word of its answer', async (t) => {
  const app = await startApp({ client: failingClient('timeout') });
  t.after(app.close);
  const headers = { 'sec-fetch-site': 'cross-site' };
  await postForm(app.origin, { appid: newAppid() }, { headers });
  assert.match(app.logged(), /"event":"request",.*"status":403,"durationMs":\d+,"reason":"not_same_origin"/);
});
