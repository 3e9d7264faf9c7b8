// A short F15: FUZZ_COUNT=100000 makes it the long one, FUZZ_SEED repeats a run.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { send, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { refusingClient } from '../support/network/client.ts';

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const count = Number(process.env.FUZZ_COUNT ?? 2000);

/** mulberry32: the same numbers from 0 to 1 for the same seed. */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = createRandom(seed);
const below = (max: number): number => Math.floor(random() * max);
const pick = (items: readonly string[]): string => items[below(items.length)] ?? '';

const canary = createCanary();
const secret = `secret=${encodeURIComponent(canary)}`;

const pieces = [
  ...['&', '&', '=', 'appid=', 'appid=wx448f04719cd48f69', `&${secret}`, `&${secret}&`],
  ...[
    'endpoint=',
    'token',
    'stable_token',
    'force_refresh=on',
    '__proto__',
    'constructor',
    '[',
    ']',
    '[]',
    '[a]',
  ],
  ...['%', '%0', '%00', '%0d%0a', '%26', '%3d', '%ff', '%e4%bd%a0', '%EF%BB%BF', '+', ' ', '\r\n', '\u0000'],
  ...['<script>', '"', "'", '<%= 1 %>', '你', '\ufeff', '\u202e', '🙂', '\ud800', '{}', ';', '?', '#', '\\'],
];

const types = [
  ...Array.from({ length: 8 }, () => 'application/x-www-form-urlencoded'),
  ...[
    'application/x-www-form-urlencoded;charset=utf-8',
    'application/json',
    'multipart/form-data',
    'text/plain',
    '',
  ],
];

function randomBody(): Buffer {
  // one in four is a form as the page sends it, but for its appid
  if (below(4) === 0)
    return Buffer.from(
      `appid=${encodeURIComponent(pick(pieces).replace('\ud800', ''))}${pick(pieces)}&${secret}`,
    );
  const parts = Array.from({ length: below(40) }, () => {
    const kind = below(20);
    if (kind === 0) return Buffer.from(Array.from({ length: below(200) }, () => below(256)));
    if (kind === 1) return Buffer.from(pick(pieces).repeat(below(1500)));
    return Buffer.from(pick(pieces));
  });
  return Buffer.concat(parts);
}

test(`F15: ${count} random bodies with the seed ${seed}: no 5xx, no leak, no crash`, async (t) => {
  const app = await startApp({ client: refusingClient(40013), env: { LOG_LEVEL: 'info' } });
  t.after(app.close);
  const statuses: Record<number, number> = {};
  for (let i = 0; i < count; i += 1) {
    const body = randomBody();
    const headers = {
      'content-type': pick(types),
      accept: pick(['text/html', 'application/json', '*/*']),
      'accept-language': pick(['en', 'zh-CN', 'x']),
    };
    const { status, text } = await send(app.origin, { method: 'POST', headers, body });
    const said = `seed ${seed}, body ${i}: ${JSON.stringify(body.toString('latin1'))}`;
    assert.ok(status < 500, `${status} for ${said}`);
    assert.doesNotThrow(() => assertClean(canary, { text }), said);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  assertClean(canary, { log: app.logged() });
  // each of these was reached, or the bodies are not what they should be
  for (const status of [200, 400, 413, 415]) assert.ok((statuses[status] ?? 0) > 0, JSON.stringify(statuses));
  t.diagnostic(JSON.stringify(statuses));
});
