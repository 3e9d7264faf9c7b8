import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseConfig } from '../src/config.ts';
import { settingDefaults } from '../src/settings.ts';

const parse = (env: Readonly<Record<string, string>>) =>
  parseConfig(env, () => assert.fail('no file is to be read'));

function warningsOf(env: Readonly<Record<string, string>>): readonly string[] {
  const result = parse(env);
  assert.ok(result.ok);
  return result.config.warnings;
}

const switches: readonly (readonly [name: string, value: string])[] = [
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0'],
  ['NODE_DEBUG', 'http'],
  ['NODE_DEBUG', 'UNDICI,timer'],
  ['NODE_DEBUG', '*'],
  ['NODE_DEBUG', 'websocket'],
  ['DEBUG', '*'],
  ['DEBUG', 'express:*'],
];

for (const [name, value] of switches) {
  test(`A18, J3: ${name}=${value} stops the start in production and is warned of elsewhere`, () => {
    const production = parse({ [name]: value, NODE_ENV: 'production' });
    assert.ok(!production.ok);
    assert.equal(production.problems.length, 1);
    assert.match(production.problems[0] ?? '', new RegExp(`^${name}`));
    for (const env of [{}, { NODE_ENV: 'development' }]) {
      assert.deepEqual(warningsOf({ [name]: value, ...env }), production.problems);
    }
  });
}

test('harmless values of the same switches are no matter', () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '1', NODE_DEBUG: '', DEBUG: 'false' };
  assert.deepEqual(warningsOf({ ...env, NODE_ENV: 'production' }), []);
});

test('a plain redis:// to another machine stops the start in production and is warned of elsewhere', () => {
  for (const host of [
    'redis.example.com',
    '203.0.113.8:6379',
    '[2001:db8::1]:6379',
    'u:p@redis.example.com:6379/1',
  ]) {
    const [warning = ''] = warningsOf({ REDIS_URL: `redis://${host}` });
    assert.match(warning, /^REDIS_URL: tokens travel unencrypted/);
    const production = parse({ REDIS_URL: `redis://${host}`, NODE_ENV: 'production' });
    assert.ok(!production.ok);
    assert.deepEqual(production.problems, [warning]);
    assert.deepEqual(warningsOf({ REDIS_URL: `rediss://${host}`, NODE_ENV: 'production' }), []);
  }
  // this machine, and a container beside this one, as in compose.yaml
  for (const host of ['127.0.0.1', '[::1]:6379', 'localhost', ':p@redis:6379'])
    assert.deepEqual(warningsOf({ REDIS_URL: `redis://${host}`, NODE_ENV: 'production' }), [], host);
});

test('an OPERATOR_KEY that opens nothing is warned of', () => {
  const key = 'b81c0f5a2e9d4736';
  const [warning = '', ...others] = warningsOf({ OPERATOR_KEY: key });
  assert.deepEqual(others, []);
  assert.match(warning, /^OPERATOR_KEY opens nothing: .*ACCOUNTS_FILE is not set/);
  assert.deepEqual(warningsOf({ OPERATOR_KEY: key, ACCOUNTS_FILE: 'a.json' }), []);
});

const misspelt: Readonly<Record<string, string>> = {
  ACCOUNT_FILE: 'ACCOUNTS_FILE',
  ACCOUNTS_FIEL: 'ACCOUNTS_FILE',
  ACCOUNTSFILE: 'ACCOUNTS_FILE',
  accounts_file: 'ACCOUNTS_FILE',
  'ACCOUNTS-FILE': 'ACCOUNTS_FILE',
  ACCOUNTS_FILE_PATH: 'ACCOUNTS_FILE',
  OPERATER_KEY: 'OPERATOR_KEY',
  OPERATOR_KEYS: 'OPERATOR_KEY',
  OPERATOR_KEY_FIEL: 'OPERATOR_KEY_FILE',
  TRUSTED_PROXY: 'TRUST_PROXY',
  ALLOWED_HOST: 'ALLOWED_HOSTS',
  PUBLIC_URI: 'PUBLIC_URL',
  RATELIMIT: 'RATE_LIMIT',
  LOGLEVEL: 'LOG_LEVEL',
  STATE_DIRS: 'STATE_DIR',
  REDIS_URI: 'REDIS_URL',
  SHUTDOWN_TIMEOUT: 'SHUTDOWN_TIMEOUT_MS',
  WECHAT_TIMEOUT: 'WECHAT_TIMEOUT_MS',
  WECHAT_APIBASE: 'WECHAT_API_BASE',
  CLIENT_RATELIMIT: 'CLIENT_RATE_LIMIT',
};

