import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../../src/demo/simulator/wechat-simulator.ts';
import { texts } from '../../../src/page/texts/index.ts';
import { createKept } from '../../support/central/kept.ts';
import { press, shortDeadline, startGet } from '../../support/page/get.ts';
import { shows, textById } from '../../support/page/html.ts';

const { en } = texts;

const replaceKept = { replace_kept: 'on' };

test('a token that the refresh of the kept one retires is said to last five minutes, and WeChat’s figure stays', async (t) => {
  const now = Date.parse('2026-01-31T08:00:00Z');
  const kept = createKept();
  const get = await startGet(t, { kept, now: () => now });
  kept.keep(get.appid, 'token');
  const { text } = await press(get, replaceKept);
  assert.equal(textById(text, 'outcome'), en.token.heading(300));
  assert.equal(textById(text, 'ends'), '2026-01-31 08:05:00 UTC');
  assert.ok(shows(text, '"expires_in":7200'));

  kept.keep(get.appid, 'stable_token');
  const forced = await press(get, { endpoint: 'stable_token', force_refresh: 'on', ...replaceKept });
  assert.equal(textById(forced.text, 'outcome'), en.token.heading(7200), 'a forced one is shared by all');
});

test('a token of that kind without a usable expires_in gets no end', async (t) => {
  const kept = createKept();
  const get = await startGet(t, { kept });
  kept.keep(get.appid, 'token');
  get.simulator.failNext({ kind: 'reply', body: '{"access_token":"abc","expires_in":"soon"}' });
  const { text } = await press(get, replaceKept);
  assert.equal(textById(text, 'ends'), undefined);
  assert.ok(shows(text, en.token.badExpiresIn));
  assert.equal(kept.told.length, 1);
});

const html = { 'Content-Type': 'text/html' };
const mayHaveIssued: Readonly<Record<string, Fault>> = {
  'no answer in time': { kind: 'hang' },
  'a connection that broke off before WeChat acted': { kind: 'reset', when: 'before-mint' },
  'a connection that broke off after that': { kind: 'reset', when: 'after-mint' },
  'half an answer': { kind: 'truncate' },
  'HTTP 502': { kind: 'reply', status: 502, headers: html, body: '<h1>Bad Gateway</h1>' },
  'a login page': { kind: 'reply', headers: html, body: '<h1>Log in</h1>' },
  'too large an answer': { kind: 'oversize', bytes: 100_000 },
};

for (const [name, fault] of Object.entries(mayHaveIssued)) {
  test(`after ${name} a token may have been issued: this server is told, and the page says so`, async (t) => {
    const kept = createKept();
    const get = await startGet(t, { kept, ...shortDeadline });
    kept.keep(get.appid, 'token');
    get.simulator.failNext(fault);
    const { text, status } = await press(get, replaceKept);
    assert.ok(status >= 500);
    assert.deepEqual(kept.told, [`${get.appid} token`]);
    assert.ok(shows(text, en.kept.mayBeReplaced));
    assert.ok(!text.includes('replace_kept'));
  });
}

test('an errcode says that no token was issued: nobody is told', async (t) => {
  const kept = createKept();
  const get = await startGet(t, { kept });
  kept.keep(get.appid, 'token');
  const { text, status } = await press({ ...get, secret: 'f'.repeat(32) }, replaceKept);
  assert.equal(status, 200);
  assert.match(textById(text, 'outcome') ?? '', /^40125/);
  assert.deepEqual(kept.told, []);
  assert.ok(!shows(text, en.kept.mayBeReplaced));
});

test('a connection that was refused carried nothing: nobody is told', async (t) => {
  const kept = createKept();
  const get = await startGet(t, { kept });
  kept.keep(get.appid, 'token');
  await get.simulator.close();
  const { text, status } = await press(get, replaceKept);
  assert.equal(status, 502);
  assert.ok(shows(text, en.notSent));
  assert.deepEqual(kept.told, []);
  assert.ok(!shows(text, en.kept.mayBeReplaced));
});

test('a call that this server itself turned down carried nothing: nobody is told', async (t) => {
  const kept = createKept();
  const get = await startGet(t, { kept, maxCalls: 0 });
  kept.keep(get.appid, 'token');
  const { status } = await press(get, replaceKept);
  assert.equal(status, 503);
  assert.deepEqual(kept.told, []);
});

for (const [change, told] of [
  ['taken over', 1],
  ['given up', 0],
] as const) {
  test(`what counts is what is kept when the answer comes: an account that was ${change} meanwhile`, async (t) => {
    const kept = createKept();
    const get = await startGet(t, { kept });
    if (change === 'given up') kept.keep(get.appid, 'token');
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    get.simulator.failNext({ kind: 'delay', until });
    const answer = press(get, replaceKept);
    await get.simulator.seen(1);
    if (change === 'given up') kept.forget();
    else kept.keep(get.appid, 'token');
    release();
    assert.equal((await answer).status, 200);
    assert.equal(kept.told.length, told);
  });
}
