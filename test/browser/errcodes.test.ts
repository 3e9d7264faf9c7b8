import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { findErrcode } from '../../src/wechat/errcodes.ts';
import { failing, get, launchBrowser, textOf } from '../support/browser/browser.ts';
import { knownErrcodes, knownWorkErrcodes } from '../support/page/known-errcodes.ts';

const { open } = await launchBrowser();

const path = '/errcodes';

/** Pastes text into the form and looks it up. */
async function explain(page: Page, text: string): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#pasted').fill(text);
  await page.getByRole('button', { name: 'Look up' }).click();
  await page.locator('#tips:not([data-old])').waitFor();
}

const visibleCodes = (page: Page): Promise<string[]> =>
  page.locator('#codes details:visible .fold').evaluateAll((folds) => folds.map(({ id }) => id));

const openCodes = (page: Page): Promise<string[]> =>
  page.locator('#codes details[open] .fold').evaluateAll((folds) => folds.map(({ id }) => id));

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
    const fold = opened.locator(':target');
    assert.equal(await fold.getAttribute('id'), '40164');
    // with script, and by what the browser itself does for an address without it
    await fold.locator('.prose').first().waitFor();
    const { top, height } = await fold.evaluate((element) => {
      const { y } = element.getBoundingClientRect();
      return { top: y, height: innerHeight };
    });
    assert.ok(top > 0 && top < height, `${top} px from the top`);
    assert.ok(await page.locator('#ip').isVisible(), 'the result is gone');
  });

  test(`the codes of one platform stand there, closed, and those of the other behind a choice${how}`, async (t) => {
    const { page } = await open(t, { js, path });
    assert.deepEqual(await visibleCodes(page), knownErrcodesInGroups());
    assert.equal(await page.locator('#codes details[open]').count(), 0);
    assert.equal(await page.locator('#tips').getAttribute('class'), 'empty');
    await page.getByRole('radio', { name: 'WeCom' }).check();
    assert.deepEqual(
      await visibleCodes(page),
      [...knownWorkErrcodes.slice(2), 6000, -1].map((code) => `work-${code}`),
    );
    await page.locator('#codes summary:visible').first().click();
    assert.deepEqual(await openCodes(page), ['work-40001']);
  });

  test(`words are found in the table by a press${how}`, async (t) => {
    const { page } = await open(t, { js, path });
    await explain(page, 'WHITELIST');
    assert.match(await textOf(page, '#outcome'), /^\d of \d+ codes match$/);
    assert.ok(await page.locator('#tips summary', { hasText: '40164' }).isVisible());
    await page.locator('#tips summary', { hasText: '40164' }).click();
    assert.ok(await page.locator('#tips').getByText('What to do').first().isVisible());
  });
}

/** Those of asking for a token first. */
function knownErrcodesInGroups(): string[] {
  const isForFetch = (code: number): boolean =>
    findErrcode(code)?.where.some((where) => where !== 'use') ?? false;
  // as people look for them: the few that are smaller last
  const ordered = [
    ...knownErrcodes.filter((code) => code > 10_000),
    ...knownErrcodes.filter((code) => code < 10_000).reverse(),
  ];
  const codes = [...ordered.filter(isForFetch), ...ordered.filter((code) => !isForFetch(code))];
  return codes.map(String);
}

test('the list is narrowed down by typing a code, a name or a text, and the count is said', async (t) => {
  const { page } = await open(t, { path });
  const all = await visibleCodes(page);
  const box = page.locator('#pasted');
  await box.pressSequentially('4016');
  const some = await visibleCodes(page);
  assert.ok(some.length > 1 && some.every((code) => code.startsWith('4016')));
  await box.pressSequentially('4');
  assert.deepEqual(await visibleCodes(page), ['40164']);
  assert.deepEqual(await openCodes(page), ['40164']);
  assert.match(await textOf(page, '#outcome'), /^1 of \d+ codes match “40164”$/);
  assert.equal(await textOf(page, '#live'), await textOf(page, '#outcome'));
  for (const [typed, code] of [
    ['白名单', '40164'],
    ['openid valid', '40003'],
    ['invalid button size', '40016'],
    ['/cgi-bin/menu/create', '40016'],
  ] as const) {
    await box.fill(typed);
    const matching = await visibleCodes(page);
    assert.ok(matching.includes(code) && matching.length < all.length, typed);
  }
  await box.fill('trusted ip');
  assert.deepEqual(await visibleCodes(page), []);
  assert.match(await textOf(page, '#outcome'), /^No code matches/);
  await page.getByText('The other platform has').waitFor();
  await page.getByRole('radio', { name: 'WeCom' }).check();
  assert.ok((await visibleCodes(page)).includes('work-60020'));
  await page.getByRole('radio', { name: 'Official Account' }).check();
  await box.fill(`2026-11-26 ERROR\n${body40164} and 40001`);
  assert.deepEqual(await visibleCodes(page), ['40001', '40164']);
  await box.fill('');
  assert.deepEqual(await visibleCodes(page), all);
  assert.deepEqual(await openCodes(page), []);
});

test('Enter looks the text up, Shift with Enter breaks the line, and typing brings the list back', async (t) => {
  const { page } = await open(t, { path });
  const title = await page.title();
  const box = page.locator('#pasted');
  await box.pressSequentially('errcode');
  await box.press('Shift+Enter');
  await box.pressSequentially('40164');
  await box.press('Enter');
  await page.locator('#tips.error').waitFor();
  assert.equal(await box.inputValue(), 'errcode\n40164');
  assert.match(await textOf(page, '#outcome'), /^40164: /);
  assert.ok((await visibleCodes(page)).length > 500, 'the whole list stands below an answer');
  await box.pressSequentially(' ');
  await page.locator('#tips.empty').waitFor();
  assert.equal(await page.title(), title);
  assert.deepEqual(await visibleCodes(page), ['40164']);
});

test('an address with a code opens it, on its platform, and an open code links to itself', async (t) => {
  const { page } = await open(t, { path: '/errcodes#work-60020' });
  assert.ok(await page.getByRole('radio', { name: 'WeCom' }).isChecked());
  assert.deepEqual(await openCodes(page), ['work-60020']);
  await page.evaluate(() => {
    location.hash = '#40164';
  });
  await page.locator('[id="40164"] .prose').first().waitFor();
  assert.ok(await page.getByRole('radio', { name: 'Official Account' }).isChecked());
  const link = page.locator('[id="40164"]').getByRole('link', { name: 'Link to this code' });
  assert.equal(await link.getAttribute('href'), '#40164');
});

test('a pasted token is not shown again', async (t) => {
  const { page } = await open(t, { path });
  const token = '93_abcdefghijklmnopqrstuvwxyz0123456789';
  await explain(page, `{"access_token":"${token}","expires_in":7200}`);
  assert.equal(await textOf(page, '#outcome'), 'This is an answer without an error');
  assert.ok(!(await page.content()).includes(token));
});

test('the heading of a group does not cover the code that an address points at', async (t) => {
  const { page } = await open(t, { path: '/errcodes#40164', width: 1080 });
  const row = page.locator('#codes details:has(> [id="40164"])');
  await row.locator('.steps').first().waitFor();
  const [name, heading] = await Promise.all([
    row.locator('summary span').first().boundingBox(),
    page.locator('#codes .list > h3').first().boundingBox(),
  ]);
  assert.ok(name !== null && heading !== null);
  assert.ok(name.y > 0 && name.y >= heading.y + heading.height);
});
