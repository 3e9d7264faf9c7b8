import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser, textOf } from '../support/browser/browser.ts';
import { createVisit } from '../support/browser/visit-central.ts';
import { createKept } from '../support/central/kept-accounts.ts';

const { open } = await launchBrowser();

const visit = createVisit(open);

test('while it is looked at the page brings its news by itself, and leaves open what was opened', async (t) => {
  const kept = await createKept({ shop: 'token' });
  await kept.service.fetchNow(kept.entry('shop'));
  const { page } = await visit(t, { kept, clock: true, query: '?done=refresh&account=shop' });
  assert.equal(await textOf(page, '.state >> nth=0'), 'Fresh');
  await page.locator('.more summary').click();
  await page.locator('body').evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  kept.advance(7200);
  await page.clock.fastForward(11_000);
  await page.locator('.state', { hasText: 'Expired' }).first().waitFor();
  assert.ok(await page.locator('.more').evaluate((part) => (part as HTMLDetailsElement).open));
  assert.match(await textOf(page, '.message'), /^shop: /);
});

test('nothing is fetched while nobody looks, or somebody is at work in it', async (t) => {
  const { page, requests } = await visit(t, { kept: await createKept({ shop: 'token' }), clock: true });
  const before = requests.length;
  await page.locator('#q').focus();
  await page.clock.fastForward(60_000);
  assert.equal(requests.length, before);
});

test('times are the reader’s, those of today without a date', async (t) => {
  const kept = await createKept({ shop: 'token' });
  const { page } = await visit(t, { kept, context: { timezoneId: 'Asia/Shanghai' } });
  assert.match(await textOf(page, '.head time'), /GMT\+8$/);
});
