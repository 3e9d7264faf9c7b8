import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, launchBrowser, textOf } from '../support/browser/browser.ts';

// A dialog, a violation of the policy (Chromium writes one to the console) and a request to elsewhere each fail a visit.

const { open } = await launchBrowser();

const attacks = [
  '"><img src=x onerror=alert(1)>',
  '</textarea><script>alert(1)</script>',
  "'-alert(1)-'",
  '<svg onload=alert(1)>',
  'javascript:alert(1)',
  '\u0024{7*7}',
  '<%= 7*7 %>',
  'a\u2028b\u2029c',
  '<a href=//evil.test>&lt;b&gt;',
];

const strange =
  '#tips :is(img, script, svg:not([aria-hidden]), iframe, textarea, style), main [onerror], main [onload], [href*=evil]';

for (const js of [true, false]) {
  const how = js ? '' : ', without JavaScript too';

  test(`F10 markup in the AppID is text in the command and in the field${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    // short enough to be shown again, and with nothing at their ends that is taken off
    for (const attack of [
      `x${attacks[0]}x`,
      `x${attacks[3]}x`,
      `x${attacks[5]}${attacks[6]}x`,
      `x${attacks[7]}${attacks[8]}x`,
    ]) {
      await get(page, attack);
      assert.equal(site.simulator.calls.at(-1)?.query.appid, attack);
      assert.equal(await page.locator('#appid').inputValue(), attack);
      assert.ok((await textOf(page, '.command pre >> nth=0')).includes(attack), attack);
      assert.equal(await page.locator(strange).count(), 0, attack);
    }
    assert.equal(await page.locator('script').count(), 1);
  });

  test(`F10 markup in what WeChat sends is text: errmsg, content type and token${how}`, async (t) => {
    const { page, site } = await open(t, { js });
    const attack = attacks.join(' ');
    const body = JSON.stringify({ errcode: 40013, errmsg: attack });
    site.simulator.failNext({ kind: 'reply', body, headers: { 'Content-Type': 'text/<img>; "x"' } });
    await get(page);
    assert.equal(await textOf(page, '#reply'), body);
    assert.match(await textOf(page, '.response summary small'), /text\/<img>; "x"$/);
    assert.equal(await page.locator(strange).count(), 0);

    const token = JSON.stringify({ access_token: attack, expires_in: 7200 });
    site.simulator.failNext({ kind: 'reply', body: token });
    await get(page);
    assert.equal(await textOf(page, '#reply'), token);
    assert.equal(await page.locator(strange).count(), 0);
  });

  test(`F10 markup that is pasted into the other forms comes to nothing${how}`, async (t) => {
    const { page, site } = await open(t, { js, path: '/errcodes' });
    for (const [path, field] of [
      ['/errcodes', '#pasted'],
      ['/check', '#access_token'],
    ] as const) {
      await page.goto(site.origin + path);
      await page.locator(field).fill(attacks.join(' '));
      await page.locator('#get').click();
      await page.locator('#tips:not(.empty)').waitFor();
      assert.equal(await page.locator(strange).count(), 0);
    }
  });
}

test('F10 markup in the address is not read', async (t) => {
  const { page } = await open(t, {
    path: '/?appid="><img src=x onerror=alert(1)>&lang=<script>alert(1)</script>',
  });
  assert.equal(await page.locator(`${strange}, img`).count(), 0);
  assert.equal(await page.locator('#appid').inputValue(), '');
  assert.match(await textOf(page, '#tips'), /came with parameters\. They were not read/);
});
