import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../../src/page/signature/texts/index.ts';
import { assertClean } from '../../support/canary.ts';
import { shows, textById } from '../../support/page/html.ts';
import { newToken, startSignature } from '../../support/page/signature.ts';
import { officialJsapi, sha1 } from '../../support/signatures.ts';

const { ticket, noncestr, timestamp } = officialJsapi;
const url = 'http://mp.weixin.qq.com?params=value';
const right = '0f9de62fce790f9a083d5c99e95740ceb90c27ed';
const form = { kind: 'jsapi', ticket, noncestr, timestamp, url };
const { en, zh } = texts;

test('N7: a page is signed as the official example is, for programs', async (t) => {
  const { askJson } = await startSignature(t);
  assert.deepEqual(await askJson(form), {
    signature: right,
    string1: `jsapi_ticket=********&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`,
    noncestr,
    timestamp,
  });
  // jsapi is meant where no kind is named
  const { kind: _, ...withoutKind } = form;
  assert.equal((await askJson(withoutKind)).signature, right);
});

test('N7: one’s own signature is the same, or the mistake is named by a stable word', async (t) => {
  const { askJson } = await startSignature(t);
  const compare = async (signature: string, more = {}) => {
    const { matches, mistake } = await askJson({ ...form, signature, ...more });
    return { matches, mistake };
  };
  assert.deepEqual(await compare(right), { matches: true, mistake: undefined });
  const string1 = `jsapi_ticket=${ticket}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`;
  const other = { matches: false, mistake: 'fragment' };
  assert.deepEqual(await compare(sha1(`${string1}#x`), { url: `${url}#x` }), other);
  const both = sha1(`${string1}#x`.replace('noncestr', 'nonceStr'));
  assert.deepEqual(await compare(both, { url: `${url}#x` }), { ...other, mistake: 'fragment+nonceStr' });
  assert.deepEqual(await compare(sha1('x')), { matches: false, mistake: null });
});

test('people read which mistake it was, where, and get a wx.config to paste', async (t) => {
  const { ask } = await startSignature(t);
  const own = sha1(`jsapi_ticket=${ticket}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}#pay`);
  const fields = { ...form, url: `${url}#pay`, signature: own, appid: 'wx0123456789abcdef' };
  for (const lang of ['en', 'zh'] as const) {
    const { status, text } = await ask(fields, lang);
    assert.equal(status, 200);
    assert.ok(shows(text, texts[lang].mistakes.fragment.heading));
    assert.ok(text.includes('<del>#pay</del>'));
    for (const signature of [own, right]) assert.ok(shows(text, signature));
    assert.ok(
      shows(
        text,
        `wx.config({ appId: 'wx0123456789abcdef', timestamp: ${timestamp}, nonceStr: '${noncestr}', signature: '${right}', jsApiList: [], });`,
      ),
    );
  }
});

test('two mistakes are both told, and none of the usual ones is said to be none', async (t) => {
  const { ask } = await startSignature(t);
  const own = sha1(`jsapi_ticket=${ticket}&nonceStr=${noncestr}&timestamp=${timestamp}&url=${url}#pay`);
  const two = await ask({ ...form, url: `${url}#pay`, signature: own });
  assert.ok(shows(two.text, en.outcome.two));
  for (const { heading } of [en.mistakes.fragment, en.mistakes.nonceStr]) assert.ok(shows(two.text, heading));
  const none = await ask({ ...form, signature: sha1('x') });
  assert.ok(shows(none.text, en.outcome.unknown));
  assert.ok(shows(none.text, en.stillSteps[0] ?? ''));
  assert.ok(shows((await ask({ ...form, signature: sha1('x') }, 'zh')).text, zh.outcome.unknown));
});

test('what is left empty is made: a noncestr, and the time in seconds', async (t) => {
  const { askJson, ask } = await startSignature(t, Date.parse('2026-01-31T00:00:00Z'));
  const made = await askJson({ ticket, url });
  assert.equal(made.timestamp, '1769817600');
  assert.match(String(made.noncestr), /^[A-Za-z0-9]{16}$/);
  assert.equal(
    made.signature,
    sha1(`jsapi_ticket=${ticket}&noncestr=${made.noncestr}&timestamp=1769817600&url=${url}`),
  );
  assert.notEqual((await askJson({ ticket, url })).noncestr, made.noncestr);
  assert.ok(shows((await ask({ ticket, url })).text, en.notes.madeNonce));
});

