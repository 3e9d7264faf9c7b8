// The set-ups of docs/gateway.md, run as they are printed, by the accounts.json that is printed there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type TestContext, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import API from 'co-wechat-api';
import { presets } from '../../src/central/accounts/presets.ts';
import { startApp } from '../support/app.ts';
import { createCompany, digestOf, newClientKey } from '../support/central/central.ts';
import { blocksOf, codeIn, proseOf, rowsBelow, withReplaced } from '../support/documents.ts';
import { runIn } from '../support/process/shell.ts';

const manual = 'docs/gateway.md';
const printedOrigin = 'https://token.example.com';
const printedAppid = 'wx0000000000000000';
const picture = 'src/demo/simulator/wxacode.jpg';

function blockOf(language: string, text: string): string {
  const found = blocksOf(manual).filter((each) => each.language === language && each.text.includes(text));
  assert.equal(found.length, 1, `blocks of ${language} with ${text}`);
  return found[0]?.text ?? '';
}

/** The printed accounts.json with an account and keys of its own, in force. */
async function startPrinted(t: TestContext) {
  const company = await createCompany(t, {});
  const { shop, simulator } = company;
  const keys = { writer: newClientKey(), mini: newClientKey(), ops: newClientKey() };
  const digests = Object.values(keys).map((key, i) => [`${'0'.repeat(63)}${i + 1}`, digestOf(key)] as const);
  company.writeAccounts(
    withReplaced(blockOf('json', '"accounts"'), {
      [printedAppid]: shop.appid,
      [`"${'0'.repeat(32)}"`]: JSON.stringify(shop.secret),
      ...Object.fromEntries(digests),
    }),
  );
  const app = await startApp({ env: company.env });
  company.closeFirst(app.close);
  return { ...company, simulator, shop, keys, origin: app.origin, logged: app.logged };
}

type Printed = Awaited<ReturnType<typeof startPrinted>>;

/** Runs a printed block of JavaScript, and gives back what it has named so. */
async function runScript(
  { origin, shop }: Printed,
  code: string,
  key: string,
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const own = withReplaced(code, { [printedOrigin]: origin, [printedAppid]: shop.appid });
  const context = { API, process: { env: { CLIENT_KEY: key } }, ...given };
  return (await runInNewContext(
    `(async () => { ${own}; return { ${names.join()} }; })()`,
    context,
  )) as Record<string, unknown>;
}

test('the printed publishing tool uploads its cover and adds a draft, once each, and may do nothing else', async (t) => {
  const central = await startPrinted(t);
  const { simulator, shop, keys, origin } = central;
  const code = withReplaced(blockOf('js', 'uploadMaterial'), { 'cover.jpg': picture });
  const { media_id: mediaId, accessToken } = await runScript(central, code, keys.writer, {}, [
    'media_id',
    'accessToken',
  ]);
  assert.equal(typeof mediaId, 'string');
  assert.equal(simulator.effects('/cgi-bin/material/add_material'), 1);
  assert.equal(simulator.effects('/cgi-bin/draft/add'), 1);
  const [upload, added] = simulator.calls.slice(-2);
  assert.ok(upload?.bytes.includes(readFileSync(picture)));
  assert.equal(
    (JSON.parse(added?.body ?? '') as { articles: { title: string }[] }).articles[0]?.title,
    'Title',
  );
  assert.notEqual(added?.query.access_token, accessToken);
  assert.ok(!central.logged().includes(shop.secret));

  const publish = `${origin}/cgi-bin/freepublish/submit?access_token=${String(accessToken)}`;
  const refused = await fetch(publish, { method: 'POST', body: '{"media_id":"MEDIA_ID"}' });
  assert.equal(refused.headers.get('x-gateway'), 'refused');
  assert.equal(((await refused.json()) as { errcode: number }).errcode, 48001);
});

test('the printed Mini Program back end logs a user in and makes a code, without the AppSecret', async (t) => {
  const central = await startPrinted(t);
  const { simulator, shop, keys } = central;
  const { openid, picture: made } = await runScript(
    central,
    blockOf('js', 'code2Session'),
    keys.mini,
    { code: 'CODE' },
    ['openid', 'picture'],
  );
  const login = simulator.calls.find(({ path }) => path === '/sns/jscode2session');
  assert.equal(login?.query.secret, shop.secret);
  assert.equal(typeof openid, 'string');
  assert.deepEqual(made, readFileSync(picture));
});

test('the printed curl calls with the key alone', async (t) => {
  const { origin, keys, shop, simulator } = await startPrinted(t);
  const printed = blockOf('sh', 'secrets/ops-key');
  const files = { 'secrets/ops-key': `Authorization: Bearer ${keys.ops}\n` };
  const answers = (await runIn(t, withReplaced(printed, { [printedOrigin]: origin }), files)).match(
    /\{.+?\}(?=\{|$)/gs,
  );
  assert.equal(answers?.length, 2, answers?.join());
  assert.deepEqual(
    simulator.calls.slice(-2).map(({ path, body }) => [path, body]),
    [
      ['/cgi-bin/menu/get', ''],
      ['/cgi-bin/openapi/quota/get', '{"cgi_path":"/cgi-bin/draft/add"}'],
    ],
  );
  const header = codeIn(proseOf(manual)).find((code) => code.includes('WeChat-AppID:')) ?? '';
  const named = printed.replace(' https', ` ${header} https`);
  await runIn(t, withReplaced(named, { [printedOrigin]: origin, [printedAppid]: shop.appid }), files);
  assert.equal(simulator.effects('/cgi-bin/menu/get'), 2);
});

test('every refusal and every outcome of a call is explained', () => {
  const source = readFileSync('src/central/gateway/refusals.ts', 'utf8');
  const codes = new Set([...source.matchAll(/^ {4}(\d{5}),$|: \[(\d{5}), '/gm)].map(([, a, b]) => a ?? b));
  assert.ok(codes.size > 9);
  const outcomes =
    /type Outcome = (.+);/.exec(readFileSync('src/central/gateway/reply.ts', 'utf8'))?.[1] ?? '';
  for (const rows of rowsBelow(manual, 'Who answered')) {
    const first = rows.map(([cell = '']) => cell);
    assert.deepEqual(
      first
        .filter((cell) => /^\d/.test(cell))
        .flatMap((cell) => cell.split(' '))
        .sort(),
      [...codes].sort(),
    );
    assert.deepEqual(first.flatMap(codeIn), outcomes.match(/\w+/g));
  }
});

test('the presets are listed as they are', () => {
  for (const rows of rowsBelow(manual, 'Turn it on')) {
    const listed = new Map(rows.map(([entry = '', cell = '']) => [codeIn(entry).join(), codeIn(cell)]));
    assert.deepEqual(listed.get('login'), presets.get('login'));
    const drafts = listed.get('drafts')?.flatMap((code) => {
      if (code.endsWith('/')) return [];
      return code.startsWith('/') ? [code] : [`/cgi-bin/draft/${code}`];
    });
    assert.deepEqual(drafts?.sort(), [...(presets.get('drafts') ?? [])].sort());
    assert.deepEqual(
      [...presets.keys()].filter((name) => !listed.has(name)),
      [],
    );
  }
});
