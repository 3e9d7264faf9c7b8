import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Log } from '../log.ts';

/** How far a request has come; LOG_LEVEL=debug shows it, so that one can be followed by its id. */
type Step = 'received' | 'doors_passed' | 'body_read' | 'asks_wechat' | 'token_served';

const logs = new WeakMap<Response, Log>();

/** One line at debug with the id of this request; what happened in it has an alias or a count, never a value. */
export function noteStep(
  res: Response,
  reason: Step,
  fields: Readonly<{ account?: string; client?: string; count?: number }> = {},
): void {
  logs.get(res)?.debug('request_step', { requestId: String(res.locals.requestId), reason, ...fields });
}

/** Gives each request an id and writes one line when it has ended. The path as sent is never written. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const requestId = randomUUID();
    res.locals.requestId = requestId;
    res.set('x-request-id', requestId);
    logs.set(res, log);
    noteStep(res, 'received');
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
        // why it was refused, as the page's JSON has it
        ...(typeof res.locals.refusal === 'string' ? { reason: res.locals.refusal } : {}),
        // of an answer in WeChat's shape, whose status is 200 whatever it says
        ...(typeof res.locals.errcode === 'number' ? { errcode: res.locals.errcode } : {}),
      });
    });
    next();
  };
}
