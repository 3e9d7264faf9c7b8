import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, get, launchBrowser, startSite, textOf } from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const languages = {
  en: {
    root: 'en',
    name: 'EN',
    heading: 'Get an access_token',
    copy: 'Copy token',
    missing: 'There is a problem',
  },
  zh: { root: 'zh-CN', name: '中', heading: '获取 access_token', copy: '复制 token', missing: '填写有误' },
} as const;

for (const js of [true, false]) {
  for (const lang of ['en', 'zh'] as const) {
    const { root, heading, copy, missing } = languages[lang];

    test(`a browser that prefers ${root} gets the page in it, ${js ? 'with' : 'without'} JavaScript`, async (t) => {
      const { page } = await open(t, { lang, js });
      assert.equal(await page.locator('html').getAttribute('lang'), root);
      assert.equal(await textOf(page, 'h1'), heading);
      await get(page, '', '');
      assert.equal(await textOf(page, '#outcome'), missing);
      await get(page);
      if (js) assert.equal(await page.locator('.token .strong').textContent(), copy);
    });
  }
}

test('the switch changes the language, keeps it from page to page and through Get, and sets no cookie', async (t) => {
  const { page, site } = await open(t, { lang: 'zh' });
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL('**/?lang=en');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await get(page, failing.ipNotListed);
  assert.match(await textOf(page, '#outcome'), /^40164: The caller’s IP/);
  await page
    .getByRole('link', { name: 'More about 40164' })
    .evaluate((link) => link.removeAttribute('target'));
  await page.getByRole('link', { name: 'More about 40164' }).click();
  await page.waitForURL('**/errcodes?lang=en#40164');
  await page.getByRole('link', { name: 'Check' }).click();
  await page.waitForURL('**/check?lang=en');
  assert.equal(await textOf(page, 'h1'), 'Check an access_token');
  await page.getByRole('link', { name: '中文' }).click();
  await page.waitForURL('**/check?lang=zh');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(site.simulator.calls.length, 1);
});

test('a choice by the switch outweighs what the browser prefers, without JavaScript too', async (t) => {
  const { page } = await open(t, { lang: 'zh', js: false, path: '/?lang=en' });
  await get(page);
  assert.equal(await textOf(page, '#outcome'), 'Token received, valid for 2 hours');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
});

test('the words that the script puts in are in the language of the page, not of the browser', async (t) => {
  const { page } = await open(t, { lang: 'en', path: '/?lang=zh' });
  assert.equal(await page.locator('.row button').textContent(), '显示');
  await get(page);
  assert.equal(await page.locator('.token .strong').textContent(), '复制 token');
  assert.match(await textOf(page, '#countdown'), /^还剩 1 小时 59 分钟$/);
  assert.match(await textOf(page, 'time#ends'), /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d（UTC）$/);
});

for (const lang of ['en', 'zh'] as const) {
  const other = lang === 'en' ? languages.zh : languages.en;

  test(`parts in the other language are marked as such, seen from ${lang}`, async (t) => {
    const { page } = await open(t, { lang, path: '/errcodes' });
    const link = page.locator('header .lang');
    assert.equal(await link.textContent(), other.name);
    assert.equal(await link.getAttribute('lang'), other.root);
    assert.equal(await link.getAttribute('hreflang'), other.root);
    // one language at a time
    assert.equal(await page.locator(`#codes [lang="${languages.en.root}"]`).count(), 0);
  });
}

test('on the English page every Chinese word is marked as such, a term of WeChat’s console too', async (t) => {
  const site = await startSite(t);
  for (const path of ['/', '/check', '/errcodes', '/nowhere']) {
    const { page } = await open(t, { site, path });
    if (path === '/') await get(page, failing.ipNotListed);
    const { marked, stray } = await page.evaluate(() => {
      const found: { marked: number; stray: string[] } = { marked: 0, stray: [] };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (!/\p{Script=Han}/u.test(node.textContent ?? '')) continue;
        if (node.parentElement?.closest('[lang]')?.getAttribute('lang') === 'zh-CN') found.marked += 1;
        else found.stray.push((node.textContent ?? '').trim());
      }
      return found;
    });
    assert.deepEqual(stray, [], path);
    assert.ok(marked > 0, path);
  }
});

for (const [lang, timezoneId, text] of [
  ['zh', 'Asia/Shanghai', '2026-01-31 18:00:00（GMT+8）'],
  ['zh', 'UTC', '2026-01-31 10:00:00（UTC）'],
  ['zh', 'Asia/Kolkata', '2026-01-31 15:30:00（GMT+5:30）'],
  ['en', 'Asia/Shanghai', '31 Jan 2026, 18:00:00 GMT+8'],
  ['en', 'America/New_York', '31 Jan 2026, 05:00:00 EST'],
] as const) {
  test(`a time in ${timezoneId} is written with its zone at the end, in ${lang}`, async (t) => {
    const { page, site } = await open(t, { lang, context: { timezoneId } });
    const rid = `${(Date.parse('2026-01-31T10:00:00Z') / 1000).toString(16)}-00000000-00000000`;
    const body = JSON.stringify({ errcode: 40013, errmsg: `invalid appid rid: ${rid}` });
    site.simulator.failNext({ kind: 'reply', body });
    await get(page);
    assert.equal(await textOf(page, '.rid time'), text);
  });
}
