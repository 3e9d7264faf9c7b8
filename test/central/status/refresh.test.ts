import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postForm, type Reply, send } from '../../support/app.ts';
import { createKept, notListed } from '../../support/central/kept-accounts.ts';
import * as status from '../../support/central/status-page.ts';
import { bearer, operator, type StatusPage, startStatusPage } from '../../support/central/status-page.ts';
import { shows } from '../../support/page/html.ts';

type Headers = Readonly<Record<string, string>>;

function press(
  { origin }: StatusPage,
  fields: Readonly<Record<string, string>> | string,
  headers: Headers = {},
  path = '/central/refresh',
): Promise<Reply> {
  return postForm(origin, fields, { path, headers: { ...bearer, ...headers } });
}

/** The page that the answer to a press leads to. */
async function follow({ origin }: StatusPage, reply: Reply): Promise<string> {
  assert.equal(reply.status, 303);
  const path = String(reply.headers.location);
  assert.match(path, /^\/central\?/);
  return (await send(origin, { path, headers: bearer })).text;
}

test('the button fetches a new token, and the page says so with the account on top', async (t) => {
  const kept = await createKept({ aaa: 'token', shop: 'token' });
  const page = await startStatusPage(t, kept);
  const reply = await press(page, { account: 'shop' });
  assert.equal(reply.headers.location, '/central?done=refresh&account=shop');
  assert.deepEqual([kept.calls, page.forced], [['shop!'], [kept.entry('shop').key]]);
  const text = await follow(page, reply);
  assert.ok(shows(text, 'shop: a new token was fetched'));
  assert.match(text, /<title>shop: a new token was fetched – /);
  assert.deepEqual(text.match(/<h3>[^<]+/g), ['<h3>shop', '<h3>aaa']);
});

test('B8: the guards hold for the button as well: 30 seconds apart, 20 in a day', async (t) => {
  const kept = await createKept({ shop: 'token' });
  const page = await startStatusPage(t, kept);
  const done = async (): Promise<string | undefined> =>
    /done=(\w+)/.exec(String((await press(page, { account: 'shop' })).headers.location))?.[1];
  assert.deepEqual([await done(), await done()], ['refresh', 'too_soon']);
  assert.equal(kept.calls.length, 1);
  for (let i = 0; i < 19; i += 1) {
    kept.advance(30);
    assert.equal(await done(), 'refresh');
  }
  kept.advance(30);
  assert.equal(await done(), 'too_many');
  assert.equal(kept.calls.length, 20);
  const text = (await send(page.origin, { path: '/central', headers: bearer })).text;
  assert.ok(shows(text, '0 of 20') && shows(text, 'None is left.'));
  assert.doesNotMatch(text, /name="account"/);
});

test('a ticket that was refused has a button of its own: asked for at once, the token stays, and the page says so', async (t) => {
  const kept = await createKept({ shop: 'stable_token' });
  const page = await startStatusPage(t, kept);
  const { service } = kept;
  await service.fetchNow(kept.entry('shop'));
  const shown = async (): Promise<string> =>
    (await send(page.origin, { path: '/central', headers: bearer })).text;
  kept.answer('shop/jsapi', notListed);
  const key = await service.ticketKey(kept.entry('shop').account, 'jsapi');
  await service.read(key);
  const before = await shown();
  assert.ok(shows(before, 'No ticket is given out at present. The account’s token is given out as always.'));
  assert.match(before, /name="ticket" value="jsapi"/);
  const calls = kept.calls.length;
  const token = kept.entry('shop').state.held?.value;

  const again = await press(page, { account: 'shop', ticket: 'jsapi' });
  assert.equal(again.headers.location, '/central?done=jsapi&account=shop');
  assert.ok(shows(await follow(page, again), 'shop: WeChat was asked for the jsapi ticket, but none came'));

  kept.answer('shop/jsapi', { value: 'kgt8', expiresInS: 7200 });
  const text = await follow(page, await press(page, { account: 'shop', ticket: 'jsapi' }));
  assert.ok(shows(text, 'shop: the jsapi ticket is there'));
  assert.doesNotMatch(text, /name="ticket"/);
  assert.deepEqual(kept.calls.slice(calls), ['shop/jsapi', 'shop/jsapi']);
  assert.equal(kept.entry('shop').state.held?.value, token);
  assert.equal(
    (await press(page, { account: 'shop', ticket: 'wx_card' })).headers.location,
    '/central?done=gone',
  );
});

