import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/texts/index.ts';
import type { Endpoint } from '../../../src/wechat/client.ts';
import { postForm, type Reply, send } from '../../support/app.ts';
import { createKept } from '../../support/central/kept.ts';
import { assertNoSecret, type Get, press, startGet } from '../../support/page/get.ts';
import { attributeById, shows, textById } from '../../support/page/html.ts';

const { en } = texts;

const presses = {
  token: { endpoint: 'token' },
  'a plain stable_token': { endpoint: 'stable_token' },
  'a forced stable_token': { endpoint: 'stable_token', force_refresh: 'on' },
} as const;

type PressName = keyof typeof presses;

/** Which press replaces what is kept under which endpoint; every other one replaces nothing. */
const replaced: Readonly<Partial<Record<PressName, Endpoint>>> = {
  token: 'token',
  'a forced stable_token': 'stable_token',
};

const replaceKept = { replace_kept: 'on' };
const box = '<input type="checkbox" name="replace_kept" value="on" form="form">';

const languages = [
  ['en', texts.en],
  ['zh', texts.zh],
] as const;

function assertWarning(html: Reply, json: Reply, lang: 'en' | 'zh', endpoint: Endpoint): void {
  const { kept } = texts[lang];
  assert.deepEqual([html.status, json.status], [409, 409]);
  assert.equal(textById(html.text, 'outcome'), kept.heading);
  for (const words of [kept.meaning[endpoint], kept.read, kept.instead[endpoint], kept.confirm, kept.label]) {
    assert.ok(shows(html.text, words), words);
  }
  assert.ok(shows(html.text, kept.anew[endpoint]), 'what has to be typed again without script');
  assert.ok(html.text.includes(box));
  assert.equal(textById(html.text, 'token'), undefined);
  assert.equal(textById(html.text, 'reply'), undefined, 'there is no body that WeChat sent');
  const hint = [kept.meaning[endpoint], kept.read, kept.instead[endpoint], kept.field].join(' ');
  assert.deepEqual(JSON.parse(json.text), { error: 'kept_here', message: kept.heading, hint });
  assert.match(kept.field, /replace_kept=on/);
}

/** The same press for a person and for a program. */
async function pressBoth(get: Get, fields: Readonly<Record<string, string>>, lang: string) {
  const headers = { 'accept-language': lang };
  const html = await press(get, fields, headers);
  const json = await press(get, fields, { ...headers, accept: 'application/json' });
  return { html, json };
}

for (const [name, fields] of Object.entries(presses)) {
  for (const keptAs of [[], ['token'], ['stable_token'], ['token', 'stable_token']] as const) {
    // the names are those of `presses`; Object.entries widens them to string
    const endpoint = replaced[name as PressName];
    const isWarned = keptAs.some((one) => one === endpoint);
    const where = keptAs.length === 0 ? 'not kept' : `kept as ${keptAs.join(' and ')}`;

    test(`${name} for an account that is ${where}: ${isWarned ? 'a warning, no call' : 'no warning'}`, async (t) => {
      const kept = createKept();
      const get = await startGet(t, { kept });
      for (const one of keptAs) kept.keep(get.appid, one);
      for (const [lang] of languages) {
        const before = get.simulator.calls.length;
        const { html, json } = await pressBoth(get, fields, lang);
        assertNoSecret(get, html, json);
        if (isWarned && endpoint !== undefined) {
          assertWarning(html, json, lang, endpoint);
          assert.equal(get.simulator.calls.length, before, 'WeChat was asked');
          assert.equal(attributeById(html.text, 'appid', 'value'), get.appid);
        } else {
          assert.deepEqual([html.status, json.status], [200, 200]);
          assert.ok(textById(html.text, 'token') !== undefined);
          assert.ok(!html.text.includes('replace_kept'));
          assert.equal(get.simulator.calls.length, before + 2);
        }
        assert.deepEqual(kept.told, [], 'nothing was replaced');
      }
    });

    test(`${name} with replace_kept for an account that is ${where}: the call; ${isWarned ? 'this server is told' : 'nobody is told'}`, async (t) => {
      const kept = createKept();
      const get = await startGet(t, { kept });
      for (const one of keptAs) kept.keep(get.appid, one);
      for (const [lang, words] of languages) {
        const before = get.simulator.calls.length;
        kept.told.length = 0;
        const { html, json } = await pressBoth(get, { ...fields, ...replaceKept }, lang);
        assert.deepEqual([html.status, json.status], [200, 200]);
        assert.equal(get.simulator.calls.length, before + 2);
        assert.match(json.text, /^\{"access_token":/);
        assert.ok(!html.text.includes('replace_kept'), 'the box is gone');
        const told = isWarned && endpoint !== undefined ? [`${get.appid} ${endpoint}`] : [];
        assert.deepEqual(kept.told, [...told, ...told]);
        for (const one of ['token', 'stable_token'] as const) {
          const isSaid = isWarned && one === endpoint;
          assert.equal(shows(html.text, words.kept.replaced[one]), isSaid, `said of ${one}`);
        }
      }
    });
  }
}

test('what is missing is asked for first, and a shape that looks odd is still said beside the warning', async (t) => {
  const kept = createKept();
  const get = await startGet(t, { kept });
  kept.keep(get.appid, 'token');
  const missing = await press({ ...get, secret: '' });
  assert.equal(missing.status, 400);
  assert.equal(textById(missing.text, 'outcome'), en.missing.heading);
  const odd = await press({ ...get, secret: 'short' });
  assert.equal(odd.status, 409);
  assert.ok(shows(odd.text, en.hints.secret_shape));
  const padded = await press(get, { appid: ` ${get.appid}\u200B` });
  assert.equal(padded.status, 409, 'what surrounds the AppID changes nothing');
  assert.ok(shows(padded.text, en.removed('AppID', 1, 1, 0)));
});

test('a warning uses up nothing of what the account may be called in a minute', async (t) => {
  const kept = createKept();
  const get = await startGet(t, { kept, env: { RATE_LIMIT: '2', TRUST_PROXY: 'loopback' } });
  kept.keep(get.appid, 'token');
  const from = (last: number) => ({ 'x-forwarded-for': `203.0.113.${last}` });
  for (const last of [1, 2, 3]) assert.equal((await press(get, {}, from(last))).status, 409);
  for (const last of [4, 5]) assert.equal((await press(get, replaceKept, from(last))).status, 200);
  assert.equal((await press(get, replaceKept, from(6))).status, 429);
  assert.equal((await press(get, {}, { ...from(7), 'sec-fetch-site': 'cross-site' })).status, 403);
});

test('replace_kept is empty or on, once, and means nothing where nothing is kept', async (t) => {
  const get = await startGet(t);
  assert.equal((await press(get, { replace_kept: '' })).status, 200);
  assert.equal((await press(get, replaceKept)).status, 200);
  assert.equal((await press(get, { replace_kept: 'yes' })).status, 400);
  const twice = new URLSearchParams({ appid: get.appid, secret: get.secret, ...replaceKept });
  const repeated = await postForm(get.origin, `${twice}&replace_kept=on`);
  assert.equal(repeated.status, 400);
  assert.ok(shows(repeated.text, 'replace_kept'), 'the refusal names the fields');
  assert.equal(get.simulator.calls.length, 2);
});

test('the empty page holds nothing of it', async (t) => {
  const kept = createKept();
  const get = await startGet(t, { kept });
  kept.keep(get.appid, 'token');
  const { text } = await send(get.origin);
  assert.ok(!text.includes('replace_kept'));
});
