import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadAssets } from '../src/http/assets.ts';
import { createLog, describeError, type Log, type LogFields } from '../src/log.ts';
import { assertClean, createCanary } from './support/canary.ts';

function startLog(level: keyof Log = 'debug'): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog(level, { write: (line: string) => void lines.push(line) }), lines };
}

function written(fields: LogFields): Record<string, unknown> {
  const { log, lines } = startLog();
  log.info('request', fields);
  assert.equal(lines.length, 1);
  const line: unknown = JSON.parse(lines[0] ?? '');
  assert.ok(typeof line === 'object' && line !== null);
  return { ...line };
}

/** The error that this throws; it is made so that nothing but an error comes out. */
function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

test('a line holds level, time, event and the fields that are on the list', () => {
  const all: Required<LogFields> = {
    requestId: 'r',
    method: 'GET',
    route: '/',
    status: 200,
    durationMs: 1,
    fault: 'name_not_found',
    outcome: 'success',
    endpoint: 'token',
    errcode: 40013,
    rid: 'x-y-z',
    error: 'TypeError',
    at: 'dist/src/a.js:1:2',
    message: 'm',
    url: 'http://127.0.0.1:1',
    signal: 'SIGTERM',
    account: 'shop',
    client: 'orders',
    reason: 'refresh',
    token: '93_x…00000000',
    count: 1,
    address: '203.0.113.8',
    door: 'token',
    path: '/cgi-bin/draft/add',
    bytes: 1,
  };
  const { level, time, event, ...fields } = written(all);
  assert.deepEqual([level, event, fields], ['info', 'request', all]);
  assert.equal(typeof time, 'string');
});

test('a field that is not on the list never gets out, whoever hands it in', () => {
  const canary = createCanary();
  const fields = { status: 200, secret: canary, err: new Error(canary), [canary]: 1 };
  const line = written(fields);
  assert.deepEqual(Object.keys(line), ['level', 'time', 'event', 'status']);
  assertClean(canary, { line: JSON.stringify(line) });
});

test('the time is UTC in ISO 8601, wherever the process runs', () => {
  const before = Date.now();
  const time = String(written({}).time);
  assert.match(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.ok(Date.parse(time) >= before && Date.parse(time) <= Date.now());
});

test('a text is cut at 300 characters, and cannot begin a second line', () => {
  assert.equal(written({ message: 'x'.repeat(10_000) }).message, 'x'.repeat(300));
  const { log, lines } = startLog();
  log.warn('warning', { message: 'a\n{"event":"forged"}\r\u2028b' });
  assert.equal(lines.join('').trimEnd().split('\n').length, 1);
});

test('a level shows itself and what is above it', () => {
  const levels = ['debug', 'info', 'warn', 'error'] as const;
  for (const [i, level] of levels.entries()) {
    const { log, lines } = startLog(level);
    for (const each of levels) log[each]('request');
    assert.equal(lines.length, levels.length - i, level);
  }
});

test('an error is described by its class and its place in our code, not by its message', () => {
  const canary = createCanary('/');
  const error = thrownBy(() => loadAssets(`/${canary}`));
  assert.ok(error instanceof Error && error.message.includes(canary));
  const described = describeError(error);
  assert.equal(described.error, 'Error');
  assert.match(described.at ?? '', /^dist\/src\/http\/assets\.js:\d+:\d+$/);
  assertClean(canary, { described: JSON.stringify(described) });
});

test('a message that looks like a place, a cause, a body and a name of its own are not described', () => {
  const canary = createCanary('');
  const error = new TypeError(`see file:///x/dist/src/${canary}.js:1:1`, { cause: new Error(canary) });
  Object.assign(error, { body: canary, name: canary, code: canary });
  assert.deepEqual(describeError(error), { error: 'TypeError' });
});

test('what is thrown and is no error is described by its type alone', () => {
  for (const [thrown, type] of [
    ['secret', 'string'],
    [{ secret: 's' }, 'object'],
    [null, 'object'],
    [undefined, 'undefined'],
  ] as const) {
    assert.deepEqual(describeError(thrown), { error: type });
  }
});

test('whatever character a field holds, the line is one line of JSON and holds it', () => {
  for (let code = 0; code < 0x2100; code += 1) {
    const message = `a${String.fromCharCode(code)}b`;
    assert.deepEqual(written({ message }).message, message, `U+${code.toString(16)}`);
  }
  assert.equal(written({ count: Number.NaN }).count, null);
});
