// A folder into which others can write is one into which they can put tokens of their own.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { startApp } from '../support/app.ts';
import { createCompany } from '../support/central/central.ts';

const isWindows = process.platform === 'win32';

test('a STATE_DIR that others can write to is said at the start', { skip: isWindows }, async (t) => {
  const company = await createCompany(t, {});
  mkdirSync(company.stateDir);
  // whatever the umask is
  chmodSync(company.stateDir, 0o777);
  const app = await startApp({ env: company.env });
  company.closeFirst(app.close);
  assert.match(app.logged(), /"level":"warn".*"event":"warning".*STATE_DIR/, 'nothing is said');
});
