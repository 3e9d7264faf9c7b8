import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type Assets, loadAssets } from '../../src/http/assets.ts';
import { buildAssets } from '../../src/http/build-assets.ts';
import { scriptEn } from '../../src/web/texts/en.ts';
import { scriptZh } from '../../src/web/texts/zh.ts';
import { send, startApp } from '../support/app.ts';

const assets = loadAssets('.');
const files = Object.values(assets);

const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (body) => body,
};

type Served = Readonly<{ encoding: string; headers: Readonly<Record<string, unknown>>; body: Buffer }>;

/** The bytes as they come over the wire. */
function fetchBytes(origin: string, path: string, acceptEncoding?: string): Promise<Served> {
  const headers = acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding };
  return new Promise((resolve, reject) => {
    const req = request(origin + path, { agent: false, headers }, (res) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk));
      res.once('end', () => {
        assert.equal(res.statusCode, 200);
        const encoding = res.headers['content-encoding'] ?? 'identity';
        resolve({ encoding, headers: res.headers, body: Buffer.concat(chunks) });
      });
    });
    req.once('error', reject);
    req.end();
  });
}

async function start(t: TestContext): Promise<string> {
  const app = await startApp();
  t.after(app.close);
  return app.origin;
}

const negotiation: readonly (readonly [accepted: string | undefined, encoding: string])[] = [
  ['gzip, deflate, br', 'br'],
  ['br', 'br'],
  ['gzip', 'gzip'],
  ['GZIP;q=0.5', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['*', 'br'],
  ['deflate', 'identity'],
  ['identity', 'identity'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['', 'identity'],
  [undefined, 'identity'],
];

for (const [accepted, encoding] of negotiation) {
  test(`a browser that accepts ${accepted ?? 'nothing in particular'} gets ${encoding}`, async (t) => {
    const origin = await start(t);
    for (const { href, integrity } of files) {
      const served = await fetchBytes(origin, href, accepted);
      assert.equal(served.encoding, encoding);
      assert.equal(served.headers.vary, 'accept-encoding');
      assert.equal(served.headers['content-length'], String(served.body.length));
      const content = decoders[encoding]?.(served.body) ?? Buffer.alloc(0);
      assert.equal(`sha384-${createHash('sha384').update(content).digest('base64')}`, integrity);
    }
  });
}

test('each file has its type and is kept for a year without asking', async (t) => {
  const origin = await start(t);
  const types = {
    css: 'text/css',
    en: 'text/javascript',
    zh: 'text/javascript',
    icon: 'image/svg+xml',
  } as const;
  for (const kind of ['css', 'en', 'zh', 'icon'] as const) {
    const { headers } = await fetchBytes(origin, assets[kind].href, 'br');
    assert.ok(String(headers['content-type']).startsWith(types[kind]), kind);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(headers.etag, undefined);
  }
});

test('HEAD has the headers and no body, every other method is 405', async (t) => {
  const origin = await start(t);
  for (const { href } of files) {
    const head = await send(origin, { path: href, method: 'HEAD' });
    const { body } = await fetchBytes(origin, href);
    assert.deepEqual(
      [head.status, head.text, head.headers['content-length']],
      [200, '', String(body.length)],
    );
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      const reply = await send(origin, { path: href, method });
      assert.deepEqual([reply.status, reply.headers.allow], [405, 'GET, HEAD'], method);
      assert.equal(reply.headers['cache-control'], 'no-store');
    }
  }
});

test('nothing else of the folder is served, whatever the path', async (t) => {
  const origin = await start(t);
  const name = basename(assets.css.href);
  const paths = ['', 'manifest.json', `${name}.br`, `${name}.gz`, 'page.css', `../assets/${name}.br`].map(
    (path) => `/assets/${path}`,
  );
  const outside = [
    '/assets/../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
  ];
  for (const path of [...paths, ...outside]) {
    const reply = await send(origin, { path });
    assert.deepEqual([reply.status, reply.headers['cache-control']], [404, 'no-store'], path);
  }
});

/** A build of its own; `change` alters the sources before. */
function build(t: TestContext, change: (root: string) => void = () => {}): Assets {
  const root = mkdtempSync(join(tmpdir(), 'assets-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const source of ['public', 'src', 'tsconfig.json']) {
    cpSync(source, join(root, source), { recursive: true });
  }
  change(root);
  buildAssets(root);
  appendFileSync(join(root, 'dist/assets/page.former.css'), '');
  buildAssets(root);
  const written = readdirSync(join(root, 'dist/assets'));
  assert.equal(written.length, 3 * files.length + 1, 'a build leaves nothing of the former one');
  return loadAssets(root);
}

test('a name changes with the content of its file, and with nothing else', (t) => {
  const before = build(t);
  assert.deepEqual(build(t), before);
  const after = build(t, (root) => appendFileSync(join(root, 'public/page.css'), '.new{color:red}'));
  assert.notEqual(after.css.href, before.css.href);
  assert.notEqual(after.css.integrity, before.css.integrity);
  assert.deepEqual({ ...after, css: before.css }, before);
});

test('each name holds the word of its file and ten characters of its digest', () => {
  assert.match(assets.css.href, /^\/assets\/page\.[A-Za-z0-9]{10}\.css$/);
  for (const lang of ['en', 'zh'] as const) {
    assert.match(assets[lang].href, /^\/assets\/page\.[A-Za-z0-9]{10}\.js$/);
  }
  assert.match(assets.icon.href, /^\/assets\/favicon\.[A-Za-z0-9]{10}\.svg$/);
});

test('the script of each language has the words of that language, and none of the other', async (t) => {
  const origin = await start(t);
  const [en, zh] = await Promise.all(
    [assets.en, assets.zh].map(async ({ href }) => (await fetchBytes(origin, href)).body.toString()),
  );
  const holds = (text = '') => [text.includes(scriptEn.copied), text.includes(scriptZh.copied)];
  assert.deepEqual(
    [holds(en), holds(zh)],
    [
      [true, false],
      [false, true],
    ],
  );
});
