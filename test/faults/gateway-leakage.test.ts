// What an answer may not carry out of the gateway: tokens, secrets, and anything that a browser would run on our origin.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Fault } from '../../src/demo/simulator/wechat-simulator.ts';
import { startApp } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import type { Account } from '../support/central/central.ts';
import { postStable, tokenOf } from '../support/central/central-api.ts';
import { callWith, createGatewayCompany, standInOf } from '../support/central/gateway.ts';
import { answersPath, replyWith, startAnswering } from '../support/central/gateway-answers.ts';

test('M8: nothing that comes back is rendered, kept or sniffed, and only what is listed of its headers passes', async (t) => {
  const { get } = await startAnswering(t);
  for (const [contentType, isShown] of [
    ['application/json; encoding=utf-8', true],
    ['image/jpeg', true],
    ['image/png', true],
    ['image/gif', true],
    ['text/html', false],
    ['image/svg+xml', false],
    ['text/plain', false],
    ['application/jsonp', false],
    ['image/jpegs', false],
    ['image/png ,text/html', false],
    ['application/json; a=b, text/html', false],
    [undefined, false],
  ] as const) {
    const more = {
      'set-cookie': 'a=b',
      'x-powered-by': 'x',
      'access-control-allow-origin': '*',
      link: '</a>',
      refresh: '0',
    };
    const { answer } = await get(replyWith('<svg onload=alert(1)>', contentType, more));
    const { headers } = answer;
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox");
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('content-disposition'), isShown ? null : 'attachment', contentType);
    for (const name of Object.keys(more)) assert.equal(headers.get(name), null, name);
  }
  const named = await get(
    replyWith('x', 'image/jpeg', { 'content-disposition': 'inline; filename="a.jpg"', 'retry-after': '3' }),
  );
  assert.equal(named.answer.headers.get('content-disposition'), 'attachment; filename="a.jpg"');
  assert.equal(named.answer.headers.get('retry-after'), '3');
});

test('M8: a header that repeats the token stays here', async (t) => {
  const { get, held } = await startAnswering(t);
  for (const body of ['{"errcode":0}', 'x'.repeat(100_000)]) {
    const { answer } = await get(
      replyWith(body, `image/png; x=${held}`, {
        'content-disposition': `inline; filename="${held}.png"`,
        'retry-after': `access_token=${held}`,
        'wechatmp-serial': held,
        'wechatmp-timestamp': '1',
      }),
    );
    assertClean(held, { headers: JSON.stringify([...answer.headers]) });
    const passed = [
      'content-type',
      'content-disposition',
      'retry-after',
      'wechatmp-serial',
      'wechatmp-timestamp',
    ];
    assert.deepEqual(
      passed.map((name) => answer.headers.get(name)),
      [null, 'attachment', null, null, '1'],
    );
  }
});

test('M8: no held token and no AppSecret comes back, whatever answers in WeChat’s place', async (t) => {
  const { get, held, shop, token, simulator, logged } = await startAnswering(t);
  const address = `https://api.weixin.qq.com${answersPath}?access_token=${held}&secret=${encodeURIComponent(shop.secret)}`;
  const other = '50_Im7otherTokenOfSomebody';
  const texts = [
    `<html><a href="${address.replaceAll('&', '&amp;')}">${held}</a> access_token=${other}</html>`,
    JSON.stringify({ errcode: 1, url: address, secret: shop.secret }),
    `502 for ${address} ${Buffer.from(held).toString('base64')} access_token%3D${other}`,
    `${'x'.repeat(300_000)} ${held} secret=${other}`,
  ];
  for (const [i, text] of texts.entries()) {
    for (const [contentType, status] of [
      ['text/html', 200],
      ['application/json', 200],
      ['application/octet-stream', 502],
    ] as const) {
      const fault: Fault = { kind: 'reply', status, body: text, headers: { 'content-type': contentType } };
      const { answer, body } = await get(fault);
      assert.equal(answer.status, status, `${i} ${contentType}`);
      assertClean(held, { body: body.toString() });
      assertClean(shop.secret, { body: body.toString() });
      assert.ok(!body.includes(other), `${i} ${contentType}: ${body.toString().slice(-200)}`);
      assert.match(body.toString(), /\*{8}/);
    }
  }
  assertClean(held, { log: logged() });
  assertClean(token, { log: logged() });
  assert.ok(simulator.calls.length > 0);
});

