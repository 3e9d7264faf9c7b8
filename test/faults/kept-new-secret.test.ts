// A secret that was reset at WeChat is tried on the page before it stands in accounts.json.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { spawnCentral } from '../support/central/central.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';

test('a press that brought a token has replaced the kept one, whatever secret accounts.json still holds', async (t) => {
  const central = await spawnCentral(t);
  const { origin, server, shop, orders, accountsJson } = central;
  tokenOf(await readToken(origin, shop, orders));

  // what WeChat takes by now is `shop.secret`; the file still has the one before
  const before = { ...shop, secret: '0'.repeat(32) };
  central.writeAccounts({
    ...accountsJson,
    accounts: accountsJson.accounts.map((account) => (account.name === shop.name ? before : account)),
  });
  server.child.kill('SIGHUP');
  await server.printed('"event":"accounts_loaded"');

  const fields = { appid: shop.appid, secret: shop.secret, replace_kept: 'on' };
  const { status } = await send(origin, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
  });
  assert.equal(status, 200);

  // WeChat retires the former token five minutes after it has issued another
  const { body } = await readToken(origin, shop, orders);
  const promised = Number(body.expires_in ?? 0);
  assert.ok(promised <= 300, `${promised} s are promised of a token that ends in 300`);
});
