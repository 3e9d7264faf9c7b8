import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { Router } from 'express';
import { allowOnly } from './error-exit.ts';

/** Where a file of public/ is served, and the digest that lets a browser refuse anything else (SRI). */
export type Asset = Readonly<{ href: string; integrity: string }>;

/**
 * `en` and `zh`: the script with its words in that language; `result`, `central`, `errcodes`, `signature` and `call`: what
 * answers, the status page of the central server, the list of errcodes, and the forms of signatures and of a call, add to
 * the common style; `errcodesScript` and `callScript`: what these two add to the script.
 */
export type Assets = Readonly<
  Record<
    | 'css'
    | 'result'
    | 'en'
    | 'zh'
    | 'icon'
    | 'central'
    | 'errcodes'
    | 'errcodesScript'
    | 'signature'
    | 'call'
    | 'callScript'
    | 'centralEn'
    | 'centralZh',
    Asset
  >
>;

/** Below the project's folder, written by the build. */
export const assetDirectory = 'dist/assets';
export const manifest = 'manifest.json';

const oneYearSeconds = 365 * 24 * 60 * 60;

/** Reads the list that the build wrote; throws when there was no build. */
export function loadAssets(root: string): Assets {
  // written by buildAssets, from the same type
  return JSON.parse(readFileSync(join(root, assetDirectory, manifest), 'utf8')) as Assets;
}

const encodings = ['br', 'gzip'] as const;

function readAsset(
  root: string,
  href: string,
): Readonly<Record<(typeof encodings)[number] | 'identity', Buffer>> {
  const path = join(root, assetDirectory, basename(href));
  return { identity: readFileSync(path), br: readFileSync(`${path}.br`), gzip: readFileSync(`${path}.gz`) };
}

/** Serves the built files, compressed where the browser takes it; their names change with their content, so for a year. */
export function assetRoutes(root: string, assets: Assets): Router {
  const files = new Map(Object.values(assets).map(({ href }) => [basename(href), readAsset(root, href)]));
  const router = Router({ strict: true });
  const route = router.route('/assets/:name');
  route.get((req, res, next) => {
    const file = files.get(req.params.name);
    if (file === undefined) {
      next('router');
      return;
    }
    const encoding = encodings.find((name) => req.acceptsEncodings(name));
    if (encoding !== undefined) res.set('content-encoding', encoding);
    res.set({ 'cache-control': `public, max-age=${oneYearSeconds}, immutable`, vary: 'accept-encoding' });
    res.type(extname(req.params.name)).send(file[encoding ?? 'identity']);
  });
  route.all(allowOnly('GET', 'HEAD'));
  return router;
}
