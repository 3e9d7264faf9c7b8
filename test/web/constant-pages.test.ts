import assert from 'node:assert/strict';
import { type IncomingMessage, request } from 'node:http';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Response } from 'express';
import { texts } from '../../src/page/texts/index.ts';
import { createConstantPages } from '../../src/web/constant-pages.ts';
import type { Frame } from '../../src/web/frame.ts';
import { send, startApp } from '../support/app.ts';

test('each page that never changes has one text for each way to ask for it, and no other’s', async (t) => {
  const app = await startApp();
  t.after(app.close);
  const paths = ['/', '/check', '/errcodes', '/nothing-here', '/check/', '/nothing/here'];
  const ways = ['', '?lang=zh', '?lang=en', '?appid=x', '?lang=zh&appid=x', '?lang=xx'];
  const accepts = ['en', 'zh-CN,zh;q=0.9'];
  const ask = async (): Promise<ReadonlyMap<string, string>> => {
    const texts = new Map<string, string>();
    for (const path of paths)
      for (const way of ways)
        for (const accept of accepts) {
          const reply = await send(app.origin, { path: path + way, headers: { 'accept-language': accept } });
          texts.set(`${path}${way} ${accept}`, reply.text);
        }
    return texts;
  };
  const first = await ask();
  assert.deepEqual(await ask(), first);
  assert.match(first.get('/check?lang=zh en') ?? '', /<html lang="zh-CN"/);
  assert.match(first.get('/check zh-CN,zh;q=0.9') ?? '', /<html lang="zh-CN"/);
  assert.match(first.get('/check?lang=en zh-CN,zh;q=0.9') ?? '', /<html lang="en"/);
  for (const [lang, { description }] of Object.entries(texts))
    assert.ok(
      first.get(`/errcodes?lang=${lang} en`)?.includes(`<meta name="description" content="${description}">`),
    );
  for (const tool of ['/', '/check', '/errcodes'])
    assert.notEqual(first.get(`${tool} en`), first.get(`${tool}?appid=x en`), 'the note on parameters');
});

const decode: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
};

/** The answer as it came over the wire. */
async function fetchRaw(
  origin: string,
  init: { path: string; method?: string; accept?: string; body?: string },
) {
  const res = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = {
      ...(init.accept === undefined ? {} : { 'accept-encoding': init.accept }),
      ...(init.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const options = { method: init.method ?? 'GET', headers, agent: false };
    request(origin + init.path, options, resolve)
      .once('error', reject)
      .end(init.body);
  });
  const chunks: Buffer[] = [];
  for await (const chunk of res) chunks.push(chunk);
  return { headers: res.headers, body: Buffer.concat(chunks) };
}

test('a page that never changes comes compressed where that is taken, and says that it varies', async (t) => {
  const app = await startApp();
  t.after(app.close);
  for (const path of ['/', '/check?lang=zh', '/errcodes', '/nothing-here']) {
    const plain = await fetchRaw(app.origin, { path });
    assert.equal(plain.headers['content-encoding'], undefined);
    for (const [accept, encoding] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['identity', undefined],
      ['gzip;q=0', undefined],
      ['zstd', undefined],
      ['*', 'br'],
    ] as const) {
      const { headers, body } = await fetchRaw(app.origin, { path, accept });
      assert.equal(headers['content-encoding'], encoding, accept);
      assert.match(headers.vary ?? '', /accept-encoding/i);
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(Number(headers['content-length']), body.length);
      const html = encoding === undefined ? body : decode[encoding]?.(body);
      assert.equal(html?.toString(), plain.body.toString());
      if (encoding !== undefined) assert.ok(body.length < plain.body.length);
    }
    const head = await fetchRaw(app.origin, { path, method: 'HEAD', accept: 'br' });
    assert.deepEqual([head.headers['content-encoding'], head.body.length], ['br', 0]);
  }
});

test('an answer to a POST is never compressed, not even a refusal that never changes', async (t) => {
  const app = await startApp();
  t.after(app.close);
  for (const path of ['/', '/check', '/errcodes', '/nothing-here', '/central']) {
    for (const body of ['', 'appid=x', 'x'.repeat(400_000)]) {
      const { headers } = await fetchRaw(app.origin, { path, method: 'POST', accept: 'gzip, br', body });
      assert.equal(headers['content-encoding'], undefined, path);
    }
  }
});

/** As much of a response as is used, with the count of what was rendered. */
function createResponse() {
  let rendered = 0;
  const sent: string[] = [];
  const res = {
    render: (view: string, model: { text: string }, done: (error: unknown, html: string) => void) => {
      rendered += 1;
      done(view === 'broken' ? new Error() : undefined, model.text);
    },
    req: { method: 'GET', acceptsEncodings: () => false },
    vary: () => res,
    type: () => res,
    send: (page: Buffer) => sent.push(page.toString()),
  };
  // nothing else of it is asked for
  return { res: res as unknown as Response, sent, rendered: () => rendered };
}

// two members stand for all of them
const frame = (lang: string) => ({ lang, hrefs: { home: '/' } }) as unknown as Frame;

test('a page is rendered once; an error of rendering is passed on and not kept; the kept ones are bounded', () => {
  const { res, sent, rendered } = createResponse();
  const sendConstant = createConstantPages();
  const errors: unknown[] = [];
  const next = (error?: unknown): void => void errors.push(error);
  for (let i = 0; i < 5; i += 1) {
    sendConstant(res, next, 'page', frame('en'), ['a'], () => ({ text: `${i}` }));
    sendConstant(res, next, 'page', frame('zh'), ['a'], () => ({ text: `zh ${i}` }));
  }
  assert.deepEqual([rendered(), new Set(sent)], [2, new Set(['0', 'zh 0'])]);
  sendConstant(res, next, 'broken', frame('en'), [], () => ({ text: '' }));
  sendConstant(res, next, 'broken', frame('en'), [], () => ({ text: '' }));
  assert.equal(errors.length, 2);
  for (let i = 0; i < 1000; i += 1)
    sendConstant(res, next, 'page', frame('en'), [i], () => ({ text: `${i}` }));
  const before = rendered();
  sendConstant(res, next, 'page', frame('en'), [999], () => ({ text: 'anew' }));
  assert.deepEqual([rendered() - before, sent.at(-1)], [1, 'anew']);
});
