import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appid,
  failing,
  focused,
  get,
  launchBrowser,
  paste,
  secret,
  startSite,
  textOf,
} from '../support/browser/browser.ts';

const { open } = await launchBrowser();

for (const js of [true, false]) {
  const how = js ? '' : ', without JavaScript too';

  test(`paste, paste, Enter, and the token stands in the tips area${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    if (js) {
      await paste(page, page.locator('#appid'), appid);
      await page.keyboard.press('Tab');
      await paste(page, page.locator('#secret'), secret);
    } else {
      await page.locator('#appid').fill(appid);
      await page.locator('#secret').fill(secret);
    }
    await page.keyboard.press('Enter');
    await page.locator('#tips.ok #token').waitFor();

    const token = await textOf(page, '#token');
    assert.deepEqual(site.simulator.check(token), { appid, endpoint: 'token' });
    assert.equal(await textOf(page, '#reply'), `{"access_token":"${token}","expires_in":7200}`);
    assert.equal(await textOf(page, '#outcome'), 'Token received, valid for 2 hours');
    assert.equal(await page.title(), 'Token received, valid for 2 hours – WeChat Access Token');
    assert.equal(page.url(), js ? `${site.origin}/` : `${site.origin}/#tips`);
    assert.equal(await page.locator('#appid').inputValue(), appid);
    assert.equal(site.simulator.calls.length, 1);
    assert.deepEqual(site.simulator.calls[0]?.query, { grant_type: 'client_credential', appid, secret });
    assert.ok(!(await page.content()).includes(secret), 'the secret stands in the HTML');
  });

  test(`a missing field is told in a summary that leads to the field${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    await page.locator('#get').press('Enter');
    await page.locator('#tips.error').waitFor();
    assert.equal(await textOf(page, '#outcome'), 'There is a problem');
    assert.equal(await textOf(page, '#reply'), '{"errcode":41002,"errmsg":"appid missing"}');
    assert.match(await page.title(), /^Error: There is a problem – /);
    for (const [id, words] of [
      ['appid', 'Enter the AppID'],
      ['secret', 'Enter the AppSecret'],
    ] as const) {
      const field = page.locator(`#${id}`);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.equal(await field.getAttribute('aria-describedby'), `${id}-wrong ${id}-hint`);
      assert.equal(await textOf(page, `#${id}-wrong`), words);
      await page.locator('.problems').getByRole('link', { name: words }).click();
      if (js) await page.locator(`#${id}:focus`).waitFor();
      else await page.waitForURL(`**/#${id}`);
    }
    assert.equal(site.simulator.calls.length, 0);

    await get(page);
    await page.locator('#tips.ok').waitFor();
    assert.equal(await page.locator('[aria-invalid], .wrong').count(), 0);
    assert.equal(await page.locator('#appid').getAttribute('aria-describedby'), 'appid-hint');
  });

  test(`an address that is not listed is shown large, with what to do${how}`, async (t) => {
    const { page } = await open(t, { js });
    await get(page, failing.ipNotListed);
    assert.equal(await textOf(page, '#ip'), '203.0.113.7');
    assert.match(await textOf(page, '#outcome'), /^40164: /);
    assert.match(await textOf(page, '.steps'), /API IP 白名单/);
    assert.match(await textOf(page, '#rid'), /^[0-9a-f]{8}(-[0-9a-f]{8}){2}$/);
    assert.match(await textOf(page, '#reply'), /^\{"errcode":40164,"errmsg":"invalid ip 203\.0\.113\.7 /);
    const large = await page.locator('#ip').evaluate((element) => getComputedStyle(element).fontSize);
    assert.ok(Number.parseFloat(large) >= 24, large);
  });

  test(`a broken connection is explained in place of a stack${how}`, async (t) => {
    const { page } = await open(t, { js });
    await get(page, failing.reset);
    assert.match(await textOf(page, '#outcome'), /broke off/);
    assert.equal(await page.locator('#reply, #token').count(), 0);
    assert.ok((await page.locator('.steps li').count()) > 0);
    assert.doesNotMatch(await textOf(page, '#tips'), /Error:|ECONN|at .*\.js/);
  });

  test(`too many presses leave the form in place and tell how long to wait${how}`, async (t) => {
    const site = await startSite(t, { RATE_LIMIT: '1' });
    const { page } = await open(t, { js, site });
    await get(page);
    await get(page);
    assert.equal(await textOf(page, '#outcome'), 'Too many requests');
    assert.match(await textOf(page, '#tips'), /Try again in \d+ s\./);
    assert.ok(await page.locator('#appid').isVisible());
    assert.equal(site.simulator.calls.length, 1);
  });
}

test('an answer takes the focus to its heading and is told to a screen reader in one sentence', async (t) => {
  const { page } = await open(t);
  assert.equal(await textOf(page, '#live'), '');
  await get(page);
  assert.equal(await focused(page), 'outcome');
  assert.equal(await textOf(page, '#live'), 'Token received, valid for 2 hours');
  assert.equal(await page.locator('#live').getAttribute('role'), 'status');
  assert.equal(await page.locator('[role=status] #reply, [aria-live] #token, [role=alert] pre').count(), 0);
});

test('a result that came by script adds no step to Back, and a reload asks nobody', async (t) => {
  const { page, site } = await open(t);
  const steps = await page.evaluate(() => history.length);
  await get(page);
  assert.equal(await page.evaluate(() => history.length), steps);
  assert.equal(await page.locator('.reload').count(), 0);
  await page.reload();
  await page.locator('#tips.empty').waitFor();
  assert.equal(site.simulator.calls.length, 1);
});

test('without JavaScript, Back leads from the result to the empty form, and asks nobody', async (t) => {
  const { page, site } = await open(t, { js: false });
  await get(page);
  assert.match(await textOf(page, '.reload'), /would ask WeChat once more/);
  await page.goBack();
  await page.locator('#tips.empty').waitFor();
  assert.equal(await page.locator('#token').count(), 0);
  assert.equal(await page.locator('#secret').inputValue(), '');
  assert.equal(site.simulator.calls.length, 1);
});
