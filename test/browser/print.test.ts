import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { failing, get, launchBrowser, secret, startSite, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const onPaper = async (page: Page): Promise<string> => {
  await page.emulateMedia({ media: 'print' });
  return page.locator('body').innerText();
};

/** Headings, labels and terms that are printed with nothing printed behind them in their box. */
const emptyHeadings = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const seen = (part: Element | null | undefined): boolean =>
      part?.checkVisibility() === true &&
      (part as HTMLElement).innerText.trim() + (part as HTMLInputElement).value !== 'undefined';
    return [...document.querySelectorAll('h2, h3, label, legend, summary')]
      .filter((heading) => heading.checkVisibility() && heading.id !== 'outcome')
      .filter((heading) => {
        const field = heading.getAttribute('for');
        if (field !== null) return !seen(document.getElementById(field));
        for (let next = heading.nextElementSibling; next !== null; next = next.nextElementSibling) {
          if (seen(next)) return false;
        }
        return true;
      })
      .map((heading) => heading.textContent ?? '');
  });

for (const js of [true, false]) {
  const how = js ? '' : ', without JavaScript too';

  test(`a token is printed without its middle, the secret and WeChat’s body not at all${how}`, async (t) => {
    const { page } = await open(t, { js });
    if (js) await page.getByRole('button', { name: 'Show secret' }).click();
    await get(page);
    const token = await textOf(page, '#token');
    assert.ok(token.length > 100);
    const text = await onPaper(page);
    assert.ok(text.includes(`${token.slice(0, 6)}…${token.slice(-6)}`), text);
    assert.ok(!text.includes(token.slice(0, 12)) && !text.includes(token.slice(-12)), text);
    assert.ok(!text.includes(secret));
    assert.match(text, /Token received, valid for 2 hours/);
    assert.match(text, /\d+:\d\d:\d\d/);
    for (const part of ['#token', '#reply', '#secret', '#get', 'header', 'footer', '.next button'])
      assert.ok(!(await page.locator(part).isVisible()), part);
    assert.deepEqual(await emptyHeadings(page), []);
  });

  test(`an error is printed with WeChat’s body, the AppID and the rid, and no heading over nothing${how}`, async (t) => {
    const { page } = await open(t, { js });
    await get(page, failing.ipNotListed);
    const body = await textOf(page, '#reply');
    const text = await onPaper(page);
    assert.match(text, /^40164: /m);
    assert.match(text, /rid\s[0-9a-f]{8}-/);
    assert.ok(text.includes(body));
    assert.ok(await page.locator('#appid').isVisible());
    assert.equal(await page.locator('#appid').inputValue(), failing.ipNotListed);
    assert.deepEqual(await emptyHeadings(page), []);
  });
}

test('no page prints a heading over nothing, in either language', async (t) => {
  const site = await startSite(t);
  for (const lang of ['en', 'zh'] as const) {
    const { page } = await open(t, { site, lang });
    for (const path of ['/', '/check', '/errcodes', '/nowhere']) {
      await page.emulateMedia({ media: 'screen' });
      await page.goto(site.origin + path);
      await onPaper(page);
      assert.deepEqual(await emptyHeadings(page), [], path);
    }
  }
});

test('whatever holds a token is not printed, however WeChat’s side dressed it', async (t) => {
  const { page, site } = await open(t);
  for (const body of [
    '{"errcode":0,"data":{"access_token":"93_SECRETTOKEN"}}',
    '{"errcode":40001,"errmsg":"x","refresh_token" : "93_SECRETTOKEN"}',
    '{"errcode":40001,"errmsg":"{\\"ticket\\":\\"93_SECRETTOKEN\\"}"}',
  ]) {
    await page.emulateMedia({ media: 'screen' });
    site.simulator.failNext({ kind: 'reply', body });
    await get(page);
    assert.ok((await textOf(page, '#reply')).includes('SECRETTOKEN'));
    assert.ok(!(await onPaper(page)).includes('SECRETTOKEN'), body);
    assert.deepEqual(await emptyHeadings(page), [], body);
  }
});

test('paper is white, for a reader of the dark page too', async (t) => {
  const { page } = await open(t, { scheme: 'dark' });
  await get(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const { back, text } = await page.locator('body').evaluate((tips) => {
    const { backgroundColor, color } = getComputedStyle(tips);
    return { back: backgroundColor, text: color };
  });
  assert.deepEqual({ back, text }, { back: 'rgb(255, 255, 255)', text: 'rgb(24, 32, 28)' });
});