test('M8: nor does the token that is held from the other endpoint, which does the same', async (t) => {
  const company = await createGatewayCompany(t);
  const { simulator, shop, orders, keys, gatewayJson } = company;
  const twin: Account = { ...shop, name: 'shop-stable', endpoint: 'stable_token' };
  const { accounts, clients } = gatewayJson;
  company.writeAccounts({
    accounts: [...accounts, twin],
    clients: clients.map((client) =>
      client.name === 'orders' ? { ...client, accounts: [...client.accounts, twin.name] } : client,
    ),
  });
  const app = await startApp({ env: company.env });
  company.closeFirst(app.close);
  const other = tokenOf(await postStable(app.origin, twin, orders));
  const standIn = await standInOf(app, shop, keys.all);
  for (const body of [`{"errcode":1,"said":"${other}"}`, `${'x'.repeat(300_000)} ${other}`]) {
    simulator.faultAt(answersPath, () => replyWith(body, 'text/plain'));
    const { reply } = await callWith(app.origin, standIn, answersPath);
    assertClean(other, { body: reply.text });
    assert.match(reply.text, /\*{8}/);
  }
});

test('M8: an AppSecret beyond ASCII comes back neither in a small answer nor in a header', async (t) => {
  const { get, shop } = await startAnswering(t);
  const { secret } = shop;
  assert.match(secret, /密/);
  for (const body of [JSON.stringify({ errcode: 0, said: secret }), `{"errcode":0,"said":"${secret}"}`]) {
    const header = { 'wechatmp-serial': Buffer.from(secret).toString('latin1'), 'wechatmp-timestamp': '1' };
    const { answer, body: passed } = await get(replyWith(Buffer.from(body), 'application/json', header));
    assertClean(secret, { body: passed.toString() });
    assert.match(passed.toString(), /^\{"errcode":0,"said":"\*{8}/);
    const { headers } = answer;
    assert.deepEqual([headers.get('wechatmp-serial'), headers.get('wechatmp-timestamp')], [null, '1']);
  }
});

test('M8: neither a spelling that escapes every character nor a kind that is not named hides a token', async (t) => {
  const { get, held } = await startAnswering(t);
  const each = (escaped: (code: number) => string): string =>
    [...Buffer.from(held)].map((code) => escaped(code)).join('');
  const hex = (code: number): string => code.toString(16);
  const spelt: readonly (readonly [contentType: string, status: number, text: string])[] = [
    ['application/json', 200, `{"errcode":1,"url":"${each((code) => `\\u00${hex(code)}`)}"}`],
    ['application/json', 500, `{"errcode":1,"url":"${each((code) => `\\u00${hex(code)}`)}"}`],
    ['text/html', 502, `<a href="?access%5Ftoken=${each((code) => `%${hex(code)}`)}">`],
    ['text/html', 502, `<b>${each((code) => `&#${code};`)}</b>`],
    ['text/html', 502, `<b>${each((code) => `&#x${hex(code)};`)}</b>`],
    ['application/octet-stream', 200, `<html>access_token=${held}</html>`],
    ['', 200, `error at /wxa/x?access_token=${held}`],
  ];
  for (const [contentType, status, text] of spelt) {
    const headers = contentType === '' ? {} : { 'content-type': contentType };
    const { body } = await get({ kind: 'reply', status, body: text, headers });
    assertClean(held, { body: body.toString() });
    assert.match(body.toString(), /\*{8}/, `${contentType} ${status}: ${body.toString().slice(0, 300)}`);
    assert.ok(body.toString().startsWith(text.slice(0, 3)), body.toString().slice(0, 100));
  }
});

test('M8: rid/get, small and large, tells the call and not its token', async (t) => {
  const { origin, token, held, simulator } = await startAnswering(t);
  const ridPath = '/cgi-bin/openapi/rid/get';
  simulator.faultAt('/wxa/unknown', () => undefined);
  const failed = await callWith(origin, token, '/wxa/unknown', { json: {} });
  const rid = /rid: ([\w-]+)/.exec(failed.reply.text)?.[1];
  const small = await callWith(origin, token, ridPath, { json: { rid } });
  assert.match(small.reply.text, /"request_url":"access_token=\*{8}/);
  // of a call of another program's, with an AppSecret that is not known here
  const theirs = JSON.stringify({ grant_type: 'client_credential', appid: 'wx0', secret: 'theirAppSecret' });
  const request = {
    request_url: `access_token=${held}`,
    request_body: theirs + 'x'.repeat(900_000),
    response_body: JSON.stringify({
      access_token: 'theirToken',
      deeper: JSON.stringify({ access_token: 'theirToken' }),
    }),
  };
  simulator.faultAt(ridPath, () => replyWith(JSON.stringify({ errcode: 0, request }), 'application/json'));
  const large = await callWith(origin, token, ridPath, { json: { rid } });
  assert.equal(large.status, 200);
  assert.doesNotMatch(large.reply.text, /theirAppSecret|theirToken/);
  assert.match(large.reply.text, /client_credential.*wx0/);
  for (const { reply: answer } of [small, large]) assertClean(held, { answer: answer.text });
});
