import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchBrowser } from '../support/browser/browser.ts';

const { open } = await launchBrowser('whole');

/** What one first flight of packets carries: ten segments (RFC 6928), about 14 KiB; a tool with its list may take more. */
const views = [
  { path: '/', kiB: 14, files: ['css', 'html', 'js', 'svg'] },
  { path: '/call', kiB: 20, files: ['css', 'css', 'html', 'js', 'js', 'svg'] },
] as const;

type Loaded = { url: string; headBytes: number; allBytes: number };

const cases = views.flatMap((view) => (['en', 'zh'] as const).map((lang) => ({ ...view, lang })));

for (const { path, kiB, files, lang } of cases) {
  test(`the first view of ${path} in ${lang} weighs at most ${kiB} KiB over the wire, with the headers of its answers`, async (t) => {
    const { page, site } = await open(t, { lang, path: '/healthz' });
    const session = await page.context().newCDPSession(page);
    const loaded = new Map<string, Loaded>();
    session.on('Network.responseReceived', ({ requestId, response }) => {
      // asked for by the page before this one, which names no icon, and perhaps only now
      if (response.url.endsWith('/favicon.ico')) return;
      loaded.set(requestId, { url: response.url, headBytes: response.encodedDataLength, allBytes: 0 });
    });
    let ended = 0;
    const all = new Promise<void>((resolve) => {
      session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const entry = loaded.get(requestId);
        if (entry === undefined) return;
        entry.allBytes = encodedDataLength;
        ended += 1;
        if (ended === files.length) resolve();
      });
    });
    await session.send('Network.enable');
    await page.goto(site.origin + path);
    await all;

    const parts = [...loaded.values()];
    const kinds = parts.map(({ url }) => /\.(css|js|svg)$/.exec(url)?.[1] ?? 'html').sort();
    assert.deepEqual(kinds, files);
    assert.ok(parts.every(({ allBytes, headBytes }) => allBytes > headBytes && headBytes > 0));
    const sum = (figures: number[]): number => figures.reduce((total, one) => total + one, 0);
    const withHeaders = sum(parts.map(({ allBytes }) => allBytes));
    const bodies = sum(parts.map(({ allBytes, headBytes }) => allBytes - headBytes));
    t.diagnostic(`${lang}: ${withHeaders} bytes, of which ${bodies} are bodies`);
    assert.ok(withHeaders <= kiB * 1024, `${withHeaders} bytes, of which ${bodies} are bodies`);
  });
}
