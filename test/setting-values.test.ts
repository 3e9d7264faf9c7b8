// What the start accepts opens what it is for, however long or odd; what could not is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../src/config.ts';
import { send, startApp } from './support/app.ts';
import { createCompany } from './support/central/central.ts';

const parse = (env: Readonly<Record<string, string>>) =>
  parseConfig(env, () => assert.fail('no file is to be read'));

const refused: Readonly<Record<string, readonly string[]>> = {
  PUBLIC_URL: [
    'https://*.example',
    'https://a..b',
    'https://x.example.',
    'https://-x',
    `https://${'x.'.repeat(200)}a`,
  ],
  TRUST_PROXY: ['::ffff:10.0.0.0/104', '::FFFF:10.0.0.0/8'],
  REDIS_URL: ['redis://x/shop', 'redis://u:100%@x', 'redis://x/0/1'],
};

for (const [name, values] of Object.entries(refused)) {
  test(`${name} refuses ${values.map((value) => value.slice(0, 40)).join(', ')}`, () => {
    for (const value of values) {
      const result = parse({ [name]: value });
      assert.ok(!result.ok, value);
      assert.equal(result.problems.length, 1);
      assert.match(result.problems[0] ?? '', new RegExp(`^${name}: expected `));
    }
  });
}

const start = 'b81c0f5a2e9d4736';
const oddKeys: Readonly<Record<string, string>> = {
  'the shortest': start,
  'the longest': start.repeat(64),
  'one byte too long': `${start.repeat(64)}a`,
  'long in UTF-8': '密码'.repeat(171),
  'in Chinese': '密码锁钥匙门户开关甲乙丙丁戊己庚辛',
  'with signs': `:${start}"<>&'\\,;=%?#[]{}~`,
  'with a line end': `${start}\n${start}`,
  'with a blank': `${start} ${start}`,
  'with a wide blank': `${start}\u3000${start}`,
  'with a no-break space': `${start}\u00a0${start}`,
  'with a control character': `${start}\u0007${start}`,
  'with a C1 control character': `${start}\u0085${start}`,
  'with an emoji': `${start}🔑`,
  'with a byte order mark': `${start}\ufeff${start}`,
};

test('an operator’s key that the start accepts opens the status page, by Basic and by Bearer', async (t) => {
  const opened: string[] = [];
  for (const [what, key] of Object.entries(oddKeys)) {
    const result = parse({ OPERATOR_KEY: key, ACCOUNTS_FILE: 'a.json' });
    if (!result.ok) continue;
    const company = await createCompany(t, {});
    const app = await startApp({ env: { ...company.env, OPERATOR_KEY: key } });
    company.closeFirst(app.close);
    // as a browser and a program send it: the bytes of UTF-8
    const basic = Buffer.from(`operator:${key}`).toString('base64');
    for (const authorization of [`Basic ${basic}`, `Bearer ${Buffer.from(key).toString('latin1')}`]) {
      const { status } = await send(app.origin, { path: '/central', headers: { authorization } });
      assert.equal(status, 200, `${what}: ${authorization.slice(0, 6)}`);
    }
    opened.push(what);
  }
  assert.deepEqual(opened, ['the shortest', 'the longest', 'in Chinese', 'with signs', 'with an emoji']);
});

test('a PUBLIC_URL that the start accepts is answered', async (t) => {
  for (const PUBLIC_URL of [
    'https://Token.Example.com',
    'http://例子.example',
    'http://[2001:db8::1]:8080',
    'https://a_b.example:8443/',
  ]) {
    const app = await startApp({ env: { PUBLIC_URL } });
    t.after(app.close);
    const { host, origin } = new URL(PUBLIC_URL);
    const headers = { host, origin, 'content-type': 'application/x-www-form-urlencoded' };
    const { status } = await send(app.origin, { method: 'POST', path: '/check', headers, body: '' });
    // the form is looked at: name and origin were ours
    assert.equal(status, 400, PUBLIC_URL);
  }
});
