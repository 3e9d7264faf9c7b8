import type { NextFunction, Response } from 'express';
import type { Frame } from './frame.ts';

/** Far more than there are: languages, pages, refusals. */
const mostPages = 300;

/**
 * Sends a page that is the same for everybody who asks in this way: rendered the first time, kept as the bytes that are
 * sent, so that it costs neither time nor memory of its own however often it is asked for. What it is made of is the view,
 * the frame, and `detail`: a model must be made of nothing else, and above all of nothing that anybody typed.
 */
export function createConstantPages() {
  const pages = new Map<string, Buffer>();

  return (
    res: Response,
    next: NextFunction,
    view: string,
    { t: _t, assets: _assets, ...frame }: Frame,
    detail: readonly unknown[],
    makeModel: () => object,
  ): void => {
    const key = JSON.stringify([view, detail, frame]);
    const send = (page: Buffer): void => void res.type('html').send(page);
    const known = pages.get(key);
    if (known !== undefined) {
      send(known);
      return;
    }
    res.render(view, makeModel(), (error: unknown, html: string) => {
      if (error) {
        next(error);
        return;
      }
      const page = Buffer.from(html);
      if (pages.size < mostPages) pages.set(key, page);
      send(page);
    });
  };
}
