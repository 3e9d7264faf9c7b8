import type { IncomingMessage } from 'node:http';
import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { HttpError } from '../../http/http-error.ts';
import type { Caller, Door } from '../../http/key-guard.ts';
import { clientKey, type PromptCounter } from '../../http/rate-limit.ts';
import { rawBody } from '../../http/raw-body.ts';
import { noteStep } from '../../http/request-log.ts';
import type { Log } from '../../log.ts';
import { markOf } from '../../log.ts';
import { type Account, type Client, standInLifeS } from '../accounts/accounts.ts';
import type { Callers } from '../accounts/callers.ts';
import type { Directory } from '../accounts/directory.ts';
import { keyOf } from '../tokens/entry.ts';
import type { Forcing } from '../tokens/forcing.ts';
import type { TokenService, Unserved } from '../tokens/service.ts';
import { needs, type RefusalCode, refuse, refuseOrigin, refuseTwoKeys, sendUnserved } from './errors.ts';
import { bodyOf, parseTicketParams, parseTokenParams, queryOf, type TokenQuery } from './request.ts';

export type ApiDeps = Callers &
  Readonly<{
    service: TokenService;
    directory: () => Directory;
    log: Log;
    /** token reads, by client; undefined: no bound */
    reads: PromptCounter | undefined;
    countRead: (client: string) => void;
    countForced: (account: string, client: string, forcing: Forcing | 'not_allowed') => void;
    /** what a gateway client gets in place of a token */
    standInFor: (req: IncomingMessage, client: Client, account: Account, clientKey: string) => string;
  }>;

/** Holds the longest token that is kept, and all that belongs to a report of it. */
const maxBodyBytes = 8192;

/** What replaces a token, or may: by POST alone. */
const forcing = ['force_refresh', 'invalid_token'] as const;

/** WeChat's own paths and bodies, so that a business server changes one address and keeps its SDK. */
export function apiRoutes({
  service,
  directory,
  log,
  guard,
  visits,
  addressOf,
  reads,
  countRead,
  countForced,
  standInFor,
}: ApiDeps): Router {
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

  async function answerToken(
    req: Request,
    res: Response,
    params: unknown,
    endpoint: 'token' | 'stable_token',
  ): Promise<void> {
    const query = parseTokenParams(params, req);
    if (query === 'two_keys') return refuseTwoKeys(res);
    if (typeof query === 'number') return refuse(res, query);
    const isForcing = query.forceRefresh || query.invalidToken !== undefined;
    const client = await identify(req, res, query.key, isForcing ? 'report' : endpoint);
    if (client === undefined) return;
    const account = directory().find(client, query.appid, endpoint);
    if (account === undefined) return refuse(res, 40013);
    if (client.gateway !== undefined) return answerStandIn(req, res, query, client, account);

    const answer = isForcing
      ? await answerForcing(res, query, client, account.name, keyOf(account))
      : await service.read(keyOf(account));
    if (typeof answer === 'number') return refuse(res, answer);
    if ('failure' in answer) return sendUnserved(res, answer);
    countRead(client.name);
    noteStep(res, 'token_served', { account: account.name, client: client.name });
    res.json({ access_token: answer.value, expires_in: answer.expiresInS });
  }

  /** It never gets the held token, and so has none to report: nothing is read and nothing forced. */
  function answerStandIn(
    req: Request,
    res: Response,
    { key }: TokenQuery,
    client: Client,
    account: Account,
  ): void {
    const { origin } = req.headers;
    if (origin !== undefined && !client.origins?.includes(origin)) {
      refuseOrigin(res);
      return;
    }
    countRead(client.name);
    res.json({ access_token: standInFor(req, client, account, key), expires_in: standInLifeS });
  }

  /** An older token than the current one may be reported by every client: it is told the current one. */
  async function answerForcing(
    res: Response,
    { invalidToken }: TokenQuery,
    client: Client,
    account: string,
    key: string,
  ): Promise<RefusalCode | Unserved | Readonly<{ value: string; expiresInS: number }>> {
    const current = service.current(key);
    const isOlder = invalidToken !== undefined && current !== undefined && current.value !== invalidToken;
    // nothing is held: there is nothing that a report could end
    if (!client.forceRefresh && invalidToken !== undefined && current === undefined) return service.read(key);
    const forced = client.forceRefresh || isOlder ? await service.force(key, invalidToken) : undefined;
    const reason = forced?.forcing ?? 'not_allowed';
    countForced(account, client.name, reason);
    log.info('forced_refresh', {
      requestId: String(res.locals.requestId),
      account,
      client: client.name,
      reason,
      ...(invalidToken === undefined ? {} : { token: markOf(invalidToken) }),
    });
    return forced?.answer ?? 48001;
  }

  const callerOf = (req: Request): Caller => ({ key: clientKey(req), address: addressOf(req) });

  /** Resolves when a key from there may be looked at; false: the refusal is sent. */
  async function mayTry(res: Response, caller: Caller): Promise<boolean> {
    const waitS = await guard.turn(caller);
    if (waitS !== undefined) refuse(res, 45011, waitS);
    return waitS === undefined;
  }

  async function refuseKey(res: Response, caller: Caller, door: Door, errcode: RefusalCode): Promise<void> {
    const waitS = await guard.refused(caller, door);
    if (waitS === undefined) refuse(res, errcode);
    else refuse(res, 45011, waitS);
  }

  /** Who asks; or the refusal is sent, and told. */
  async function identify(req: Request, res: Response, key: string, door: Door): Promise<Client | undefined> {
    const client = directory().identify(key);
    const caller = callerOf(req);
    const isKnown = client !== undefined && visits.isFrom(client.name, caller.address);
    if (!isKnown && !(await mayTry(res, caller))) return undefined;
    if (client === undefined) return void (await refuseKey(res, caller, door, 40125));
    visits.note(client.name, req);
    const waitS = reads?.count(client.name);
    return waitS === undefined ? client : void refuse(res, 45011, waitS);
  }

  async function answerTicket(req: Request, res: Response): Promise<void> {
    const query = parseTicketParams(queryOf(req));
    if (typeof query === 'number') return refuse(res, query);
    const caller = callerOf(req);
    if (guard.isBusy() && !visits.isKnown(caller.address) && !(await mayTry(res, caller))) return;
    const account = service.accountOf(query.accessToken);
    if (account === undefined) return refuseKey(res, caller, 'ticket', 40001);
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
