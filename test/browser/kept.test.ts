import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startSimulator } from '../../src/demo/simulator/wechat-simulator.ts';
import { startApp } from '../support/app.ts';
import { appid, defer, focused, get, launchBrowser, secret, textOf } from '../support/browser/browser.ts';
import { runAxe } from '../support/browser/page-checks.ts';
import { createKept } from '../support/central/kept.ts';

const { open } = await launchBrowser();

const otherAppid = 'wxabcdef0123456789';

/** A page on a server that keeps the token of `appid`, and of another, for both endpoints. */
async function startKeeping(t: TestContext) {
  const kept = createKept();
  for (const account of [appid, otherAppid]) {
    kept.keep(account, 'token');
    kept.keep(account, 'stable_token');
  }
  const simulator = await startSimulator({ openAccounts: true });
  const app = await startApp({ env: { WECHAT_API_BASE: simulator.origin }, kept });
  defer(t, async () => {
    await simulator.close();
    await app.close();
  });
  return { kept, site: { simulator, origin: app.origin, logged: app.logged } };
}

const box = (page: Page) => page.getByRole('checkbox', { name: 'Yes, replace the kept token' });

/** Presses Get without filling anything in, and waits for the answer. */
async function pressAgain(page: Page): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#get').click();
  await page.locator('#tips:not([data-old])').waitFor();
}

test('a kept token: the warning, the box, Get, and the token; the secret stays in its field', async (t) => {
  const { kept, site } = await startKeeping(t);
  const { page } = await open(t, { site });
  await get(page);
  assert.equal(await textOf(page, '#outcome'), 'This server keeps the token of this account');
  assert.equal(await page.title(), 'This server keeps the token of this account – WeChat Access Token');
  assert.equal(await textOf(page, '#live'), 'This server keeps the token of this account');
  assert.equal(await page.locator('#secret').inputValue(), secret);
  assert.doesNotMatch(await textOf(page, '#tips'), /secret field is empty/);
  assert.match(await textOf(page, '#history li'), /token · wx00…0000 · This server keeps the token/);
  assert.equal(site.simulator.calls.length, 0);

  await pressAgain(page);
  assert.ok(await box(page).isVisible(), 'asked again, since nothing was ticked');
  assert.equal(site.simulator.calls.length, 0);

  await box(page).check();
  await pressAgain(page);
  const token = await textOf(page, '#token');
  assert.deepEqual(site.simulator.check(token), { appid, endpoint: 'token' });
  assert.equal(await textOf(page, '#outcome'), 'Token received, valid for 5 minutes');
  assert.match(await textOf(page, '#countdown'), /^[45] min left$/);
  assert.equal(await box(page).count(), 0);
  assert.deepEqual(kept.told, [`${appid} token`]);

  await pressAgain(page);
  assert.ok(await box(page).isVisible(), 'what was confirmed once is asked for again');
  assert.ok(!(await box(page).isChecked()));
  assert.equal(site.simulator.calls.length, 1);
});

test('a forced refresh stays ticked until its warning is answered, and is then asked for once', async (t) => {
  const { kept, site } = await startKeeping(t);
  const { page } = await open(t, { site });
  await page.locator('#stable').check();
  await page.locator('.force summary').click();
  await page.locator('[name=force_refresh]').check();
  await get(page);
  assert.ok(await page.locator('[name=force_refresh]').isVisible());
  assert.ok(await page.locator('[name=force_refresh]').isChecked());
  await box(page).check();
  await pressAgain(page);
  assert.match(site.simulator.calls[0]?.body ?? '', /"force_refresh":true/);
  assert.ok(await page.locator('#token').isVisible());
  assert.deepEqual(kept.told, [`${appid} stable_token`]);
  assert.ok(!(await page.locator('[name=force_refresh]').isChecked()));
  assert.equal(await page.locator('[name=force_refresh]').isVisible(), false);

  await pressAgain(page);
  assert.ok(await page.locator('#token').isVisible(), 'a plain stable_token replaces nothing');
  assert.equal(kept.told.length, 1);
});

