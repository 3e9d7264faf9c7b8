import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, launchBrowser, startSite } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

test('with forced colours focus, state and the edges of fields are still there', async (t) => {
  const { page } = await open(t, { context: { forcedColors: 'active' } });
  await get(page, '', '');
  const seen = await page.evaluate(() => {
    const style = (selector: string, pseudo?: string) => {
      const element = document.querySelector(selector);
      if (element === null) throw new Error(selector);
      return getComputedStyle(element, pseudo);
    };
    return {
      isForced: matchMedia('(forced-colors: active)').matches,
      focus: style('#outcome').outlineStyle,
      sign: style('#outcome svg').width,
      edges: ['#appid', '#secret', '#get', '.box', '.warning'].map((part) => style(part).borderLeftStyle),
      adjusted: [...document.querySelectorAll('*')].every(
        (part) => getComputedStyle(part).forcedColorAdjust !== 'none',
      ),
    };
  });
  const edges = ['solid', 'solid', 'solid', 'solid', 'solid'];
  assert.deepEqual(seen, { isForced: true, focus: 'solid', sign: '20px', edges, adjusted: true });
});

test('with forced colours the current tool is marked, and nothing else in the navigation is', async (t) => {
  const site = await startSite(t);
  for (const scheme of ['light', 'dark'] as const) {
    const { page } = await open(t, { site, scheme, context: { forcedColors: 'active' } });
    for (const [path, current] of [
      ['/', 'Get'],
      ['/check', 'Check'],
      ['/errcodes', 'Errors'],
    ] as const) {
      await page.goto(site.origin + path);
      const marked = await page.evaluate(() =>
        [...document.querySelectorAll('nav a')]
          // a shadow is not painted with forced colours, a line is, in a colour of the system's
          .filter((link) => getComputedStyle(link).borderBottomStyle === 'solid')
          .map((link) => link.textContent),
      );
      assert.deepEqual(marked, [current]);
    }
  }
});

test('with forced colours the code that the address leads to has an edge', async (t) => {
  const { page } = await open(t, { path: '/errcodes#40164', context: { forcedColors: 'active' } });
  const edges = await page.evaluate(() =>
    [...document.querySelectorAll('#codes summary')]
      .filter((summary) => getComputedStyle(summary).outlineStyle === 'solid')
      .map((summary) => summary.querySelector('code')?.textContent),
  );
  assert.deepEqual(edges, ['40164']);
});
