// Answers that do arrive, odd as they are, as the page shows them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../src/page/texts/index.ts';
import { findErrcode } from '../../src/wechat/errcodes.ts';
import {
  assertGoodGet,
  assertNoSecret,
  assertSafeFailure,
  press,
  pressForJson,
  startGet,
} from '../support/page/get.ts';
import { shows, textById } from '../support/page/html.ts';

const good = '{"access_token":"93_abc-DEF","expires_in":7200}';

for (const [what, headers, body] of [
  ['text/plain', { 'Content-Type': 'text/plain' }, good],
  ['no content type', {}, good],
  ['a BOM', { 'Content-Type': 'application/json' }, `\uFEFF${good}`],
  ['a header that says GBK', { 'Content-Type': 'application/json; charset=GBK' }, good],
] as const) {
  test(`A11 right JSON with ${what} gives the token, and the body as it is`, async (t) => {
    const get = await startGet(t);
    get.simulator.failNext({ kind: 'reply', headers, body }, 2);
    const html = await press(get);
    assert.deepEqual([html.status, textById(html.text, 'token')], [200, '93_abc-DEF']);
    assert.equal(textById(html.text, 'reply'), body);
    const json = await pressForJson(get);
    assert.deepEqual([json.status, json.text], [200, body]);
    assertNoSecret(get, html, json);
    await assertGoodGet(get, get.simulator);
  });
}

for (const body of [
  '[]',
  'null',
  '"x"',
  '{}',
  '{"access_token":""}',
  '{"access_token":7200,"expires_in":7200}',
]) {
  test(`A12 ${body} is no success: it is shown, and said to make no sense`, async (t) => {
    const get = await startGet(t);
    const expected = { word: 'upstream_unexpected', status: 502 };
    const { html } = await assertSafeFailure(get, { kind: 'reply', body }, expected);
    assert.equal(textById(html.text, 'reply'), body);
    assert.equal(textById(html.text, 'outcome'), texts.en.outcome.unexpectedJson);
  });
}

test('A12 errcode 0 beside a token is success', async (t) => {
  const get = await startGet(t);
  const body = '{"errcode":0,"errmsg":"ok","access_token":"93_abc","expires_in":7200}';
  get.simulator.failNext({ kind: 'reply', body });
  const { status, text } = await press(get);
  assert.deepEqual([status, textById(text, 'token'), textById(text, 'reply')], [200, '93_abc', body]);
});

for (const [value, note] of [
  ['7200', undefined],
  ['"7200"', undefined],
  ['0', 'badExpiresIn'],
  ['-1', 'badExpiresIn'],
  ['"abc"', 'badExpiresIn'],
  ['7200.5', 'badExpiresIn'],
  ['null', 'badExpiresIn'],
  ['1e12', 'clamped'],
] as const) {
  test(`A13 expires_in ${value} is shown raw, with ${note ?? 'no'} warning`, async (t) => {
    const get = await startGet(t, { now: () => Date.UTC(2026, 0, 31, 8) });
    const body = `{"access_token":"93_abc","expires_in":${value}}`;
    get.simulator.failNext({ kind: 'reply', body });
    const { status, text } = await press(get);
    assert.deepEqual([status, textById(text, 'reply'), textById(text, 'token')], [200, body, '93_abc']);
    for (const each of ['badExpiresIn', 'clamped'] as const) {
      assert.equal(shows(text, texts.en.token[each]), each === note, each);
    }
    // two hours on, where the end is known at all
    assert.equal(text.includes('2026-01-31T10:00:00'), note !== 'badExpiresIn');
  });
}

test('A15 a busy WeChat is asked once and no more: trying again is the person’s choice', async (t) => {
  const get = await startGet(t);
  get.simulator.failNext({ kind: 'reply', body: '{"errcode":-1,"errmsg":"system error"}' }, 2);
  for (const calls of [1, 2]) {
    const { status, text } = await press(get);
    assert.equal(status, 200);
    assert.ok(textById(text, 'outcome')?.includes(findErrcode(-1)?.name.en ?? '(none)'));
    assert.ok(shows(text, findErrcode(-1)?.action?.en ?? '(none)'));
    assert.equal(get.simulator.calls.length, calls);
  }
  await assertGoodGet(get, get.simulator);
  assert.equal(get.simulator.calls.length, 3);
});

for (const code of [40001, 40013, 40125, 40164, 41004, 45009, 45011, 50004, 99999]) {
  test(`A16 ${code} comes with its own advice, after one call`, async (t) => {
    const get = await startGet(t);
    const errmsg = code === 40164 ? 'invalid ip 203.0.113.7, not in whitelist' : 'said so';
    get.simulator.failNext({ kind: 'reply', body: JSON.stringify({ errcode: code, errmsg }) });
    const { status, text } = await press(get);
    assert.equal(status, 200);
    const entry = findErrcode(code);
    assert.equal(entry === undefined, code === 99999);
    assert.ok(shows(text, entry?.meaning.en ?? texts.en.error.unknown));
    // its steps lead to the console
    const action = code === 40164 ? texts.en.whitelist.add : entry?.action?.en;
    // the first three sentences are steps, the others are folded
    const steps = entry === undefined ? [] : (action ?? '(none)').split(/(?<=[.;]) /);
    for (const step of steps) assert.ok(shows(text, step), step);
    assert.equal(textById(text, 'ip'), code === 40164 ? '203.0.113.7' : undefined);
    assert.equal(get.simulator.calls.length, 1);
    await assertGoodGet(get, get.simulator);
  });
}
