import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import {
  appid,
  failing,
  get,
  launchBrowser,
  type Site,
  secret,
  startSite,
} from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const options = JSON.stringify({ runOnly: tags, resultTypes: ['violations', 'incomplete', 'passes'] });

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
    await page.evaluate(() => {
      for (const row of document.querySelectorAll('#codes details:nth-of-type(n + 12)')) row.remove();
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

async function run(page: Page): Promise<AxeResults> {
  // by hand: a script element would be refused by the page's own policy
  await page.evaluate(axe.source);
  return page.evaluate<AxeResults>(`axe.run(document, ${options})`);
}

const describe = (results: AxeResults['violations']): string[] =>
  results.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );

for (const lang of ['en', 'zh'] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`axe finds nothing on any page, in ${lang} and ${scheme}`, async (t) => {
      const site = await startSite(t);
      const { page } = await open(t, { site, lang, scheme });
      for (const [name, show] of Object.entries(views)) {
        await show(page, site);
        const { violations, incomplete, passes } = await run(page);
        assert.deepEqual(describe(violations), [], name);
        // what axe could not decide about contrast would be no proof of it
        assert.deepEqual(describe(incomplete.filter(({ id }) => id === 'color-contrast')), [], name);
        const passed = new Set(passes.map(({ id }) => id));
        for (const rule of ['color-contrast', 'html-has-lang', 'target-size', 'region']) {
          assert.ok(passed.has(rule), `${rule} was not tried on ${name}`);
        }
      }
    });
  }
}

test('what the server renders is as clean before any script has run', async (t) => {
  // axe itself needs timers, which stand still with JavaScript off: so only the page's own script is kept away
  const { page } = await open(t, { allowed: /net::ERR_FAILED/ });
  await page.route('**/*.js', (route) => route.abort());
  await page.reload();
  assert.equal(await page.getByRole('button').count(), 1);
  await get(page, failing.ipNotListed);
  assert.deepEqual(describe((await run(page)).violations), []);
  await get(page, '', '');
  assert.deepEqual(describe((await run(page)).violations), []);
});

test('axe does find a fault that is put in', async (t) => {
  const { page } = await open(t);
  await page.locator('label[for=appid]').evaluate((label) => label.remove());
  const found = (await run(page)).violations.map(({ id }) => id);
  assert.ok(found.includes('label'), found.join());
});
