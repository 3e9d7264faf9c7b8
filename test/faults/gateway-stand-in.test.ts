// Stand-in tokens: who gets one, whose is taken, and that no gateway client ever sees a held token.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { digestOf, newClientKey } from '../support/central/central.ts';
import { readToken } from '../support/central/central-api.ts';
import {
  addDraft,
  assertGatewayRefused,
  callWith,
  draft,
  type GatewayCentral,
  relayedCalls,
  standInOf,
  startGateway,
} from '../support/central/gateway.ts';
import { until } from '../support/until.ts';

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The words that every bad stand-in gets, without what differs from request to request. */
async function refusedWords(central: GatewayCentral, token: string, what: string): Promise<string> {
  const before = relayedCalls(central).length;
  const seen = await callWith(central.origin, token, addDraft, { json: draft });
  assertGatewayRefused(seen, 40001, what);
  assert.equal(relayedCalls(central).length, before, `${what}: WeChat was called`);
  return seen.reply.text.replace(/ rid: .*/, '');
}

test('M7: every stand-in that is not valid is refused in the same words', async (t) => {
  let now = Date.now();
  const central = await startGateway(t, { now: () => now });
  const { shop, keys, writeAccounts, gatewayJson } = central;
  const good = await standInOf(central, shop, keys.writer);
  const [header = '', payload = '', signature = ''] = good.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const none = encoded({ alg: 'none', typ: 'JWT' });
  const other = encoded({ typ: 'JWT', alg: 'HS256' });
  const flipped = (text: string, at: number): string =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const changed = (more: Record<string, unknown>): string =>
    `${header}.${encoded({ ...claims, ...more })}.${signature}`;
  const publicKey = createHmac('sha256', Buffer.from(digestOf(keys.writer), 'hex'))
    .update(`${header}.${payload}`)
    .digest('base64url');
  const bad: Record<string, string> = {
    'of another client': changed({ sub: 'all' }),
    'of nobody': changed({ sub: 'nobody' }),
    'of a client without gateway': changed({ sub: 'orders' }),
    'of another account': changed({ aud: central.news.appid }),
    'of an account that is not kept': changed({ aud: 'wx0000000000000001' }),
    'for longer': changed({ exp: Number(claims.exp) + 1 }),
    'without an end': changed({ exp: undefined }),
    'with alg none': `${none}.${payload}.`,
    'with alg none and the signature': `${none}.${payload}.${signature}`,
    'with its header written otherwise': `${other}.${payload}.${signature}`,
    'without a signature': `${header}.${payload}.`,
    'in two parts': `${header}.${payload}`,
    'in four parts': `${good}.${signature}`,
    'signed with the digest of the key': `${header}.${payload}.${publicKey}`,
    padded: `${good}=`,
    'of dots': '..',
    'made up': 'not-a-token',
    'the client key': keys.writer,
  };
  for (const at of [0, 10, signature.length - 1])
    bad[`changed at ${at}`] = `${header}.${payload}.${flipped(signature, at)}`;
  const words = new Set<string>();
  for (const [what, token] of Object.entries(bad)) words.add(await refusedWords(central, token, what));
  assert.equal((await callWith(central.origin, good, addDraft, { json: draft })).gateway, 'relayed');

  now += 7_499_000;
  assert.equal(
    (await callWith(central.origin, good, addDraft, { json: draft })).gateway,
    'relayed',
    '300 s more',
  );
  now += 2000;
  words.add(await refusedWords(central, good, 'expired'));

  const fresh = await standInOf(central, shop, keys.writer);
  assert.equal((await callWith(central.origin, fresh, addDraft, { json: draft })).gateway, 'relayed');
  const clients = gatewayJson.clients.map((client) =>
    client.name === 'writer' ? { ...client, keySha256: digestOf(newClientKey()) } : client,
  );
  writeAccounts({ ...gatewayJson, clients });
  await until(
    'the digest is out',
    async () => (await callWith(central.origin, fresh, addDraft, { json: draft })).gateway === 'refused',
  );
  words.add(await refusedWords(central, fresh, 'after its digest was taken out'));
  assert.equal(words.size, 1, [...words].join('\n'));
});

test('M7: a stand-in of another issuer is none here, of another instance it is', async (t) => {
  const [one, two] = [await startGateway(t), await startGateway(t)];
  const token = await standInOf(one, one.shop, one.keys.writer);
  // the same accounts, another WeChat
  two.writeAccounts(one.gatewayJson);
  await until(
    'the other accounts',
    async () => (await readToken(two.origin, one.shop, one.keys.writer)).body.expires_in === 7200,
  );
  assertGatewayRefused(await callWith(two.origin, token, addDraft, { json: draft }), 40001);
  assert.equal((await callWith(one.origin, token, addDraft, { json: draft })).gateway, 'relayed');
});

test('M7: after a change of the AppSecret the stand-ins from before are taken for two hours more', async (t) => {
  let now = Date.now();
  const central = await startGateway(t, { now: () => now });
  const { origin, shop, keys, writeAccounts, gatewayJson } = central;
  const before = await standInOf(central, shop, keys.writer);
  assert.equal((await callWith(origin, before, addDraft, { json: draft })).gateway, 'relayed');
  const accounts = gatewayJson.accounts.map((account) =>
    account.name === 'shop' ? { ...account, secret: 'another-secret-of-shop-0123456789' } : account,
  );
  writeAccounts({ ...gatewayJson, accounts });
  await until('the change', () => central.logged().includes('accounts_loaded'));
  await until('another signature', async () => {
    const [, , was] = before.split('.');
    return (await standInOf(central, shop, keys.writer)).split('.')[2] !== was;
  });
  assert.equal((await callWith(origin, before, addDraft, { json: draft })).gateway, 'relayed');
  now += 7_201_000;
  assertGatewayRefused(await callWith(origin, before, addDraft, { json: draft }), 40001);
});

test('M7: an expired stand-in is no wrong key for the limits, a forged one is', async (t) => {
  let now = Date.now();
  const central = await startGateway(t, { now: () => now, env: { RATE_LIMIT: '3' } });
  const { origin, shop, keys, logged } = central;
  const token = await standInOf(central, shop, keys.writer);
  now += 7_501_000;
  for (let i = 0; i < 8; i += 1) assert.equal((await callWith(origin, token, addDraft)).errcode, 40001);
  assert.doesNotMatch(logged(), /key_refused/);
  for (let i = 0; i < 3; i += 1) await callWith(origin, `${token}x`, addDraft);
  assert.match(logged(), /"event":"key_refused","count":1,"address":"127.0.0.1","door":"gateway"/);
  assert.equal((await callWith(origin, `${token}x`, addDraft)).errcode, 45011);
});
