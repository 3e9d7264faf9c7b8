import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from '../support/browser/browser.ts';

const { open } = await launchBrowser('whole');

/** What one first flight of packets carries: ten segments (RFC 6928), about 14 KiB. */
const budgetBytes = 14 * 1024;

type Loaded = { url: string; headBytes: number; allBytes: number };

for (const lang of ['en', 'zh'] as const) {
  test(`the first view in ${lang} weighs at most 14 KiB over the wire, with the headers of its answers`, async (t) => {
    const { page, site } = await open(t, { lang, path: '/healthz' });
    const session = await page.context().newCDPSession(page);
    const loaded = new Map<string, Loaded>();
    session.on('Network.responseReceived', ({ requestId, response }) => {
      // asked for by the page before this one, which names no icon, and perhaps only now
      if (response.url.endsWith('/favicon.ico')) return;
      loaded.set(requestId, { url: response.url, headBytes: response.encodedDataLength, allBytes: 0 });
    });
    let ended = 0;
    const four = new Promise<void>((resolve) => {
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const entry = loaded.get(requestId);
        if (entry === undefined) return;
        entry.allBytes = encodedDataLength;
        ended += 1;
        if (ended === 4) resolve();
      });
    });
    await session.send('Network.enable');
    await page.goto(`${site.origin}/`);
    await four;

    const parts = [...loaded.values()];
    const kinds = parts.map(({ url }) => /\.(css|js|svg)$/.exec(url)?.[1] ?? 'html').sort();
    assert.deepEqual(kinds, ['css', 'html', 'js', 'svg']);
    assert.ok(parts.every(({ allBytes, headBytes }) => allBytes > headBytes && headBytes > 0));
    const sum = (figures: number[]): number => figures.reduce((all, one) => all + one, 0);
    const withHeaders = sum(parts.map(({ allBytes }) => allBytes));
    const bodies = sum(parts.map(({ allBytes, headBytes }) => allBytes - headBytes));
    t.diagnostic(`${lang}: ${withHeaders} bytes, of which ${bodies} are bodies`);
    assert.ok(withHeaders <= budgetBytes, `${withHeaders} bytes, of which ${bodies} are bodies`);
  });
}
