// A fresh context of a real Chromium for each visit, and a watch over all that the page does.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../src/demo/simulator/wechat-simulator.ts';
import { type AppOptions, startApp } from '../app.ts';
import { launch, type Program } from './chromium.ts';

/** An account of the simulator that gets a token. */
export const appid = 'wx0000000000000000';
export const secret = '0123456789abcdef0123456789abcdef';
/** Accounts whose call ends as their name says. */
export const failing = { ipNotListed: 'wx0000000000040164', reset: 'wx000000000000fa11' } as const;

const cleanups = new WeakMap<TestContext, (() => Promise<void>)[]>();

/** Runs at the end of the test, the last first: what was opened last is closed first. */
export function defer(t: TestContext, cleanup: () => Promise<void>): void {
  const known = cleanups.get(t);
  if (known !== undefined) {
    known.push(cleanup);
    return;
  }
  const list = [cleanup];
  cleanups.set(t, list);
  t.after(async () => {
    const failures: unknown[] = [];
    for (const run of list.reverse()) await run().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  });
}

export type Site = Readonly<{ simulator: Simulator; origin: string; logged: () => string }>;

/** The application and its own simulator, for one test. */
export async function startSite(
  t: TestContext,
  env: AppOptions['env'] = {},
  simulated: SimulatorOptions = { openAccounts: true },
  own: Pick<AppOptions, 'notice'> = {},
): Promise<Site> {
  const simulator = await startSimulator(simulated);
  const app = await startApp({
    env: { WECHAT_API_BASE: simulator.origin, ALLOWED_HOSTS: 'lan.test', ...env },
    ...own,
  });
  defer(t, async () => {
    await simulator.close();
    await app.close();
  });
  return { simulator, origin: app.origin, logged: app.logged };
}

export type OpenOptions = Readonly<{
  /** a site that the test has started; else one is started here */
  site?: Site;
  /** under which address the page is opened, when it is not the site's own */
  origin?: string;
  path?: string;
  lang?: 'en' | 'zh';
  js?: boolean;
  scheme?: 'light' | 'dark';
  width?: number;
  /** hands time in: the page's clock then moves with `page.clock` as well */
  clock?: boolean;
  /** trouble that the test itself makes */
  allowed?: RegExp;
  context?: BrowserContextOptions;
}>;

export type Visit = Readonly<{ page: Page; site: Site; requests: readonly string[] }>;

/** Chromium's own line for the statuses that the contract names. */
const statusLine = /^Failed to load resource: the server responded with a status of [45]\d\d /;

/** The browser, and how the tests of a file open a page in it. */
export async function launchBrowser(program: Program = 'shell') {
  const browser = await launch(program);

  /** A visit to the page. When the test ends: no console error, no page error, no dialog, no request to elsewhere. */
  async function open(t: TestContext, options: OpenOptions = {}): Promise<Visit> {
    const site = options.site ?? (await startSite(t));
    const origin = options.origin ?? site.origin;
    const context = await browser.newContext({
      locale: options.lang === 'zh' ? 'zh-CN' : 'en-US',
      javaScriptEnabled: options.js ?? true,
      colorScheme: options.scheme ?? 'light',
      viewport: { width: options.width ?? 1280, height: 800 },
      ...options.context,
    });
    context.setDefaultTimeout(10_000);
    const trouble: string[] = [];
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    context.on('weberror', (error) => trouble.push(`page error: ${error.error().message}`));
    context.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('console', (message) => {
      const isOwnStatus = statusLine.test(message.text()) && message.location().url.startsWith(`${origin}/`);
      const isBad = ['error', 'warning'].includes(message.type());
      if (isBad && !isOwnStatus) trouble.push(`console: ${message.text()}`);
    });
    defer(t, async () => {
      await context.close();
      const foreign = requests.filter((url) => !url.startsWith(`${origin}/`));
      const unexpected = trouble.filter((line) => options.allowed?.test(line) !== true);
      assert.ok(requests.length > 0, 'no request was seen at all');
      assert.deepEqual({ foreign, unexpected }, { foreign: [], unexpected: [] });
    });
    const page = await context.newPage();
    if (options.clock) await page.clock.install();
    await page.goto(origin + (options.path ?? '/'));
    return { page, site, requests };
  }

  return { open, browser };
}

/** Fills both fields and presses Enter; resolves when the answer stands there. */
export async function get(page: Page, account: string = appid, typedSecret: string = secret): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#appid').fill(account);
  await page.locator('#secret').fill(typedSecret);
  await page.locator('#secret').press('Enter');
  await page.locator('#tips:not([data-old])').waitFor();
}

/** Puts text onto the clipboard as another program would, on plain http too. */
export async function setClipboard(page: Page, text: string): Promise<void> {
  const isCopied = await page.evaluate((value) => {
    const area = document.createElement('textarea');
    const before = document.activeElement;
    area.value = value;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    return done;
  }, text);
  assert.ok(isCopied, 'the clipboard was not written');
}

/** Pastes into a field with the keys that a person presses. */
export async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await setClipboard(page, text);
  await field.focus();
  await page.keyboard.press('Control+V');
}

/** The text of an element, exactly. */
export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).textContent()) ?? '';

/** What has the focus: its id, else its words. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || (document.activeElement?.textContent ?? '').trim());
