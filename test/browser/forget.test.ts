import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import {
  appid,
  defer,
  failing,
  get,
  launchBrowser,
  secret,
  startSite,
  textOf,
} from '../support/browser/browser.ts';
import { launchOptions } from '../support/browser/chromium.ts';

const { open } = await launchBrowser('whole');

/** Everything that the document holds: its HTML, and what stands in its fields. */
const holdings = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')];
    return (
      document.documentElement.outerHTML + fields.map((field) => ('value' in field ? field.value : '')).join()
    );
  });

async function assertForgotten(page: Page, ...values: string[]): Promise<void> {
  const held = await holdings(page);
  assert.ok(held.includes('id="form"'), 'there is no page to search');
  for (const value of values) assert.ok(!held.includes(value), `still there: ${value}`);
}

test('the history of the open page has time, masked AppID, outcome and rid, never secret or token', async (t) => {
  const { page } = await open(t);
  const account = 'wxabcdef0123456789';
  await get(page, account);
  const token = await textOf(page, '#token');
  await get(page, failing.ipNotListed);
  const rid = await textOf(page, '#rid');
  const lines = await page.locator('#history li').allTextContents();
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d token · wx00…0164 · 40164: .* \d+ ms $/);
  assert.ok(lines[0]?.includes(` · ${rid} `));
  assert.match(lines[1] ?? '', / token · wxab…6789 · Token received, valid for 2 hours \d+ ms $/);
  for (const kept of [secret, token, account]) assert.ok(!lines.join().includes(kept), kept);
});

test('a secret that was typed into the AppID does not get into the history', async (t) => {
  const { page } = await open(t);
  await get(page, secret, appid);
  const line = await textOf(page, '#history li');
  assert.match(line, / token · … · There is a problem/);
  assert.ok(!line.includes(secret.slice(0, 4)) && !line.includes(secret.slice(-4)));
});

test('nothing is left in cookies, storage, databases, caches or the address', async (t) => {
  const { page, site } = await open(t);
  await get(page);
  await get(page, failing.ipNotListed);
  const state = await page.context().storageState({ indexedDB: true });
  assert.deepEqual(state, { cookies: [], origins: [] });
  const left = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookie: document.cookie,
    state: history.state,
    name: window.name,
  }));
  assert.deepEqual(left, {
    local: 0,
    session: 0,
    databases: 0,
    caches: 0,
    cookie: '',
    state: null,
    name: '',
  });
  assert.equal(page.url(), `${site.origin}/`);
});

test('Clear empties fields, result and history', async (t) => {
  const { page } = await open(t);
  await get(page);
  const token = await textOf(page, '#token');
  await page.getByRole('radio', { name: /stable_token/ }).check();
  await page.getByRole('button', { name: 'Clear' }).click();
  await assertForgotten(page, appid, secret, token);
  assert.equal(await page.locator('#history, #token, .remark, .wrong').count(), 0);
  assert.equal(await textOf(page, '#outcome'), 'The token appears here, or what went wrong');
  assert.equal(await page.title(), 'WeChat Access Token');
  await get(page);
  assert.equal(await page.locator('#history li').count(), 1);
});

test('H10 result, other page, Back: secret and token are not in the document, and nobody is asked', async (t) => {
  const { page, site } = await open(t);
  await get(page);
  const token = await textOf(page, '#token');
  await page.getByRole('link', { name: 'Errors' }).click();
  await page.waitForURL('**/errcodes#*');
  await page.goBack({ waitUntil: 'commit' });
  await page.locator('#tips.empty').waitFor();
  await assertForgotten(page, token, secret, appid);
  assert.equal(site.simulator.calls.length, 1);
});

test('H10 a page that comes back from the back/forward cache comes back empty', async (t) => {
  const { page, site } = await open(t);
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  await page.evaluate(() => {
    document.documentElement.dataset.seen = 'before';
    addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.seen = persisted ? 'again' : 'anew';
    });
  });
  await page.goto(`${site.origin}/check`);
  await page.goBack({ waitUntil: 'commit' });
  // else this shows nothing: the page was loaded anew
  await page.locator('html[data-seen=again]').waitFor();
  await assertForgotten(page, secret, appid);
});

test('H10 without JavaScript, Back to a result does not send the form again', async (t) => {
  const { page, site } = await open(t, { js: false });
  await get(page);
  await page.goto(`${site.origin}/check`);
  await assert.rejects(page.goBack(), /ERR_CACHE_MISS/);
  assert.equal(site.simulator.calls.length, 1);
});

async function launchProfile(t: TestContext, profile: string, ...more: string[]) {
  const { args, ...rest } = launchOptions('whole');
  const context = await chromium.launchPersistentContext(profile, { ...rest, args: [...args, ...more] });
  defer(t, () => context.close());
  return context;
}

test('H10 a browser that is restarted and restores its session has neither secret nor token', async (t) => {
  const site = await startSite(t);
  const profile = mkdtempSync(join(tmpdir(), 'profile-'));
  defer(t, async () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const before = await launchProfile(t, profile);
  const page = before.pages()[0] ?? (await before.newPage());
  await page.goto(site.origin);
  await get(page);
  const token = await textOf(page, '#token');
  await before.close();

  const after = await launchProfile(t, profile, '--restore-last-session');
  const restored = after.pages().find((one) => one.url().startsWith(site.origin));
  assert.ok(restored !== undefined, 'no session was restored');
  await restored.locator('#tips').waitFor();
  await assertForgotten(restored, token, secret, appid);
  assert.equal(site.simulator.calls.length, 1);
});
