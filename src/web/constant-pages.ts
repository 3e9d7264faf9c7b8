import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NextFunction, Response } from 'express';
import type { Frame } from './frame.ts';

/** Far more than there are: languages, pages, refusals. */
const mostPages = 300;

type Page = Readonly<{ identity: Buffer; br?: Buffer; gzip?: Buffer }>;

const encodings = ['br', 'gzip'] as const;

/** Of a longer page only the quick way is a few milliseconds; everybody else waits meanwhile, and the best takes 600. */
const longPageBytes = 64 * 1024;
const qualityOf = ({ length }: Buffer): number => (length > longPageBytes ? 5 : 9);

const compress = (identity: Buffer): Page => ({
  identity,
  br: brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: qualityOf(identity) } }),
  gzip: gzipSync(identity),
});

/** An answer to a POST goes as it is: what somebody sent may stand beside it. */
function sendPage(res: Response, page: Page): void {
  const isCompressible = (res.req.method === 'GET' || res.req.method === 'HEAD') && page.br !== undefined;
  const encoding = isCompressible ? encodings.find((name) => res.req.acceptsEncodings(name)) : undefined;
  if (isCompressible) res.vary('accept-encoding');
  if (encoding !== undefined) res.set('content-encoding', encoding);
  res.type('html').send((encoding === undefined ? undefined : page[encoding]) ?? page.identity);
}

/**
 * Sends a page that is the same for everybody who asks in this way: rendered and compressed the first time, kept as the bytes
 * that are sent, so that it costs neither time nor memory of its own however often it is asked for. What it is made of is the view,
 * the frame, and `detail`: a model must be made of nothing else, and above all of nothing that anybody typed.
 */
export function createConstantPages() {
  const pages = new Map<string, Page>();

  return (
    res: Response,
    next: NextFunction,
    view: string,
    { t: _t, assets: _assets, ...frame }: Frame,
    detail: readonly unknown[],
    makeModel: () => object,
  ): void => {
    const key = JSON.stringify([view, detail, frame]);
    const known = pages.get(key);
    if (known !== undefined) {
      sendPage(res, known);
      return;
    }
    res.render(view, makeModel(), (error: unknown, html: string) => {
      if (error) {
        next(error);
        return;
      }
      const isKept = pages.size < mostPages;
      const identity = Buffer.from(html);
      const page = isKept ? compress(identity) : { identity };
      if (isKept) pages.set(key, page);
      sendPage(res, page);
    });
  };
}
