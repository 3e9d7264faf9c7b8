// K6: a refused accounts.json is a state that everybody sees until it ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send } from '../support/app.ts';
import { assertClean } from '../support/canary.ts';
import { spawnCentral } from '../support/central/central.ts';
import { readToken, tokenOf } from '../support/central/central-api.ts';
import { parse, value } from '../support/central/prometheus.ts';

test('K6: refused while serving: reads go on; /central, /metrics and /readyz say it with place and reason, until it is mended', async (t) => {
  const central = await spawnCentral(t);
  const { origin, shop, orders, operator, accountsJson, writeAccounts, server } = central;
  const headers = { authorization: `Bearer ${operator}` };
  const page = async (lang: string): Promise<string> =>
    (await send(origin, { path: `/central?lang=${lang}`, headers })).text;
  const figures = async (): Promise<[refused: number | undefined, loadedAt: number]> => {
    const families = parse((await send(origin, { path: '/metrics', headers })).text);
    return [
      value(families, 'wechat_accounts_file_refused'),
      value(families, 'wechat_accounts_file_loaded_timestamp_seconds') ?? 0,
    ];
  };
  const ready = async (): Promise<[number, unknown]> => {
    const { status, text } = await send(origin, { path: '/readyz' });
    return [status, JSON.parse(text)];
  };
  const token = tokenOf(await readToken(origin, shop, orders));
  assert.doesNotMatch(await page('en'), /id="refused"/);
  const [well, startedAt] = await figures();
  assert.equal(well, 0);
  assert.ok(Math.abs(startedAt - Date.now() / 1000) < 600, String(startedAt));

  const lines = JSON.stringify({ ...accountsJson, clients: [] }, null, 2);
  writeAccounts(lines.replace('"appid"', '"appId"').replace('"clients": []', '"clients": [],'));
  await server.printed('"event":"accounts_refused"');
  assert.match(server.stdout(), /line \d+, column \d+: a comma too many: nothing follows it before }/);
  for (const [lang, heading] of [
    ['en', 'the change was refused'],
    ['zh', '未被接受'],
  ] as const) {
    const html = await page(lang);
    assert.ok(html.includes('id="refused"') && html.includes(heading), lang);
    assert.match(html, /the file is not JSON, line \d+, column \d+: a comma too many/);
  }
  assert.deepEqual(await ready(), [200, { status: 'ok', warnings: ['accounts_refused'] }]);
  assert.equal((await figures())[0], 1);
  assert.equal((await figures())[1], startedAt, 'the version in force is the old one');
  assert.equal(tokenOf(await readToken(origin, shop, orders)), token, 'its keys as well');

  writeAccounts(lines.replace('"appid"', '"appId"'));
  await server.printed('"event":"accounts_refused"', 2);
  assert.match(await page('en'), /accounts\[0\]\.appId \(line 5\): did you mean appid\?/);
  assertClean(shop.secret, { page: await page('en'), log: server.stdout() });

  writeAccounts(accountsJson);
  await server.printed('"event":"accounts_loaded"');
  assert.doesNotMatch(await page('en'), /id="refused"/);
  assert.deepEqual(await ready(), [200, { status: 'ok' }]);
  assert.deepEqual((await figures())[0], 0);
  assert.ok((await figures())[1] > startedAt);
});
