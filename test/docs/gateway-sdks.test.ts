// What docs/gateway.md says of two SDKs beside their one setting, run as it is printed there.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { OfficialAccount } from 'node-easywechat';
import WechatApi from 'wechat-api';
import { startGateway } from '../support/central/gateway.ts';
import { codeIn, sectionsOf, withReplaced } from '../support/documents.ts';
import { startHttpsFront } from '../support/network/https-front.ts';

const section = sectionsOf('docs/gateway.md').find(({ heading }) => heading.startsWith('wechat-api and'));
const printed = codeIn(section?.text ?? '');
const printedWith = (text: string): string =>
  printed.find((code) => code.includes(text)) ?? assert.fail(`${text} is not printed`);

test('wechat-api: its second address is moved as printed, and no call with a stand-in goes past this server', async (t) => {
  const { origin, keys, shop, simulator } = await startGateway(t);
  const { host, ca } = await startHttpsFront(t, origin);
  const api = new WechatApi(shop.appid, keys.all);
  api.setEndpoint(host);
  api.setOpts({ ca });
  runInNewContext(withReplaced(printedWith('fileServerPrefix'), { 'token.example.com': host }), { api });
  // the simulator has no such API: what counts is where the call arrives
  await assert.rejects(promisify(api.uploadMPVideo.bind(api))({ media_id: 'MEDIA_ID' }), /invalid url/);
  assert.equal(simulator.calls.at(-1)?.path, '/cgi-bin/media/uploadvideo');
});

test('node-easywechat: its files tell others nothing, and users of an Official Account are logged in, as printed', async (t) => {
  const { origin, keys, shop, simulator } = await startGateway(t);
  const path = mkdtempSync(join(tmpdir(), 'easywechat-'));
  t.after(() => rmSync(path, { recursive: true }));
  const folder = join(path, 'cache');
  const cache = withReplaced(printedWith('file_cache'), { '/var/lib/app/easywechat': folder });
  const { file_cache } = runInNewContext(`({ ${cache} })`) as { file_cache: { path: string } };
  const app = new OfficialAccount({
    app_id: shop.appid,
    secret: keys.all,
    http: { baseURL: origin },
    file_cache,
  });
  const given = { app, appid: shop.appid, clientKey: keys.all, code: 'CODE' };

  runInNewContext(printedWith('setKey'), given);
  await app.getAccessToken().getToken();
  assert.deepEqual(readdirSync(folder), ['token.cache']);
  assert.equal(statSync(join(folder, 'token.cache')).mode & 0o777, 0o600);

  // promised by its types
  const answer = (await runInNewContext(printedWith('getHttpClient'), given)) as { toObject(): object };
  assert.ok('openid' in answer.toObject());
  assert.equal(simulator.calls.at(-1)?.query.secret, shop.secret);
});
