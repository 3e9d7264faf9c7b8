import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { startApp } from '../support/app.ts';
import { openSocket, sendRaw, statusOf } from '../support/network/raw.ts';
import { spawnServer } from '../support/process/process.ts';
import { until } from '../support/until.ts';

const maxTextBytes = 256 * 1024;
const field = 'reply=';

const head = (more: string): string[] => [
  'POST /errcodes HTTP/1.1',
  'Host: localhost',
  'Accept: application/json',
  'Content-Type: application/x-www-form-urlencoded',
  more,
];

const chunked = (text: string, size: number): string => {
  const chunks = text.match(new RegExp(`.{1,${size}}`, 'g')) ?? [];
  return `${chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')}0\r\n\r\n`;
};

async function start(t: TestContext): Promise<string> {
  const app = await startApp();
  t.after(app.close);
  return app.origin;
}

test('a body is read whole however it is cut up, to its limit and no byte further', async (t) => {
  const origin = await start(t);
  const longest = field + 'x'.repeat(maxTextBytes - field.length);
  const cases: readonly (readonly [status: number, text: string, size: number])[] = [
    [200, `${field}40001`, 1],
    [200, longest, 1000],
    [200, longest, maxTextBytes],
    [413, `${longest}x`, 1000],
    [413, `${longest}x`, maxTextBytes + 1],
  ];
  for (const [status, text, size] of cases) {
    const answer = await sendRaw(origin, head('Transfer-Encoding: chunked'), chunked(text, size));
    assert.equal(statusOf(answer), status, `${text.length} by ${size}: ${answer.slice(0, 500)}`);
    const whole = await sendRaw(origin, head(`Content-Length: ${text.length}`), text);
    assert.equal(statusOf(whole), status, `${text.length} at once`);
  }
  const small = await sendRaw(origin, head('Transfer-Encoding: chunked'), chunked(`${field}40001`, 1));
  assert.match(small, /"code":40001/);
  const packed = await sendRaw(origin, [...head('Content-Length: 5'), 'Content-Encoding: gzip'], 'reply');
  assert.equal(statusOf(packed), 415);
});

test('a body in chunks of one byte each, which anybody can send, takes the memory of its bytes', async (t) => {
  const server = spawnServer({ HOST: '127.0.0.1', PORT: '0' });
  t.after(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  const origin = await server.origin;
  const megabytes = (): number =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) / 1024;
  const before = megabytes();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, megabytes());
  }, 20);
  const socket = openSocket(origin);
  t.after(() => socket.destroy());
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  const text = field + 'x'.repeat(250_000);
  socket.write(`${head('Transfer-Encoding: chunked').join('\r\n')}\r\n\r\n${chunked(text, 1)}`);
  await until('its answer', () => answer.includes('\r\n\r\n'));
  clearInterval(watching);
  assert.equal(statusOf(answer), 200, answer.slice(0, 300));
  assert.ok(most - before < 70, `${Math.round(most - before)} MB more`);
});
