// The set-up of docs/sdks.md that is a test’s to run, as it is printed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import API from 'co-wechat-api';
import { type Account, type RunningCentral, startCentral } from '../support/central/central.ts';
import { forceRefresh, readTicket } from '../support/central/central-api.ts';
import { blockWith, withReplaced } from '../support/documents.ts';

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
      const image = Buffer.alloc(2_000_000, 'x');
      assert.ok('media_id' in (await sdk.api.uploadMedia(image, 'image', 'a.jpg', 'image/jpeg')));
      const upload = simulator.calls.at(-1);
      assert.equal(upload?.query.access_token, first);
      assert.ok(upload.body.length > image.length);
      // whatever the simulator says of the code: what counts is what reached it
      await sdk.api.code2Session('code').catch(() => undefined);
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
