import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { HttpError } from '../../http/http-error.ts';
import { rawBody } from '../../http/raw-body.ts';
import { needs, refuse, sendUnserved } from './errors.ts';
import { createIdentify } from './identify.ts';
import { bodyOf, parseTicketParams, queryOf } from './request.ts';
import type { ApiDeps, TokenAnswers } from './token.ts';

/** Holds the longest token that is kept, and all that belongs to a report of it. */
const maxBodyBytes = 8192;

/** What replaces a token, or may: by POST alone. */
const forcing = ['force_refresh', 'invalid_token'] as const;

/** WeChat's own paths and bodies, so that a business server changes one address and keeps its SDK. */
export function apiRoutes(deps: ApiDeps, answerToken: TokenAnswers['answer']): Router {
  const { service } = deps;
  const { mayAskForTicket, refuseToken } = createIdentify(deps);
  const router = Router({ strict: true, caseSensitive: true });

  // asked by monitors and proxies, which want no token: Express would run the handler of GET
  router.head('/cgi-bin/token', needs(43001));
  router.head('/cgi-bin/ticket/getticket', needs(43001));

  const token = router.route('/cgi-bin/token');
  token.get((req, res): Promise<void> | void => {
    const query = queryOf(req);
    // proxies and people repeat a GET
    if (query !== undefined && forcing.some((name) => Object.hasOwn(query, name))) refuse(res, 43002);
    else return answerToken(req, res, query, 'token');
  });
  token.all(needs(43001));

  const stableToken = router.route('/cgi-bin/stable_token');
  stableToken.post(rawBody(maxBodyBytes), (req, res) => answerToken(req, res, bodyOf(req), 'stable_token'));
  stableToken.all(needs(43002));

  const ticket = router.route('/cgi-bin/ticket/getticket');
  ticket.get(answerTicket);
  ticket.all(needs(43001));

  router.all('/cgi-bin/{*path}', needs(40066));
  router.use('/cgi-bin/', unreadable);

  async function answerTicket(req: Request, res: Response): Promise<void> {
    const query = parseTicketParams(queryOf(req));
    if (typeof query === 'number') return refuse(res, query);
    if (!(await mayAskForTicket(req, res))) return;
    const account = service.accountOf(query.accessToken);
    if (account === undefined) return refuseToken(req, res);
    const answer = await service.read(await service.ticketKey(account, query.type));
    if ('failure' in answer) return sendUnserved(res, answer, 'ticket');
    res.json({ errcode: 0, errmsg: 'ok', ticket: answer.value, expires_in: answer.expiresInS });
  }

  return router;
}

/** A body that is too large, compressed or cut off: WeChat's code for a body that it cannot read. */
const unreadable: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof HttpError)) next(error);
  else refuse(res.set('connection', 'close'), 47001);
};
