// J3: Node's diagnostic report holds the environment, and every user of the machine can read its file.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { createCompany } from '../support/central.ts';
import { spawnServer } from '../support/process.ts';

/** The report once it is there, whole: it is written while requests wait. */
async function reportIn(folder: string, origin: string): Promise<string> {
  for (let tries = 0; tries < 500; tries += 1) {
    await send(origin, { path: '/healthz' });
    const [name] = readdirSync(folder);
    const text = name === undefined ? '' : readFileSync(join(folder, name), 'utf8');
    if (text.trimEnd().endsWith('}')) return text;
  }
  throw new Error('never written');
}

const isWindows = process.platform === 'win32';

test('J3: a diagnostic report holds none of the secrets that were set', { skip: isWindows }, async (t) => {
  const company = await createCompany(t, {});
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const server = spawnServer(company.env, ['--report-on-signal', `--report-directory=${folder}`]);
  company.closeFirst(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });
  const origin = await server.origin;
  server.child.kill('SIGUSR2');
  const report = await reportIn(folder, origin);
  assert.ok(report.includes('environmentVariables'));
  assertClean(company.operator, { report });
});
