// G7, H7: the operator's pages have a key of their own, and /cgi-bin/ alone is reached under any name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { createCompany, startCentral } from '../support/central/central.ts';
import { assertRefused, postStable, readToken, tokenOf, tokenPath } from '../support/central/central-api.ts';
import { sendRaw, statusOf } from '../support/network/raw.ts';
import { spawnServer } from '../support/process/process.ts';

test('G7: without OPERATOR_KEY there is neither a status page nor metrics, with or without a key', async (t) => {
  const central = await startCentral(t, { env: { OPERATOR_KEY: '' } });
  const { origin, operator, orders, shop } = central;
  for (const path of ['/central', '/central/refresh', '/metrics']) {
    for (const key of [undefined, '', operator, orders]) {
      const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
      assert.equal((await send(origin, { path, headers })).status, 404, path);
      assert.equal((await send(origin, { method: 'POST', path, headers })).status, 404, path);
    }
  }
  tokenOf(await readToken(origin, shop, orders));
});

test('G7: the key of a client does not open the operator’s pages, and the operator’s key reads no token', async (t) => {
  const central = await startCentral(t);
  const { origin, operator, orders, shop } = central;
  for (const path of ['/central', '/metrics']) {
    for (const [key, status] of [
      [orders, 401],
      [shop.secret.replace(/[^\x21-\x7e]/g, ''), 401],
      [operator, 200],
    ] as const) {
      const headers = { authorization: `Bearer ${key}` };
      assert.equal((await send(origin, { path, headers })).status, status, path);
    }
  }
  assertRefused(await readToken(origin, shop, undefined, { authorization: `Bearer ${operator}` }), 40125);
  assertRefused(await postStable(origin, shop, operator, { force_refresh: true }), 40125);
});

for (const key of [
  'changeme-changeme-changeme',
  'short',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  'default-operator-key-123',
]) {
  test(`G7: a start with OPERATOR_KEY=${key} is refused, and the key is not repeated`, async (t) => {
    const company = await createCompany(t, {});
    const server = spawnServer({ ...company.env, OPERATOR_KEY: key });
    t.after(() => server.child.kill('SIGKILL'));
    assert.deepEqual(await server.ended, { code: 1, signal: null });
    assert.match(server.stderr(), /OPERATOR_KEY: expected a key of your own of at least 16 characters/);
    assert.equal((server.stdout() + server.stderr()).includes(key), false);
    assert.equal(company.simulator.calls.length, 0);
  });
}

test('H7: /cgi-bin/ is reached under any name, and nothing else is', async (t) => {
  const { origin, shop, orders, operator } = await startCentral(t);
  const authorization = `Bearer ${operator}`;
  for (const host of [
    'tokens.internal.example',
    'evil.example',
    '127.0.0.1.nip.io',
    'central:3000',
    'x y',
    'a@b',
  ]) {
    tokenOf(await readToken(origin, shop, orders, { host }));
    assertRefused(await readToken(origin, shop, `${orders}x`, { host }), 40125, host);
    for (const path of [
      '/',
      '/check',
      '/errcodes',
      '/healthz',
      '/readyz',
      '/central',
      '/metrics',
      '/nowhere',
    ])
      assert.equal(
        (await send(origin, { path, headers: { host, authorization } })).status,
        421,
        `${host} ${path}`,
      );
  }
  for (const path of ['/central', '/metrics', '/healthz', '/'])
    assert.equal((await send(origin, { path, headers: { authorization } })).status, 200, path);
  // an address as a proxy sends it, whole: what stands in it is no name of ours either
  const whole = (path: string, host: string): Promise<string> =>
    sendRaw(origin, [`GET http://${host}${path} HTTP/1.1`, `Host: ${host}`]);
  for (const host of ['evil.example', 'localhost']) {
    assert.equal(statusOf(await whole('/healthz', host)), 421);
    assert.equal(statusOf(await whole(tokenPath(shop), host)), 421);
  }
});
