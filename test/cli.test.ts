import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { settingDefaults } from '../src/settings.ts';
import { send } from './support/app.ts';
import { assertClean, createCanary } from './support/canary.ts';
import { createCompany, spawnCentral } from './support/central/central.ts';
import { bundledServer } from './support/process/process.ts';

type Environment = Readonly<Record<string, string>>;

function run(args: readonly string[], env: Environment = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundledServer, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

test('--help names every setting and starts nothing', () => {
  for (const word of ['--help', '-h']) {
    const { status, stdout, stderr } = run([word], { PORT: 'no port' });
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^Usage: wechat-access-token .*\n.*node dist\/src\/server\.js /);
    for (const name of settingDefaults.keys()) assert.match(stdout, new RegExp(`^ {2}${name}\\b`, 'm'));
    for (const option of ['--check', '--version']) assert.ok(stdout.includes(option));
  }
});

test('--version prints that of package.json', () => {
  // our own file
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  assert.deepEqual(run(['--version']), { status: 0, stdout: `${version}\n`, stderr: '' });
});

test('an argument that is not known is refused in a line that does not repeat it', () => {
  const canary = createCanary();
  for (const args of [[canary], ['--port', '80'], ['--help', canary], ['--checks'], [''], ['--', canary]]) {
    const { status, stdout, stderr } = run(args);
    assert.deepEqual([status, stdout], [1, ''], args[0]);
    assert.match(stderr, /^Not started: [^\n]*--help[^\n]*\n$/);
    assertClean(canary, { stderr });
  }
});

test('--check says what is on, warns, and ends', async (t) => {
  assert.deepEqual(run(['--check']), {
    status: 0,
    stdout: 'In order: page on; central server off (no ACCOUNTS_FILE)\n',
    stderr: '',
  });
  const company = await createCompany(t, {});
  const { status, stdout, stderr } = run(['--check'], { ...company.env, PAGE: 'off', OPERATER_KEY: 'x' });
  assert.deepEqual([status, stderr], [0, '']);
  assert.match(stdout, /^Warning: OPERATER_KEY is no setting/);
  assert.match(stdout, /\nIn order: page off; central server: 3 accounts, 2 clients, \/central on\n$/);
  assertClean(company.shop.secret, { stdout });
  assert.equal(company.simulator.calls.length, 0);
});

test('--check and the start report what is wrong with settings and accounts together, and no value', async (t) => {
  const company = await createCompany(t, {});
  const canary = createCanary();
  const broken = join(company.accountsFile, '..', 'broken.json');
  writeFileSync(
    broken,
    JSON.stringify({ accounts: [{ name: 'shop', appid: 'wx1', secret: 7, [canary]: 1 }] }),
    {
      mode: 0o600,
    },
  );
  for (const args of [['--check'], []]) {
    const missing = run(args, { ACCOUNTS_FILE: '/nope', OPERATOR_KEY: 'short', PORT: canary });
    assert.deepEqual([missing.status, missing.stdout], [1, '']);
    for (const name of ['ACCOUNTS_FILE', 'OPERATOR_KEY', 'PORT'])
      assert.match(missing.stderr, new RegExp(`^ {2}${name}: `, 'm'));
    const { status, stderr } = run(args, { ACCOUNTS_FILE: broken, RATE_LIMIT: canary });
    assert.equal(status, 1);
    assert.match(stderr, /^ {2}RATE_LIMIT: /m);
    assert.match(stderr, /^ {2}ACCOUNTS_FILE: .*secret/m);
    assertClean(canary, { stderr: stderr + missing.stderr });
  }
  const onlyAccounts = run(['--check'], { ACCOUNTS_FILE: broken });
  assert.equal(onlyAccounts.status, 1);
  assert.match(onlyAccounts.stderr, /^ {2}ACCOUNTS_FILE: /m);
});

test('one line at the start says what is on', async (t) => {
  const { logged } = await spawnCentral(t, { env: { OPERATOR_KEY: '' } });
  const line = logged()
    .split('\n')
    .find((one) => one.includes('"event":"listening"'));
  assert.match(
    line ?? '',
    /"message":"page on; central server: 3 accounts, 2 clients, \/central off \(no OPERATOR_KEY\)"/,
  );
});

test('npm run bench -- --help says what it is, and measures nothing', () => {
  for (const word of ['--help', '--page', 'pages']) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/test/bench/run.js', word], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(status, word === '--help' ? 0 : 1);
    assert.match(stdout + stderr, /^Usage: npm run bench/);
  }
});

test('a signal to npm start reaches the server', { skip: process.platform === 'win32' }, async (t) => {
  // without the build before it: that is npm's own `prestart`
  const npm = spawn('npm', ['start', '--ignore-scripts'], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => npm.kill('SIGKILL'));
  let text = '';
  npm.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const closed = new Promise((resolve) => npm.once('close', resolve));
  const url = await new Promise<string>((resolve) => {
    npm.stdout.on('data', () => {
      const [, found] = /"url":"([^"]+)"/.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  npm.kill('SIGTERM');
  await closed;
  await assert.rejects(send(url), { code: 'ECONNREFUSED' });
  assert.match(text, /"event":"shutdown_done"/);
});
