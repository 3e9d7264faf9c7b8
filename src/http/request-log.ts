import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../log.ts';

/** Gives each request an id and writes one line when it has ended. The path as sent is never written. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    res.locals.requestId = requestId;
    res.set('x-request-id', requestId);
    res.once('close', () => {
      const route: unknown = req.route?.path;
      const level = route === '/healthz' || route === '/readyz' ? 'debug' : 'info';
      log[level]('request', {
        requestId,
        method: req.method,
        route: typeof route === 'string' ? route : '(none)',
        // 499, nginx's figure for a client that left before its answer: nothing else was sent to it
        status: res.headersSent ? res.statusCode : 499,
        durationMs: Math.round(performance.now() - startedAt),
        // of an answer in WeChat's shape, whose status is 200 whatever it says
        ...(typeof res.locals.errcode === 'number' ? { errcode: res.locals.errcode } : {}),
      });
    });
    next();
  };
}
