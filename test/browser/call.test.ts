import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { get, launchBrowser, textOf } from '../support/browser/browser.ts';
import { overflowing, runAxe, tooSmall, unfold } from '../support/browser/page-checks.ts';

const { open } = await launchBrowser();
const message = '/cgi-bin/message/custom/send';
const picture = readFileSync('src/demo/simulator/wxacode.jpg');

/** Presses Call; resolves when another answer stands there. */
async function press(page: Page): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#get').click();
  await page.locator('#tips:not([data-old])').waitFor();
}

const outcome = (page: Page): Promise<string> => textOf(page, '#outcome');

const isShown = (page: Page): Promise<boolean> =>
  page
    .locator('img.picture')
    .evaluate((img) => img instanceof HTMLImageElement && img.complete && img.naturalWidth === 430);

test('Get, Call with this token, a read, a picture, a message that needs its tick, and a line of the history again', async (t) => {
  const { page, site, requests } = await open(t);
  await get(page);
  const token = await textOf(page, '#token');
  await page.getByRole('button', { name: 'Call an API with this token' }).click();
  await page.waitForURL(/\/call/);
  assert.equal(await page.locator('#access_token').inputValue(), token);
  const before = site.simulator.calls.length;
  assert.equal(before, 1, 'nobody was called for the hand-over');

  await page.locator('#api').selectOption('menu/get');
  assert.equal(await page.locator('#path').inputValue(), '/cgi-bin/menu/get');
  assert.ok(await page.locator('#tick').isHidden());
  assert.ok(await page.locator('#body').isHidden());
  await page.locator('#does').getByText('Reads the menu').waitFor();
  await press(page);
  assert.equal(await outcome(page), 'WeChat answered');
  assert.match(await textOf(page, '#reply'), /^\{"menu":\{/);
  assert.ok(await page.locator('#outcome').evaluate((heading) => heading === document.activeElement));

  await page.locator('#api').selectOption('getwxacodeunlimit');
  assert.equal(await textOf(page, '#effect'), 'Create one code');
  await page.locator('#confirm').check();
  await press(page);
  assert.equal(await outcome(page), 'WeChat sent a picture');
  assert.ok(await isShown(page), 'the picture is drawn under the policy of the page');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  assert.deepEqual(readFileSync(await download.path()), picture);
  assert.equal(download.suggestedFilename(), 'getwxacodeunlimit.jpg');

  await page.locator('#api').selectOption('message/custom/send');
  assert.equal(await page.locator('#confirm').isChecked(), false);
  await press(page);
  assert.equal(await outcome(page), 'This call asks first');
  assert.equal(site.simulator.effects(message), 0);
  await page.locator('#confirm').check();
  await press(page);
  assert.equal(await textOf(page, '#reply'), '{"errcode":0,"errmsg":"ok"}');
  assert.equal(site.simulator.effects(message), 1);
  await press(page);
  assert.equal(site.simulator.effects(message), 1, 'each press wants a tick of its own');

  await page.locator('#history button').last().click();
  assert.equal(await page.locator('#path').inputValue(), '/cgi-bin/menu/get');
  assert.equal(await page.locator('#api').inputValue(), 'menu/get');
  await press(page);
  assert.match(await textOf(page, '#reply'), /^\{"menu":\{/);
  assert.ok(!(await textOf(page, '#history')).includes(token));

  await page.getByRole('button', { name: 'Check this token' }).click();
  await page.waitForURL(/\/check/);
  assert.equal(await outcome(page), 'The token works');
  assert.ok(requests.every((url) => !url.includes(token)));
});

test('the same without script', async (t) => {
  const { page, site } = await open(t, { js: false });
  await page.locator('#appid').fill('wx0000000000000000');
  await page.locator('#secret').fill('0123456789abcdef0123456789abcdef');
  await page.locator('#get').click();
  await page.getByRole('button', { name: 'Call an API with this token' }).click();
  const choose = async (id: string): Promise<void> => {
    await page.locator('#api').selectOption(id);
    await page.getByRole('button', { name: 'Fill in' }).click();
  };
  await choose('menu/get');
  await page.locator('#get').click();
  assert.match(await textOf(page, '#reply'), /^\{"menu":\{/);
  await choose('getwxacodeunlimit');
  await page.locator('#confirm').check();
  await page.locator('#get').click();
  assert.equal(await outcome(page), 'WeChat sent a picture');
  assert.ok(await isShown(page));
  await choose('message/custom/send');
  await page.locator('#get').click();
  assert.equal(await outcome(page), 'This call asks first');
  assert.equal(site.simulator.effects(message), 0);
  await page.locator('#confirm').check();
  await page.locator('#get').click();
  assert.equal(await textOf(page, '#reply'), '{"errcode":0,"errmsg":"ok"}');
  assert.equal(site.simulator.effects(message), 1);
  await page.getByRole('button', { name: 'Quota of this path' }).click();
  assert.match(await textOf(page, '#reply'), /"used":1/);
});

test('another path, a changed method and Clear take the tick along', async (t) => {
  const { page } = await open(t, { path: '/call' });
  await page.locator('#path').fill('/cgi-bin/menu/delete');
  assert.match(await textOf(page, '#effect'), /^Delete the menu/);
  assert.equal(await page.locator('#api').inputValue(), 'menu/delete');
  await page.locator('#confirm').check();
  await page.locator('#path').fill('/cgi-bin/nobody/knows');
  assert.equal(await page.locator('#confirm').isChecked(), false);
  assert.match(await textOf(page, '#effect'), /nobody here knows/);
  await page.locator('#method').selectOption('POST');
  assert.ok(await page.locator('#body').isVisible());
  assert.equal(await textOf(page, '#tick-call'), 'POST /cgi-bin/nobody/knows');
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(await page.locator('#path').inputValue(), '');
  assert.ok(await page.locator('#tick').isHidden());
});

test('a file that is too long for a link is handed over whole by the script', async (t) => {
  const { page, site } = await open(t, { path: '/call' });
  const bytes = Buffer.alloc(1_900_000, 7);
  site.simulator.failNext({ kind: 'reply', headers: { 'Content-Type': 'audio/amr' }, body: bytes });
  await page.locator('#access_token').fill('93_any-token-at-all');
  await page.locator('#path').fill('/cgi-bin/menu/get');
  await press(page);
  assert.equal(await outcome(page), 'WeChat sent a file');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  assert.deepEqual(readFileSync(await download.path()), bytes);
});

for (const [scheme, lang, width] of [
  ['light', 'en', 320],
  ['dark', 'zh', 320],
  ['dark', 'en', 1440],
] as const) {
  test(`axe finds nothing, nothing sticks out, targets are large: ${scheme}, ${lang}, ${width} px`, async (t) => {
    const { page, site } = await open(t, { path: '/call', scheme, lang, width });
    const { origin } = site.simulator;
    const query = 'grant_type=client_credential&appid=wx0000000000000000&secret=any';
    const token = (await (await fetch(`${origin}/cgi-bin/token?${query}`)).json()) as {
      access_token: string;
    };
    const look = async (view: string): Promise<void> => {
      await unfold(page);
      const { found, tried } = await runAxe(page);
      assert.deepEqual(found, [], view);
      assert.ok(tried.has('color-contrast') && tried.has('label'), view);
      assert.deepEqual(await overflowing(page), [], view);
      const { count, small } = await tooSmall(page, 'a, button, select, summary, input:not([type=checkbox])');
      assert.ok(count > 10, view);
      assert.deepEqual(small, [], view);
    };
    await look('empty');
    await page.locator('#access_token').fill(token.access_token);
    for (const id of ['menu/get', 'getwxacodeunlimit']) {
      await page.locator('#api').selectOption(id);
      if (id !== 'menu/get') {
        await press(page);
        await look('asks first');
        await page.locator('#confirm').check();
      }
      await press(page);
      await look(id);
    }
    await page.locator('#path').fill('/cgi-bin/../x');
    await press(page);
    await look('refused');
    const usedUp =
      '{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 5fa26c60-1a0ebdd5-32fd1cd0"}';
    site.simulator.failNext({ kind: 'reply', body: usedUp });
    await page.locator('#api').selectOption('user/get');
    await press(page);
    await look('used up');
  });
}