test('what is missing is said beside the field, and nothing is signed', async (t) => {
  const { ask, askJson } = await startSignature(t);
  const { problems } = en;
  const cases: readonly (readonly [Record<string, string>, string, string])[] = [
    [{}, 'ticket', problems.missing.ticket ?? ''],
    [{ ticket }, 'url', problems.missing.url ?? ''],
    [{ ticket, url: 'm.example.com/x' }, 'url', problems.no_address],
    [{ ticket, url: `https://m.example.com/${'x'.repeat(9000)}` }, 'url', problems.long_address],
    [{ ticket, url, signature: right, timestamp }, 'noncestr', problems.toCompare('noncestr')],
    [{ ticket, url, signature: right, noncestr }, 'timestamp', problems.toCompare('timestamp')],
    [{ ...form, timestamp: 'now' }, 'timestamp', problems.no_time],
    [{ ...form, signature: 'abc' }, 'signature', problems.no_signature],
  ];
  for (const [fields, field, said] of cases) {
    const { status, text } = await ask(fields);
    assert.equal(status, 400, field);
    assert.ok(text.includes(`id="${field}-wrong"`), field);
    assert.ok(shows(text, said), said);
    assert.match(text, /<title>Error: /);
    assert.equal(textById(text, 'config'), undefined);
    const { error, hint } = await askJson(fields, 400);
    assert.match(String(error), /^field_(missing|unreadable)$/);
    assert.match(String(hint), new RegExp(`(^|\\. )${field}: `));
  }
});

test('a ticket is fetched with a token by one press, and shown only where that is asked for', async (t) => {
  const page = await startSignature(t);
  const token = await newToken(page);
  const before = page.simulator.calls.length;
  const signed = await page.askJson({ access_token: token, noncestr, timestamp, url });
  const [call, ...more] = page.simulator.calls.slice(before);
  assert.deepEqual(
    [call?.path, call?.query, more.length],
    ['/cgi-bin/ticket/getticket', { access_token: token, type: 'jsapi' }, 0],
  );
  assert.equal(signed.ticket, undefined);
  const shown = await page.askJson({ access_token: token, noncestr, timestamp, url, show_ticket: 'on' });
  const fetched = String(shown.ticket);
  assert.equal(
    signed.signature,
    sha1(`jsapi_ticket=${fetched}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`),
  );
  const html = await page.ask({ ticket: token, noncestr, timestamp, url });
  assertClean(fetched, { page: html.text, log: page.logged(), json: JSON.stringify(signed) });
  assertClean(token, { page: html.text, log: page.logged() });
  const asked = await page.ask({ ticket: token, show_ticket: 'on' });
  assert.equal(asked.status, 200);
  assert.ok(asked.text.includes(fetched));
  assert.equal(asked.text.split(fetched).length, 2, 'once');
  assertClean(token, { page: asked.text });
});

test('an access_token or a card ticket that was signed with is found, where a token is given', async (t) => {
  const page = await startSignature(t);
  const token = await newToken(page);
  const string1 = (value: string): string =>
    `jsapi_ticket=${value}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`;
  const form = { ticket: token, noncestr, timestamp, url };
  const mistakeOf = async (own: string) =>
    (await page.askJson({ ...form, signature: sha1(string1(own)) })).mistake;
  assert.equal(await mistakeOf(token), 'access_token');
  const answer = await fetch(
    `${page.simulator.origin}/cgi-bin/ticket/getticket?access_token=${token}&type=wx_card`,
  );
  // the simulator’s answer
  const { ticket: cardTicket } = (await answer.json()) as { ticket: string };
  assert.equal(await mistakeOf(cardTicket), 'card_ticket');
  const before = page.simulator.calls.length;
  assert.equal(await mistakeOf('another'), null);
  assert.equal(page.simulator.calls.length, before + 2, 'no more than two calls');
});

test('WeChat’s refusal of the token is explained, and is WeChat’s own body for programs', async (t) => {
  const page = await startSignature(t);
  const token = `93_${'k'.repeat(100)}`;
  const html = await page.ask({ access_token: token, url });
  assert.equal(html.status, 200);
  assert.ok(shows(html.text, '40014'));
  assertClean(token, { page: html.text, log: page.logged() });
  const json = await page.askJson({ access_token: token, url });
  assert.equal(json.errcode, 40014);
  assert.match(page.logged(), /"outcome":"errcode","endpoint":"ticket\/getticket","errcode":40014/);
  page.simulator.failNext({ kind: 'reset', when: 'before-mint' });
  assert.equal((await page.askJson({ access_token: token, url }, 502)).error, 'upstream_unreachable');
});

test('PAGE=off knows no such page', async (t) => {
  const { startApp, send } = await import('../../support/app.ts');
  const app = await startApp({ env: { PAGE: 'off' } });
  t.after(app.close);
  assert.equal((await send(app.origin, { path: '/signature' })).status, 404);
});

test('only GET, HEAD and POST are taken, and no field but ours', async (t) => {
  const { origin, ask } = await startSignature(t);
  const { send } = await import('../../support/app.ts');
  const { status, headers } = await send(origin, { method: 'PUT', path: '/signature' });
  assert.deepEqual([status, headers.allow], [405, 'GET, HEAD, POST']);
  for (const fields of [{ ...form, x: '1' }, { kind: 'other' }, { ...form, show_ticket: 'yes' }]) {
    assert.equal((await ask(fields)).status, 400);
  }
});
