// G1: the SHA-256 of nothing is what a shell gives for a key in a variable that is not set.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccounts } from '../../src/central/accounts/parse-accounts.ts';
import { startApp } from '../support/app.ts';
import { createCompany, digestOf } from '../support/central/central.ts';
import { assertRefused, postJson, readToken } from '../support/central/central-api.ts';
import { noSecretFile } from '../support/process/file-reads.ts';

const forgotten = { name: 'forgotten', keySha256: digestOf(''), accounts: ['shop'], forceRefresh: true };

test('a client whose key is empty is refused in accounts.json', async (t) => {
  const { accountsJson } = await createCompany(t, {});
  const text = JSON.stringify({ ...accountsJson, clients: [forgotten] });
  assert.equal((await parseAccounts(text, noSecretFile)).ok, false);
});

test('nobody is let in without a key, whatever accounts.json says', async (t) => {
  const company = await createCompany(t, {});
  const { shop, accountsJson } = company;
  company.writeAccounts({ ...accountsJson, clients: [...accountsJson.clients, forgotten] });
  const app = await startApp({ env: company.env }).catch(() => undefined);
  // refused at the start: as good
  if (app === undefined) return;
  company.closeFirst(app.close);
  const { origin } = app;

  for (const authorization of ['Bearer ', 'Basic dXNlcjo=', 'Digest']) {
    assertRefused(await readToken(origin, shop, undefined, { authorization }), 40125, authorization);
    const params = { grant_type: 'client_credential', appid: shop.appid, force_refresh: true };
    assertRefused(await postJson(origin, JSON.stringify(params), { authorization }), 40125, authorization);
  }
});
