import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appid, focused, get, launchBrowser, secret, startSite, textOf } from '../support/browser/browser.ts';
import { eventually } from '../support/page/get.ts';

const { open } = await launchBrowser();

/** An answer that comes when the test says so. */
function createGate() {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release: () => release() };
}

test('B12 pressing again and again while the call runs sends nothing more', async (t) => {
  const { page, site } = await open(t);
  const gate = createGate();
  site.simulator.failNext({ kind: 'delay', until: gate.until });
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  const button = page.locator('#get');
  await button.dblclick();
  await site.simulator.seen(1);
  assert.equal(await button.getAttribute('aria-disabled'), 'true');
  assert.equal(await page.locator('#form').getAttribute('aria-busy'), 'true');
  assert.equal(await textOf(page, '#live'), 'Asking WeChat…');
  await page.locator('#secret').press('Enter');
  await button.evaluate((element) => {
    for (let i = 0; i < 50 && element instanceof HTMLElement; i += 1) element.click();
  });
  gate.release();
  await page.locator('#token').waitFor();
  assert.equal(site.simulator.calls.length, 1);
  assert.equal(await button.getAttribute('aria-disabled'), null);
  assert.equal(await page.locator('#form').getAttribute('aria-busy'), null);
  assert.equal(await page.locator('#history li').count(), 1);
});

test('B12 without JavaScript a double click makes one call', async (t) => {
  const { page, site } = await open(t, { js: false });
  const gate = createGate();
  site.simulator.failAlways({ kind: 'delay', until: gate.until });
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  await page.locator('#get').dblclick({ noWaitAfter: true });
  await site.simulator.seen(1);
  gate.release();
  await page.locator('#token').waitFor();
  assert.equal(site.simulator.calls.length, 1);
});

test('each press after an answer is a call of its own', async (t) => {
  const { page, site } = await open(t);
  await get(page);
  await get(page);
  assert.equal(site.simulator.calls.length, 2);
});

test('a slow call shows the seconds that are left until this server gives up', async (t) => {
  const { page, site } = await open(t, { clock: true });
  site.simulator.failNext({ kind: 'hang' });
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  await page.locator('#get').click();
  await site.simulator.seen(1);
  assert.equal(await textOf(page, '.progress p'), 'Asking WeChat…');
  await page.clock.runFor(3000);
  const shown = await textOf(page, '.progress p');
  const seconds = Number(/^Asking WeChat… (\d+) s left until this server gives up$/.exec(shown)?.[1]);
  // the clock of the page also runs by itself, so a second may have gone
  assert.ok(seconds >= 2 && seconds <= 5, shown);
  await page.clock.runFor(2000);
  assert.notEqual(await textOf(page, '.progress p'), shown);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('#tips.notice').waitFor();
});

test('Cancel gives up, says what may have happened, and leaves everything ready for the next press', async (t) => {
  const { page, site } = await open(t);
  site.simulator.failNext({ kind: 'hang' });
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  await page.locator('#get').click();
  await site.simulator.seen(1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page
    .locator('#outcome', { hasText: 'Cancelled. The call may still run at WeChat and issue a token' })
    .waitFor();
  assert.equal(await focused(page), 'outcome');
  assert.match(await textOf(page, '#history li'), /Cancelled/);
  assert.equal(await page.locator('.progress').count(), 0);
  assert.equal(await page.locator('#get').getAttribute('aria-disabled'), null);
  assert.equal(await page.locator('#secret').inputValue(), secret);
  // with the same pair the server would let this press wait for the call that still runs
  await get(page, 'wxabcdef0123456789');
  assert.ok(await page.locator('#token').isVisible());
  assert.equal(site.simulator.calls.length, 2);
});

test('Clear while a call runs ends it, and its answer never appears', async (t) => {
  const { page, site } = await open(t);
  const gate = createGate();
  site.simulator.failNext({ kind: 'delay', until: gate.until });
  await page.locator('#appid').fill(appid);
  await page.locator('#secret').fill(secret);
  await page.locator('#get').click();
  await site.simulator.seen(1);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.locator('.progress').waitFor({ state: 'detached' });
  gate.release();
  await eventually('the call has ended', () => site.logged().includes('"wechat_call"'));
  assert.equal(await textOf(page, '#outcome'), 'The token appears here, or what went wrong');
  assert.equal(await page.locator('#token, #history').count(), 0);
  assert.equal(await page.locator('#appid').inputValue(), '');
});

test('a server that is gone is told as such', async (t) => {
  const { page } = await open(t, { allowed: /net::ERR_FAILED/ });
  await page.route('**/*', (route) => route.abort());
  await get(page);
  assert.equal(
    await textOf(page, '#outcome'),
    'This server did not answer. Is it still running? WeChat may have issued a token all the same.',
  );
  assert.equal(await page.locator('#get').getAttribute('aria-disabled'), null);
});

test('an answer that never comes ends with this server’s own words after its deadline', async (t) => {
  const site = await startSite(t, { WECHAT_TIMEOUT_MS: '100' });
  const { page } = await open(t, { site });
  site.simulator.failNext({ kind: 'hang' });
  await get(page);
  assert.equal(await textOf(page, '#outcome'), 'No answer from WeChat in 0.1 s');
});
