import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asBytes, asIs, escapeHtml } from '../../src/web/escape-html.ts';
import { oneLine } from '../../src/web/unseen.ts';
import { postForm, send } from '../support/app.ts';
import { createKept, notListed } from '../support/central/kept-accounts.ts';
import { bearer, startStatusPage } from '../support/central/status-page.ts';
import { press, startGet } from '../support/page/get.ts';
import { attributeById, textById } from '../support/page/html.ts';

/** Each with its spelling: controls, direction marks, embeddings, overrides and isolates, what has no width. */
const characters: Readonly<Record<string, string>> = {
  '\u0000': '\\u0000',
  '\u0007': '\\u0007',
  '\u0008': '\\u0008',
  '\u001b': '\\u001b',
  '\u007f': '\\u007f',
  '\u0085': '\\u0085',
  '\u009b': '\\u009b',
  '\u00ad': '\\u00ad',
  '\u061c': '\\u061c',
  '\u200b': '\\u200b',
  '\u200e': '\\u200e',
  '\u200f': '\\u200f',
  '\u202a': '\\u202a',
  '\u202b': '\\u202b',
  '\u202c': '\\u202c',
  '\u202d': '\\u202d',
  '\u202e': '\\u202e',
  '\u2060': '\\u2060',
  '\u2066': '\\u2066',
  '\u2067': '\\u2067',
  '\u2068': '\\u2068',
  '\u2069': '\\u2069',
  '\ufeff': '\\ufeff',
  '\ufff9': '\\ufff9',
  '\u{e0041}': '\\u{e0041}',
};

const unseen = Object.keys(characters).join('x');
const spelt = Object.values(characters).join('x');
const anyUnseen = /[^\P{Cc}\t\n\r]|\p{Cf}/u;

test('whatever a view prints has no character that hides or turns text round, in text and attributes alike', () => {
  assert.equal(escapeHtml(unseen), spelt);
  assert.equal(escapeHtml(`<a "b" 'c' & d>\r\n\te`), '&lt;a &#34;b&#34; &#39;c&#39; &amp; d&gt;&#13;\n\te');
  assert.equal(escapeHtml('微信 é 😀 – … ’ \u00a0'), '微信 é 😀 – … ’ \u00a0');
  for (const nothing of [undefined, null]) assert.equal(escapeHtml(nothing), '');
  assert.equal(escapeHtml(0), '0');
});

test('a value that is sent again keeps every character, and markup stays harmless in it', () => {
  assert.equal(escapeHtml(asIs(`${unseen}"<>`)), `${unseen}&#34;&lt;&gt;`);
});

test('a text that is copied keeps every character, each unseen one in a box that says which it is', () => {
  const html = escapeHtml(asBytes(`<b>"\u202e"`));
  assert.equal(html, '&lt;b&gt;&#34;<bdi title="\\u202e">\u202e</bdi>&#34;');
  assert.equal(escapeHtml(asBytes(unseen)).replace(/<[^>]*>/g, ''), unseen);
});

test('one line of somebody else’s words is one line', () => {
  assert.equal(oneLine(`a\nb\tc\r\u2028\u2029${unseen}`), `a\\u000ab\\u0009c\\u000d\\u2028\\u2029${spelt}`);
});

/** What JSON lets stand in a string as it is. */
const inJson = Object.keys(characters)
  .filter((char) => char >= ' ')
  .join('x');
const body = `{"errcode":99999,"errmsg":"\u202e${inJson}"}`;

/** A page with no such character outside the boxes that spell it out. */
function assertSpeltOut(html: string): void {
  const outside = html.replace(/<bdi title="(\\u[0-9a-f{}]+)">[^<]*<\/bdi>/gu, '$1');
  assert.doesNotMatch(outside, anyUnseen);
  assert.ok(outside.includes('\\u202e'), 'it is spelt out');
}

test('WeChat’s body on / and /check is byte for byte, and spells out what would hide in it', async (t) => {
  const get = await startGet(t);
  get.simulator.failAlways({ kind: 'reply', body });
  for (const { text } of [
    await press(get),
    await postForm(get.origin, { access_token: '93_a' }, { path: '/check' }),
  ]) {
    assertSpeltOut(text);
    assert.equal(textById(text, 'reply'), body);
  }
});

test('a token with such a character is shown, copied and sent on as it is', async (t) => {
  const get = await startGet(t);
  const token = '93_abc\u202edef\u200bghi';
  get.simulator.failNext({ kind: 'reply', body: JSON.stringify({ access_token: token, expires_in: 7200 }) });
  const { text } = await press(get);
  assert.equal(textById(text, 'token'), token);
  assert.match(text, /<bdi title="\\u202e">/);
  assert.ok(text.includes(`name="access_token" value="${token}"`));
});

test('a content type cannot turn the line of facts round', async (t) => {
  const get = await startGet(t);
  // a header is read as single bytes, so a C1 control is the worst that comes through
  const headers = { 'content-type': 'text/plain; x=\u0085\u009b' };
  get.simulator.failNext({ kind: 'reply', body: '{}', headers });
  const { text } = await press(get);
  assert.doesNotMatch(text, anyUnseen);
  assert.match(text, /text\/plain; x=[^ <]?\\u0085[^ <]?\\u009b/);
});

test('an AppID keeps its characters in its field and in the command, where they are spelt out', async (t) => {
  const get = await startGet(t);
  const appid = 'wx\u202e44';
  const { text } = await press({ ...get, appid });
  assert.equal(attributeById(text, 'appid', 'value'), appid);
  assert.ok(text.includes('wx<bdi title="\\u202e">\u202e</bdi>44'));
});

test('an errmsg on the status page shows its control and direction characters', async (t) => {
  const kept = await createKept({ shop: 'token' });
  const errmsg = `invalid ip\u202e 203.0.113.7\n\u0007${inJson}`;
  kept.answer('shop', { ...notListed, errmsg });
  await kept.service.fetchNow(kept.entry('shop'));
  const { origin } = await startStatusPage(t, kept);
  for (const path of ['/central', '/central?lang=zh']) {
    const { text } = await send(origin, { path, headers: bearer });
    assertSpeltOut(text);
    assert.ok(text.includes('invalid ip\\u202e 203.0.113.7\\u000a\\u0007'), path);
  }
});
