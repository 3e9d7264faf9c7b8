import assert from 'node:assert/strict';
import { test } from 'node:test';
import express from 'express';
import { type Config, parseConfig } from '../src/config.ts';
import type { FileRead } from '../src/read-file.ts';
import { settingDefaults } from '../src/settings.ts';
import { assertClean, createCanary } from './support/canary.ts';
import { fileOf, noFile } from './support/process/file-reads.ts';

type Environment = Readonly<Record<string, string>>;

function configOf(env: Environment, readFile: (path: string) => FileRead = noFile): Config {
  const result = parseConfig(env, readFile);
  if (!result.ok) assert.fail(result.problems.join('\n'));
  return result.config;
}

function problemsOf(env: Environment, readFile: (path: string) => FileRead = noFile): readonly string[] {
  const result = parseConfig(env, readFile);
  assert.ok(!result.ok, 'these settings were taken');
  return result.problems;
}

const defaults: Config = {
  host: '127.0.0.1',
  port: 3000,
  publicUrl: undefined,
  allowedHosts: [],
  trustProxy: false,
  page: true,
  wechatApiBase: 'https://api.weixin.qq.com',
  timeoutMs: 8000,
  httpsProxy: undefined,
  noProxy: '',
  rateLimit: 30,
  accountsFile: undefined,
  stateDir: './state',
  redisUrl: undefined,
  operatorKey: undefined,
  clientRateLimit: undefined,
  gatewayTimeoutMs: 30_000,
  logLevel: 'info',
  shutdownTimeoutMs: 10_000,
  isProduction: false,
  warnings: [],
};

test('with nothing set, every setting has its default', () => {
  assert.deepEqual(configOf({}), defaults);
});

test('a setting that is empty or blank counts as unset', () => {
  for (const blank of ['', ' \t']) {
    const env = Object.fromEntries([...settingDefaults.keys()].map((name) => [name, blank]));
    assert.deepEqual(configOf({ ...env, HTTPS_PROXY_FILE: '', https_proxy: blank }), defaults);
  }
});

const good: readonly (readonly [name: string, value: string, changed: Partial<Config>])[] = [
  ['ACCOUNTS_FILE', ' accounts.json ', { accountsFile: 'accounts.json' }],
  ['STATE_DIR', '/var/lib/tokens', { stateDir: '/var/lib/tokens' }],
  ['CLIENT_RATE_LIMIT', '600', { clientRateLimit: 600 }],
  ['CLIENT_RATE_LIMIT', 'off', { clientRateLimit: undefined }],
  ['GATEWAY_TIMEOUT_MS', '60000', { gatewayTimeoutMs: 60_000 }],
  ['HOST', '127.0.0.2', { host: '127.0.0.2' }],
  ['HOST', '::1', { host: '::1' }],
  ['HOST', 'LocalHost', { host: 'LocalHost' }],
  ['PORT', '0', { port: 0 }],
  ['PORT', ' 65535 ', { port: 65_535 }],
  ['PUBLIC_URL', 'https://T.example/', { publicUrl: 'https://t.example', allowedHosts: ['t.example'] }],
  ['PUBLIC_URL', 'http://[::1]:81', { publicUrl: 'http://[::1]:81', allowedHosts: ['[::1]'] }],
  ['ALLOWED_HOSTS', 'A.example, b_1,', { allowedHosts: ['a.example', 'b_1'] }],
  ['TRUST_PROXY', 'off', { trustProxy: false }],
  ['TRUST_PROXY', '1', { trustProxy: 1 }],
  ['TRUST_PROXY', '10', { trustProxy: 10 }],
  ['TRUST_PROXY', 'loopback', { trustProxy: ['loopback'] }],
  ['TRUST_PROXY', '10.0.0.0/8,fd00::/8, ::1', { trustProxy: ['10.0.0.0/8', 'fd00::/8', '::1'] }],
  ['PAGE', 'off', { page: false }],
  ['WECHAT_API_BASE', 'https://api2.weixin.qq.com/', { wechatApiBase: 'https://api2.weixin.qq.com' }],
  ['WECHAT_API_BASE', 'https://a.example/wx/?', { wechatApiBase: 'https://a.example/wx' }],
  ['WECHAT_API_BASE', 'https://a.example#', { wechatApiBase: 'https://a.example' }],
  ['WECHAT_API_BASE', 'http://127.9.9.9:8080', { wechatApiBase: 'http://127.9.9.9:8080' }],
  ['WECHAT_API_BASE', 'http://[::1]:8080', { wechatApiBase: 'http://[::1]:8080' }],
  ['WECHAT_TIMEOUT_MS', '100', { timeoutMs: 100 }],
  ['HTTPS_PROXY', 'http://u:p@proxy.example:3128', { httpsProxy: 'http://u:p@proxy.example:3128' }],
  ['https_proxy', 'http://proxy.example', { httpsProxy: 'http://proxy.example' }],
  ['NO_PROXY', 'a.example,*', { noProxy: 'a.example,*' }],
  ['no_proxy', 'a.example', { noProxy: 'a.example' }],
  ['RATE_LIMIT', '1', { rateLimit: 1 }],
  ['LOG_LEVEL', 'debug', { logLevel: 'debug' }],
  ['SHUTDOWN_TIMEOUT_MS', '0', { shutdownTimeoutMs: 0 }],
];

