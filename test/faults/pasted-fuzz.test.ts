// N1 for texts that nobody thought of. PASTE_FUZZ_COUNT=20000 makes it long over the socket, FUZZ_SEED repeats a run.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { findMixedUp, takeSecret } from '../../src/page/pasted/account.ts';
import { readToken } from '../../src/page/pasted/token.ts';
import { postForm } from '../support/app.ts';
import { createMutate } from '../support/page/mutate.ts';
import {
  aesKey,
  appid,
  pairs,
  secret,
  secrets,
  startPasted,
  ticket,
  token,
  tokens,
} from '../support/page/pasted-page.ts';
import { randomFrom } from '../support/random.ts';

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const count = Number(process.env.PASTE_FUZZ_COUNT ?? 1500);
const pieces = [
  ...[
    'access_token',
    'token',
    '=',
    ':',
    '"',
    "'",
    '\n',
    ' ',
    '&',
    '\\',
    '%',
    '{',
    '}',
    '<',
    '>',
    '93_',
    'wx',
    '…',
    '\u200b',
  ],
  ...[
    'AppSecret：',
    'Bearer ',
    '你',
    '🙂',
    '\ufeff',
    '\u202e',
    '\u0000',
    '0',
    'a',
    '_',
    '-',
    '\\u0022',
    '&quot;',
    '%22',
    '\r\n',
  ],
];
const all = [...tokens, ...pairs, ...secrets, aesKey, ticket, appid, token];

function* mutated(times: number): Generator<string> {
  const random = randomFrom(seed);
  const mutate = createMutate(random, pieces, all);
  for (let i = 0; i < times; i += 1) yield mutate(all[Math.floor(random() * all.length)] ?? '');
}

/** Time of the processor, the least of three: what else runs on this machine is no concern of the reader's. */
function quickestMs(run: () => unknown): number {
  return Math.min(
    ...[0, 1, 2].map(() => {
      const from = process.cpuUsage();
      run();
      return process.cpuUsage(from).user / 1000;
    }),
  );
}

test(`N1 10,000 spoilt texts with the seed ${seed} are each read in less than 50 ms, and hold no secret for a token`, () => {
  const kinds: Record<string, number> = {};
  for (const text of mutated(10_000)) {
    const read = readToken(text);
    kinds[read.kind] = (kinds[read.kind] ?? 0) + 1;
    const said = `seed ${seed}: ${JSON.stringify(text)}`;
    if (read.kind === 'token') assert.ok(!read.token.toLowerCase().includes(secret), said);
    const mixedUp = findMixedUp(text, '');
    if (mixedUp === undefined) assert.ok(!text.toLowerCase().includes(secret), said);
    assert.equal(typeof takeSecret(text), 'string');
    const from = process.cpuUsage();
    readToken(text);
    findMixedUp(text, text);
    if (process.cpuUsage(from).user < 25_000) continue;
    const ms = quickestMs(() => [readToken(text), findMixedUp(text, text)]);
    assert.ok(ms < 50, `${ms} ms, ${said}`);
  }
  for (const kind of ['token', 'other']) assert.ok((kinds[kind] ?? 0) > 500, JSON.stringify(kinds));
});

test('N1 the worst that 16 KiB can hold is read in less than 50 ms', () => {
  const units = [
    ...pieces,
    ...pieces.map((piece) => `access_token${piece}`),
    '1_',
    '"93_aaaaaaaaaaaaaaaaaaaaaaaaa\n',
    'ticket%',
    '$ticket',
    'a_token-',
  ];
  for (const unit of units) {
    const text = unit.repeat(16_384).slice(0, 16_384);
    const ms = quickestMs(() => [readToken(text), findMixedUp(text, text), takeSecret(text)]);
    assert.ok(ms < 50, `${ms} ms for ${JSON.stringify(unit)}`);
  }
});

const ways: readonly ((text: string) => [path: string, fields: Record<string, string>])[] = [
  (text) => ['/check', { access_token: text }],
  (text) => ['/check', { access_token: text }],
  (text) => ['/', { appid: text, secret: 'hunter2' }],
  (text) => ['/', { appid, secret: text }],
];

test(`N1 ${count} spoilt texts with the seed ${seed} over the socket: no 5xx, no secret sent or shown`, async (t) => {
  const { app, simulator, sent } = await startPasted(t);
  const statuses: Record<number, number> = {};
  let slowestMs = 0;
  for (const text of mutated(count)) {
    const [path, fields] = ways[text.length % ways.length]?.(text) ?? assert.fail();
    const from = performance.now();
    const reply = await postForm(app.origin, fields, { path });
    slowestMs = Math.max(slowestMs, performance.now() - from);
    assert.ok(reply.status < 500, `${reply.status}, seed ${seed}: ${JSON.stringify(text)}`);
    assert.ok(!reply.text.toLowerCase().includes(secret), `seed ${seed}: ${JSON.stringify(text)}`);
    statuses[reply.status] = (statuses[reply.status] ?? 0) + 1;
  }
  assert.ok(!sent().toLowerCase().includes(secret));
  assert.ok(!app.logged().toLowerCase().includes(secret));
  assert.ok(
    simulator.calls.length > count / 20 && (statuses[400] ?? 0) > count / 20,
    JSON.stringify(statuses),
  );
  t.diagnostic(
    `${JSON.stringify(statuses)}, slowest ${Math.round(slowestMs)} ms with all that ran beside it`,
  );
});
