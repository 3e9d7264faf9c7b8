import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  appid,
  failing,
  get,
  launchBrowser,
  type OpenOptions,
  secret,
  startSite,
  textOf,
} from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const granted = { context: { permissions: ['clipboard-read', 'clipboard-write'] } };

/** What the clipboard holds, pasted with the keys into a field of this page. */
async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    const area = document.createElement('textarea');
    area.id = 'pasted-here';
    document.body.append(area);
    area.focus();
  });
  await page.keyboard.press('Control+V');
  const text = await page.locator('#pasted-here').inputValue();
  await page.locator('#pasted-here').evaluate((area) => area.remove());
  return text;
}

/** What copies the element with this id; what is folded is opened for it. */
async function buttonOf(page: Page, id: string): Promise<Locator> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  const button = page.locator(`[data-copy=${id}]`);
  await button.scrollIntoViewIfNeeded();
  return button;
}

const rounded = (box: Awaited<ReturnType<Locator['boundingBox']>>): number[] =>
  [box?.x, box?.y, box?.width, box?.height].map((figure) => Math.round(figure ?? Number.NaN));

/** Presses a copy button and sees that it says so, to everybody, without changing its size. */
async function copy(page: Page, id: string): Promise<string> {
  const button = await buttonOf(page, id);
  const label = await button.textContent();
  const before = await button.boundingBox();
  await button.click();
  // the live region may still say it of the press before
  await button.and(page.getByText('Copied', { exact: true })).waitFor();
  assert.equal(await textOf(page, '#live'), 'Copied');
  assert.deepEqual(rounded(await button.boundingBox()), rounded(before));
  assert.ok(await button.evaluate((element) => element === document.activeElement));
  const text = await pasted(page);
  await page.clock.runFor(2000);
  assert.equal(await button.textContent(), label);
  return text;
}

const places: Readonly<Record<string, (origin: string) => OpenOptions>> = {
  'where the Clipboard API is': () => granted,
  'where it is not allowed': () => ({}),
  'on plain http, where there is none': (origin) => ({ origin: origin.replace('127.0.0.1', 'lan.test') }),
};

for (const [place, options] of Object.entries(places)) {
  test(`token and JSON are copied whole ${place}`, async (t) => {
    const site = await startSite(t);
    const { page } = await open(t, { site, clock: true, ...options(site.origin) });
    const hasApi = await page.evaluate(() => navigator.clipboard !== undefined);
    assert.equal(hasApi, !place.includes('plain http'));
    await get(page);
    const token = await textOf(page, '#token');
    assert.ok(token.length > 100);
    assert.equal(await copy(page, 'token'), token);
    assert.equal(await copy(page, 'reply'), `{"access_token":"${token}","expires_in":7200}`);
  });

  test(`the address to be listed and the rid are copied ${place}`, async (t) => {
    const site = await startSite(t);
    const { page } = await open(t, { site, clock: true, ...options(site.origin) });
    await get(page, failing.ipNotListed);
    assert.equal(await copy(page, 'ip'), '203.0.113.7');
    assert.equal(await copy(page, 'rid'), await textOf(page, '#rid'));
  });
}

test('where nothing can copy, the text is selected and the keys are named', async (t) => {
  const { page } = await open(t);
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
  await get(page);
  await (await buttonOf(page, 'token')).click();
  await page.locator('#live', { hasText: 'Press Ctrl+C' }).waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => getSelection()?.toString()), await textOf(page, '#token'));
});

test('one click on the token selects all of it', async (t) => {
  const { page } = await open(t);
  await get(page);
  await page.locator('#token').click();
  assert.equal(await page.evaluate(() => getSelection()?.toString()), await textOf(page, '#token'));
});

test('Pretty lays the JSON out and Raw response brings WeChat’s bytes back; what is copied stays raw', async (t) => {
  const { page, site } = await open(t, { clock: true, ...granted });
  const odd = '{ "errcode":40013,\r\n\t"errmsg":"invalid appid \\u4f60" }';
  site.simulator.failNext({ kind: 'reply', body: odd });
  await get(page);
  assert.equal(await textOf(page, '#reply'), odd);
  await buttonOf(page, 'reply');
  await page.getByRole('button', { name: 'Pretty' }).click();
  assert.equal(await textOf(page, '#reply'), '{\n  "errcode": 40013,\n  "errmsg": "invalid appid 你"\n}');
  assert.equal(await copy(page, 'reply'), odd.replace('\r\n', '\n'));
  await page.getByRole('button', { name: 'Raw response' }).click();
  assert.equal(await textOf(page, '#reply'), odd);
});

test('the same call stands there for each shell, with a variable for the secret, and is copied', async (t) => {
  const { page } = await open(t, { clock: true, ...granted });
  await get(page);
  const command = page.locator('.command').first();
  await command.locator('summary').click();
  for (const [shell, variable] of [
    ['curl', '"$WX_SECRET"'],
    ['PowerShell', '$env:WX_SECRET'],
    ['Node', 'process.env.WX_SECRET'],
    ['Python', 'os.environ["WX_SECRET"]'],
  ] as const) {
    const text = (await command.locator(`[data-lang=${shell}]`).textContent()) ?? '';
    assert.ok(text.includes(appid) && text.includes(variable), text);
    await command.getByRole('radio', { name: shell }).check();
    const button = command.getByRole('button', { name: `Copy (${shell})` });
    await button.click();
    await command.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await pasted(page), text);
    await page.clock.runFor(2100);
    await button.waitFor();
  }
  assert.ok(!(await textOf(page, '#tips')).includes(secret));
  assert.match(
    (await page.locator('.command >> nth=1').locator('[data-lang=curl]').textContent()) ?? '',
    /"\$TOKEN" \| curl/,
  );
});

test('nothing hangs under a command that is folded', async (t) => {
  const { page } = await open(t);
  await get(page);
  const folded = page.locator('.command button');
  assert.equal(await folded.count(), 8);
  for (const button of await folded.all()) assert.ok(!(await button.isVisible()));
});
test('what would hide in WeChat’s body is seen, Pretty or Raw, and is copied as it came', async (t) => {
  const { page, site } = await open(t, { clock: true, ...granted });
  const body = '{"errcode":99999,"errmsg":"a\u202eb\\u202ec\\u0007d\u200be"}';
  site.simulator.failNext({ kind: 'reply', body });
  await get(page);
  const boxes = () =>
    page
      .locator('#reply bdi')
      .evaluateAll((all) => all.map((box) => getComputedStyle(box, '::before').content));
  assert.deepEqual(await boxes(), ['"\\\\u202e"', '"\\\\u200b"']);
  // the letters behind an override stand in the order in which they came
  const lefts = await page.locator('#reply').evaluate((reply) =>
    // the errmsg: a string with boxes in it
    [...(reply.querySelector('i')?.childNodes ?? [])]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => {
        const range = document.createRange();
        range.selectNode(node);
        return range.getBoundingClientRect().left;
      }),
  );
  assert.ok(lefts.length > 1);
  assert.deepEqual(
    lefts,
    [...lefts].sort((a, b) => a - b),
  );
  assert.equal(await copy(page, 'reply'), body);
  await buttonOf(page, 'reply');
  await page.getByRole('button', { name: 'Pretty' }).click();
  const pretty = await textOf(page, '#reply');
  assert.match(pretty, /"errmsg": "a\\u202eb\\u202ec\\u0007d\\u200be"/);
  assert.doesNotMatch(pretty, /\p{Cf}/u);
  await page.getByRole('button', { name: 'Raw' }).click();
  assert.equal((await boxes()).length, 2);
  assert.equal(await textOf(page, '#reply'), body);
});
