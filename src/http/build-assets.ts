import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { type Asset, type Assets, assetDirectory, manifest } from './assets.ts';

const sources: Readonly<Record<keyof Assets, string>> = {
  css: 'public/page.css',
  result: 'public/result.css',
  en: 'public/page.js',
  zh: 'public/page.js',
  icon: 'public/favicon.svg',
  central: 'public/central.css',
  errcodes: 'public/errcodes.css',
  signature: 'public/signature.css',
  errcodesScript: 'public/errcodes.js',
  call: 'public/call.css',
  callScript: 'public/call.js',
  centralEn: 'public/central.js',
  centralZh: 'public/central.js',
};

/** Script and style leave out what only their readers need; the icon goes as it is. */
function contentOf(path: string, key: string): Buffer {
  if (extname(path) === '.svg') return readFileSync(path);
  const { outputFiles } = buildSync({
    entryPoints: [path],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome105', 'firefox121', 'safari16'],
    charset: 'utf8',
    define: { LANGUAGE: JSON.stringify(key === 'zh' || key.endsWith('Zh') ? 'zh' : 'en') },
    write: false,
  });
  return Buffer.from(outputFiles[0]?.contents ?? '');
}

/**
 * Part of the build: writes each file under a name that changes with its content, with a brotli and a gzip copy beside
 * it, and a list of them all. `root` is the project's folder.
 */
export function buildAssets(root: string): void {
  const target = join(root, assetDirectory);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const built = Object.entries(sources).map(([key, source]): [string, Asset] => {
    const content = contentOf(join(root, source), key);
    const hash = createHash('sha384').update(content).digest('base64');
    const version = hash.replace(/[^a-z0-9]/gi, '').slice(0, 10);
    const name = source.replace('public/', '').replace('.', `.${version}.`);
    writeFileSync(join(target, name), content);
    writeFileSync(join(target, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(target, `${name}.gz`), gzipSync(content, { level: 9 }));
    return [key, { href: `/assets/${name}`, integrity: `sha384-${hash}` }];
  });
  writeFileSync(join(target, manifest), JSON.stringify(Object.fromEntries(built)));
}
