import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appid,
  failing,
  focused,
  get,
  launchBrowser,
  secret,
  startSite,
  textOf,
} from '../support/browser/browser.ts';

const { open } = await launchBrowser();

test('AppID and endpoint go along from tool to tool and from language to language, behind #, and no server sees them', async (t) => {
  const { page, site } = await open(t, { lang: 'en' });
  const account = `#${appid}&stable_token`;
  await page.locator('#appid').fill(appid);
  await page.locator('#stable').check();
  await page.getByRole('link', { name: 'Check' }).click();
  await page.waitForURL(`**/check${account}`);
  await page.getByRole('link', { name: '中文' }).click();
  await page.waitForURL(`**/check?lang=zh${account}`);
  await page.getByRole('link', { name: '获取' }).click();
  await page.waitForURL(`**/?lang=zh${account}`);
  assert.equal(await page.locator('#appid').inputValue(), appid);
  assert.ok(await page.locator('#stable').isChecked());
  assert.equal(await focused(page), 'secret');
  assert.ok(!site.logged().includes(appid));
  assert.equal(site.simulator.calls.length, 0);
});

test('a bookmark of an account leaves the secret to be pasted; Clear forgets it, in the address as well', async (t) => {
  const { page, site } = await open(t, { path: `/#${appid}` });
  assert.equal(await focused(page), 'secret');
  await page.keyboard.insertText(secret);
  await page.keyboard.press('Enter');
  await page.locator('#token').waitFor();
  assert.ok(!(await page.content()).includes(secret));
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.equal(page.url(), `${site.origin}/`);
  assert.equal(await page.getByRole('link', { name: 'Check' }).getAttribute('href'), `${site.origin}/check`);
  await page.evaluate((hash) => location.assign(hash), `#${failing.reset}`);
  await page.waitForFunction((value) => document.querySelector('input')?.value === value, failing.reset);
});

test('nothing but this pattern is read or written', async (t) => {
  const site = await startSite(t);
  const { page } = await open(t, { site });
  for (const odd of [
    secret,
    `${appid}0`,
    `${appid}&secret=${secret}`,
    `${appid.toUpperCase()}`,
    `${appid}&stable_token&x`,
    'wx<img src=x onerror=alert(1)>',
    'tips',
    '40164',
  ]) {
    await page.goto('about:blank');
    await page.goto(`${site.origin}/#${odd}`);
    assert.equal(await page.locator('#appid').inputValue(), '', odd);
    assert.equal(await page.getByRole('link', { name: 'Check' }).getAttribute('href'), '/check', odd);
  }
  for (const typed of [secret, `${appid} `, 'wx00', `${appid}#`]) {
    await page.locator('#appid').fill(typed);
    assert.doesNotMatch(
      (await page.getByRole('link', { name: 'Check' }).getAttribute('href')) ?? '',
      /#./,
      typed,
    );
  }
});

test('it gives way to a code and to the result', async (t) => {
  const { page } = await open(t);
  await get(page, failing.ipNotListed);
  const more = page.getByRole('link', { name: 'More about 40164' });
  assert.equal(await more.getAttribute('href'), '/errcodes#40164');
  assert.equal(await page.locator('.skip').getAttribute('href'), '#tips');
  assert.match(await textOf(page, '#outcome'), /40164/);
});
