// What is wrong with `gateway` and `origins` in accounts.json, each with its place and what was probably meant.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAccounts } from '../../../src/central/accounts/parse-accounts.ts';
import { assertClean, createCanary } from '../../support/canary.ts';
import { noSecretFile } from '../../support/process/file-reads.ts';

type Fields = Readonly<Record<string, unknown>>;

async function read(fields: Fields) {
  const text = JSON.stringify({
    accounts: [{ name: 'shop', appid: 'wx00000000000000a1', secret: 's' }],
    clients: [{ name: 'writer', keySha256: 'a1'.repeat(32), accounts: ['shop'], ...fields }],
  });
  return parseAccounts(text, noSecretFile);
}

async function problemsOf(fields: Fields): Promise<readonly string[]> {
  const parsed = await read(fields);
  return parsed.ok ? [] : parsed.problems;
}

const origin = 'https://md.example.com';

test('a gateway client and its origins are taken as they are written', async () => {
  const gateway = ['drafts', '/wxa/getwxacodeunlimit', '/datacube/', '/cgi-bin/message/mass/send'];
  const origins = [origin, 'http://localhost:8080', 'https://[2001:db8::1]:8443'];
  const parsed = await read({ gateway, origins });
  assert.ok(parsed.ok, JSON.stringify(parsed));
  assert.deepEqual(parsed.accounts.clients[0]?.gateway, gateway);
  assert.deepEqual(parsed.accounts.clients[0]?.origins, origins);
  for (const each of [['*'], ['login', 'read'], ['/sns/jscode2session']])
    assert.deepEqual(await problemsOf({ gateway: each }), [], each.join());
});

test('a client without gateway has none', async () => {
  const parsed = await read({});
  assert.ok(parsed.ok && !('gateway' in (parsed.accounts.clients[0] ?? {})));
});

const slash = 'a path begins with a slash: /cgi-bin/…';
const entries: readonly (readonly [entry: string, why: RegExp | string])[] = [
  ['draft', 'did you mean drafts?'],
  ['Drafts', 'did you mean drafts?'],
  ['logn', 'did you mean login?'],
  ['all', 'did you mean *?'],
  ['/', 'did you mean *?'],
  ['cgi-bin/draft/add', slash],
  ['cgi-bin/draft/', slash],
  ['https://api.weixin.qq.com/cgi-bin/draft/add', 'only the path belongs here, without scheme and host'],
  ['/cgi-bin/draft/*', 'a prefix ends with its slash, without *: /cgi-bin/draft/'],
  ['/cgi-bin/draft/switch?checkonly=1', 'only the path belongs here, without ? and what follows'],
  ['/cgi-bin//draft', /^is no path of WeChat’s: /],
  ['/cgi-bin/%64raft', /^is no path of WeChat’s: /],
  ['/cgi-bin/../draft', /^is no path of WeChat’s: /],
  ['/cgi-bin/token', /^is never relayed: /],
  ['/cgi-bin/Stable_Token', /^is never relayed: /],
  ['/cgi-bin/ticket/getticket', /^is never relayed: /],
  ['/cgi-bin/component/', /^is never relayed: /],
  ['/cgi-bin/component/api_query_auth', /^is never relayed: /],
  ['/cgi-bin/clear_quota/v2', /^is never relayed: /],
  ['publish', /^expected a path \(.*, drafts, read, login or \*$/],
  ['', /^expected a path/],
];

for (const [entry, why] of entries) {
  test(`gateway ${JSON.stringify(entry)} is refused at its place`, async () => {
    const [problem = '', ...more] = await problemsOf({ gateway: ['read', entry] });
    const said = problem.replace('clients[0].gateway[1]: ', '');
    assert.notEqual(said, problem);
    assert.match(said, typeof why === 'string' ? new RegExp(`^${why.replace(/[*?./]/g, '\\$&')}$`) : why);
    assert.deepEqual(more, []);
  });
}

for (const gateway of [[], 'drafts', true, [1]]) {
  test(`gateway ${JSON.stringify(gateway)} is no list of paths`, async () => {
    const problems = await problemsOf({ gateway });
    assert.match(problems.join('\n'), /^clients\[0\]\.gateway: expected a list of paths .* or \["\*"\]/);
  });
}

for (const [entry, why] of [
  ['*', /^has no wildcard/],
  ['https://*.example.com', /^has no wildcard/],
  [`${origin}/`, /^is more than an origin/],
  [`${origin}/md`, /^is more than an origin/],
  [`${origin}:443`, /^is not written as a browser sends it/],
  ['https://MD.example.com', /^is not written as a browser sends it/],
  ['null', /^expected an origin/],
  ['md.example.com', /^expected an origin/],
  ['file:///tmp', /^expected an origin/],
] as const) {
  test(`origin ${entry} is refused: a browser’s has to be met exactly`, async () => {
    const [problem = '', ...more] = await problemsOf({ gateway: ['drafts'], origins: [entry] });
    assert.match(problem.replace('clients[0].origins[0]: ', ''), why);
    assert.deepEqual(more, []);
  });
}

for (const [what, fields] of [
  ['*', { gateway: ['*'] }],
  ['login', { gateway: ['drafts', 'login'] }],
  ['a prefix that holds login', { gateway: ['/sns/'] }],
  ['a path of login', { gateway: ['/sns/oauth2/access_token'] }],
  ['forceRefresh', { gateway: ['drafts'], forceRefresh: true }],
  ['no gateway', {}],
] as const) {
  test(`origins beside ${what} are a fault of the file: a key in a browser is public`, async () => {
    const problems = await problemsOf({ ...fields, origins: [origin] });
    assert.match(problems.join('\n'), /^clients\[0\]\.origins: (does not go with|needs gateway)[^\n]*$/);
  });
}

test('mistyped names of the two fields have their near miss', async () => {
  assert.deepEqual(await problemsOf({ gatway: ['drafts'], origin: [origin] }), [
    'clients[0].gatway: did you mean gateway?',
    'clients[0].origin: did you mean origins?',
  ]);
});

test('no entry is repeated: it may be a secret in the wrong place', async () => {
  const canary = createCanary();
  const problems = await problemsOf({ gateway: [canary, `/${canary}`], origins: [canary] });
  assert.ok(problems.length >= 3);
  assertClean(canary, { problems: problems.join('\n') });
});
