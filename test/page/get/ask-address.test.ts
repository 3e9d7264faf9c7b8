import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/texts/index.ts';
import { assertNoSecret, press, startGet } from '../../support/page/get.ts';
import { shows, textById } from '../../support/page/html.ts';

const { en } = texts;

test('the address that WeChat sees is asked for before the first Get, and no token is replaced or shown', async (t) => {
  const get = await startGet(t);
  const before = await press(get, { endpoint: 'stable_token' });
  const token = textById(before.text, 'token') ?? '';
  const asked = await press(get, { endpoint: 'token', ask: 'address' });
  assert.equal(textById(asked.text, 'outcome'), en.ask.accepted);
  assert.ok(shows(asked.text, en.ask.acceptedMeaning));
  assert.ok(token.length > 50 && !asked.text.includes(token));
  assert.equal(get.simulator.calls.at(-1)?.path, '/cgi-bin/stable_token');
  assert.ok(!get.simulator.calls.at(-1)?.body.includes('force_refresh'));
  assert.deepEqual(get.simulator.check(token), { appid: get.appid, endpoint: 'stable_token' });
  assertNoSecret(get, asked);
});

test('where it is refused, the address stands there with what to do; force_refresh is never sent along', async (t) => {
  const get = await startGet(t);
  const errmsg = 'invalid ip 203.0.113.8 ipv6 ::ffff:203.0.113.8, not in whitelist';
  get.simulator.failNext({ kind: 'reply', body: JSON.stringify({ errcode: 40164, errmsg }) });
  const { text } = await press(get, { endpoint: 'stable_token', force_refresh: 'on', ask: 'address' });
  assert.equal(textById(text, 'ip'), '203.0.113.8');
  assert.ok(shows(text, en.whitelist.never));
  assert.ok(shows(text, '203.0.113.0/24'));
  assert.ok(!get.simulator.calls[0]?.body.includes('force_refresh'));
});

test('anything else in that field is refused, and nobody is asked', async (t) => {
  const get = await startGet(t);
  assert.equal((await press(get, { ask: 'on' })).status, 400);
  assert.equal(get.simulator.calls.length, 0);
});
