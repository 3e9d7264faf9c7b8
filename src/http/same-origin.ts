import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

/**
 * Lets a POST in from this server's own pages, and from what is not a browser. Browsers send Sec-Fetch-Site to https
 * and to localhost, and Origin with every POST; curl sends neither, and carries nobody's authority.
 */
export function sameOrigin(publicUrl: string | undefined): RequestHandler {
  return (req, _res, next) => {
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw new HttpError('not_same_origin');
    if (site === 'same-origin') {
      next();
      return;
    }
    const { origin, host } = req.headers;
    const isPublic = publicUrl !== undefined && new URL(publicUrl).host === host?.toLowerCase();
    const own = isPublic ? publicUrl : `${req.protocol}://${host?.toLowerCase()}`;
    if (origin !== undefined && origin.toLowerCase() !== own) throw new HttpError('not_same_origin');
    next();
  };
}