for (const [name, meant] of Object.entries(misspelt)) {
  test(`${name} is warned of, and ${meant} is named`, (t) => {
    const value = 'a-value-that-may-be-a-secret';
    const [warning = '', ...others] = warningsOf({ [name]: value });
    t.diagnostic(warning);
    assert.deepEqual(others, []);
    assert.ok(warning.startsWith(`${name} is no setting`) && warning.includes(` ${meant} `), warning);
    assert.ok(!warning.includes(value));
  });
}

test('a name that only our settings begin with is warned of, and the names of others are not', () => {
  for (const name of ['WECHAT_APPID', 'WECHAT_SECRET', 'OPERATOR_PASSWORD', 'ACCOUNTS_JSON'])
    assert.match(warningsOf({ [name]: 'x' })[0] ?? '', new RegExp(`^${name} is no setting`));
  const others = {
    ...{
      PATH: '/bin',
      HOME: '/',
      PAGER: 'less',
      HOSTNAME: 'a',
      HOSTTYPE: 'x',
      POST: 'x',
      PORTS: '1',
      PWD: '/',
    },
    ...{
      HTTP_PROXY: 'http://x',
      http_proxy: 'http://x',
      ALL_PROXY: 'x',
      ftp_proxy: 'x',
      https_proxy: 'http://x',
    },
    ...{ no_proxy: 'x', STATE_DIRECTORY: '/var/lib/x', CREDENTIALS_DIRECTORY: '/x', LOGNAME: 'x', LANG: 'C' },
    ...{ REDIS_PORT: 'tcp://10.0.0.1:6379', REDIS_SERVICE_HOST: '10.0.0.1', REDIS_HOST: 'x', LS_COLORS: 'x' },
    ...{ WECHAT_ACCESS_TOKEN_SERVICE_HOST: '10.0.0.1', WECHAT_ACCESS_TOKEN_PORT_3000_TCP_ADDR: '10.0.0.1' },
    ...{ NODE_ENV: 'development', NODE_OPTIONS: '', npm_config_user_agent: 'x', ACCOUNT_FILE: '' },
  };
  assert.deepEqual(warningsOf(others), []);
  const crowd = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`WECHAT_${i}`, 'x']));
  assert.equal(warningsOf(crowd).length, 10);
});

test('a HOST that other machines reach is warned of, and plain http as well', () => {
  for (const HOST of ['0.0.0.0', '::', '192.168.1.2', 'intranet']) {
    const [warning = '', ...others] = warningsOf({ HOST });
    assert.deepEqual(others, []);
    assert.ok(warning.startsWith(`HOST=${HOST} `) && /plain http/.test(warning), warning);
    const [behindProxy = ''] = warningsOf({ HOST, PUBLIC_URL: 'https://token.example' });
    assert.ok(behindProxy.startsWith(`HOST=${HOST} `) && !/plain http/.test(behindProxy), behindProxy);
  }
});

test('a HOST that only this machine reaches is not warned of', () => {
  for (const HOST of ['127.0.0.1', '127.1.2.3', '::1', 'localhost', 'LOCALHOST']) {
    assert.deepEqual(warningsOf({ HOST }), [], HOST);
  }
});

test('.env.example lists every setting with its default, and nothing else', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');
  const entries = lines.flatMap((line) => {
    const match = /^#?([A-Z_]+)=(.*)$/.exec(line);
    return match ? [[match[1] ?? '', match[2] ?? ''] as const] : [];
  });
  assert.deepEqual(
    entries,
    [...settingDefaults].map(([name, value]) => [name, value ?? '']),
  );
});

test('.env.example leaves every value commented out and explains it right above', () => {
  const lines = readFileSync('.env.example', 'utf8').trimEnd().split('\n');
  for (const [i, line] of lines.entries()) {
    assert.match(line, /^(#.*)?$/);
    if (/^#[A-Z_]+=/.test(line)) assert.match(lines[i - 1] ?? '', /^# \S/, line);
  }
});
