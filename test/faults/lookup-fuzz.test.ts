// A short N6: FUZZ_COUNT=20000 makes it the whole one, FUZZ_SEED repeats a run.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { lookUp } from '../../src/page/errcodes/lookup.ts';
import { lookupTips } from '../../src/page/errcodes/tips.ts';
import { texts } from '../../src/page/texts/index.ts';
import { errcodes } from '../../src/wechat/errcodes.ts';
import { postForm, startApp } from '../support/app.ts';
import { assertClean, createCanary } from '../support/canary.ts';
import { refusingClient } from '../support/network/client.ts';
import { createMutatedLogs, junk } from '../support/page/mutated-logs.ts';
import { sdkLogs } from '../support/page/sdk-logs.ts';
import { randomFrom } from '../support/random.ts';

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));
const count = Number(process.env.FUZZ_COUNT ?? 2000);
const overSocket = Math.ceil(count / 5);
const random = randomFrom(seed);
const canary = createCanary();
const token = `93_${'Zq9'.repeat(40)}`;
const mutated = createMutatedLogs(random, `secret=${canary} access_token=${token}`);

test(`N6: ${count} mutated texts with the seed ${seed}: the right code, no throw, no secret, no time`, (t) => {
  let slowestMs = 0;
  for (let i = 0; i < count; i += 1) {
    const { text, code } = mutated();
    const lang = random() < 0.5 ? 'en' : 'zh';
    const startedAt = process.cpuUsage();
    const lookup = lookUp(text.slice(0, 65_536), { lang, t: texts[lang] });
    const { user, system } = process.cpuUsage(startedAt);
    const said = `seed ${seed}, text ${i}: ${JSON.stringify(text.slice(0, 2000))}`;
    slowestMs = Math.max(slowestMs, (user + system) / 1000);
    if (code !== undefined && text.length <= 65_536) {
      assert.equal(lookup.found[0]?.code, code, said);
    }
    const shown = JSON.stringify(
      lookupTips({ reply: text, family: 'mp' }, { lang, t: texts[lang], wechatApiBase: '' }),
    );
    assert.ok(!shown.includes('Zq9Zq9'), said);
    assert.doesNotThrow(() => assertClean(canary, { shown }), said);
  }
  t.diagnostic(`slowest: ${slowestMs.toFixed(1)} ms of processor time`);
});

// What would take a pattern that backtracks seconds or hours.
const repeated = [
  ...junk,
  ...[
    '40001 ',
    'port 40001 ',
    'errcode=1234567 ',
    'errcode:',
    '1 ',
    'a',
    'a.',
    '203.0.113.8 不在',
    '[1;',
    's:5:',
    'x-',
  ],
  ...[
    '错误码：40164，',
    '5fa26c60-1a0ebdd5-32fd1cd0 ',
    'get access token ',
    '获取access_token',
    '\\u0041',
    '"ticket" ',
  ],
  ...[
    'invalid ip 203.0.113.8 ',
    '::ffff:',
    'ＡＢ',
    'qyapi errcode 40001 ',
    'status: ',
    '502 ',
    '<![CDATA[',
    '&amp;',
    '不在',
  ],
];

test('N6: no text of 64 KiB is slow, however it repeats itself', () => {
  for (const unit of repeated) {
    const text = unit.repeat(Math.ceil(65_536 / unit.length));
    // the least of three: the first run compiles, and the machine has other work
    const times = Array.from({ length: 3 }, () => {
      const startedAt = process.cpuUsage();
      lookUp(text, { lang: 'en', t: texts.en });
      const { user, system } = process.cpuUsage(startedAt);
      return (user + system) / 1000;
    });
    // 5 to 20 ms; a wide bound, since nothing in between is possible but by a bound that is gone
    assert.ok(Math.min(...times) < 250, `${times.join(', ')} ms for ${JSON.stringify(unit)}`);
  }
});

test(`N6: ${overSocket} of them over the socket: no 5xx, the right code, no secret`, async (t) => {
  const app = await startApp({
    client: refusingClient(40013),
    env: { RATE_LIMIT: '100000', LOG_LEVEL: 'info' },
  });
  t.after(app.close);
  for (let i = 0; i < overSocket; i += 1) {
    const { text, code } = mutated();
    const accept = random() < 0.5 ? 'text/html' : 'application/json';
    const headers = { accept, 'accept-language': random() < 0.5 ? 'en' : 'zh-CN' };
    const reply = await postForm(app.origin, { reply: text }, { path: '/errcodes', headers });
    const said = `seed ${seed}, text ${i}: ${JSON.stringify(text.slice(0, 2000))}`;
    assert.equal(reply.status, 200, said);
    assert.ok(!reply.text.includes('Zq9Zq9'), said);
    assert.doesNotThrow(() => assertClean(canary, { text: reply.text }), said);
    if (code !== undefined && accept === 'application/json') {
      assert.equal(JSON.parse(reply.text).found[0]?.code, code, said);
    }
  }
  assertClean(canary, { log: app.logged() });
  assert.ok(!app.logged().includes('Zq9Zq9'));
});

/** What people have: 64 KiB of a log, with what WeChat sends between lines that say nothing. */
function wholeLogs(): string[] {
  const lines = errcodes.flatMap(({ code, texts: [errmsg = 'said so'] = [] }, i) => {
    const write = Object.values(sdkLogs)[i % Object.keys(sdkLogs).length];
    return [write?.({ code, errmsg }) ?? '', 'GET /shop/cart 200 in 31 ms, 4711 bytes'];
  });
  const all = lines.join('\n');
  const words = errcodes.flatMap(({ texts: own = [] }) => own).join('\n');
  return [all, words.repeat(5), `${'a quiet line\n'.repeat(5000)}errcode: 40164`].map((text) =>
    text.repeat(Math.ceil(65_536 / text.length)).slice(-65_536),
  );
}

test('N6: 64 KiB of logs of every SDK and of every errmsg are answered, and how fast is printed', async (t) => {
  const app = await startApp({ client: refusingClient(40013), env: { RATE_LIMIT: '100000' } });
  t.after(app.close);
  for (const [i, reply] of [...wholeLogs(), '40164'].entries()) {
    const times: number[] = [];
    for (let run = 0; run < 12; run += 1) {
      const accept = run % 2 === 0 ? 'text/html' : 'application/json';
      const startedAt = performance.now();
      const { status, text } = await postForm(
        app.origin,
        { reply },
        { path: '/errcodes', headers: { accept } },
      );
      times.push(performance.now() - startedAt);
      assert.equal(status, 200);
      assert.ok(text.includes('40164') || i < 2);
    }
    const [least = 0, ...more] = times.sort((a, b) => a - b);
    const median = more[5] ?? least;
    t.diagnostic(`text ${i}: ${median.toFixed(1)} ms (${least.toFixed(1)} to ${more.at(-1)?.toFixed(1)})`);
    // under 50 ms on an idle machine; a wide bound for a busy one
    assert.ok(least < 2000, `${least} ms`);
  }
});
