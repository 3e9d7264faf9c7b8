import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { demoNotice } from '../../src/demo/demo-notice.ts';
import {
  appid,
  failing,
  get,
  launchBrowser,
  type Site,
  secret,
  startSite,
} from '../support/browser/browser.ts';
import { fewCodes, looks, runAxe, wear } from '../support/browser/page-checks.ts';

const { open } = await launchBrowser();

const views: Readonly<Record<string, (page: Page, site: Site) => Promise<unknown>>> = {
  'the empty page': () => Promise.resolve(),
  'stable_token with its forced refresh': async (page) => {
    await page.locator('#stable').check();
    await page.locator('.force summary').click();
  },
  'fields that look swapped': async (page) => {
    await page.locator('#appid').fill(secret);
    await page.locator('#secret').fill(appid);
  },
  'a token, with commands and a check': async (page) => {
    await get(page);
    await page.locator('form.next button').click();
    await page.locator('.verdict.ok').waitFor();
    for (const summary of await page.locator('.command summary').all()) await summary.click();
  },
  'an address that is not listed': (page) => get(page, failing.ipNotListed),
  'a broken connection': (page) => get(page, failing.reset),
  'missing fields': (page) => get(page, '', ''),
  '/check': (page, { origin }) => page.goto(`${origin}/check`),
  // hundreds of rows of one shape: a few of each group, closed and open
  '/errcodes': async (page, { origin }) => {
    await page.goto(`${origin}/errcodes`);
    await fewCodes(page);
    await page.evaluate(() => {
      for (const row of document.querySelectorAll('#codes details:nth-of-type(odd)')) {
        row.setAttribute('open', '');
      }
    });
  },
  'one error of a text': (page) => lookUp(page, '40001'),
  'several errors of a text': async (page) => {
    await lookUp(page, `errcode 40164 invalid ip 203.0.113.7, not in whitelist; 45009 ECONNREFUSED`);
    for (const row of await page.locator('#tips .found > details:not([open]) > summary').all())
      await row.click();
  },
  'a page that is not there': (page, { origin }) => page.goto(`${origin}/nowhere`),
  'a call that runs': async (page, { simulator }) => {
    simulator.failNext({ kind: 'hang' });
    await page.goto(new URL('/', page.url()).href);
    await page.locator('#appid').fill(appid);
    await page.locator('#secret').fill(secret);
    await page.locator('#get').click();
    await page.locator('.progress').waitFor();
  },
};

/** An answer, without the list below it. */
async function lookUp(page: Page, text: string): Promise<void> {
  await page.goto(new URL('/errcodes', page.url()).href);
  await page.locator('#codes').evaluate((list) => list.remove());
  await page.locator('#pasted').fill(text);
  await page.locator('#get').click();
  await page.locator('#tips:not(.empty)').waitFor();
}

for (const lang of ['en', 'zh'] as const) {
  // what is pressed is so in a narrow window in one language, in a wide one in the other
  const inOrder = lang === 'en' ? looks.toReversed() : looks;
  test(`axe finds nothing on any page, narrow and wide, light and dark, with the demo’s notice, in ${lang}`, async (t) => {
    const site = await startSite(t, {}, { openAccounts: true }, { notice: demoNotice });
    const { page } = await open(t, { site, lang, ...inOrder.at(-1) });
    for (const [name, show] of Object.entries(views)) {
      await t.test(name, async () => {
        await show(page, site);
        for (const look of inOrder) {
          await wear(page, look);
          const seen = `${look.scheme}, ${look.width} px`;
          const { found, tried } = await runAxe(page);
          assert.deepEqual(found, [], seen);
          for (const rule of ['color-contrast', 'html-has-lang', 'target-size', 'region']) {
            assert.ok(tried.has(rule), `${rule} was not tried: ${seen}`);
          }
        }
      });
    }
  });
}

test('what the server renders is as clean before any script has run', async (t) => {
  // axe itself needs timers, which stand still with JavaScript off: so only the page's own script is kept away
  const { page } = await open(t, { allowed: /net::ERR_FAILED/ });
  await page.route('**/*.js', (route) => route.abort());
  await page.reload();
  assert.deepEqual(await page.getByRole('button').allTextContents(), [
    'Get',
    'Ask WeChat which address it sees',
  ]);
  await get(page, failing.ipNotListed);
  assert.deepEqual((await runAxe(page)).found, []);
  await get(page, '', '');
  assert.deepEqual((await runAxe(page)).found, []);
});

test('axe does find a fault that is put in', async (t) => {
  const { page } = await open(t);
  await page.locator('label[for=appid]').evaluate((label) => label.remove());
  const { found } = await runAxe(page);
  assert.ok(
    found.some((line) => line.startsWith('label ')),
    found.join(),
  );
});
