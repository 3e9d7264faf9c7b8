import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { appid, get, launchBrowser, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const stable = (page: Page) => page.getByRole('radio', { name: /stable_token/ });

async function openForce(page: Page): Promise<void> {
  await page.locator('summary', { hasText: 'Replace it now (force_refresh)' }).click();
  await page.getByRole('checkbox', { name: 'Yes, retire the token in use' }).check();
}

for (const js of [true, false]) {
  const how = js ? '' : ', without JavaScript too';

  test(`the warning beside the button is that of the chosen endpoint${how}`, async (t) => {
    const { page } = await open(t, { js });
    assert.ok(await page.getByRole('radio', { name: /A new token with each call/ }).isChecked());
    assert.ok(await page.locator('#token-warning').isVisible());
    assert.ok(!(await page.locator('#stable-warning').isVisible()));
    assert.ok(!(await page.locator('details.force').isVisible()));
    await stable(page).check();
    assert.ok(!(await page.locator('#token-warning').isVisible()));
    assert.ok(await page.locator('#stable-warning').isVisible());
    assert.ok(await page.locator('details.force').isVisible());
    assert.ok(!(await page.getByRole('checkbox').isVisible()), 'the step before force_refresh is missing');
  });

  test(`stable_token hands out the same token twice${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    await stable(page).check();
    await get(page);
    const first = await textOf(page, '#token');
    await get(page);
    assert.equal(await textOf(page, '#token'), first);
    assert.deepEqual(site.simulator.check(first), { appid, endpoint: 'stable_token' });
    assert.ok(await stable(page).isChecked());
    assert.match(await textOf(page, '#tips'), /the current stable token/);
    assert.ok(site.simulator.calls.every(({ body }) => !body.includes('force_refresh')));
  });

  test(`force_refresh is a step of its own, is counted, and is asked for once${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    await stable(page).check();
    assert.match(await textOf(page, '#forces-left'), /shown after the first Get/);
    await openForce(page);
    await get(page);
    assert.match(site.simulator.calls[0]?.body ?? '', /"force_refresh":true/);
    assert.match(await textOf(page, '#forces-left'), /, 19 of 20 are left today/);
    assert.match(await textOf(page, '#tips'), /Do not count on the previous stable token/);
    assert.ok(!(await page.locator('[name=force_refresh]').isChecked()), 'still ticked after the press');
    assert.ok(!(await page.locator('[name=force_refresh]').isVisible()));
    await get(page);
    assert.doesNotMatch(site.simulator.calls[1]?.body ?? '', /force_refresh/);
    assert.match(await textOf(page, '#forces-left'), /, 19 of 20 are left today/);
  });
}

test('changing the endpoint unticks force_refresh', async (t) => {
  const { page, site } = await open(t);
  await stable(page).check();
  await openForce(page);
  await page.getByRole('radio', { name: /A new token with each call/ }).check();
  assert.ok(!(await page.locator('[name=force_refresh]').isChecked()));
  await get(page);
  assert.ok(await page.locator('#token').isVisible());
  assert.equal(site.simulator.calls[0]?.path, '/cgi-bin/token');
});

test('the curl of a forced refresh has the secret as a variable', async (t) => {
  const { page } = await open(t);
  await stable(page).check();
  await openForce(page);
  await get(page);
  const command = await textOf(page, '.command pre >> nth=0');
  assert.match(command, /\bcurl -sS http:\/\/127\.0\.0\.1:\d+\/cgi-bin\/stable_token /);
  assert.match(command, /"secret":' "\$WX_SECRET" \|\n/);
  assert.match(command, /"force_refresh":true/);
});
