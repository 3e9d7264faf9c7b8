// What holds for every page: axe finds nothing, nothing sticks out, what is pressed is large enough.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Of the rest, one place a rule is told, which is enough to know that it was tried. */
const options = JSON.stringify({ runOnly: tags, resultTypes: ['violations', 'incomplete'] });
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

type Found = Readonly<{ found: string[]; tried: string[] }>;

/** In the page, and as one text: Playwright would look at every part of its answer. */
const look = `axe.run(document, ${options}).then(({ violations, incomplete, passes }) => {
  const undecided = incomplete.filter(({ id }) => id === 'color-contrast');
  const found = [...violations, ...undecided].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => \`\${id} \${target}: \${failureSummary}\`),
  );
  return JSON.stringify({ found, tried: passes.map(({ id }) => id) });
})`;

/** What axe finds, and what it could not decide about contrast; and the names of the rules that it tried. */
export async function runAxe(page: Page): Promise<{ found: string[]; tried: Set<string> }> {
  // by hand: a script element would be refused by the page's own policy
  if (await page.evaluate('typeof axe === "undefined"')) await page.evaluate(axe);
  // as `look` writes it
  const { found, tried } = JSON.parse(await page.evaluate<string>(look)) as Found;
  return { found, tried: new Set(tried) };
}

type Look = Readonly<{ scheme: 'light' | 'dark'; width: number }>;

/** Narrow and wide, light and dark: a page that is open once is looked at in each. */
export const looks: readonly Look[] = [320, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme) => ({ scheme, width })),
);

/** Shows the page so from here on. */
export async function wear(page: Page, { scheme, width }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 800 });
}

/** Opens what is folded, so that it is looked at as well. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
}

/** A few codes of each group of /errcodes, which has hundreds of rows of one shape. */
export async function fewCodes(page: Page): Promise<void> {
  await page.evaluate(() => {
    // rows out of sight are drawn late, and until then axe sees them in each other's place
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('details { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [sheet];
    for (const row of document.querySelectorAll('#codes details:nth-of-type(n + 12)')) row.remove();
  });
}

/** What sticks out of the window sideways, or is cut off by its own box without a sign of it (an ellipsis). */
export const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const wide =
      document.documentElement.scrollWidth > innerWidth
        ? [`page ${document.documentElement.scrollWidth}`]
        : [];
    const isShortened = (part: Element | null): boolean =>
      part !== null &&
      (getComputedStyle(part).textOverflow === 'ellipsis' || isShortened(part.parentElement));
    const parts = [...document.body.querySelectorAll('*')].filter(
      (part) => part.closest('.unseen, .skip') === null,
    );
    const out = parts.filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5);
    // what is typed into a field scrolls in it
    const cut = parts.filter(
      (part) => !part.matches('input') && part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1,
    );
    return [
      ...wide,
      ...[...out, ...cut]
        .filter((part) => !isShortened(part))
        .map((part) => `${part.tagName} ${part.id || part.textContent}`.trim().slice(0, 60)),
    ];
  });

/** Those that can be seen and are less than 24 px across or down, and how many were looked at. */
export const tooSmall = (page: Page, selector: string): Promise<{ count: number; small: string[] }> =>
  page.evaluate((wanted) => {
    const targets = [...document.querySelectorAll(wanted)].filter(
      (target) => target.checkVisibility() && !target.matches('.skip, [type=hidden]'),
    );
    const small = targets.filter((target) => {
      const { width, height } = target.getBoundingClientRect();
      return Math.min(width, height) < 24;
    });
    return {
      count: targets.length,
      small: small.map(({ tagName, textContent }) => `${tagName} ${textContent}`),
    };
  }, selector);
