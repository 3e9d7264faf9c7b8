import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import { describeError, type Log } from '../log.ts';
import { HttpError, toHttpError } from './http-error.ts';

/** `next` takes an error of rendering. */
export type RenderError = (req: Request, res: Response, error: HttpError, next: NextFunction) => void;

/** The last ordinary handler: nothing answers to this address. */
export const notFound: RequestHandler = () => {
  throw new HttpError('not_found');
};

/** Stands behind the handlers of a path: every other method is 405 with what is allowed (RFC 9110, 15.5.6). */
export function allowOnly(...methods: readonly string[]): RequestHandler {
  const allow = methods.join(', ');
  return () => {
    throw new HttpError('method_not_allowed', { allow });
  };
}

const announcesBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * The one exit for errors. Express' own would print the whole error, and a parser's error keeps the body, secret
 * included; so an unexpected one is logged by class and place, and answered with our own words. The second handler is
 * for an error of `render` itself, which must not reach Express' own either.
 */
export function errorExit(log: Log, render: RenderError): ErrorRequestHandler[] {
  const logUnexpected = (error: unknown, res: Response): void =>
    log.error('unexpected_error', { requestId: res.locals.requestId, ...describeError(error) });

  const exit: ErrorRequestHandler = (error: unknown, req, res, next) => {
    const httpError = toHttpError(error);
    res.locals.refusal = httpError.code;
    if (httpError.code === 'internal') logUnexpected(error, res);
    if (res.headersSent) {
      res.destroy();
      return;
    }
    res.status(httpError.status).set(httpError.headers);
    // an unread body must not be taken for the next request, nor be waited for
    if (!req.complete && announcesBody(req)) res.set('connection', 'close');
    render(req, res, httpError, next);
  };
  const lastResort: ErrorRequestHandler = (error: unknown, _req, res, _next) => {
    logUnexpected(error, res);
    if (res.headersSent) res.destroy();
    else res.status(500).type('text/plain').send('500: unexpected error\n');
  };
  return [exit, lastResort];
}
