// Every accounts.json that is printed is one that is taken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccounts } from '../../src/central/accounts/parse-accounts.ts';
import { blocksOf, documents } from '../support/documents.ts';
import { fileOf } from '../support/process/file-reads.ts';

const printed = documents.flatMap(([english]) =>
  blocksOf(english)
    .filter(({ language }) => language === 'json')
    .map(({ text }) => [english, text] as const),
);

test('there are some', () => {
  assert.ok(printed.length >= 2);
});

for (const [file, text] of printed) {
  test(`the accounts.json of ${file} is taken`, async () => {
    const result = await parseAccounts(text, () => Promise.resolve(fileOf('a'.repeat(32))));
    assert.ok(result.ok, JSON.stringify(result));
    assert.ok(result.accounts.clients.length > 0 && result.accounts.accounts.length > 0);
  });
}
