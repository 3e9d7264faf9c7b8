import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { appid, failing, focused, get, launchBrowser, secret, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

/** Says what is wrong with the element that has the focus: no outline, out of sight, or covered. */
const focusProblem = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return '';
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
    const name = `${element.tagName} ${element.textContent}`.trim();
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return `${name}: no outline`;
    return top !== null && (element.contains(top) || top.contains(element)) ? '' : `${name}: covered`;
  });

/** Presses Tab until the focus leaves the page; the names of the stops. */
async function tabThrough(page: Page): Promise<string[]> {
  const stops: string[] = [];
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const { id = '', textContent = '', tagName = 'BODY' } = document.activeElement ?? {};
      return tagName === 'BODY' ? '' : id || (textContent ?? '').trim() || tagName;
    });
    if (stop === '') return stops;
    stops.push(stop);
    assert.equal(await focusProblem(page), '');
  }
  throw new Error(`no way out of the page: ${stops.join(', ')}`);
}

test('the first visit stands in the AppID; Tab goes on to secret, Show, endpoint and Get', async (t) => {
  const { page } = await open(t);
  await page.locator('#appid:focus').waitFor();
  const stops: string[] = [];
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press('Tab');
    stops.push(
      (await page.evaluate(() => document.activeElement?.getAttribute('name'))) ?? (await focused(page)),
    );
  }
  assert.deepEqual(stops, ['secret', 'Show', 'endpoint', 'get']);
});

test('without JavaScript Tab goes from secret to endpoint and Get', async (t) => {
  const { page } = await open(t, { js: false });
  await page.locator('#appid').focus();
  const stops: string[] = [];
  for (let i = 0; i < 3; i += 1) {
    await page.keyboard.press('Tab');
    stops.push(
      (await page.evaluate(() => document.activeElement?.getAttribute('name'))) ?? (await focused(page)),
    );
  }
  assert.deepEqual(stops, ['secret', 'endpoint', 'get']);
});

test('the whole flow goes by keys alone: missing field, address not listed, token, copy, check, clear', async (t) => {
  const { page, site } = await open(t);
  const { keyboard } = page;
  await page.locator('#appid:focus').waitFor();
  await keyboard.press('Enter');
  await page.locator('.problems').waitFor();
  assert.equal(await focused(page), 'outcome');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.locator('#appid:focus').waitFor();

  await keyboard.type(failing.ipNotListed);
  await keyboard.press('Tab');
  await keyboard.type(secret);
  await keyboard.press('Enter');
  await page.locator('#ip').waitFor();
  assert.equal(await focused(page), 'outcome');
  await keyboard.press('Tab');
  assert.equal(await focused(page), 'Copy 203.0.113.7');
  await keyboard.press('Space');
  await page.locator('#live', { hasText: 'Copied' }).waitFor({ state: 'attached' });

  await page.locator('#appid').focus();
  await keyboard.press('Control+A');
  await keyboard.type(appid);
  await keyboard.press('Enter');
  await page.locator('#token').waitFor();
  await keyboard.press('Tab');
  assert.equal(await focused(page), 'Copy token');
  await keyboard.press('Enter');
  await page.locator('#live', { hasText: 'Copied' }).waitFor({ state: 'attached' });
  await keyboard.press('Tab');
  assert.equal(await focused(page), 'Check this token');
  await keyboard.press('Enter');
  await page.locator('.verdict.ok').waitFor();

  await page.locator('#get').focus();
  await keyboard.press('Tab');
  assert.equal(await focused(page), 'Clear');
  await keyboard.press('Enter');
  assert.equal(await focused(page), 'appid');
  assert.equal(await textOf(page, '#live'), 'Fields, result and history are cleared.');
  assert.deepEqual(
    site.simulator.calls.map(({ path }) => path),
    ['/cgi-bin/token', '/cgi-bin/token', '/cgi-bin/get_api_domain_ip'],
  );
});

test('a forced refresh is reached, and the endpoint chosen, by keys alone', async (t) => {
  const { page, site } = await open(t);
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  await page.locator('[name=endpoint]:checked').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Replace it now (force_refresh)');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'get');
  await page.keyboard.press('Enter');
  await page.locator('#token').waitFor();
  assert.match(site.simulator.calls[0]?.body ?? '', /"force_refresh":true/);
});

for (const width of [1280, 320]) {
  test(`at ${width} px every stop of Tab is outlined and uncovered, in an order that is read, and none is a trap`, async (t) => {
    const { page } = await open(t, { width });
    await get(page);
    await page.locator('.skip').focus();
    const stops = [await focused(page), ...(await tabThrough(page))];
    const order = [
      'Skip to the result',
      'appid',
      'secret',
      'get',
      'Clear',
      'Copy token',
      'Check this token',
      'Health',
    ];
    const places = order.map((name) => stops.indexOf(name));
    assert.ok(!places.includes(-1), `${order[places.indexOf(-1)]} is no stop: ${stops.join(', ')}`);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
      stops.join(', '),
    );
  });
}

test('the link to the result can be seen when it has the focus, and leads there', async (t) => {
  const { page } = await open(t);
  const skip = page.getByRole('link', { name: 'Skip to the result' });
  await skip.focus();
  assert.ok(((await skip.boundingBox())?.height ?? 0) >= 24);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/#tips');
});