test('a refresh that fails is told as one, in the language of the page', async (t) => {
  const kept = await createKept({ shop: 'token' });
  const page = await startStatusPage(t, kept);
  kept.answer('shop', {
    code: 'upstream_timeout',
    fault: 'timeout',
    mayHaveIssued: true,
    needsPerson: false,
  });
  const reply = await press(page, { account: 'shop' }, {}, '/central/refresh?lang=zh');
  assert.equal(reply.headers.location, '/central?done=refresh&account=shop&lang=zh');
  const text = await follow(page, reply);
  assert.ok(shows(text, 'shop：没有取到新的 token。'));
  assert.ok(shows(text, '微信在 8 秒内没有响应'));
});

test('the name of an account may hold anything', async (t) => {
  const name = 'a&b "c" <d> 店?#%';
  const kept = await createKept({ [name]: 'stable_token' });
  const page = await startStatusPage(t, kept);
  const text = await follow(page, await press(page, { account: name }));
  assert.ok(shows(text, `${name}: a new token was fetched`));
  assert.doesNotMatch(text, /<d>/);
});

test('an account that is gone is said to be gone, and nobody is asked', async (t) => {
  const kept = await createKept({ shop: 'token' });
  const page = await startStatusPage(t, kept);
  for (const account of ['mall', 'SHOP', kept.entry('shop').key]) {
    const reply = await press(page, { account });
    assert.equal(reply.headers.location, '/central?done=gone');
    assert.ok(shows(await follow(page, reply), 'that account is no longer kept here'));
  }
  assert.deepEqual([page.forced, kept.calls], [[], []]);
});

test('what the address claims is never repeated', async (t) => {
  const page = await startStatusPage(t, await createKept({ shop: 'token' }));
  for (const query of [
    'done=refresh&account=canary-4711',
    'done=canary-4711&account=shop',
    'account=canary-4711',
  ]) {
    const { status, text } = await send(page.origin, { path: `/central?${query}`, headers: bearer });
    assert.equal(status, 200);
    assert.doesNotMatch(text, /canary-4711/);
    assert.ok(!text.includes('a new token was fetched'), query);
  }
});

test('H1, H3: only a form of this page gets through, key or not', async (t) => {
  const page = await startStatusPage(t, await createKept({ shop: 'token' }));
  const account = 'shop';
  const refused: readonly Headers[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
  ];
  for (const headers of refused) {
    // a browser adds Basic by itself, whoever sent the form
    const withBasic = { ...headers, authorization: status.basic('operator', operator) };
    assert.equal((await press(page, { account }, headers)).status, 403);
    assert.equal((await press(page, { account }, withBasic)).status, 403);
  }
  assert.deepEqual(page.forced, []);
  assert.equal((await press(page, { account }, { origin: page.origin })).status, 303);
});

test('F3, F6: what is no such form is refused before anything is done', async (t) => {
  const page = await startStatusPage(t, await createKept({ shop: 'token' }));
  for (const body of [
    '',
    'account=',
    'account=shop&account=shop',
    'account=shop&x=1',
    'account=shop&ticket=x',
    'account=shop&ticket=jsapi&x=1',
    'ticket=jsapi',
    'key=shop',
    'account=%zz',
  ]) {
    assert.equal((await press(page, body)).status, 400, body);
  }
  const type = { 'content-type': 'application/json' };
  assert.equal((await press(page, '{"account":"shop"}', type)).status, 415);
  assert.equal((await press(page, `account=${'x'.repeat(17_000)}`)).status, 413);
  assert.deepEqual(page.forced, []);
});

test('I1: presses fall under the rate limit of the forms', async (t) => {
  const page = await startStatusPage(t, await createKept({ shop: 'token' }), { rateLimit: 2 });
  assert.equal((await press(page, { account: 'shop' })).status, 303);
  assert.equal((await press(page, { account: 'shop' })).status, 303);
  const limited = await press(page, { account: 'shop' });
  assert.equal(limited.status, 429);
  assert.match(String(limited.headers['retry-after']), /^\d+$/);
  assert.equal(page.forced.length, 2);
  assert.equal((await send(page.origin, { path: '/central', headers: bearer })).status, 200);
});

test('a fault of ours ends in the error page, and nothing of it is told', async (t) => {
  const page = await startStatusPage(t, await createKept({ shop: 'token' }), {
    refreshNow: () => Promise.reject(new Error('canary-4711')),
  });
  const reply = await press(page, { account: 'shop' });
  assert.equal(reply.status, 500);
  assert.doesNotMatch(reply.text + page.logged(), /canary-4711/);
});
