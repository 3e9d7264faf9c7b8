// C23: what begins with no slash, and what two programs could read differently, is refused once, alike at every door.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClean, createCanary } from '../support/canary.ts';
import { startCentral } from '../support/central/central.ts';
import { tokenPath } from '../support/central/central-api.ts';
import { openSocket, readAll, statusOf } from '../support/network/raw.ts';

const host = 'Host: localhost';

/** Everything that comes back for these bytes, with a good request behind them that must not be answered. */
function sendBytes(origin: string, text: string): Promise<string> {
  const socket = openSocket(origin);
  const answer = readAll(socket);
  socket.write(Buffer.from(text, 'latin1'));
  return answer;
}

const get = (path: string, ...headers: readonly string[]): string =>
  [`GET ${path} HTTP/1.1`, ...headers, '', ''].join('\r\n');

const post = (path: string, ...headers: readonly string[]): string =>
  [`POST ${path} HTTP/1.1`, host, ...headers, '', ''].join('\r\n');

const noPaths = [
  'http://%@1/',
  'a://?q',
  '*',
  'http://localhost/',
  'http://evil.example/central',
  'http://[::1/',
];

const ambiguous: Readonly<Record<string, (path: string) => string>> = {
  'two Host': (path) => get(path, host, 'Host: evil.example'),
  'two Host that are the same': (path) => get(path, host, host),
  'no Host': (path) => get(path),
  'two Content-Type': (path) =>
    post(path, 'Content-Type: text/plain', 'Content-Type: application/json', 'Content-Length: 0'),
  'Content-Length and Transfer-Encoding': (path) =>
    `${post(path, 'Content-Length: 3', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  'two Content-Length': (path) => `${post(path, 'Content-Length: 3', 'Content-Length: 4')}abcd`,
  'Content-Length with a sign': (path) => `${post(path, 'Content-Length: +3')}abc`,
  'an unknown coding': (path) => `${post(path, 'Transfer-Encoding: gzip, chunked')}0\r\n\r\n`,
  'a coding that is like chunked': (path) => `${post(path, 'Transfer-Encoding: xchunked')}0\r\n\r\n`,
  'identity as coding': (path) => post(path, 'Transfer-Encoding: identity'),
  'chunked in HTTP/1.0': (path) =>
    `${post(path, 'Transfer-Encoding: chunked').replace('HTTP/1.1', 'HTTP/1.0')}0\r\n\r\n`,
  'a folded header': (path) => get(path, host, 'X-A: b\r\n c'),
  'a folded Host': (path) => get(path, 'Host: localhost\r\n evil.example'),
  'a blank before the colon': (path) => get(path, `${host}`, 'X-A : b'),
  'a bare CR': (path) => get(path, host, 'X-A: b\rX-B: c'),
  'a bare LF': (path) => get(path, host, 'X-A: b').replaceAll('\r\n', '\n'),
  'a NUL in a header': (path) => get(path, host, 'X-A: b\u0000c'),
  'a NUL in the target': (path) => get(`${path}\u0000`, host),
  'a raw byte in the target': (path) => get(`${path}\u00e9`, host),
  'a fragment in the target': (path) => get(`${path}#/healthz`, host),
  'no version': (path) => `GET ${path}\r\n\r\n`,
  'HTTP/2.0 in words': (path) => get(path, host).replace('HTTP/1.1', 'HTTP/2.0'),
  TLS: () => '\u0016\u0003\u0001\u0000\u0005\u0001\u0000\u0000\u0001\u0000',
};

test('a target that begins with no slash is 421 in one shape, and reaches nobody', async (t) => {
  const { origin, logged, orders } = await startCentral(t);
  for (const target of noPaths) {
    const before = logged().length;
    const answer = await sendBytes(
      origin,
      get(target, host, `Authorization: Bearer ${orders}`) + get('/healthz', host),
    );
    assert.equal(statusOf(answer), 421, target);
    assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1, answer);
    for (const header of [
      /^x-request-id: [\w-]{36}\r$/im,
      /^cache-control: no-store\r$/im,
      /^x-frame-options: deny\r$/im,
      /^connection: close\r$/im,
      /^content-type: application\/json/im,
    ])
      assert.match(answer, header, target);
    assert.match(answer, /\r\n\r\n\{"error":"wrong_host","message":"[^"]+"\}$/);
    const lines = logged().slice(before).split('\n');
    const [line = '', ...more] = lines.filter((one) => one.includes('"event":"request"'));
    assert.match(line, /"method":"GET".*"status":421.*"reason":"wrong_host"/);
    assert.deepEqual(more, []);
    const id = /x-request-id: (\S+)/i.exec(answer)?.[1] ?? '';
    assert.ok(line.includes(id));
  }
  const options = await sendBytes(origin, 'OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n');
  assert.equal(statusOf(options), 421);
});

test('what can be read in two ways is refused alike at every door, and nothing behind it is read', async (t) => {
  const { origin, logged, shop, orders } = await startCentral(t);
  const doors = ['/', '/healthz', '/nothing-here', '/central', tokenPath(shop, orders), '/assets/x'];
  for (const [what, make] of Object.entries(ambiguous)) {
    const statuses = new Set<number>();
    for (const door of doors) {
      const before = logged().length;
      const answer = await sendBytes(origin, make(door) + get('/healthz', host));
      statuses.add(statusOf(answer));
      assert.equal(answer.match(/HTTP\/1\.1 /g)?.length, 1, `${what}: ${answer}`);
      assert.doesNotMatch(answer, /access_token/, what);
      assert.match(answer, /^connection: close\r$/im, what);
      assert.match(answer, /^x-request-id: /im, what);
      assert.match(answer, /^cache-control: no-store\r$/im, what);
      const lines = logged().slice(before);
      assert.match(lines, /"status":4\d\d.*"reason":"(malformed_request|wrong_host|host_missing)"/, what);
      assert.doesNotMatch(lines, /"status":200/, what);
    }
    assert.equal(statuses.size, 1, what);
    assert.ok(statuses.has(400) || (what.includes('Host') && statuses.has(421)), `${what}: ${[...statuses]}`);
  }
});

test('nothing of what was refused is in the answer or in the log', async (t) => {
  const { origin, logged } = await startCentral(t);
  const canary = createCanary('');
  const query = `/cgi-bin/token?secret=${canary}`;
  const answers: string[] = [];
  for (const bytes of [
    get(`http://x${query}`, host),
    get(query, host, host),
    get(`${query}\u0000`, host),
    get(query, host, `X-A: ${canary}\rb`),
    get(query, host, `X-A: ${'a'.repeat(20_000)}`),
    post('/', 'Expect: 200-ok', `X-A: ${canary}`, 'Content-Length: 0'),
  ])
    answers.push(await sendBytes(origin, bytes));
  assert.deepEqual(answers.map(statusOf), [421, 421, 400, 400, 431, 417]);
  assertClean(canary, { answers: answers.join(''), log: logged() });
});

test('a good request and a malformed one behind it: the first is answered, or the connection just ends', async (t) => {
  const { origin } = await startCentral(t);
  const answer = await sendBytes(origin, `${get('/healthz', host)}GET / HTTP/1.1\r\nX : b\r\n\r\n`);
  assert.ok(answer === '' || answer.startsWith('HTTP/1.1 200'), answer);
});
