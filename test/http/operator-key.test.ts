import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import express from 'express';
import { errorExit } from '../../src/http/error-exit.ts';
import { listen } from '../../src/http/listen.ts';
import { operatorKey } from '../../src/http/operator-key.ts';
import { requestLog } from '../../src/http/request-log.ts';
import { createLog } from '../../src/log.ts';
import { type Reply, send } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { quietCallers } from '../support/central/key-guard.ts';

const key = createCanary('-._~+/:é密=');

type Door = Readonly<{ origin: string; logged: () => string }>;

/** The door, with nothing behind it but a word. */
async function startDoor(t: TestContext, limit = 10_000): Promise<Door> {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(line) });
  const app = express();
  app.set('trust proxy', 'loopback');
  app.set('etag', false);
  app.use(requestLog(log), operatorKey(key, quietCallers(limit, log, ['loopback'])));
  app.get('/', (_req, res) => void res.send('inside'));
  app.use(errorExit(log, (_req, res, error) => void res.send(error.code)));
  const { server, url } = await listen(app, '127.0.0.1', 0);
  t.after(() => server.close());
  return { origin: url, logged: () => lines.join('') };
}

const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const bearer = (text: string): string => `Bearer ${bytes(text)}`;
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const knock = ({ origin }: Door, authorization?: string | string[], more = {}): Promise<Reply> =>
  send(origin, { headers: { ...(authorization === undefined ? {} : { authorization }), ...more } });

test('the key opens as Bearer, and as the password of Basic with any user name', async (t) => {
  const door = await startDoor(t);
  const good = [
    bearer(key),
    `bearer   ${bytes(key)}  `,
    basic('', key),
    basic('operator', key),
    basic('密 "', key),
    basic('operator', key).replace('Basic', 'BASIC'),
  ];
  for (const authorization of good) {
    const { status, text } = await knock(door, authorization);
    assert.deepEqual([status, text], [200, 'inside'], authorization);
  }
});

test('G1: no key, a wrong one, part of one, one in the wrong place, two and a huge one: all the same 401', async (t) => {
  const door = await startDoor(t);
  const refused: Readonly<Record<string, readonly [string | string[] | undefined, object?]>> = {
    'no key': [undefined],
    'an empty header': [''],
    'an empty Bearer': ['Bearer '],
    'an empty Basic': ['Basic '],
    'a wrong key': [bearer('x'.repeat(key.length))],
    'all but its end': [bearer(key.slice(0, -1))],
    'more than it': [bearer(`${key}x`)],
    'another case': [bearer(key.toUpperCase())],
    'the key without a scheme': [bytes(key)],
    'another scheme': [`Digest ${bytes(key)}`],
    'the key as user name': [basic(key, '')],
    'Basic without a colon': [`Basic ${Buffer.from(key.replaceAll(':', '')).toString('base64')}`],
    'Basic that is not base64': [`Basic ${bytes(key)}`],
    'an empty password': [basic('operator', '')],
    'two headers, both right': [[bearer(key), bearer(key)]],
    'a right header behind a wrong one': [[bearer('wrong'), bearer(key)]],
    'the key behind 4 KiB': [basic('x'.repeat(4096), key)],
    'a cookie': [undefined, { cookie: `key=${encodeURIComponent(key)}` }],
    'a header of its own': [undefined, { 'x-operator-key': bytes(key) }],
  };
  const replies = new Set<string>();
  for (const [name, [authorization, more]] of Object.entries(refused)) {
    const { status, text, headers } = await knock(door, authorization, more);
    assert.equal(status, 401, name);
    assert.equal(headers['www-authenticate'], 'Basic realm="WeChat Access Token", charset="UTF-8"', name);
    replies.add(text);
    assertClean(key, { [name]: text + JSON.stringify(headers) });
  }
  assert.deepEqual([...replies], ['operator_key_needed']);
  const inAddress = await send(door.origin, { path: `/?key=${encodeURIComponent(key)}` });
  assert.equal(inAddress.status, 401);
  assert.match(door.logged(), /"status":401/);
  assertClean(key, { log: door.logged() });
});

test('G7: a door without a key is not built', () => {
  assert.throws(() => operatorKey('', quietCallers()), RangeError);
});

test('an address that guesses gets 429 and one look a second, and the right key from there is let in all the same', async (t) => {
  const door = await startDoor(t, 3);
  const known = { 'x-forwarded-for': '203.0.113.8' };
  assert.equal((await knock(door, bearer(key), known)).status, 200);
  for (const from of [{}, known]) {
    for (let i = 0; i < 3; i += 1) assert.equal((await knock(door, bearer(`wrong${i}`), from)).status, 401);
    const { status, headers, text } = await knock(door, bearer('wrong'), from);
    assert.deepEqual([status, text], [429, 'too_many_requests']);
    assert.match(String(headers['retry-after']), /^[1-9]\d?$/);
  }
  assert.equal((await knock(door, bearer(key), known)).status, 200);
  assert.equal((await knock(door, bearer(key))).status, 200, 'when it is its turn');
  assert.equal((await knock(door, bearer(key))).status, 200, 'and from then on at once');
  assert.equal((await knock(door, bearer(key), { 'x-forwarded-for': '203.0.113.7' })).status, 200);
});

test('guesses that are sent all at once are counted as well', async (t) => {
  const door = await startDoor(t, 3);
  const replies = await Promise.all(Array.from({ length: 20 }, (_, i) => knock(door, bearer(`wrong${i}`))));
  const statuses = replies.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [...Array(3).fill(401), ...Array(17).fill(429)]);
});

test('neither the right key nor a browser that has not been asked yet uses the limit up', async (t) => {
  const door = await startDoor(t, 2);
  for (let i = 0; i < 10; i += 1) {
    assert.equal((await knock(door)).status, 401);
    assert.equal((await knock(door, bearer(key))).status, 200);
  }
  assert.equal((await knock(door, bearer('wrong'))).status, 401);
  assert.equal((await knock(door, bearer(key))).status, 200);
});
