import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import express, { type Express } from 'express';
import { errorExit, type RenderError } from '../../src/http/error-exit.ts';
import { listen } from '../../src/http/listen.ts';
import { createLog } from '../../src/log.ts';
import { postForm, send, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { clientThat } from '../support/network/client.ts';
import { openSocket, readAll, sendRaw, statusOf } from '../support/network/raw.ts';

const form = { appid: 'wx448f04719cd48f69', secret: 's' };

/** An error of the worst kind: everything about it holds the secret, as a parser's or an HTTP client's may. */
function leakyError(secret: string): Error {
  const error = new SyntaxError(`Unexpected token in ${secret}`, { cause: new Error(secret) });
  return Object.assign(error, {
    body: secret,
    status: 418,
    expose: true,
    url: `https://x/?secret=${secret}`,
  });
}

for (const accept of ['text/html', 'application/json']) {
  test(`what nobody expected is 500 as ${accept}: our words and an id, nothing of the error`, async (t) => {
    const canary = createCanary();
    const app = await startApp({ client: clientThat(() => Promise.reject(leakyError(canary))) });
    t.after(app.close);
    const reply = await postForm(app.origin, { ...form, secret: canary }, { headers: { accept } });
    assert.equal(reply.status, 500);
    assert.ok(String(reply.headers['content-type']).startsWith(accept));
    const requestId = String(reply.headers['x-request-id']);
    assert.match(requestId, /^[0-9a-f-]{36}$/);
    assert.ok(reply.text.includes(requestId), 'the id is shown');
    const line =
      app
        .logged()
        .split('\n')
        .find((text) => text.includes('unexpected_error')) ?? '';
    assert.ok(line.includes(`"requestId":"${requestId}"`) && line.includes('"error":"SyntaxError"'), line);
    assertClean(canary, { page: reply.text, headers: JSON.stringify(reply.headers), log: app.logged() });
    assert.equal((await send(app.origin)).status, 200);
  });
}

const routes: Readonly<Record<string, string>> = {
  '/': 'GET, HEAD, POST',
  '/healthz': 'GET, HEAD',
  '/HtAccessToken.aspx': 'GET, HEAD',
};

for (const [path, allow] of Object.entries(routes)) {
  test(`F9: ${path} answers its own methods, and 405 with Allow to every other`, async (t) => {
    const app = await startApp();
    t.after(app.close);
    const head = await send(app.origin, { path, method: 'HEAD' });
    assert.deepEqual([head.status < 400, head.text], [true, '']);
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'M-SEARCH']) {
      const reply = await send(app.origin, { path, method, headers: { 'x-secret': 'canary-4711' } });
      assert.deepEqual([reply.status, reply.headers.allow], [405, allow], method);
      assert.doesNotMatch(reply.text, /canary-4711/);
    }
    if (!allow.includes('POST')) assert.equal((await postForm(app.origin, form, { path })).status, 405);
  });
}

test('F9: a method that Node does not know ends in its parser: 400 without a body', async (t) => {
  const app = await startApp();
  t.after(app.close);
  // QUERY is known from Node 22 on
  for (const [method, statuses] of [
    ['JUNK', [400]],
    ['get', [400]],
    ['QUERY', [400, 405]],
  ] as const) {
    const answer = await sendRaw(app.origin, [`${method} / HTTP/1.1`, 'Host: localhost']);
    assert.ok(
      statuses.some((status) => status === statusOf(answer)),
      `${method}: ${answer}`,
    );
  }
  // no listener for CONNECT: Node closes the connection
  assert.equal(await sendRaw(app.origin, ['CONNECT x:1 HTTP/1.1', 'Host: localhost']), '');
  assert.equal((await send(app.origin)).status, 200);
});

test('a path that is not there is 404 for every method', async (t) => {
  const app = await startApp();
  t.after(app.close);
  for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'TRACE']) {
    assert.equal((await send(app.origin, { path: '/nowhere', method })).status, 404, method);
  }
});

test('a refusal keeps the connection, unless a body is still to come', async (t) => {
  const app = await startApp();
  t.after(app.close);
  const socket = openSocket(app.origin);
  const answers = readAll(socket);
  // 421 comes from the first door, when Node has read no more than the head
  const head = (...headers: readonly string[]): string =>
    `${['POST / HTTP/1.1', 'Host: evil.example', ...headers].join('\r\n')}\r\n\r\n`;
  socket.write(head() + head('Content-Length: 0') + head('Content-Length: 100') + head());
  const statuses = (await answers).match(/HTTP\/1\.1 \d+/g);
  assert.deepEqual(statuses, ['HTTP/1.1 421', 'HTTP/1.1 421', 'HTTP/1.1 421']);
  assert.equal((await answers).match(/^Connection: close\r$/gim)?.length, 1);
});

/** A small application with the exit in its end; every request throws `error`. */
async function startWith(t: TestContext, app: Express, render: RenderError) {
  const lines: string[] = [];
  app.use(errorExit(createLog('debug', { write: (line: string) => void lines.push(line) }), render));
  const { server, url } = await listen(app, '127.0.0.1', 0);
  t.after(() => server.close());
  return { origin: url, logged: () => lines.join('') };
}

const failingRenders: Readonly<Record<string, (error: Error) => RenderError>> = {
  throws: (error) => () => {
    throw error;
  },
  'hands its error on': (error) => (req) => req.next?.(error),
};

for (const [how, makeRender] of Object.entries(failingRenders)) {
  test(`an error page that ${how} ends in one constant line, not in Express' own page`, async (t) => {
    const canary = createCanary();
    const app = express();
    app.get('/', () => {
      throw leakyError(canary);
    });
    const { origin, logged } = await startWith(t, app, makeRender(leakyError(canary)));
    const reply = await send(origin);
    assert.deepEqual([reply.status, reply.text], [500, '500: unexpected error\n']);
    assert.equal(logged().match(/unexpected_error/g)?.length, 2);
    assertClean(canary, { reply: JSON.stringify(reply), log: logged() });
  });
}

test('an error after the answer has begun cuts it off', async (t) => {
  const app = express();
  app.get('/', (_req, res) => {
    res.write('half');
    throw new Error('late');
  });
  const { origin, logged } = await startWith(t, app, () => assert.fail('nothing can be rendered any more'));
  await assert.rejects(send(origin));
  assert.match(logged(), /"event":"unexpected_error","error":"Error"/);
});
