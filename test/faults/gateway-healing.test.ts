// A dead token under calls through the gateway: nobody notices, and every call takes effect once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readToken } from '../support/central/central-api.ts';
import {
  addDraft,
  allHeld,
  callWith,
  draft,
  type GatewayCentral,
  relayedCalls,
  type Seen,
  spawnGateway,
  standInOf,
  startGateway,
} from '../support/central/gateway.ts';
import { until } from '../support/until.ts';

const sendPath = '/cgi-bin/message/custom/send';
const message = { touser: 'OPENID', msgtype: 'text', text: { content: '你好' } };
const refusedBody = '{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest"}';

const callsAt = (central: Pick<GatewayCentral, 'simulator'>, path: string): number =>
  central.simulator.calls.filter((each) => each.path === path).length;

/** How many tokens WeChat has issued for calls through this path, when the held one is there. */
async function ready(central: GatewayCentral, name: 'shop' | 'news') {
  const token = await standInOf(central, central[name], central.keys.all);
  return { token, minted: await allHeld(central) };
}

const times = <T>(count: number, work: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => work(i)));

const seenAs = (all: readonly Seen[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { gateway, errcode } of all) {
    const key = `${gateway} ${String(errcode ?? 0)}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

for (const name of ['shop', 'news'] as const) {
  test(`M1: the held token of ${name} dies under 100 calls at once: one refresh, and each is executed once`, async (t) => {
    const central = await spawnGateway(t);
    const { origin, simulator, server, logged } = central;
    const { token, minted } = await ready(central, name);
    simulator.replaceElsewhere(central[name]);
    const all = await times(100, () => callWith(origin, token, sendPath, { json: message }));
    const counts = seenAs(all);
    assert.equal((counts['healed 0'] ?? 0) + (counts['relayed 0'] ?? 0), 100, JSON.stringify(counts));
    assert.ok((counts['healed 0'] ?? 0) >= 1);
    assert.equal(simulator.effects(sendPath), 100);
    // WeChat's own for whoever fetched past us; of stable_token that one is found, of token another is issued
    assert.equal(simulator.tokensMinted() - minted, name === 'shop' ? 2 : 1);
    const after = await callWith(origin, token, sendPath, { json: message });
    assert.deepEqual([after.gateway, after.errcode], ['relayed', 0]);
    await server.printed(`"requestId":"${after.reply.headers['x-request-id']}"`);
    assert.equal(logged().split('"event":"token_replaced_elsewhere"').length - 1, 1);
  });
}

test('M2: false 40001 to every third call of a living token: repeated, executed once, and nothing is refreshed', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator } = central;
  const { token, minted } = await ready(central, 'shop');
  let count = 0;
  simulator.faultAt(sendPath, () => {
    count += 1;
    return count % 3 === 0 ? { kind: 'reply', body: refusedBody } : undefined;
  });
  for (let i = 0; i < 30; i += 1) {
    const { gateway, errcode } = await callWith(origin, token, sendPath, { json: message });
    assert.ok(gateway === 'relayed' || gateway === 'healed');
    assert.equal(errcode, 0);
  }
  assert.equal(simulator.effects(sendPath), 30);
  assert.equal(simulator.tokensMinted(), minted);
  assert.equal(callsAt(central, '/cgi-bin/get_api_domain_ip'), 0);
});

for (const errcode of [40001, 40014, 42001]) {
  test(`M2: ${errcode} to every call of one path provokes no refresh, and soon no repeat either`, async (t) => {
    const central = await startGateway(t);
    const { origin, simulator } = central;
    const { token, minted } = await ready(central, 'shop');
    const body = JSON.stringify({ errcode, errmsg: 'refused' });
    simulator.faultAt(sendPath, () => ({ kind: 'reply', body }));
    const first = await callWith(origin, token, sendPath, { json: message });
    assert.deepEqual([first.gateway, first.reply.text], ['relayed', body]);
    assert.equal(callsAt(central, sendPath), 2, 'repeated once');
    assert.equal(callsAt(central, '/cgi-bin/get_api_domain_ip'), 1);
    await times(20, () => callWith(origin, token, sendPath, { json: message }));
    assert.equal(callsAt(central, sendPath), 22, 'and then no more');
    assert.equal(callsAt(central, '/cgi-bin/get_api_domain_ip'), 1);
    assert.equal(simulator.tokensMinted(), minted);
    // another path of the same client is healed all the same
    simulator.replaceElsewhere(central.shop);
    assert.equal((await callWith(origin, token, addDraft, { json: draft })).gateway, 'healed');
  });
}

test('M2, M10: calls that are refused at once ask once whether the token lives, which leaves room to fetch it', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator } = central;
  const { token, minted } = await ready(central, 'shop');
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  simulator.faultAt(sendPath, () => ({ kind: 'reply', body: refusedBody }));
  simulator.faultAt('/cgi-bin/get_api_domain_ip', () => ({ kind: 'delay', until: held }));
  const all = times(60, () => callWith(origin, token, sendPath, { json: message }));
  await until('all of them are refused twice', () => callsAt(central, sendPath) === 120);
  await until('one asks', () => callsAt(central, '/cgi-bin/get_api_domain_ip') > 0);
  // another account's token is read meanwhile, and a dead one replaced
  assert.equal((await readToken(origin, central.news, central.orders)).status, 200);
  release();
  for (const { gateway, errcode } of await all) assert.deepEqual([gateway, errcode], ['relayed', 40001]);
  // some may have come to it when the first answer was there already
  assert.ok(callsAt(central, '/cgi-bin/get_api_domain_ip') <= 5);
  assert.equal(simulator.tokensMinted(), minted);
});

test('M2: a client that makes many paths answer 40001 gets none of its calls repeated in the end', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator } = central;
  const { token } = await ready(central, 'shop');
  const paths = Array.from({ length: 40 }, (_, i) => `/wxa/provoked${i}`);
  for (const path of paths) simulator.faultAt(path, () => ({ kind: 'reply', body: refusedBody }));
  for (const path of paths) await callWith(origin, token, path, { json: {} });
  assert.equal(callsAt(central, '/cgi-bin/get_api_domain_ip'), 20);
  assert.equal(relayedCalls(central).length, 40 + 20 + 20);
});

test('M1: the last answer goes out where no new token can be had', async (t) => {
  const central = await startGateway(t);
  const { origin, simulator } = central;
  const { token } = await ready(central, 'shop');
  simulator.replaceElsewhere(central.shop);
  simulator.faultAt('/cgi-bin/token', () => ({
    kind: 'reply',
    body: '{"errcode":40164,"errmsg":"not in whitelist"}',
  }));
  const seen = await callWith(origin, token, sendPath, { json: message });
  assert.deepEqual([seen.gateway, seen.errcode, simulator.effects(sendPath)], ['relayed', 40001, 0]);
});
