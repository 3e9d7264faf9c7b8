// What the README prints, run as it is printed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import API from 'co-wechat-api';
import { parseAccounts } from '../../src/central/accounts/parse-accounts.ts';
import { type Account, type RunningCentral, startCentral } from '../support/central/central.ts';
import { forceRefresh, readTicket } from '../support/central/central-api.ts';
import { fileOf } from '../support/process/file-reads.ts';
import { blocksOf, blockWith, withReplaced } from '../support/readme.ts';

const withoutComments = (text: string): string =>
  text.replaceAll(/(^|\s)(#|\/\/ ).*$/gm, '').replaceAll(/\s+/g, ' ');
test('both READMEs print the same commands and set-ups', () => {
  const [english, chinese] = (['README.md', 'README.zh-CN.md'] as const).map((file) =>
    blocksOf(file).map(({ language, text }) => [language, withoutComments(text).trim()]),
  );
  assert.ok(english !== undefined && english.length > 15);
  assert.deepEqual(chinese, english);
});

test('the accounts.json that is printed is one that is taken', async () => {
  const result = await parseAccounts(blockWith('json', '"accounts"'), () =>
    Promise.resolve(fileOf('a'.repeat(32))),
  );
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(
    [...result.accounts.clients].map(({ name }) => name),
    ['orders'],
  );
});

type Sdk = Readonly<{ central: API; api: API }>;

function printedSdk({ origin, orders }: RunningCentral, { appid, secret }: Account): Sdk {
  const code = withReplaced(blockWith('js', 'class CentralAPI'), {
    'https://token.example.com': origin,
    wx0000000000000000: appid,
  });
  const env = { CLIENT_KEY: orders, WX_SECRET: secret };
  // the value of the last expression
  return runInNewContext(`${code}; ({ central, api });`, { API, process: { env } }) as Sdk;
}

/** Somebody who has the AppSecret asks WeChat itself, so that the token that is held here dies unnoticed. */
async function fetchPast({ simulator }: RunningCentral, { appid, secret, endpoint }: Account): Promise<void> {
  const params = { grant_type: 'client_credential', appid, secret };
  const url = `${simulator.origin}/cgi-bin/${endpoint}`;
  const reply = await (endpoint === 'token'
    ? fetch(`${url}?${new URLSearchParams(params)}`)
    : fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...params, force_refresh: true }),
      }));
  assert.match(await reply.text(), /"access_token"/);
}

const events = { 'a forced refresh': forceRefresh, 'a fetch past this server': fetchPast };

for (const name of ['shop', 'news'] as const) {
  for (const [event, happens] of Object.entries(events)) {
    test(`the printed co-wechat-api (${name}): call, tickets, upload and login, and it recovers from ${event}`, async (t) => {
      let now = Date.now();
      const central = await startCentral(t, { now: () => now });
      const { simulator } = central;
      const account = central[name];
      const sdk = printedSdk(central, account);
      sdk.api.prefix = `${simulator.origin}/cgi-bin/`;
      sdk.api.snsPrefix = `${simulator.origin}/sns/`;
      const call = async () => {
        const { accessToken } = await sdk.api.ensureAccessToken();
        return sdk.api.request(`${sdk.api.prefix}get_api_domain_ip?access_token=${accessToken}`);
      };

      assert.ok('ip_list' in (await call()));
      const { accessToken: first } = await sdk.api.ensureAccessToken();
      for (const type of ['jsapi', 'wx_card'] as const) {
        const { ticket } = await sdk.api.getTicket(type);
        assert.equal(ticket, (await readTicket(central.origin, first, type)).body.ticket);
      }
      // the simulator has neither path: what counts is what reached it
      const image = Buffer.alloc(2_000_000, 'x');
      await assert.rejects(sdk.api.uploadMedia(image, 'image', 'a.jpg', 'image/jpeg'), { code: 40066 });
      const upload = simulator.calls.at(-1);
      assert.equal(upload?.query.access_token, first);
      assert.ok(upload.body.length > image.length);
      await assert.rejects(sdk.api.code2Session('code'), { code: 40066 });
      assert.deepEqual(
        [simulator.calls.at(-1)?.path, simulator.calls.at(-1)?.query.secret],
        ['/sns/jscode2session', account.secret],
      );

      now += 60_000;
      await happens(central, account);
      now += 301_000;
      assert.equal(simulator.check(first), 'replaced');
      assert.ok('ip_list' in (await call()));
      const { accessToken: second } = await sdk.api.ensureAccessToken();
      assert.deepEqual(simulator.check(second), { appid: account.appid, endpoint: account.endpoint });
      // and not a second refresh for whatever comes next
      const before = simulator.tokensMinted();
      assert.ok('ip_list' in (await call()));
      assert.equal(simulator.tokensMinted(), before);
    });
  }
}
