import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import {
  appid,
  defer,
  get,
  launchBrowser,
  type Site,
  secret,
  startSite,
  textOf,
} from '../support/browser/browser.ts';

const { browser, open } = await launchBrowser();

/** Another site, with one page. */
async function startForeign(t: TestContext, html: string): Promise<string> {
  const server = createServer((_req, res) => {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end(`<!doctype html><title>foreign</title>${html}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  defer(t, async () => {
    server.closeAllConnections();
    server.close();
  });
  // an address with a port, as it listens on TCP
  const { port } = server.address() as AddressInfo;
  return `http://localhost:${port}/`;
}

const formTo = (address: string, target = ''): string => `
  <form method="post" action="${address}" ${target}>
    <input name="appid" value="${appid}"><input name="secret" value="${secret}">
  </form>
  <script>document.forms[0].submit()</script>`;

type Line = Readonly<{ method?: string; status?: number }>;

/** What our server answered, as its log has it: some of these answers the browser shows to nobody. */
const answers = ({ logged }: Site): string[] =>
  logged()
    .split('\n')
    .filter((line) => line !== '')
    // one JSON object a line, written by our own log
    .map((line) => JSON.parse(line) as Line)
    .filter(({ method }) => method !== undefined)
    .map(({ method, status }) => `${method} ${status}`);

/** A visit to the foreign page; resolves when our server has answered what it sent. */
async function visit(t: TestContext, site: Site, html: string): Promise<Page> {
  const address = await startForeign(t, html);
  const context = await browser.newContext({ locale: 'en-US' });
  defer(t, () => context.close());
  const page = await context.newPage();
  await page.goto(address);
  const deadline = performance.now() + 10_000;
  while (answers(site).length === 0) {
    assert.ok(performance.now() < deadline, 'the foreign page sent nothing');
    await setImmediate();
  }
  return page;
}

for (const host of ['127.0.0.1', 'lan.test']) {
  const named = async (t: TestContext): Promise<Site> => {
    const site = await startSite(t);
    return { ...site, origin: site.origin.replace('127.0.0.1', host) };
  };

  test(`H6 a foreign page’s form that submits itself is refused on ${host}, and nobody is called`, async (t) => {
    const site = await named(t);
    const page = await visit(t, site, formTo(`${site.origin}/`));
    await page.locator('#tips').waitFor();
    assert.equal(answers(site)[0], 'POST 403');
    assert.match(await textOf(page, '#outcome'), /did not come from this page/);
    assert.equal(site.simulator.calls.length, 0);
  });

  test(`H6 a sandboxed frame, whose origin is null, is refused on ${host}, and nobody is called`, async (t) => {
    const site = await named(t);
    const inner = formTo(`${site.origin}/`).replaceAll('"', '&quot;');
    await visit(t, site, `<iframe sandbox="allow-scripts allow-forms" srcdoc="${inner}"></iframe>`);
    assert.deepEqual(answers(site), ['POST 403']);
    assert.equal(site.simulator.calls.length, 0);
  });

  test(`H6 fetch with no-cors from a foreign page is refused on ${host}, and nobody is called`, async (t) => {
    const site = await named(t);
    const pair = `new URLSearchParams({ appid: '${appid}', secret: '${secret}' })`;
    const call = `fetch('${site.origin}/', { method: 'POST', mode: 'no-cors', body: ${pair} }).catch(() => {})`;
    await visit(t, site, `<script>${call}</script>`);
    assert.deepEqual(answers(site), ['POST 403']);
    assert.equal(site.simulator.calls.length, 0);
  });
}

test('H6 a foreign page cannot read the page', async (t) => {
  const site = await startSite(t);
  const html = `<script>
    fetch('${site.origin}/').then((r) => r.text())
      .then((text) => { document.title = 'read ' + text.length; }, () => { document.title = 'refused'; });
  </script>`;
  const page = await visit(t, site, html);
  await page.waitForFunction(() => document.title !== 'foreign');
  assert.equal(await page.title(), 'refused');
  assert.deepEqual(answers(site), ['GET 200']);
});

test('H11 the page cannot be put into a frame', async (t) => {
  const site = await startSite(t);
  const html = `<iframe id="frame" src="${site.origin}/" onload="document.title = 'loaded'"></iframe>`;
  const page = await visit(t, site, html);
  await page.waitForFunction(() => document.title === 'loaded');
  assert.equal(answers(site)[0], 'GET 200');
  assert.equal(await page.frameLocator('#frame').locator('form').count(), 0);
});

test('H6 the page itself, in the same browser, does get a token', async (t) => {
  const { page, site } = await open(t);
  await get(page);
  await page.locator('#token').waitFor();
  assert.ok(answers(site).includes('POST 200'));
  assert.equal(site.simulator.calls.length, 1);
});
