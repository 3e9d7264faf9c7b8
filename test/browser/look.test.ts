import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { failing, get, launchBrowser, type Site, startSite } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

/** Every view that a visit can come to; each is left on the screen. */
const views: Readonly<Record<string, (page: Page, site: Site) => Promise<unknown>>> = {
  'the empty page': () => Promise.resolve(),
  'a token': (page) => get(page),
  'an address that is not listed': (page) => get(page, failing.ipNotListed),
  'a missing field': (page) => get(page, '', ''),
  '/check': (page, { origin }) => page.goto(`${origin}/check`),
  '/errcodes': (page, { origin }) => page.goto(`${origin}/errcodes`),
  'a page that is not there': (page, { origin }) => page.goto(`${origin}/nowhere`),
};

/** Opens what is folded and draws what is further down, so that it is measured as well; `css`: the reader's own. */
async function unfold(page: Page, css = ''): Promise<void> {
  await page.evaluate((text) => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`details { content-visibility: visible !important; } ${text}`);
    document.adoptedStyleSheets = [sheet];
  }, css);
}

/** What sticks out of the window sideways, or is cut off by its own box. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide =
      document.documentElement.scrollWidth > innerWidth
        ? [`page ${document.documentElement.scrollWidth}`]
        : [];
    const parts = [...document.body.querySelectorAll('*')].filter(
      (part) => part.closest('.unseen, .skip') === null,
    );
    const out = parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5);
    const cut = parts.filter(
      (part) =>
        part.matches('button, a, pre, output, p, li, h1, h2, h3, summary, label, code') &&
        part.clientWidth > 0 &&
        part.scrollWidth > part.clientWidth + 1,
    );
    return [
      ...wide,
      ...[...out, ...cut].map((part) => `${part.tagName} ${part.id || part.textContent}`.trim().slice(0, 60)),
    ];
  });

/** WCAG 1.4.12: every reader may space text like this. */
const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

const readers: Readonly<Record<string, { width: number; css: string }>> = {
  'at 320 px': { width: 320, css: '' },
  'at 320 px with wider spacing': { width: 320, css: spacing },
  'with text at 200 %': { width: 1280, css: 'html { font-size: 200% !important; }' },
  'at 320 px with text at 200 %': { width: 320, css: 'html { font-size: 200% !important; }' },
  'at 1280 px with wider spacing': { width: 1280, css: spacing },
};

for (const lang of ['en', 'zh'] as const) {
  test(`nothing sticks out and nothing is cut off, with wider spacing and larger text as well, in ${lang}`, async (t) => {
    const site = await startSite(t);
    const { page } = await open(t, { site, lang, width: 320 });
    for (const [name, show] of Object.entries(views)) {
      await show(page, site);
      for (const [reader, { width, css }] of Object.entries(readers)) {
        await t.test(`${name} ${reader}`, async () => {
          await page.setViewportSize({ width, height: 800 });
          await unfold(page, css);
          assert.deepEqual(await overflowing(page), []);
        });
      }
    }
  });
}

for (const lang of ['en', 'zh'] as const) {
  test(`at 320 px mark, tools and language stand in one line, in ${lang}`, async (t) => {
    const site = await startSite(t);
    const { page } = await open(t, { site, lang, width: 320 });
    for (const path of ['/', '/call', '/check', '/signature', '/errcodes']) {
      await page.goto(site.origin + path);
      const links = await page
        .locator('header a:not(.skip)')
        .evaluateAll((all) => all.map((link) => link.getBoundingClientRect()));
      assert.equal(links.length, 7);
      assert.equal(new Set(links.map(({ top }) => top)).size, 1, path);
      assert.ok(
        links.every(({ right }, i) => right <= (links[i + 1]?.left ?? 320 - 16)),
        path,
      );
    }
  });
}

test('everything that is pressed is at least 24 by 24 px, at 320 px as well', async (t) => {
  const site = await startSite(t);
  const { page } = await open(t, { site });
  for (const [name, show] of Object.entries(views)) {
    await show(page, site);
    await unfold(page);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      const sizes = await page.evaluate(() => {
        const targets = [
          ...document.querySelectorAll('button, summary, select, textarea, input, header a, footer a'),
        ];
        return targets
          .map((target) => target.closest('label:has(input)') ?? target)
          .filter((target) => target.checkVisibility() && !target.matches('.skip, [type=hidden]'))
          .map((target) => {
            const { width: across, height } = target.getBoundingClientRect();
            return { name: target.id || target.textContent?.trim(), size: Math.min(across, height) };
          });
      });
      assert.ok(sizes.length >= 4);
      assert.deepEqual(
        sizes.filter(({ size }) => size < 24),
        [],
        `${name} at ${width} px`,
      );
    }
  }
});

const luminance = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [r = 0, g = 0, b = 0] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(
      Number,
    );
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  });

test('the page is light or dark as the system is, form controls and scroll bars included', async (t) => {
  const { page } = await open(t, { scheme: 'light' });
  assert.ok((await luminance(page)) > 0.9);
  await page.emulateMedia({ colorScheme: 'dark' });
  assert.ok((await luminance(page)) < 0.1);
  const scheme = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  assert.equal(scheme, 'light dark');
});

test('nothing moves for a reader who wants less motion', async (t) => {
  const { page } = await open(t, { context: { reducedMotion: 'reduce' } });
  await get(page);
  const moving = await page.evaluate(() => {
    const parts = [...document.querySelectorAll('*')].filter((part) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(part);
      return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior === 'smooth';
    });
    return parts.length + document.getAnimations().length;
  });
  assert.equal(moving, 0);
});
