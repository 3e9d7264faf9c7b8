import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { failing, get, launchBrowser, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const path = '/errcodes';

/** Pastes text into the form and presses Explain. */
async function explain(page: Page, text: string): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#pasted').fill(text);
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.locator('#tips:not([data-old])').waitFor();
}

const visibleCodes = (page: Page): Promise<string[]> =>
  page.locator('.list article:visible').evaluateAll((articles) => articles.map(({ id }) => id));

const body40164 =
  '{"errcode":40164,"errmsg":"invalid ip 198.51.100.9 ipv6 ::ffff:198.51.100.9, not in whitelist rid: 65a4f0c1-0a1b2c3d-4e5f6071"}';

for (const js of [true, false]) {
  const how = js ? '' : ', without JavaScript too';

  test(`a pasted body, a code and a rid are explained, and nobody is asked${how}`, async (t) => {
    const { page, site } = await open(t, { js, path });
    await explain(page, body40164);
    assert.match(await textOf(page, '#outcome'), /^40164: /);
    assert.equal(await textOf(page, '#ip'), '198.51.100.9');
    assert.equal(await textOf(page, '#rid'), '65a4f0c1-0a1b2c3d-4e5f6071');
    await explain(page, ' 40243 ');
    assert.match(await textOf(page, '#outcome'), /^40243: /);
    await explain(page, '65a4f0c1-0a1b2c3d-4e5f6071');
    assert.match(await textOf(page, '#outcome'), /^A rid of 2024-01-15 /);
    await explain(page, '99999');
    assert.equal(await textOf(page, '#outcome'), 'WeChat answered with errcode 99999');
    assert.match(await textOf(page, '#tips'), /does not guess/);
    await explain(page, 'nothing of the kind');
    assert.equal(await textOf(page, '#outcome'), 'No error found in this text');
    assert.equal(site.simulator.calls.length, 0);
  });

  test(`each code has an anchor, and a link from the result leads to it${how}`, async (t) => {
    const { page } = await open(t, { js });
    await get(page, failing.ipNotListed);
    const link = page.getByRole('link', { name: 'More about 40164' });
    assert.equal(await link.getAttribute('href'), '/errcodes#40164');
    assert.equal(await link.getAttribute('rel'), 'noreferrer');
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.waitForURL('**/errcodes#40164');
    const article = opened.locator('article:target');
    assert.equal(await article.getAttribute('id'), '40164');
    assert.ok(await article.evaluate((element) => element.getBoundingClientRect().top < innerHeight));
    assert.ok(await page.locator('#ip').isVisible(), 'the result is gone');
  });

  test(`every code stands there once, with a meaning in both languages${how}`, async (t) => {
    const { page } = await open(t, { js, path });
    const codes = await visibleCodes(page);
    assert.ok(codes.length > 40, String(codes.length));
    assert.equal(new Set(codes).size, codes.length);
    assert.match(await textOf(page, '#list-heading'), new RegExp(`${codes.length} codes`));
    for (const code of ['-1', '40001', '40013', '40125', '40164', '40243', '45009', '50004', '89503']) {
      assert.ok(codes.includes(code), code);
    }
    assert.equal(await page.getByLabel('Filter the list').count(), js ? 1 : 0);
  });
}

test('the list is narrowed down by typing a code or a word of either language, and the count is said', async (t) => {
  const { page } = await open(t, { path });
  const all = await visibleCodes(page);
  const filter = page.getByLabel('Filter the list');
  await filter.fill('40164');
  assert.ok((await visibleCodes(page)).includes('40164'));
  assert.ok((await visibleCodes(page)).length < all.length / 2);
  await filter.fill('白名单');
  const matching = await visibleCodes(page);
  assert.ok(matching.includes('40164') && matching.length < all.length);
  assert.match(await textOf(page, '#live'), new RegExp(`\\b${matching.length}\\b`));
  await filter.fill('WHITELIST');
  assert.ok((await visibleCodes(page)).length > 0);
  await filter.fill('no such word');
  assert.deepEqual(await visibleCodes(page), []);
  assert.equal(await textOf(page, '#live'), 'No code matches.');
  assert.ok(await page.locator('.list .note', { hasText: 'No code matches.' }).isVisible());
  await filter.fill('');
  assert.deepEqual(await visibleCodes(page), all);
});

test('a pasted token is not shown again', async (t) => {
  const { page } = await open(t, { path });
  const token = '93_abcdefghijklmnopqrstuvwxyz0123456789';
  await explain(page, `{"access_token":"${token}","expires_in":7200}`);
  assert.equal(await textOf(page, '#outcome'), 'This is an answer without an error');
  assert.ok(!(await page.content()).includes(token));
});