test('the box is for the account and the endpoint that were asked about, and Clear takes it away', async (t) => {
  const { site } = await startKeeping(t);
  const { page } = await open(t, { site });
  await get(page);
  await box(page).check();
  await page.locator('#appid').fill(otherAppid);
  assert.ok(!(await box(page).isChecked()), 'still ticked for another account');
  await box(page).check();
  await page.locator('#stable').check();
  assert.ok(!(await box(page).isChecked()), 'still ticked for the other endpoint');
  await page.getByRole('radio', { name: /A new token with each call/ }).check();
  await pressAgain(page);
  assert.ok(await box(page).isVisible());
  assert.equal(site.simulator.calls.length, 0);
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await textOf(page, '#outcome'), 'The token appears here, or what went wrong');
  assert.equal(await box(page).count(), 0);
});

test('by keys alone: the warning is read, the box ticked, and the token stands there', async (t) => {
  const { site } = await startKeeping(t);
  const { page } = await open(t, { site });
  const { keyboard } = page;
  await page.locator('#appid:focus').waitFor();
  await keyboard.type(appid);
  await keyboard.press('Tab');
  await keyboard.type(secret);
  await keyboard.press('Enter');
  await box(page).waitFor();
  assert.equal(await focused(page), 'outcome');
  await keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'replace_kept');
  const outline = await box(page).evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.notEqual(outline, 'none');
  await keyboard.press('Space');
  assert.ok(await box(page).isChecked());
  await keyboard.press('Enter');
  await page.locator('#token').waitFor();
  assert.equal(await focused(page), 'outcome');
  assert.equal(site.simulator.calls.length, 1);
});

test('without JavaScript: the warning says that the secret is gone; typed again and ticked, the token comes', async (t) => {
  const { kept, site } = await startKeeping(t);
  const { page } = await open(t, { site, js: false });
  await get(page);
  assert.equal(await textOf(page, '#outcome'), 'This server keeps the token of this account');
  assert.match(await textOf(page, '#tips .warning'), /The secret field is empty again: type it once more/);
  assert.equal(await page.locator('#secret').inputValue(), '');
  assert.equal(await page.locator('#appid').inputValue(), appid);
  assert.ok(!(await page.content()).includes(secret));
  assert.equal(site.simulator.calls.length, 0);
  await box(page).check();
  await get(page);
  assert.deepEqual(site.simulator.check(await textOf(page, '#token')), { appid, endpoint: 'token' });
  assert.equal(await box(page).count(), 0);
  assert.equal(kept.told.length, 1);
});

test('without JavaScript a forced refresh is ticked again, too', async (t) => {
  const { kept, site } = await startKeeping(t);
  const { page } = await open(t, { site, js: false });
  const tickForce = async () => {
    await page.locator('.force summary').click();
    await page.locator('[name=force_refresh]').check();
  };
  await page.locator('#stable').check();
  await tickForce();
  await get(page);
  assert.match(await textOf(page, '#tips .warning'), /force_refresh is no longer ticked/);
  await box(page).check();
  await tickForce();
  await get(page);
  assert.ok(await page.locator('#token').isVisible());
  assert.deepEqual(kept.told, [`${appid} stable_token`]);
});

/** axe finds nothing, having tried both rules, in light and dark, and the page is no wider than its window. */
async function checkLook(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { found, tried } = await runAxe(page);
    const isTried = ['color-contrast', 'label'].every((rule) => tried.has(rule));
    assert.deepEqual({ found, isTried }, { found: [], isTried: true }, colorScheme);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
  }
}

for (const lang of ['en', 'zh'] as const) {
  test(`axe finds nothing on the warning and on what follows it, light and dark, in ${lang}, at 320 px`, async (t) => {
    const { site } = await startKeeping(t);
    const { page } = await open(t, { site, lang, width: 320 });
    await get(page);
    await checkLook(page);
    await page.locator('[name=replace_kept]').check();
    await pressAgain(page);
    await page.locator('#token').waitFor();
    await checkLook(page);
  });
}
