import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { NextFunction, Response } from 'express';
import type { Frame } from './frame.ts';

/** Far more than there are: languages, pages, refusals. */
const mostPages = 300;

/** `compressed`: in the ways that were asked for so far; undefined where the page is not kept, and would be compressed each time. */
type Page = Readonly<{ identity: Buffer; compressed?: Map<string, Buffer> }>;

/** Of a longer page only the quick way is a few milliseconds; everybody else waits meanwhile, and the best takes 600. */
const longPageBytes = 64 * 1024;
const qualityOf = ({ length }: Buffer): number => (length > longPageBytes ? 5 : 9);

/** The first that is accepted is sent. */
const encodings = ['br', 'gzip'] as const;

const compress: Readonly<Record<(typeof encodings)[number], (identity: Buffer) => Buffer>> = {
  br: (identity) =>
    brotliCompressSync(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: qualityOf(identity) } }),
  gzip: (identity) => gzipSync(identity),
};

function sendPage(res: Response, { identity, compressed }: Page): void {
  res.type('html');
  // an answer to a POST goes as it is: what somebody sent may stand beside it
  const isRead = res.req.method === 'GET' || res.req.method === 'HEAD';
  if (!isRead || compressed === undefined) {
    res.send(identity);
    return;
  }
  res.vary('accept-encoding');
  const encoding = encodings.find((name) => res.req.acceptsEncodings(name));
  if (encoding === undefined) {
    res.send(identity);
    return;
  }
  const bytes = compressed.get(encoding) ?? compress[encoding](identity);
  compressed.set(encoding, bytes);
  res.set('content-encoding', encoding).send(bytes);
}

/**
 * Sends a page that is the same for everybody who asks in this way: rendered and compressed when it is first asked for so, kept
 * as the bytes that are sent, so that it costs neither time nor memory of its own however often it is asked for. What it is made
 * of is the view, the frame, and `detail`: a model must be made of nothing else, and above all of nothing that anybody typed.
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
      const page = isKept ? { identity, compressed: new Map<string, Buffer>() } : { identity };
      if (isKept) pages.set(key, page);
      sendPage(res, page);
    });
  };
}
