import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { get, launchBrowser, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

/** Headless Chromium shows every page for ever: what a hidden tab tells the script is put in. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

/** Can the token be seen anywhere on the page? */
async function isTokenSeen(page: Page, token: string): Promise<boolean> {
  return (await page.locator('body').innerText()).includes(token);
}

test('the countdown goes by minutes and ends in "expired"', async (t) => {
  const { page } = await open(t, { clock: true });
  await get(page);
  assert.equal(await textOf(page, '#countdown'), '1 h 59 min left');
  await page.clock.fastForward(60 * 60_000);
  assert.equal(await textOf(page, '#countdown'), '59 min left');
  await page.clock.fastForward(59 * 60_000);
  assert.equal(await textOf(page, '#countdown'), 'less than a minute left');
  await page.clock.fastForward(60_000);
  assert.equal(await textOf(page, '#countdown'), 'expired');
  assert.equal(await page.locator('[aria-live] #countdown, [role=status] #countdown').count(), 0);
});

test('the end of the token is told in the reader’s own zone, with the exact time for machines', async (t) => {
  const { page } = await open(t, { context: { timezoneId: 'Asia/Shanghai' } });
  await get(page);
  const time = page.locator('time#ends');
  const iso = (await time.getAttribute('datetime')) ?? '';
  const inShanghai = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Asia/Shanghai',
  });
  assert.equal(await textOf(page, 'time#ends'), `${inShanghai.format(new Date(iso))} GMT+8`);
  assert.equal(await time.getAttribute('title'), iso);
  assert.ok(Math.abs(Date.parse(iso) - Date.now() - 7_200_000) < 60_000, iso);
});

test('without JavaScript the end of the token is told in UTC, and nothing ticks', async (t) => {
  const { page } = await open(t, { js: false });
  await get(page);
  assert.match(await textOf(page, 'time#ends'), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/);
  assert.equal(await page.locator('#countdown').count(), 0);
});

test('an expired token is hidden, in the body as well, until somebody asks for it', async (t) => {
  const { page } = await open(t, { clock: true });
  await get(page);
  const token = await textOf(page, '#token');
  assert.ok(await isTokenSeen(page, token));
  await page.clock.fastForward(2 * 3600_000 + 5000);
  assert.ok(!(await isTokenSeen(page, token)), 'the token can still be read');
  assert.ok(!(await page.locator('#reply').isVisible()));
  assert.equal(await page.getByRole('button', { name: 'Copy token' }).isVisible(), false);
  await page.getByRole('button', { name: 'Show token' }).click();
  assert.ok(await isTokenSeen(page, token));
  await page.clock.fastForward(60_000);
  assert.ok(await isTokenSeen(page, token), 'hidden again right after it was asked for');
});

test('a token that nobody saw for ten minutes is hidden', async (t) => {
  const { page } = await open(t, { clock: true });
  await get(page);
  const token = await textOf(page, '#token');
  await setHidden(page, true);
  await page.clock.fastForward(9 * 60_000);
  assert.ok(await isTokenSeen(page, token));
  await page.clock.fastForward(61_000);
  assert.ok(!(await isTokenSeen(page, token)), 'the token can still be read');
  await setHidden(page, false);
  assert.match(await textOf(page, '.veil'), /hidden/);
});

test('a computer that slept for ten minutes shows no token when it wakes up', async (t) => {
  const { page } = await open(t, { clock: true });
  await get(page);
  const token = await textOf(page, '#token');
  await setHidden(page, true);
  await page.clock.setSystemTime(Date.now() + 11 * 60_000);
  await setHidden(page, false);
  assert.ok(!(await isTokenSeen(page, token)), 'the token can be read before the first tick');
});

test('looking away for a moment hides nothing', async (t) => {
  const { page } = await open(t, { clock: true });
  await get(page);
  const token = await textOf(page, '#token');
  for (let i = 0; i < 3; i += 1) {
    await setHidden(page, true);
    await page.clock.fastForward(9 * 60_000);
    await setHidden(page, false);
    await page.clock.fastForward(10_000);
  }
  assert.ok(await isTokenSeen(page, token));
});

test('a token that is asked for after a long absence is shown', async (t) => {
  const { page } = await open(t, { clock: true });
  await setHidden(page, true);
  await page.clock.fastForward(60 * 60_000);
  await setHidden(page, false);
  await get(page);
  assert.ok(await page.locator('#token').isVisible());
  assert.equal(await page.locator('.veil').count(), 0);
});
