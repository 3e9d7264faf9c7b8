// An SDK that nobody here wrote, with its address set to this server: it holds no token and no secret, and notices nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import API from 'co-wechat-api';
import { forceRefresh } from '../support/central/central-api.ts';
import { startGateway } from '../support/central/gateway.ts';

for (const name of ['shop', 'news'] as const) {
  test(`M13: co-wechat-api at ${name}: token, call, upload, ticket, login; a forced refresh, a fetch past us`, async (t) => {
    let now = Date.now();
    const central = await startGateway(t, { now: () => now });
    const { origin, keys, simulator } = central;
    const account = central[name];
    const sdk = new API(account.appid, keys.all);
    sdk.prefix = `${origin}/cgi-bin/`;
    sdk.snsPrefix = `${origin}/sns/`;
    sdk.wxaPrefix = `${origin}/wxa/`;

    async function useAll(): Promise<void> {
      assert.ok('menu' in (await sdk.getMenu()));
      assert.deepEqual(await sdk.sendText('OPENID', '你好'), { errcode: 0, errmsg: 'ok' });
      const file = Buffer.alloc(300_000, 7);
      assert.ok('media_id' in (await sdk.uploadMedia(file, 'image', 'a.jpg', 'image/jpeg')));
      assert.ok((await sdk.getTicket('jsapi')).ticket.length > 20);
      assert.deepEqual(await sdk.code2Session('CODE'), { openid: 'OPENID', session_key: 'SESSION_KEY' });
    }

    await useAll();
    const { accessToken } = await sdk.ensureAccessToken();
    assert.equal(simulator.check(accessToken), 'unknown', 'a stand-in');
    await forceRefresh(central, account);
    now += 301_000;
    await useAll();
    simulator.replaceElsewhere(account);
    await useAll();
    assert.equal((await sdk.ensureAccessToken()).accessToken, accessToken, 'it never asked for another');
    assert.equal(simulator.effects('/cgi-bin/message/custom/send'), 3);
    assert.equal(simulator.effects('/cgi-bin/media/upload'), 3);
    assert.equal(simulator.effects('/sns/jscode2session'), 3);
  });
}
