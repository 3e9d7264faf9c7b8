import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  appid,
  focused,
  get,
  launchBrowser,
  paste,
  secret,
  setClipboard,
  textOf,
} from '../support/browser/browser.ts';

const { open } = await launchBrowser();

/** Pastes a text on /check, as a person does, and presses Check. */
async function check(page: Page, text: string): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#access_token').fill('');
  await page.locator('#access_token').fill(text);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.locator('#tips:not([data-old])').waitFor();
}

test('an AppID that was pasted with more is offered on the spot, and taken on a click', async (t) => {
  const { page, site } = await open(t);
  await page.locator('#secret').fill(secret);
  await paste(page, page.locator('#appid'), `AppID：${appid};`);
  assert.equal(await textOf(page, '.remark.pair'), `More than an AppID was pasted. Use ${appid}`);
  await page.getByRole('button', { name: `Use ${appid}` }).click();
  assert.equal(await page.locator('#appid').inputValue(), appid);
  assert.equal(await page.locator('.remark').count(), 0);
  assert.equal(await focused(page), 'get');
  await page.keyboard.press('Enter');
  await page.locator('#token').waitFor();
  assert.deepEqual(site.simulator.calls[0]?.query, { grant_type: 'client_credential', appid, secret });
});

for (const js of [true, false]) {
  const how = js ? '' : ', without JavaScript too';

  test(`Get with more than an AppID is not sent; the AppID then stands in its field${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    await get(page, `WECHAT_APP_ID=${appid}`);
    assert.match(await textOf(page, '#tips'), /More than the AppID was pasted\./);
    assert.equal(site.simulator.calls.length, 0);
    assert.equal(await page.locator('#appid').inputValue(), appid);
    assert.equal(await page.locator('#appid').getAttribute('aria-invalid'), 'true');
    assert.equal(await page.locator('#secret').inputValue(), js ? secret : '');
    await page.locator('#secret').fill(secret);
    await page.getByRole('button', { name: 'Get', exact: true }).click();
    await page.locator('#token').waitFor();
    assert.deepEqual(site.simulator.calls[0]?.query, { grant_type: 'client_credential', appid, secret });
  });

  test(`a secret in the field of the AppID is not sent, and is on no page${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    await get(page, secret, appid);
    assert.match(await textOf(page, '#tips'), /AppID and AppSecret look swapped/);
    assert.equal(site.simulator.calls.length, 0);
    assert.ok(!(await textOf(page, '#tips')).includes(secret));
    if (!js) return;
    await page.getByRole('button', { name: 'Swap' }).click();
    await page.keyboard.press('Enter');
    await page.locator('#token').waitFor();
  });

  test(`what this page itself shows and copies is read by Check${how}`, async (t) => {
    const { page, site } = await open(t, { js, context: { permissions: [] } });
    await get(page);
    const token = await textOf(page, '#token');
    const pasted: Record<string, string> = { token, JSON: await textOf(page, '#reply') };
    if (js) {
      await page.locator('.response summary').click();
      await page.getByRole('button', { name: 'Pretty' }).click();
      pasted['pretty JSON'] = await textOf(page, '#reply');
    }
    pasted['the whole page'] = await page.evaluate(() => document.body.innerText);
    pasted['the result'] = await page.locator('#tips').innerText();
    await page.goto(`${site.origin}/check`);
    for (const [what, text] of Object.entries(pasted)) {
      await check(page, text);
      assert.equal(await textOf(page, '#outcome'), 'The token works', `${what}: ${text}`);
      const said = (await textOf(page, '#tips')).includes('more than the value was pasted');
      assert.equal(said, what !== 'token', what);
    }
    const asked = site.simulator.calls.filter(({ path }) => path === '/cgi-bin/get_api_domain_ip');
    assert.deepEqual(
      asked.map(({ query }) => query.access_token),
      Object.keys(pasted).map(() => token),
    );
  });

  test(`the commands and the history of this page hold no token, and Check says so${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    await get(page);
    const shown = await page.locator('pre[data-lang=curl]').allTextContents();
    if (js) shown.push(await textOf(page, '#history li'));
    assert.ok(shown.length >= 2);
    await page.goto(`${site.origin}/check`);
    const before = site.simulator.calls.length;
    for (const text of shown) {
      await check(page, text);
      assert.equal(await textOf(page, '#outcome'), 'This does not look like an access_token', text);
      assert.equal(await page.locator('#access_token').getAttribute('aria-invalid'), 'true');
      assert.match(await page.title(), /^Error: /);
    }
    assert.equal(site.simulator.calls.length, before);
  });

  test(`lines that were pasted, and an AppSecret, get a hint and no call${how}`, async (t) => {
    const { page, site } = await open(t, { js, path: '/check', lang: 'en' });
    for (const [text, said] of [
      [`AppID：${appid}\nAppSecret：${secret}`, /AppID and AppSecret are in it/],
      [secret, /It looks like an AppSecret\. It was not sent/],
      ['ACCESS_TOKEN', /placeholder/],
      ['2', /It is a number/],
    ] as const) {
      await check(page, text);
      assert.match(await textOf(page, '#tips'), said);
      assert.ok(!(await page.content()).includes(secret));
    }
    assert.equal(site.simulator.calls.length, 0);
  });
}

test('a pair over several lines, as the console copies it, is split on a click', async (t) => {
  const { page } = await open(t);
  await setClipboard(page, `开发者ID(AppID)\n${appid}\n开发者密码(AppSecret)\n${secret}\n重置`);
  await page.locator('#secret').focus();
  await page.keyboard.press('Control+V');
  await page.getByRole('button', { name: 'Put each into its field' }).click();
  assert.equal(await page.locator('#appid').inputValue(), appid);
  assert.equal(await page.locator('#secret').inputValue(), secret);
});
