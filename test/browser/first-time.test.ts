// The path of whoever wants a token, counted: what is pasted and pressed, and that nothing has to be scrolled for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  appid,
  focused,
  launchBrowser,
  paste,
  secret,
  setClipboard,
  textOf,
} from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const windows = {
  '1280 × 720': { viewport: { width: 1280, height: 720 } },
  '390 × 844': { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const;

/** Can all of it be seen without scrolling? */
async function isInSight(page: Page, selector: string): Promise<boolean> {
  return page.locator(selector).evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
  });
}

/** Presses the one strong button where it stands, and reads what it has copied. */
async function copyInPlace(page: Page): Promise<string> {
  assert.ok(await isInSight(page, '.strong'), 'Copy token has to be scrolled for');
  const box = await page.locator('.strong').boundingBox();
  assert.ok(box !== null);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator('#live', { hasText: 'Copied' }).waitFor({ state: 'attached' });
  return page.evaluate(() => navigator.clipboard.readText());
}

for (const [name, view] of Object.entries(windows)) {
  const context = { ...view, permissions: ['clipboard-read', 'clipboard-write'] };

  test(`at ${name} who comes again pastes, presses Enter and presses Copy: three actions, no scrolling`, async (t) => {
    const { page, site } = await open(t, { path: `/#${appid}`, context });
    assert.equal(await focused(page), 'secret');
    assert.ok((await isInSight(page, '#secret')) && (await isInSight(page, '#get')));
    await setClipboard(page, secret);
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Enter');
    await page.locator('#token').waitFor();
    assert.equal(await copyInPlace(page), await textOf(page, '#token'));
    assert.equal(site.simulator.calls.length, 1);
  });

  test(`at ${name} who comes first has the AppID to paste as well, and nothing to look for`, async (t) => {
    const { page } = await open(t, { context });
    assert.equal(await focused(page), 'appid');
    assert.ok(await isInSight(page, '#get'));
    await paste(page, page.locator('#appid'), appid);
    await page.keyboard.press('Tab');
    await setClipboard(page, secret);
    await page.keyboard.press('Control+V');
    await page.keyboard.press('Enter');
    await page.locator('#token').waitFor();
    assert.equal(await copyInPlace(page), await textOf(page, '#token'));
    // one thing to do in the result, and the form's own button is no rival
    assert.equal(await page.locator('#tips :is(.strong, .go)').count(), 1);
    const fills = await page.evaluate(() =>
      ['.strong', '#get'].map((part) => {
        const element = document.querySelector(part);
        return element === null ? '' : getComputedStyle(element).backgroundColor;
      }),
    );
    assert.notEqual(fills[0], fills[1]);
  });
}

test('a long token is folded to three lines, copied whole, and shown whole when asked for', async (t) => {
  const { page, site } = await open(t, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  const long = `93_${'aB3-xY_9Qz'.repeat(51)}`;
  site.simulator.failNext({ kind: 'reply', body: JSON.stringify({ access_token: long, expires_in: 7200 }) });
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  await page.keyboard.press('Enter');
  await page.locator('#token').waitFor();
  const lines = () =>
    page.locator('#token').evaluate((token) => {
      const { lineHeight } = getComputedStyle(token);
      return Math.round(token.clientHeight / Number.parseFloat(lineHeight));
    });
  assert.equal(await lines(), 3);
  assert.equal(await copyInPlace(page), long);
  await page.getByRole('button', { name: 'Show all (513)' }).click();
  assert.ok((await lines()) > 3);
});

test('a language that is chosen in one panel of commands holds for all, and for the next answer', async (t) => {
  const { page } = await open(t, { path: `/#${appid}` });
  for (const round of [1, 2]) {
    await page.locator('#secret').fill(secret);
    await page.locator('#secret').press('Enter');
    await page.locator('#tips.ok:not([data-old])').waitFor();
    await page.locator('.command summary').first().click();
    if (round === 1) await page.getByText('Python', { exact: true }).first().click();
    assert.ok(await page.locator('.command [data-lang=Python]').first().isVisible());
    assert.ok(!(await page.locator('.command [data-lang=curl]').first().isVisible()));
    await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  }
});
