import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { focused, launchBrowser, textOf } from '../support/browser/browser.ts';
import { overflowing, runAxe, tooSmall, unfold } from '../support/browser/page-checks.ts';
import { createVisit } from '../support/browser/visit-central.ts';
import { createKept } from '../support/central/kept-accounts.ts';

const { open } = await launchBrowser();

const visit = createVisit(open);

for (const lang of ['en', 'zh'] as const) {
  test(`axe finds nothing on the status page, light and dark, in ${lang}`, async (t) => {
    const served = { storeProblem: 'state_unwritable' };
    const query = '?done=too_soon&account=fresh';
    const { page } = await visit(t, { lang, served, query });
    for (const isOpen of [false, true]) {
      if (isOpen) await unfold(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const { found, tried } = await runAxe(page);
        const seen = `${isOpen ? 'unfolded' : 'folded'}, ${colorScheme}`;
        assert.deepEqual(found, [], seen);
        for (const rule of ['color-contrast', 'html-has-lang', 'target-size', 'region', 'heading-order']) {
          assert.ok(tried.has(rule), `${rule} was not tried: ${seen}`);
        }
      }
    }
  });
}

/** WCAG 1.4.12: every reader may space text like this. */
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;
const doubled = 'html { font-size: 200% !important; }';

const longName = 'a-name-that-is-much-longer-than-anybody-would-ever-want-to-read-in-a-log-line';

for (const lang of ['en', 'zh'] as const) {
  test(`nothing sticks out at 320 px, with wider spacing or larger text, in ${lang}`, async (t) => {
    const { page } = await visit(t, { lang, served: { storeProblem: 'state_unwritable' } });
    await unfold(page);
    for (const [width, css] of [
      [320, ''],
      [320, spacing],
      [320, doubled],
      [700, ''],
      [1280, spacing],
      [1280, doubled],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.evaluate((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        document.adoptedStyleSheets = [sheet];
      }, css);
      assert.deepEqual(await overflowing(page), [], `${width} px ${css}`);
    }
  });
}

test('a long name and a crowd of accounts break nothing at 320 px', async (t) => {
  const names = Array.from({ length: 205 }, (_, i) => [`${longName}-${i}`, 'token'] as const);
  const kept = await createKept(Object.fromEntries(names));
  const { page } = await visit(t, { kept, width: 320 });
  await unfold(page);
  assert.equal(await page.locator('article').count(), 200);
  assert.deepEqual(await overflowing(page), []);
});

test('everything that is pressed is at least 24 by 24 px, at 320 px as well', async (t) => {
  const { page } = await visit(t, { query: '?q=f' });
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await unfold(page);
    const targets = 'button, summary, input, .head a, .more-links a';
    const { count, small } = await tooSmall(page, targets);
    assert.ok(count >= 12, `${count}`);
    assert.deepEqual(small, [], `at ${width} px`);
  }
});

const sign = (page: Page, state: string): Promise<string> =>
  page
    .locator('.state', { hasText: new RegExp(`^${state}$`) })
    .last()
    .evaluate((label) => getComputedStyle(label, '::before').content);

test('no state is told by its colour alone: each has its word and a sign, with forced colours too', async (t) => {
  const { page } = await visit(t, { context: { forcedColors: 'active' } });
  await unfold(page);
  const signs = { Empty: '○', Fresh: '✓', Refreshing: '↻', Failing: '✕', Expired: '✕', Suspect: '!' };
  for (const [state, mark] of Object.entries(signs)) {
    assert.equal(await sign(page, state), `"${mark} " / ""`, state);
  }
  const edges = await page
    .locator('.box, .trouble')
    .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).borderLeftStyle));
  assert.ok(edges.length > 5 && edges.every((style) => style === 'solid'));
});

for (const js of [true, false]) {
  test(`the button works ${js ? 'with' : 'without'} JavaScript, after what it does was read`, async (t) => {
    const { page, kept, origin } = await visit(t, {
      js,
      kept: await createKept({ shop: 'token', mall: 'stable_token' }),
    });
    const button = page.getByRole('button', { name: 'Refresh shop now' });
    assert.ok(!(await button.isVisible()), 'not before it was unfolded');
    await page.locator('article', { hasText: 'shop' }).locator('.press summary').click();
    assert.match(
      await textOf(page, 'article details[open]'),
      /dies five minutes later.*20 left for this account/s,
    );
    await button.click();
    await page.waitForURL(`${origin}/central?done=refresh&account=shop`);
    assert.equal(await textOf(page, '.message'), 'shop: a new token was fetched');
    assert.deepEqual(kept.calls, ['shop!']);
    await page.reload();
    assert.deepEqual(kept.calls, ['shop!'], 'a reload asks nobody');
  });
}

test('the filter is a form that works without JavaScript and keeps the language', async (t) => {
  const { page, origin } = await visit(t, { js: false, lang: 'en', query: '?lang=zh' });
  await page.getByLabel('按名称筛选').fill('failing');
  await page.getByRole('button', { name: '筛选' }).click();
  await page.waitForURL(`${origin}/central?lang=zh&q=failing`);
  assert.deepEqual(await page.locator('h3').allTextContents(), ['failing', 'failing-serving']);
  await page.getByRole('link', { name: '重新加载' }).click();
  assert.deepEqual(await page.locator('h3').allTextContents(), ['failing', 'failing-serving']);
  await page.getByRole('link', { name: '显示全部' }).click();
  assert.equal(await page.locator('h3').count(), 10);
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL(`${origin}/central?lang=en`);
  assert.equal(await textOf(page, 'h1'), 'Central server');
});

test('by keyboard: a skip link to the accounts, then each account’s button in its turn', async (t) => {
  const { page } = await visit(t, { kept: await createKept({ shop: 'token' }) });
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the accounts');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'accounts');
  for (const name of ['q', 'Filter', 'Refresh now shop']) {
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), name);
  }
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Refresh shop now');
});

test('who does not know the key sees the refusal and nothing else', async (t) => {
  const { page } = await visit(t, {
    context: { httpCredentials: { username: 'operator', password: 'wrong' } },
  });
  assert.equal(await textOf(page, '#outcome'), 'This needs the operator’s key');
  assert.equal(await page.locator('article').count(), 0);
});