for (const [name, value, changed] of good) {
  test(`${name}=${value} is taken`, () => {
    const config = configOf({ [name]: value });
    assert.deepEqual(config, { ...defaults, ...changed });
    express().set('trust proxy', config.trustProxy); // throws for what Express does not understand
  });
}

const bad: Readonly<Record<string, readonly string[]>> = {
  HOST: ['http://x', '127.0.0.1:80', 'a b', '[::1]', '-x'],
  PORT: ['-1', '65536', '80.5', '0x50', '3e3', 'http'],
  PUBLIC_URL: ['x.example', 'ftp://x.example', 'https://x.example/a', 'https://u@x.example', 'https://x/?q'],
  ALLOWED_HOSTS: ['http://x.example', 'x.example:80', '*.example', 'a..b', 'a/b'],
  TRUST_PROXY: ['true', '0', '11', 'yes', ',', '0.0.0.0/0', '::/0', '::/00', '10.0.0.0/33', '1.2.3.4/8/8'],
  PAGE: ['true', 'ON'],
  WECHAT_API_BASE: [
    'http://x.example',
    'http://localhost.x.example',
    'ftp://x',
    'https://u:p@x',
    'https://x/?a',
  ],
  WECHAT_TIMEOUT_MS: ['99', '60001', '1s'],
  HTTPS_PROXY: ['http://u:100%@proxy.example:3128', 'proxy:3128', 'socks5://x', 'http://'],
  RATE_LIMIT: ['0', '100001', '-1'],
  OPERATOR_KEY: ['short', '0000000000000000', 'changeme-changeme-1', 'operator-key-of-mine-9'],
  REDIS_URL: ['localhost:6379', 'http://x', 'redis://'],
  CLIENT_RATE_LIMIT: ['0', 'on', '1e3'],
  GATEWAY_TIMEOUT_MS: ['999', '600001', 'off'],
  LOG_LEVEL: ['trace', 'INFO'],
  SHUTDOWN_TIMEOUT_MS: ['600001', '1e3'],
};

for (const [name, values] of Object.entries(bad)) {
  test(`${name} refuses ${values.join(', ')}`, () => {
    for (const value of values) {
      const problems = problemsOf({ [name]: value });
      assert.equal(problems.length, 1, value);
      assert.match(problems[0] ?? '', new RegExp(`^${name}: expected `));
    }
  });
}

test('the operator’s key is read from a file as well', () => {
  const key = 'b81c0f5a2e9d4736';
  assert.equal(configOf({ OPERATOR_KEY: key, ACCOUNTS_FILE: 'a.json' }).operatorKey, key);
  const fromFile = parseConfig({ OPERATOR_KEY_FILE: 'k', ACCOUNTS_FILE: 'a.json' }, () => fileOf(`${key}\n`));
  assert.ok(fromFile.ok && fromFile.config.operatorKey === key);
});

test('every setting is in one of the two tables above', () => {
  const tried = new Set([...good.map(([name]) => name), ...Object.keys(bad)]);
  assert.deepEqual(
    [...settingDefaults.keys()].filter((name) => !tried.has(name)),
    [],
  );
});

test('all problems are reported at once, each by its name, and no value is quoted', () => {
  const canary = createCanary();
  const names = Object.keys(bad);
  const problems = problemsOf(Object.fromEntries(names.map((name) => [name, canary])));
  assert.deepEqual(problems.map((problem) => problem.split(':')[0]).sort(), names.sort());
  assertClean(canary, { problems: problems.join('\n') });
});

test('HTTPS_PROXY is read from the file that HTTPS_PROXY_FILE names', () => {
  const read = (path: string): FileRead =>
    path === '/run/proxy' ? fileOf(' http://u:p@proxy.example \n') : noFile();
  assert.equal(configOf({ HTTPS_PROXY_FILE: '/run/proxy' }, read).httpsProxy, 'http://u:p@proxy.example');
});

test('a file of a setting that is missing, malformed or given twice is a problem that quotes nothing', () => {
  const canary = createCanary('');
  const problems = [
    problemsOf({ HTTPS_PROXY_FILE: `/${canary}` }),
    problemsOf({ HTTPS_PROXY_FILE: '/run/proxy' }, () => fileOf(canary)),
    problemsOf({ HTTPS_PROXY_FILE: '/run/proxy' }, () => fileOf('')),
    problemsOf({ HTTPS_PROXY_FILE: '/run/proxy', HTTPS_PROXY: `http://${canary}` }, () =>
      fileOf(`http://${canary}`),
    ),
  ];
  for (const [i, lines] of problems.entries()) {
    assert.equal(lines.length, 1, String(i));
    assert.match(lines[0] ?? '', /^HTTPS_PROXY/);
  }
  assertClean(canary, { problems: problems.flat().join('\n') });
});

test('TRUST_PROXY=true is refused with the reason', () => {
  assert.match(problemsOf({ TRUST_PROXY: 'true' }).join(), /true is refused: .*X-Forwarded-For/);
});
