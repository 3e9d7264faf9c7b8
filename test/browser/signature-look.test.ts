import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser, startSite } from '../support/browser/browser.ts';
import { overflowing, runAxe, unfold } from '../support/browser/page-checks.ts';
import { check, choose, decrypt, fill, press, shown } from '../support/browser/signature-form.ts';
import { officialPush } from '../support/signatures.ts';

const { open } = await launchBrowser();
const path = '/signature';

for (const [lang, scheme] of [
  ['en', 'light'],
  ['zh', 'dark'],
] as const) {
  test(`axe finds nothing, and nothing is wider than 320 px, in ${lang} and ${scheme}`, async (t) => {
    const site = await startSite(t);
    const { page } = await open(t, { site, path, lang, scheme, width: 320 });
    const look = async (what: string): Promise<void> => {
      await unfold(page);
      assert.deepEqual((await runAxe(page)).found, [], what);
      assert.deepEqual(await overflowing(page), [], what);
    };
    for (const kind of Object.keys(shown)) {
      await choose(page, kind);
      await look(kind);
    }
    await press(page);
    await look('what is missing');
    await choose(page, 'push_check');
    await fill(page, check);
    await press(page);
    await look('a check');
    await choose(page, 'push_decrypt');
    await fill(page, { ...decrypt, msg_signature: officialPush.signature });
    await press(page);
    await look('a message');
    await page.goto(`${site.origin}${path}`);
    await page.locator('.example button').click();
    await page.locator('#config').waitFor();
    await look('the example');
  });
}

for (const lang of ['en', 'zh'] as const) {
  test(`the first view of /signature in ${lang} weighs at most 20 KiB`, async (t) => {
    const { page, site } = await open(t, { lang, path: '/healthz' });
    const session = await page.context().newCDPSession(page);
    let bytes = 0;
    let ended = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      ended += 1;
    });
    await session.send('Network.enable');
    await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' });
    t.diagnostic(`${lang}: ${bytes} bytes in ${ended} answers`);
    assert.ok(ended >= 4 && bytes > 5000);
    assert.ok(bytes <= 20 * 1024, `${bytes} bytes`);
  });
}
