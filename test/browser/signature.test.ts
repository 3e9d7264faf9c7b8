import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { texts } from '../../src/page/signature/texts/index.ts';
import { launchBrowser, startSite, textOf } from '../support/browser/browser.ts';
import { officialCheck, officialPush } from '../support/signatures.ts';

const { open } = await launchBrowser();
const path = '/signature';

const fieldsOf = (page: Page): Promise<string[]> =>
  page
    .locator('#form :is(input, textarea)[id]')
    .evaluateAll((fields) => fields.filter((field) => field.checkVisibility()).map(({ id }) => id));

const shown: Readonly<Record<string, string[]>> = {
  jsapi: ['ticket', 'url', 'noncestr', 'timestamp', 'signature', 'appid'],
  push_check: ['token', 'nonce', 'timestamp', 'signature', 'echostr'],
  push_decrypt: ['token', 'encoding_aes_key', 'nonce', 'timestamp', 'msg_signature', 'appid', 'body'],
  push_encrypt: ['token', 'encoding_aes_key', 'nonce', 'timestamp', 'appid', 'message'],
};

const choose = (page: Page, kind: string): Promise<void> =>
  page.locator(`label:has([value=${kind}])`).click();

async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
}

/** Presses the button, and waits for the answer, which comes with or without a navigation. */
async function press(page: Page): Promise<void> {
  await page.locator('#tips').evaluate((tips) => tips.setAttribute('data-old', ''));
  await page.locator('#get').click();
  await page.locator('#tips:not([data-old])').waitFor();
}

const { token, timestamp, nonce } = officialCheck;
const check = { token, timestamp, nonce, signature: officialCheck.signature, echostr: officialCheck.echostr };
const push = {
  token,
  encoding_aes_key: officialPush.aesKey,
  appid: officialPush.appid,
  timestamp: officialPush.timestamp,
  nonce: officialPush.nonce,
};
const decrypt = {
  ...push,
  msg_signature: officialPush.msgSignature,
  body: `{"Encrypt":"${officialPush.encrypt}"}`,
};

for (const js of [true, false]) {
  const how = js ? 'with script' : 'without script';

  test(`each kind shows its own fields, by the keyboard as well, ${how}`, async (t) => {
    const { page } = await open(t, { path, js });
    for (const [kind, fields] of Object.entries(shown)) {
      await choose(page, kind);
      assert.deepEqual(await fieldsOf(page), fields);
    }
    await page.locator('[value=push_encrypt]').focus();
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual(await fieldsOf(page), shown.push_decrypt);
  });

  test(`N7: the example shows which mistake it was by one press, ${how}`, async (t) => {
    const { page } = await open(t, { path, js });
    await page.getByRole('button', { name: texts.en.empty.show }).click();
    await page.locator('#config').waitFor();
    assert.equal(await textOf(page, '#outcome'), texts.en.mistakes.fragment.heading);
    assert.equal(await textOf(page, '#diff del'), '#pay');
    assert.match(
      await textOf(page, '#config'),
      /^wx\.config\(\{\n {2}appId: 'wx0{16}',\n {2}timestamp: 1414587457,\n/,
    );
    // the form stands there again, but for the ticket
    assert.equal(await page.locator('#url').inputValue(), 'https://m.example.com/order?id=1024#pay');
    assert.equal(await page.locator('#ticket').inputValue(), '');
  });

  test(`a check, a message and a reply go one after the other, ${how}`, async (t) => {
    const { page } = await open(t, { path, js });
    await choose(page, 'push_check');
    await fill(page, check);
    await press(page);
    assert.equal(await textOf(page, '#outcome'), texts.en.outcome.checkSame);
    assert.equal((await textOf(page, '#echo')).trim(), check.echostr);
    assert.deepEqual(await fieldsOf(page), shown.push_check);

    await choose(page, 'push_decrypt');
    await fill(page, decrypt);
    await press(page);
    assert.equal(await textOf(page, '#outcome'), texts.en.outcome.openedRight);
    assert.equal(JSON.parse(await textOf(page, '#message-text')).debug_str, 'hello world');

    await choose(page, 'push_encrypt');
    await fill(page, { ...push, message: '<xml>\n</xml>' });
    await press(page);
    const sealed = await textOf(page, '#sealed');
    await choose(page, 'push_decrypt');
    await fill(page, { ...push, timestamp: '', nonce: '', msg_signature: '', body: sealed.trim() });
    await press(page);
    assert.equal(await textOf(page, '#outcome'), texts.en.outcome.openedRight);
    assert.equal((await textOf(page, '#message-text')).replace(/^\n/, ''), '<xml>\n</xml>');
  });

  test(`what is missing is linked from the summary and marked beside its field, ${how}`, async (t) => {
    const { page } = await open(t, { path, js });
    await choose(page, 'push_decrypt');
    await press(page);
    assert.equal(await page.locator('#body').getAttribute('aria-invalid'), 'true');
    assert.equal(await textOf(page, '#body-wrong'), texts.en.problems.missing.body);
    await page.locator('#tips a[href="#encoding_aes_key"]').click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'encoding_aes_key');
  });
}

test('the result is copied as it stands, and no secret is in the document', async (t) => {
  const { page } = await open(t, { path });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await choose(page, 'push_decrypt');
  await fill(page, decrypt);
  await press(page);
  await page.locator('button[data-copy=message-text]').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, (await textOf(page, '#message-text')).replace(/^\n/, ''));
  assert.ok(!(await page.content()).includes(officialPush.aesKey));
  assert.equal(new URL(page.url()).search, '');
});

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: tags, resultTypes: ['violations'] });
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

for (const [lang, scheme] of [
  ['en', 'light'],
  ['zh', 'dark'],
] as const) {
  test(`axe finds nothing, and nothing is wider than 320 px, in ${lang} and ${scheme}`, async (t) => {
    const site = await startSite(t);
    const { page } = await open(t, { site, path, lang, scheme, width: 320 });
    const look = async (what: string): Promise<void> => {
      await page.locator('#tips details').evaluateAll((folds) => {
        for (const fold of folds) fold.setAttribute('open', '');
      });
      assert.deepEqual(await violations(page), [], what);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 0, `${what} is ${wider} px too wide`);
    };
    for (const kind of Object.keys(shown)) {
      await choose(page, kind);
      await look(kind);
    }
    await press(page);
    await look('what is missing');
    await choose(page, 'push_check');
    await fill(page, check);
    await press(page);
    await look('a check');
    await choose(page, 'push_decrypt');
    await fill(page, { ...decrypt, msg_signature: officialPush.signature });
    await press(page);
    await look('a message');
    await page.goto(`${site.origin}${path}`);
    await page.locator('.example button').click();
    await page.locator('#config').waitFor();
    await look('the example');
  });
}

for (const lang of ['en', 'zh'] as const) {
  test(`the first view of /signature in ${lang} weighs at most 20 KiB`, async (t) => {
    const { page, site } = await open(t, { lang, path: '/healthz' });
    const session = await page.context().newCDPSession(page);
    let bytes = 0;
    let ended = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      ended += 1;
    });
    await session.send('Network.enable');
    await page.goto(`${site.origin}${path}`, { waitUntil: 'networkidle' });
    t.diagnostic(`${lang}: ${bytes} bytes in ${ended} answers`);
    assert.ok(ended >= 4 && bytes > 5000);
    assert.ok(bytes <= 20 * 1024, `${bytes} bytes`);
  });
}
