import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../src/page/signature/texts/index.ts';
import { launchBrowser, textOf } from '../support/browser/browser.ts';
import {
  check,
  choose,
  decrypt,
  fieldsOf,
  fill,
  press,
  push,
  shown,
} from '../support/browser/signature-form.ts';
import { officialPush } from '../support/signatures.ts';

const { open } = await launchBrowser();
const path = '/signature';

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

test('what was taken out of a paste stands in its fields afterwards', async (t) => {
  const { page } = await open(t, { path });
  await choose(page, 'push_check');
  const { token, signature, echostr, timestamp, nonce } = check;
  const query = `signature=${signature}&echostr=${echostr}&timestamp=${timestamp}&nonce=${nonce}`;
  await fill(page, { token, timestamp: `https://example.com/wx?${query}` });
  await press(page);
  assert.equal(await textOf(page, '#outcome'), texts.en.outcome.checkSame);
  for (const [name, value] of Object.entries(check)) {
    assert.equal(await page.locator(`#${name}`).inputValue(), value);
  }
});

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
