// SDKs that nobody here wrote, set to this server by one setting: they hold no token and no secret, and notice nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forceRefresh } from '../support/central/central-api.ts';
import { relayedCalls, startGateway } from '../support/central/gateway.ts';
import { sdks } from '../support/central/sdks.ts';
import { temporaryFile } from '../support/network/certificates.ts';

for (const [sdkName, createSdk] of Object.entries(sdks))
  for (const accountName of ['shop', 'news'] as const)
    test(`M13: ${sdkName} at ${accountName}: all it can do; a forced refresh, a fetch past us`, async (t) => {
      let now = Date.now();
      const central = await startGateway(t, { now: () => now });
      const { origin, keys, simulator } = central;
      const account = central[accountName];
      const sdk = await createSdk(t, { origin, appid: account.appid, clientKey: keys.all });
      const file = temporaryFile(t, '7'.repeat(300_000));

      async function useAll(): Promise<void> {
        assert.ok('menu' in (await sdk.menu()));
        assert.deepEqual(await sdk.message('OPENID', '你好'), { errcode: 0, errmsg: 'ok' });
        assert.ok('media_id' in (await sdk.upload(file)));
        assert.ok((await sdk.ticket()).length > 20);
        if (sdk.login === undefined) return;
        assert.deepEqual(await sdk.login('CODE'), { openid: 'OPENID', session_key: 'SESSION_KEY' });
      }

      const callsOf = (path: string) => relayedCalls(central).filter((call) => call.path === path).length;

      const token = await sdk.token();
      assert.equal(simulator.check(token), 'unknown', 'a stand-in');
      await useAll();
      await forceRefresh(central, account);
      now += 301_000;
      await useAll();
      simulator.replaceElsewhere(account);
      await useAll();
      assert.ok(callsOf('/cgi-bin/menu/get') > 3, 'healed here');
      assert.equal(await sdk.token(), token, 'it never asked for another');
      for (const path of ['/cgi-bin/message/custom/send', '/cgi-bin/media/upload'])
        assert.equal(simulator.effects(path), 3, path);
      assert.equal(simulator.effects('/sns/jscode2session'), sdk.login === undefined ? 0 : 3);
      const uploads = simulator.calls.filter(({ path }) => path === '/cgi-bin/media/upload');
      for (const { bytes } of uploads) assert.ok(bytes.includes('7'.repeat(300_000)));
    });
