import type { Request, RequestHandler } from 'express';
import { HttpError, type HttpErrorCode } from './http-error.ts';

/** Room for a body, at first. */
const firstBytes = 4096;

function headFault({ headers }: Request, limit: number): HttpErrorCode | undefined {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') return 'not_a_form';
  return Number(headers['content-length'] ?? 0) > limit ? 'too_large' : undefined;
}

/**
 * Reads a body into `req.body`, as a Buffer; where there is none, that stays undefined. Compressed: 415, more than `limit`
 * bytes: 413, cut off: 400. It is copied together as it comes: of a body in chunks of one byte, which anybody can send, the
 * chunks would take five hundred times its size.
 */
export function rawBody(limit: number): RequestHandler {
  return (req, _res, next) => {
    const { 'transfer-encoding': coding, 'content-length': length } = req.headers;
    if (coding === undefined && length === undefined) {
      next();
      return;
    }
    let fault = headFault(req, limit);
    if (fault === 'not_a_form') throw new HttpError(fault);
    let bytes = Buffer.alloc(0);
    let size = 0;
    let isOver = false;
    // what is too long is read off, so that its sender gets to read the answer
    req.on('data', (chunk: Buffer) => {
      if (fault !== undefined || size + chunk.length > limit) {
        fault = 'too_large';
        return;
      }
      if (size + chunk.length > bytes.length) {
        const larger = Buffer.alloc(Math.min(limit, Math.max(size + chunk.length, 2 * size, firstBytes)));
        bytes.copy(larger, 0, 0, size);
        bytes = larger;
      }
      size += chunk.copy(bytes, size);
    });
    const end = (found: HttpErrorCode | undefined): void => {
      if (isOver) return;
      isOver = true;
      if (found === undefined) req.body = bytes.subarray(0, size);
      next(found === undefined ? undefined : new HttpError(found));
    };
    req.once('end', () => end(fault));
    req.once('error', () => end('form_malformed'));
    req.once('close', () => end('form_malformed'));
  };
}
