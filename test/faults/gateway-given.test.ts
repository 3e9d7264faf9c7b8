// What a gateway client is given: stand-ins and tickets, and never a held token.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { postStable, readTicket, readToken, tokenPath } from '../support/central/central-api.ts';
import {
  addDraft,
  allHeld,
  assertGatewayRefused,
  callWith,
  draft,
  standInOf,
  startGateway,
} from '../support/central/gateway.ts';

test('M7: whatever a gateway client asks for, it gets a stand-in for 7200 s, and nothing is forced', async (t) => {
  const central = await startGateway(t);
  const { origin, shop, news, keys, orders, simulator } = central;
  const held = [
    String((await readToken(origin, shop, orders)).body.access_token),
    String((await readToken(origin, news, orders)).body.access_token),
  ];
  const minted = await allHeld(central);
  const texts: Record<string, string> = {};
  for (const account of [shop, news]) {
    for (const [what, options] of [
      ['token', { path: tokenPath(account, keys.all) }],
      [
        'token, not the usual order',
        { path: tokenPath(account, keys.all).replace('grant_type', 'grant%5Ftype') },
      ],
      ['bearer', { path: tokenPath(account), headers: { authorization: `Bearer ${keys.all}` } }],
    ] as const)
      texts[`${account.name} ${what}`] = (await send(origin, options)).text;
    for (const more of [
      {},
      { force_refresh: true },
      { invalid_token: held[0] ?? '' },
      { invalid_token: 'x' },
    ])
      texts[`${account.name} ${JSON.stringify(more)}`] = (
        await postStable(origin, account, keys.all, more)
      ).text;
  }
  for (const [what, text] of Object.entries(texts)) {
    const body = JSON.parse(text) as Record<string, unknown>;
    assert.equal(body.expires_in, 7200, `${what}: ${text}`);
    assert.equal(String(body.access_token).split('.').length, 3, what);
    for (const token of held) assert.ok(!text.includes(token), what);
  }
  assert.equal(simulator.tokensMinted(), minted, 'nothing was forced');
});

test('M7: tickets are had with a stand-in or a client key, and WeChat’s own token is told why it is not taken', async (t) => {
  const central = await startGateway(t);
  const { origin, shop, keys, orders, simulator } = central;
  const token = await standInOf(central, shop, keys.writer);
  const byStandIn = await readTicket(origin, token);
  const held = String((await readToken(origin, shop, orders)).body.access_token);
  const byHeld = await readTicket(origin, held);
  assert.equal(byStandIn.body.errcode, 0, byStandIn.text);
  assert.equal(byStandIn.body.ticket, byHeld.body.ticket);
  const byKey = await send(origin, {
    path: '/cgi-bin/ticket/getticket?type=jsapi',
    headers: { authorization: `Bearer ${keys.writer}` },
  });
  assert.match(byKey.text, /"errcode":0/);
  assert.equal(byKey.headers['x-gateway'], 'relayed');
  assert.equal(simulator.calls.filter(({ path }) => path === '/cgi-bin/ticket/getticket').length, 1);
  assertGatewayRefused(await callWith(origin, `${token}x`, '/cgi-bin/ticket/getticket?type=jsapi'), 40001);
  assertGatewayRefused(await callWith(origin, token, '/cgi-bin/ticket/getticket?type=card'), 40097);

  const refused = await callWith(origin, held, addDraft, { json: draft });
  assertGatewayRefused(refused, 40001);
  assert.match(refused.reply.text, /one of WeChat’s own/);
  assertClean(held, { refused: refused.reply.text });
});
