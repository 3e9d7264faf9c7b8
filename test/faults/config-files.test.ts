// K5, C15: what stands in the place of a configuration file, at the start of a real process and while it serves.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Company, createCompany, spawnCentral } from '../support/central/central.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';
import { type ServerProcess, spawnServer } from '../support/process/process.ts';
import { until } from '../support/until.ts';

function start(t: TestContext, env: Readonly<Record<string, string>>): ServerProcess {
  const server = spawnServer(env);
  t.after(() => server.child.kill('SIGKILL'));
  return server;
}

/** The settings of this company with the key in a file. */
function withKeyFile({ env, operator, accountsFile }: Company): {
  env: Record<string, string>;
  keyFile: string;
} {
  const folder = join(dirname(accountsFile), 'keys');
  mkdirSync(folder, { mode: 0o700 });
  const keyFile = join(folder, 'operator-key');
  writeFileSync(keyFile, `\uFEFF"${operator}"\r\n`, { mode: 0o600 });
  const { OPERATOR_KEY: _key, ...others } = env;
  return { env: { ...others, OPERATOR_KEY_FILE: keyFile }, keyFile };
}

for (const setting of ['ACCOUNTS_FILE', 'OPERATOR_KEY_FILE']) {
  test(`K5: ${setting} is a pipe that nobody writes to: not started, with the reason`, async (t) => {
    const company = await createCompany(t, {});
    const { env } = withKeyFile(company);
    const pipe = join(dirname(company.accountsFile), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const server = start(t, { ...env, [setting]: pipe });
    assert.equal((await server.ended).code, 1);
    assert.match(server.stderr(), new RegExp(`${setting}: .* cannot be read: it is a pipe`));
  });
}

test('K5: what the shell puts in the place of <(command) is read at the start, by both ways', async (t) => {
  const company = await createCompany(t, {});
  const { env, keyFile } = withKeyFile(company);
  const script =
    'OPERATOR_KEY_FILE=<(sleep 0.2; cat "$KEY") ACCOUNTS_FILE=<(cat "$ACCOUNTS") exec "$NODE" dist/src/server.js';
  const child = spawn('bash', ['-c', script], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      ...env,
      KEY: keyFile,
      ACCOUNTS: company.accountsFile,
      NODE: process.execPath,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  await until('it listens', () => printed.includes('"event":"listening"'));
  const origin = /"url":"([^"]+)"/.exec(printed)?.[1] ?? '';
  tokenOf(await readToken(origin, company.shop, company.orders));
  const opened = await fetch(`${origin}/central`, {
    headers: { authorization: `Bearer ${company.operator}` },
  });
  assert.equal(opened.status, 200, 'the key is cleaned of quotes, line end and byte order mark');
  child.kill('SIGHUP');
  await until('it says so', () => printed.includes('can be read at the start only'));
  assert.doesNotMatch(printed, /accounts_refused/);
});

test('K5: accounts.json becomes a pipe while it serves: reads go on, and the file is taken over when it is back', async (t) => {
  const central = await spawnCentral(t);
  const { origin, shop, orders, accountsFile, accountsJson, writeAccounts, server } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  renameSync(accountsFile, `${accountsFile}.away`);
  execFileSync('mkfifo', [accountsFile]);
  await server.printed('"event":"accounts_refused"');
  assert.match(server.stdout(), /the file cannot be read: it is a pipe/);
  assert.equal(tokenOf(await readToken(origin, shop, orders)), token);
  rmSync(accountsFile);
  writeAccounts(accountsJson);
  await server.printed('"event":"accounts_loaded"');
  assert.equal(tokenOf(await readToken(origin, shop, orders)), token);
});

const unsafe: Readonly<Record<string, (paths: { accountsFile: string; keyFile: string }) => RegExp>> = {
  'accounts.json that others can read': ({ accountsFile }) => {
    chmodSync(accountsFile, 0o644);
    return /ACCOUNTS_FILE can be read by others than its owner: chmod 600/;
  },
  'accounts.json in a folder that others can write to': ({ accountsFile }) => {
    chmodSync(dirname(accountsFile), 0o777);
    return /ACCOUNTS_FILE stands in a folder that others than its owner can write to/;
  },
  'an operator key that everybody can change': ({ keyFile }) => {
    chmodSync(keyFile, 0o666);
    return /OPERATOR_KEY_FILE can be changed by others than its owner: chmod 600/;
  },
};

for (const [what, change] of Object.entries(unsafe)) {
  test(`${what}: a warning, and no start with NODE_ENV=production`, async (t) => {
    const company = await createCompany(t, {});
    const { env, keyFile } = withKeyFile(company);
    const said = change({ accountsFile: company.accountsFile, keyFile });
    const elsewhere = start(t, env);
    await elsewhere.origin;
    assert.match(elsewhere.stdout(), said);
    assert.match(elsewhere.stdout(), /"level":"warn"/);
    const production = start(t, { ...env, NODE_ENV: 'production', STATE_DIR: `${company.stateDir}2` });
    assert.equal((await production.ended).code, 1);
    assert.match(production.stderr(), said);
  });
}

test('in production, a version that others can read is refused while it serves, and taken over once it is mended', async (t) => {
  const central = await spawnCentral(t, { env: { NODE_ENV: 'production' } });
  const { origin, shop, orders, accountsFile, server } = central;
  const token = tokenOf(await readToken(origin, shop, orders));
  chmodSync(accountsFile, 0o644);
  await server.printed('"event":"accounts_refused"');
  assert.equal(tokenOf(await readToken(origin, shop, orders)), token);
  chmodSync(accountsFile, 0o600);
  await server.printed('"event":"accounts_loaded"');
});

test('keeping secrets as root is warned of once', { skip: process.getuid?.() !== 0 }, async (t) => {
  const { env } = await createCompany(t, {});
  const server = start(t, env);
  await server.origin;
  assert.equal(server.stdout().split('Running as root').length, 2);
});
