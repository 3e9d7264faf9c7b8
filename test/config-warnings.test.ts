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
