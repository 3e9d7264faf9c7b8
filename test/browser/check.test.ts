import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { appid, focused, get, launchBrowser, secret, startSite, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

/** Pastes a token on /check and presses Check. */
async function check(page: Page, token: string): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#access_token').fill(token);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('#tips:not([data-old])').waitFor();
}

test('a token that has just come is checked in place, and stays on the screen', async (t) => {
  const { page, site } = await open(t);
  await get(page);
  const token = await textOf(page, '#token');
  await page.getByRole('button', { name: 'Check this token' }).click();
  await page.locator('.verdict.ok').waitFor();
  assert.equal(await textOf(page, '.verdict'), 'The token works');
  assert.equal(await textOf(page, '#live'), 'The token works');
  assert.equal(await textOf(page, '#token'), token);
  assert.equal(page.url(), `${site.origin}/`);
  assert.deepEqual(
    site.simulator.calls.map(({ path }) => path),
    ['/cgi-bin/token', '/cgi-bin/get_api_domain_ip'],
  );
});

test('without JavaScript the token that has just come is checked on /check', async (t) => {
  const { page, site } = await open(t, { js: false });
  await get(page);
  await page.getByRole('button', { name: 'Check this token' }).click();
  await page.waitForURL('**/check#tips');
  assert.equal(await textOf(page, '#outcome'), 'The token works');
  assert.equal(site.simulator.calls.length, 2);
});

test('a token that has died meanwhile is told in place', async (t) => {
  const { page, site } = await open(t);
  await get(page);
  site.simulator.failNext({ kind: 'reply', body: '{"errcode":42001,"errmsg":"access_token expired"}' });
  await page.getByRole('button', { name: 'Check this token' }).click();
  await page.locator('.verdict.error').waitFor();
  assert.equal(await textOf(page, '.verdict'), 'The token does not work');
});

for (const js of [true, false]) {
  const how = js ? '' : ', without JavaScript too';

  test(`/check says alive, dead and not judged${how}`, async (t) => {
    const account = { appid, secret, allowedIps: ['203.0.113.7'] };
    const site = await startSite(t, {}, { accounts: [account] });
    const { page } = await open(t, { js, site });
    await get(page);
    const token = await textOf(page, '#token');
    await page.goto(`${site.origin}/check`);

    await check(page, token);
    assert.equal(await textOf(page, '#outcome'), 'The token works');
    assert.match(await textOf(page, '#reply'), /^\{"ip_list":\[/);

    await check(page, 'no-such-token');
    assert.equal(await textOf(page, '#outcome'), 'The token does not work');
    assert.match(await textOf(page, '#tips'), /40014/);
    assert.match(await textOf(page, '#tips'), /another account/);

    account.allowedIps.pop();
    await check(page, token);
    assert.equal(await textOf(page, '#outcome'), 'The address is not listed; the token was not judged');
    assert.equal(await textOf(page, '#ip'), '203.0.113.7');
    assert.ok(!page.url().includes(token));
  });

  test(`/check tells what is left of a quota when asked${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    await get(page);
    const token = await textOf(page, '#token');
    await page.goto(`${site.origin}/check`);
    await page.locator('#quota').fill('/cgi-bin/token');
    await check(page, token);
    assert.equal(await textOf(page, '.extra h3'), 'Quota of /cgi-bin/token today');
    assert.equal(await textOf(page, '.extra p'), '1 of 2000 used, 1999 left.');
    assert.match(await textOf(page, '#extra-reply'), /"daily_limit":2000/);
  });

  test(`/check without a token leads to the field, and asks nobody${how}`, async (t) => {
    const { page, site } = await open(t, { js, path: '/check' });
    await check(page, '');
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.locator('#access_token').getAttribute('aria-invalid'), 'true');
    await page.locator('.problems a').click();
    if (js) await page.locator('#access_token:focus').waitFor();
    else await page.waitForURL('**/check#access_token');
    assert.equal(site.simulator.calls.length, 0);
  });
}

test('what stands on /check is gone after Clear', async (t) => {
  const { page } = await open(t, { path: '/check' });
  await check(page, 'no-such-token');
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await page.locator('#access_token').inputValue(), '');
  assert.equal(await textOf(page, '#outcome'), 'Does it still work?');
  assert.equal(await focused(page), 'access_token');
});
