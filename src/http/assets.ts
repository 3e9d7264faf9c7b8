import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { Router } from 'express';
import { allowOnly } from './error-exit.ts';

/** Where a file of public/ is served, and the digest that lets a browser refuse anything else (SRI). */
export type Asset = Readonly<{ href: string; integrity: string }>;

export type Assets = Readonly<Record<'css' | 'js' | 'icon', Asset>>;

const directory = 'dist/assets';
const manifest = 'manifest.json';

/** page.js has been through the compiler, which checks it and drops the comments. */
const sources: Readonly<Record<keyof Assets, string>> = {
  css: 'public/page.css',
  js: 'dist/public/page.js',
  icon: 'public/favicon.svg',
};

const oneYearSeconds = 365 * 24 * 60 * 60;

/**
 * Part of the build: writes each file under a name that changes with its content, with a brotli and a gzip copy beside
 * it, and a list of them all. `root` is the project's folder.
 */
export function buildAssets(root: string): void {
  const target = join(root, directory);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const built = Object.entries(sources).map(([key, source]): [string, Asset] => {
    const content = readFileSync(join(root, source));
    const hash = createHash('sha384').update(content).digest('base64');
    const version = hash.replace(/[^a-z0-9]/gi, '').slice(0, 10);
    const name = basename(source).replace('.', `.${version}.`);
    writeFileSync(join(target, name), content);
    writeFileSync(join(target, `${name}.br`), brotliCompressSync(content));
    writeFileSync(join(target, `${name}.gz`), gzipSync(content, { level: 9 }));
    return [key, { href: `/assets/${name}`, integrity: `sha384-${hash}` }];
  });
  writeFileSync(join(target, manifest), JSON.stringify(Object.fromEntries(built)));
}

/** Reads the list that the build wrote; throws when there was no build. */
export function loadAssets(root: string): Assets {
  // written by buildAssets, from the same type
  return JSON.parse(readFileSync(join(root, directory, manifest), 'utf8')) as Assets;
}

/** Serves the built files, compressed where the browser takes it; their names change with their content, so for a year. */
export function assetRoutes(root: string, assets: Assets): Router {
  const router = Router();
  for (const { href } of Object.values(assets)) {
    const file = join(root, directory, basename(href));
    const identity = readFileSync(file);
    const compressed = { br: readFileSync(`${file}.br`), gzip: readFileSync(`${file}.gz`) };
    router.get(href, (req, res) => {
      const encoding = (['br', 'gzip'] as const).find((name) => req.acceptsEncodings(name));
      if (encoding !== undefined) res.set('content-encoding', encoding);
      res.set({ 'cache-control': `public, max-age=${oneYearSeconds}, immutable`, vary: 'accept-encoding' });
      res.type(file).send(encoding === undefined ? identity : compressed[encoding]);
    });
    router.all(href, allowOnly('GET', 'HEAD'));
  }
  return router;
}
