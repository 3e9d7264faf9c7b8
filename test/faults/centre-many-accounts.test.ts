// While accounts.json is read nothing else runs, and it is read again at each change of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccounts } from '../../src/central/accounts/parse-accounts.ts';
import { noSecretFile } from '../support/process/file-reads.ts';

const mostMs = 3000;

test('10,000 accounts in a file of one megabyte are read in a moment: token reads wait for it', async () => {
  const accounts = Array.from({ length: 10_000 }, (_, i) => ({
    name: `account-${i}`,
    appid: `wx${String(i).padStart(16, '0')}`,
    secret: '0'.repeat(32),
  }));
  const clients = [{ name: 'reader', keySha256: '0'.repeat(64), accounts: accounts.map(({ name }) => name) }];
  const text = JSON.stringify({ accounts, clients });

  const startedAt = performance.now();
  const parsed = await parseAccounts(text, noSecretFile);
  const durationMs = Math.round(performance.now() - startedAt);
  assert.ok(parsed.ok);
  assert.ok(durationMs < mostMs, `${durationMs} ms`);
});
