import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { appid, failing, launchBrowser, secret, startSite } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

/** How far below the top of the window this stands, in px. */
const topOf = (page: Page, selector: string): Promise<number> =>
  page.locator(selector).evaluate((element) => Math.round(element.getBoundingClientRect().top));

/** The result begins at the top of the window, or as near to it as the end of the page lets it. */
async function assertAtResult(page: Page): Promise<void> {
  const below = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY);
  const top = await topOf(page, '#tips');
  assert.ok(top >= 0 && (top <= 20 || below <= 1), `the result stands ${top} px below the top`);
  assert.ok((await page.evaluate(() => scrollY)) > 100);
}

const forms: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  '/': async (page) => {
    await page.locator('#appid').fill(appid);
    await page.locator('#secret').fill(secret);
  },
  '/check': (page) => page.locator('#access_token').fill('93_no-such-token'),
  '/errcodes': (page) => page.locator('#pasted').fill('{"errcode":40164,"errmsg":""}'),
};

for (const [path, fill] of Object.entries(forms)) {
  for (const lang of ['en', 'zh'] as const) {
    test(`a phone without script lands at the result of ${path}, in ${lang}`, async (t) => {
      const { page, site } = await open(t, { js: false, width: 320, path: `${path}?lang=${lang}` });
      await fill(page);
      await page.locator('#get').click();
      await page.waitForURL(`${site.origin}${path}?lang=${lang}#tips`);
      await assertAtResult(page);
      // and what the form asked for has not gone into the address
      assert.doesNotMatch(page.url(), /appid|secret|93_|40164/);
    });
  }
}

test('a phone without script lands at the summary of what is missing, and from there at the field', async (t) => {
  const { page } = await open(t, { js: false, width: 320 });
  await page.locator('#get').click();
  await page.waitForURL('**/#tips');
  await assertAtResult(page);
  await page.locator('.problems a').first().click();
  await page.waitForURL('**/#appid');
});

test('a check of the token that has just come lands at its result as well', async (t) => {
  const { page } = await open(t, { js: false, width: 320 });
  await forms['/']?.(page);
  await page.locator('#get').click();
  await page.locator('form.next button').click();
  await page.waitForURL('**/check#tips');
  await assertAtResult(page);
});

test('a wide window has both in sight, and does not scroll', async (t) => {
  const site = await startSite(t);
  const { page } = await open(t, { site, js: false });
  await page.locator('#appid').fill(failing.ipNotListed);
  await page.locator('#secret').fill(secret);
  await page.locator('#get').click();
  await page.waitForURL('**/#tips');
  assert.equal(await topOf(page, 'body'), 0);
});

test('with script nothing is navigated, and the address stays as it is', async (t) => {
  const { page, site } = await open(t, { width: 320 });
  await forms['/']?.(page);
  await page.locator('#get').click();
  await page.locator('#tips.ok').waitFor();
  assert.equal(page.url(), `${site.origin}/`);
  assert.ok((await topOf(page, '#outcome')) < 800);
});
