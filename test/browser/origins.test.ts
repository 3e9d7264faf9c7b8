// H12, Mozilla's HTTP Observatory scanner, has to be downloaded and is run by hand; the headers that it asks for are
// held by test/http/security-headers.test.ts.
// H13 names WebKit, which is not here: what would break there (a policy that upgrades requests, HSTS over plain http)
// is looked for in the headers, and the form is sent over plain http, with and without script.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createServer } from 'node:tls';
import { generate } from 'selfsigned';
import {
  appid,
  defer,
  get,
  launchBrowser,
  type Site,
  startSite,
  textOf,
} from '../support/browser/browser.ts';

const { open } = await launchBrowser();

const under = (host: string, { origin }: Site): string => `http://${host}:${new URL(origin).port}`;

/** Ends TLS for wx.test and hands the bytes on, as a proxy in front does. */
async function startHttpsSite(t: TestContext): Promise<{ site: Site; origin: string }> {
  const certificate = await generate([{ name: 'commonName', value: 'wx.test' }], { keyType: 'ec' });
  let target = 0;
  const proxy = createServer({ key: certificate.private, cert: certificate.cert }, (socket) => {
    const inside = connect(target, '127.0.0.1');
    socket.pipe(inside).pipe(socket);
    // whoever leaves first ends the other
    socket.on('error', () => inside.destroy());
    inside.on('error', () => socket.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  // an address with a port, as it listens on TCP
  const { port } = proxy.address() as AddressInfo;
  const origin = `https://wx.test:${port}`;
  const site = await startSite(t, { PUBLIC_URL: origin });
  target = Number(new URL(site.origin).port);
  defer(t, async () => void proxy.close());
  return { site, origin };
}

async function plainSite(t: TestContext, host: string): Promise<{ site: Site; origin: string }> {
  const site = await startSite(t);
  return { site, origin: under(host, site) };
}

const places: Readonly<Record<string, (t: TestContext) => Promise<{ site: Site; origin: string }>>> = {
  'http on 127.0.0.1': (t) => plainSite(t, '127.0.0.1'),
  'http on localhost': (t) => plainSite(t, 'localhost'),
  'http on a name that is not localhost': (t) => plainSite(t, 'lan.test'),
  'https behind a proxy': startHttpsSite,
};

for (const [place, start] of Object.entries(places)) {
  for (const js of [true, false]) {
    test(`H5 Get works over ${place}, ${js ? 'with' : 'without'} JavaScript`, async (t) => {
      const { site, origin } = await start(t);
      const { page } = await open(t, { site, origin, js, context: { ignoreHTTPSErrors: true } });
      // style and script have arrived: neither was sent to https
      const button = await page
        .locator('#get')
        .evaluate((element) => getComputedStyle(element).backgroundColor);
      assert.equal(button, 'rgb(11, 107, 66)');
      assert.equal(await page.getByRole('button', { name: 'Clear' }).count(), js ? 1 : 0);
      await get(page);
      const token = await textOf(page, '#token');
      assert.deepEqual(site.simulator.check(token), { appid, endpoint: 'token' });
      assert.equal(new URL(page.url()).origin, origin);
    });
  }
}

test('H5 the page’s own POST names its origin on plain http, where the browser sends no Sec-Fetch-Site', async (t) => {
  const { site, origin } = await plainSite(t, 'lan.test');
  for (const js of [true, false]) {
    const { page } = await open(t, { site, origin, js });
    const sent = page.waitForRequest((candidate) => candidate.method() === 'POST');
    await get(page);
    const headers = await (await sent).allHeaders();
    assert.equal(headers.origin, origin);
    assert.equal(headers['sec-fetch-site'], undefined);
  }
});

test('H13 over plain http nothing asks for https: no upgrade in the policy, no HSTS', async (t) => {
  const { site, origin } = await plainSite(t, 'lan.test');
  const { page, requests } = await open(t, { site, origin, js: false });
  const answers: Record<string, string>[] = [];
  page.on('response', (response) => answers.push(response.headers()));
  await page.reload();
  await get(page);
  assert.ok(answers.length >= 3, `${answers.length} answers`);
  for (const headers of answers) {
    assert.match(headers['content-security-policy'] ?? '', /^default-src 'none';/);
    assert.doesNotMatch(headers['content-security-policy'] ?? '', /upgrade-insecure-requests/);
    assert.equal(headers['strict-transport-security'], undefined);
  }
  assert.ok(requests.every((url) => url.startsWith('http://lan.test:')));
});

test('H7 a foreign name that leads to this machine gets no form, and its POST reaches nobody', async (t) => {
  const { site, origin } = await plainSite(t, 'evil.test');
  // its style and script are refused like everything else
  const { page } = await open(t, {
    site,
    origin,
    allowed: /^console: Refused to (apply style|execute script) from/,
  });
  assert.equal(await page.locator('form').count(), 0);
  assert.match(await textOf(page, '#outcome'), /does not answer to that name/);
  const status = await page.evaluate(
    async (pair) => {
      const answer = await fetch('/', { method: 'POST', body: new URLSearchParams(pair) });
      return { status: answer.status, text: await answer.text() };
    },
    { appid, secret: 'f'.repeat(32) },
  );
  assert.equal(status.status, 421);
  assert.doesNotMatch(status.text, /access_token":/);
  assert.equal(site.simulator.calls.length, 0);
});

test('H7 the very same POST under an allowed name does reach WeChat', async (t) => {
  const site = await startSite(t);
  const sent = request(site.origin, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  sent.end(`appid=${appid}&secret=${'f'.repeat(32)}`);
  const [answer] = await once(sent, 'response');
  answer.resume();
  await once(answer, 'end');
  assert.equal(answer.statusCode, 200);
  assert.equal(site.simulator.calls.length, 1);
});
