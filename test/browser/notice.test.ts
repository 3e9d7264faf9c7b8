import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoNotice } from '../../src/demo/demo-notice.ts';
import { failing, get, launchBrowser, startSite } from '../support/browser/browser.ts';
import { fewCodes, overflowing, runAxe } from '../support/browser/page-checks.ts';

const { open } = await launchBrowser();

for (const lang of ['en', 'zh'] as const) {
  test(`the simulator’s notice is read whole at 320, 360 and 1280 px, in ${lang}, and axe finds nothing`, async (t) => {
    const site = await startSite(t, {}, { openAccounts: true }, { notice: demoNotice });
    const { page } = await open(t, { site, lang });
    for (const path of ['/', '/check', '/errcodes', '/nowhere']) {
      await page.goto(site.origin + path);
      if (path === '/') await get(page, failing.ipNotListed);
      if (path === '/errcodes') await fewCodes(page);
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const seen = `${path} at ${width} px`;
        const notice = page.getByText(demoNotice[lang]);
        const { hidden, aside } = await notice.evaluate((box) => ({
          hidden: [box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth],
          aside: getComputedStyle(box).overflow,
        }));
        assert.deepEqual({ hidden, aside }, { hidden: [0, 0], aside: 'visible' }, seen);
        assert.deepEqual(await overflowing(page), [], seen);
        const { found, tried } = await runAxe(page);
        assert.deepEqual(found, [], seen);
        assert.ok(tried.has('region') && tried.has('color-contrast'), seen);
      }
    }
  });
}

test('an AppID of the notice stands in one piece at 320 px', async (t) => {
  const site = await startSite(t, {}, { openAccounts: true }, { notice: demoNotice });
  const { page } = await open(t, { site, width: 320 });
  const lines = await page.getByText(demoNotice.en).evaluate((box) => {
    const node = box.firstChild;
    const text = node?.textContent ?? '';
    return [...text.matchAll(/wx[0-9a-f]{16}/g)].map(({ 0: appid, index }) => {
      const range = document.createRange();
      if (node === null) throw new Error('the notice is empty');
      range.setStart(node, index);
      range.setEnd(node, index + appid.length);
      return range.getClientRects().length;
    });
  });
  assert.deepEqual(lines, [1, 1]);
});

for (const js of [true, false]) {
  test(`over plain http a person is warned before typing, by localhost not${js ? '' : ', without JavaScript'}`, async (t) => {
    const site = await startSite(t);
    const lan = site.origin.replace('127.0.0.1', 'lan.test');
    const { page } = await open(t, { site, js, width: 320, origin: lan });
    for (const path of ['/', '/check']) {
      await page.goto(lan + path);
      assert.match(
        await page.locator('form .warning').first().innerText(),
        /^This page came over plain http/,
      );
      if (!js) continue;
      assert.deepEqual(await overflowing(page), []);
      assert.deepEqual((await runAxe(page)).found, []);
    }
    const own = await open(t, { site, js, origin: site.origin.replace('127.0.0.1', 'localhost') });
    for (const path of ['/', '/check']) {
      await own.page.goto(own.page.url().replace(/\/(check)?$/, path));
      assert.ok(!(await own.page.locator('body').innerText()).includes('plain http'));
    }
  });
}
