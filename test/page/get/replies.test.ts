import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/texts/index.ts';
import { findErrcode, type Lang } from '../../../src/wechat/errcodes.ts';
import { assertNoSecret, press, pressForJson, startGet } from '../../support/page/get.ts';
import { shows, textById } from '../../support/page/html.ts';
import { type Recorded, recordedReplies } from '../../support/recorded.ts';

/** Replies that neither cgi-bin/token nor stable_token sends. */
const leftOut: Readonly<Record<string, string>> = {
  '40001-use': 'a call that uses a token: POST /check',
  '40001-use-old': 'a call that uses a token: POST /check',
  '40001-use-hint': 'a call that uses a token: POST /check',
  '42001': 'a call that uses a token: POST /check',
  '41001': 'a call that uses a token: POST /check',
  '48001': 'a call that uses a token: POST /check',
  '48006': 'clear_quota, which this server never calls',
  '76021': 'openapi/quota/get: POST /check',
  'quota-ok': 'openapi/quota/get: POST /check',
  'quota-ok-old': 'openapi/quota/get: POST /check',
  '61011': 'api_component_token, which this server never calls',
  'ticket-ok': 'ticket/getticket, which the page never calls',
  'wecom-40001': 'WeCom: another API',
  'wecom-45009': 'WeCom: another API',
  'wecom-60020': 'WeCom: another API',
};

const callerIps: Readonly<Record<string, string>> = {
  '40164': '101.226.140.156',
  '40164-token': '203.0.113.7',
  '40164-mini': '203.0.113.8',
  '40164-hint': '203.0.113.10',
  '40164-2017': '203.0.113.12',
};

type Body = Readonly<{ errcode?: number; errmsg?: string; access_token?: string }>;

const endpointOf = ({ call }: Recorded): string => (call.includes('stable_token') ? 'stable_token' : 'token');
const ridOf = ({ errmsg = '' }: Body): string | undefined => errmsg.split(' rid: ')[1];

function assertExplained(html: string, body: Body, lang: Lang): void {
  if (body.access_token !== undefined) {
    assert.equal(textById(html, 'token'), body.access_token);
    return;
  }
  assert.equal(textById(html, 'token'), undefined);
  const entry = findErrcode(body.errcode ?? 0);
  assert.ok(entry);
  assert.ok(textById(html, 'outcome')?.includes(String(entry.code)));
  for (const words of [entry.name, entry.meaning]) {
    assert.ok(shows(html, words[lang]), words[lang]);
  }
}

test('every recorded reply is either shown here or left out for a reason', () => {
  const ids = new Set(recordedReplies.map(({ id }) => id));
  assert.equal(ids.size, recordedReplies.length);
  for (const id of Object.keys(leftOut)) assert.ok(ids.has(id), id);
  assert.ok(ids.size - Object.keys(leftOut).length >= 25);
});

for (const recorded of recordedReplies.filter(({ id }) => leftOut[id] === undefined)) {
  test(`${recorded.id} (${recorded.call}) is shown byte for byte and explained`, async (t) => {
    const get = await startGet(t);
    // one of the file's own bodies: an object
    const body = JSON.parse(recorded.body) as Body;
    const fields = { endpoint: endpointOf(recorded) };
    get.simulator.failAlways({ kind: 'reply', body: recorded.body });
    for (const lang of ['en', 'zh'] as const) {
      const html = await press(get, fields, { 'accept-language': lang });
      assert.equal(html.status, 200);
      assert.equal(textById(html.text, 'reply'), recorded.body);
      assertExplained(html.text, body, lang);
      assert.equal(textById(html.text, 'ip'), callerIps[recorded.id]);
      assert.equal(textById(html.text, 'rid'), ridOf(body));
      assertNoSecret(get, html);
    }
    const json = await pressForJson(get, fields);
    assert.deepEqual([json.status, json.text], [200, recorded.body]);
    assert.match(json.headers['content-type'] ?? '', /^application\/json/);
    assert.deepEqual(
      get.simulator.calls.map(({ path }) => path),
      Array(3).fill(`/cgi-bin/${fields.endpoint}`),
    );
  });
}

test('a code that nobody knows is shown as it is, and no meaning is invented', async (t) => {
  const get = await startGet(t);
  const body = '{"errcode":99999,"errmsg":"brand new rid: 64a7d1c7-1b47c4b1-5812e7e6"}';
  get.simulator.failAlways({ kind: 'reply', body });
  for (const lang of ['en', 'zh'] as const) {
    const { status, text } = await press(get, {}, { 'accept-language': lang });
    assert.equal(status, 200);
    assert.equal(textById(text, 'reply'), body);
    assert.equal(textById(text, 'outcome'), texts[lang].outcome.unknownErrcode(99_999));
    assert.ok(shows(text, texts[lang].error.unknown));
    assert.equal(textById(text, 'rid'), '64a7d1c7-1b47c4b1-5812e7e6');
    assert.ok(!text.includes('#99999'), 'there is no entry to link to');
  }
  assert.equal((await pressForJson(get)).text, body);
});

test('a reply that echoes the secret is shown with the secret masked and nothing else changed', async (t) => {
  const get = await startGet(t);
  const query = new URLSearchParams({ appid: get.appid, secret: get.secret });
  const make = (plain: string, url: string): string =>
    JSON.stringify({ errcode: 40013, errmsg: `bad ${plain} at /token?appid=${get.appid}&secret=${url} <b>` });
  const encoded = query.toString().split('secret=')[1] ?? '';
  get.simulator.failAlways({ kind: 'reply', body: make(get.secret, encoded) });
  const html = await press(get);
  const json = await pressForJson(get);
  const masked = make('********', '********');
  assert.equal(textById(html.text, 'reply'), masked);
  assert.ok(shows(html.text, texts.en.masked));
  assert.equal(json.text, masked);
  assertNoSecret(get, html, json);
});

test('a body with every kind of white space and sign comes out of the page as it went in', async (t) => {
  const get = await startGet(t);
  const body =
    '\n\r\n \t{"errcode":-1,\r"errmsg":"</pre><b>&amp;&#10;\u00a0\u2028\u{1f600} \'\\"\\u0000"}\n\n';
  get.simulator.failAlways({ kind: 'reply', body });
  assert.equal(textById((await press(get)).text, 'reply'), body);
  assert.equal((await pressForJson(get)).text, body);
});
