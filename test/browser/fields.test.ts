import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appid, focused, get, launchBrowser, paste, secret, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

test('the secret can be shown and hidden, and the state is said', async (t) => {
  const { page } = await open(t);
  const field = page.locator('#secret');
  await field.fill(secret);
  assert.equal(await field.getAttribute('type'), 'password');
  await page.getByRole('button', { name: 'Show secret' }).click();
  assert.equal(await field.getAttribute('type'), 'text');
  assert.equal(await textOf(page, '#live'), 'Shown: secret');
  assert.equal(await field.inputValue(), secret);
  await page.getByRole('button', { name: 'Hide secret' }).click();
  assert.equal(await field.getAttribute('type'), 'password');
  assert.equal(await textOf(page, '#live'), 'Hidden: secret');
});

test('a shown secret is hidden again when it is sent', async (t) => {
  const { page } = await open(t);
  await page.getByRole('button', { name: 'Show secret' }).click();
  await get(page);
  assert.equal(await page.locator('#secret').getAttribute('type'), 'password');
  assert.ok(await page.getByRole('button', { name: 'Show secret' }).isVisible());
});

test('a shown secret is hidden and emptied when the page is left', async (t) => {
  const { page } = await open(t);
  await page.locator('#secret').fill(secret);
  await page.getByRole('button', { name: 'Show secret' }).click();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  assert.equal(await page.locator('#secret').getAttribute('type'), 'password');
  assert.equal(await page.locator('#secret').inputValue(), '');
});

test('both fields keep helpers away from what is typed', async (t) => {
  const { page } = await open(t, { js: false });
  for (const id of ['appid', 'secret']) {
    const field = page.locator(`#${id}`);
    const kept = { spellcheck: 'false', autocomplete: 'off', autocapitalize: 'none', autocorrect: 'off' };
    for (const [name, value] of Object.entries(kept)) assert.equal(await field.getAttribute(name), value);
    assert.equal(await field.getAttribute('aria-required'), 'true');
    assert.equal(await field.getAttribute('maxlength'), null);
    assert.equal(await field.getAttribute('placeholder'), null);
    assert.ok(await page.locator(`label[for=${id}]`).isVisible());
  }
  assert.equal(await page.getByRole('button', { name: /secret/i }).count(), 0);
});

for (const [id, typed] of [
  ['appid', appid],
  ['secret', secret],
] as const) {
  test(`what surrounds a pasted ${id} is taken off, and said below the field`, async (t) => {
    const { page } = await open(t);
    await paste(page, page.locator(`#${id}`), ` \u3000“${typed}”\u200b\u00a0`);
    assert.equal(await page.locator(`#${id}`).inputValue(), typed);
    const note = page.locator(`.field:has(#${id}) > .note`);
    assert.equal(await note.textContent(), 'Characters removed around the pasted value: 6.');
    assert.equal(await textOf(page, '#live'), 'Characters removed around the pasted value: 6.');
    const [below, field] = [await note.boundingBox(), await page.locator(`#${id}`).boundingBox()];
    assert.ok(below !== null && field !== null && below.y >= field.y + field.height, 'not below the field');
    await paste(page, page.locator(`#${id}`), '');
    await page.locator(`#${id}`).fill('');
    await paste(page, page.locator(`#${id}`), typed);
    assert.equal(await note.count(), 0);
  });
}

test('what stands inside a pasted value stays as it is', async (t) => {
  const { page } = await open(t);
  await paste(page, page.locator('#appid'), 'wx00 00\u200b"00');
  assert.equal(await page.locator('#appid').inputValue(), 'wx00 00\u200b"00');
  assert.equal(await page.locator('.remark').count(), 0);
});

const pairs: Readonly<Record<string, string>> = {
  'as JSON': `{"appid": "${appid}", "secret": "${secret}"}`,
  'as a query': `appid=${appid}&secret=${secret}`,
  'as settings': `WX_APPID=${appid} WX_SECRET=${secret}`,
  'one after the other': `${appid} ${secret}`,
};

for (const [shape, text] of Object.entries(pairs)) {
  test(`a pair that was pasted ${shape} is split on a click, not before`, async (t) => {
    const { page, site } = await open(t);
    const pasted = page.locator('#appid');
    await paste(page, pasted, text);
    const before = await pasted.inputValue();
    assert.ok(before.includes(appid) && before.includes(secret), before);
    assert.match(await textOf(page, '#live'), /Both values look pasted into one field/);
    await page.getByRole('button', { name: 'Put each into its field' }).click();
    assert.equal(await pasted.inputValue(), appid);
    assert.equal(await page.locator('#secret').inputValue(), secret);
    assert.equal(await page.locator('.remark.pair').count(), 0);
    assert.equal(await focused(page), 'get');
    await page.keyboard.press('Enter');
    await page.locator('#token').waitFor();
    assert.deepEqual(site.simulator.calls[0]?.query, { grant_type: 'client_credential', appid, secret });
  });
}

test('a pair in the secret’s field is split just the same', async (t) => {
  const { page } = await open(t);
  await paste(page, page.locator('#secret'), pairs['as JSON'] ?? '');
  await page.getByRole('button', { name: 'Put each into its field' }).click();
  assert.equal(await page.locator('#appid').inputValue(), appid);
  assert.equal(await page.locator('#secret').inputValue(), secret);
});

test('fields that look swapped are told, and swapped back on a click', async (t) => {
  const { page } = await open(t);
  await page.locator('#appid').fill(secret);
  await page.locator('#secret').fill(appid);
  assert.match(await textOf(page, '.remark.swapped'), /^AppID and AppSecret look swapped\. Swap$/);
  await page.getByRole('button', { name: 'Swap' }).click();
  assert.equal(await page.locator('#appid').inputValue(), appid);
  assert.equal(await page.locator('#secret').inputValue(), secret);
  assert.equal(await page.locator('.remark').count(), 0);
});

test('odd shapes get a remark and are sent all the same: WeChat is the judge', async (t) => {
  const { page, site } = await open(t);
  await get(page, 'gh_0123456789ab', 'short');
  assert.match(await textOf(page, '#tips'), /gh_… is the original ID/);
  assert.match(await textOf(page, '#tips'), /AppSecret does not look like one/);
  assert.equal(site.simulator.calls[0]?.query.appid, 'gh_0123456789ab');
});

test('without JavaScript the server takes off what surrounds a value, and says so', async (t) => {
  const { page, site } = await open(t, { js: false });
  await get(page, ` "${appid}" `, `${secret}\u200b`);
  assert.match(await textOf(page, '#tips'), /AppID: removed 2 spaces, 2 quotes around the pasted value\./);
  assert.match(await textOf(page, '#tips'), /AppSecret: removed 1 invisible character/);
  assert.deepEqual(site.simulator.calls[0]?.query, { grant_type: 'client_credential', appid, secret });
});
