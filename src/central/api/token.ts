import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Request, Response } from 'express';
import { bearerOf } from '../../http/bearer.ts';
import type { PromptCounter } from '../../http/rate-limit.ts';
import { noteStep } from '../../http/request-log.ts';
import type { Endpoint } from '../../wechat/client.ts';
import { type Account, type Client, standInLifeS } from '../accounts/accounts.ts';
import type { Callers } from '../accounts/callers.ts';
import type { Directory } from '../accounts/directory.ts';
import { keyOf } from '../tokens/entry.ts';
import type { Served } from '../tokens/service.ts';
import { refuse, refuseOrigin, refuseTwoKeys, sendUnserved } from './errors.ts';
import { answerForced, type ForcedDeps } from './forced.ts';
import { createIdentify } from './identify.ts';
import { parseTokenParams, readParamsOf, type TokenQuery } from './request.ts';

const headers = [
  ...['Content-Type', 'application/json; charset=utf-8'],
  ...['Cache-Control', 'no-store'],
  ...['X-Content-Type-Options', 'nosniff'],
];

/** What was found of a request to this address, under the accounts file of that time. */
type Asked = Readonly<{
  url: string;
  directory: Directory;
  key: string;
  client: Client;
  account: Account;
  tokenKey: string;
}>;

/** An answer as it goes out; its headers as a flat list, which Node takes as it is. */
type Written = Readonly<{ served: Served; body: string; headers: string[] }>;

function write(served: Served): Written {
  const body = `{"access_token":${JSON.stringify(served.value)},"expires_in":${served.expiresInS}}`;
  return { served, body, headers: [...headers, 'Content-Length', String(Buffer.byteLength(body))] };
}

export type ApiDeps = Callers &
  ForcedDeps &
  Readonly<{
    directory: () => Directory;
    /** token reads, by client; undefined: no bound */
    reads: PromptCounter | undefined;
    countRead: (client: string) => void;
    /** what a gateway client gets in place of a token */
    standInFor: (req: IncomingMessage, client: Client, account: Account, clientKey: string) => string;
  }>;

export type TokenAnswers = Readonly<{
  /**
   * A token read, in front of everything that it does not need: answers a request with a good key for a token that is held,
   * and leaves every other one untouched (false).
   */
  answerHeld: (req: IncomingMessage, res: ServerResponse) => boolean;
  /** All the rest: what has to be waited for, forced or refused. */
  answer: (req: Request, res: Response, params: unknown, endpoint: Endpoint) => Promise<void>;
}>;

/** Answers who asks for a token, at `/cgi-bin/token` and at `/cgi-bin/stable_token`. */
export function createTokenAnswers(deps: ApiDeps): TokenAnswers {
  const { service, directory, reads, countRead, standInFor, guard, visits, addressOf } = deps;
  const { identify } = createIdentify(deps);
  const standIn = (...asked: Parameters<ApiDeps['standInFor']>): Served => ({
    value: standInFor(...asked),
    expiresInS: standInLifeS,
  });

  /** the last answer for each account: within a second all are the same */
  const written = new WeakMap<Account, Written>();

  function answerFor(account: Account, served: Served): Written {
    const last = written.get(account);
    if (last?.served.value === served.value && last.served.expiresInS === served.expiresInS) return last;
    const next = write(served);
    written.set(account, next);
    return next;
  }

  /** what each open connection asked for last: whoever polls asks for the same again, and nothing is read anew */
  const asked = new WeakMap<Socket, Asked>();

  /** Who asks for which account with which good key; undefined where there is more to say. */
  function askedBy(req: IncomingMessage): Asked | undefined {
    const { method, url, headers: sent, socket } = req;
    if (method !== 'GET' || url === undefined) return undefined;
    const last = asked.get(socket);
    const inForce = directory();
    if (last?.url === url && last.directory === inForce && sent.authorization === undefined) return last;
    const params = readParamsOf(url);
    if (params === undefined) return undefined;
    const { secret } = params;
    const key = bearerOf(req) ?? secret;
    if (!key || (secret !== undefined && secret !== key)) return undefined;
    const client = inForce.identify(key);
    const account = client && inForce.find(client, params.appid, 'token');
    if (client === undefined || account === undefined) return undefined;
    const found = { url, directory: inForce, key, client, account, tokenKey: keyOf(account) };
    if (key === secret) asked.set(socket, found);
    return found;
  }

  function answerHeld(req: IncomingMessage, res: ServerResponse): boolean {
    const found = askedBy(req);
    if (found === undefined) return false;
    const { client, account, key } = found;
    const isGateway = client.gateway !== undefined;
    // whether a browser may have it is looked at below
    if (isGateway && req.headers.origin !== undefined) return false;
    const served = isGateway ? standIn(req, client, account, key) : service.current(found.tokenKey);
    if (served === undefined) return false;
    // too much is guessed, and this client never came from there: it has to wait for its turn
    if (guard.isBusy() && !visits.isFrom(client.name, addressOf(req))) return false;
    if (reads?.count(client.name) !== undefined) return false;
    visits.note(client.name, req);
    countRead(client.name);
    const answer = isGateway ? write(served) : answerFor(account, served);
    res.writeHead(200, answer.headers);
    res.end(answer.body);
    return true;
  }

  async function answer(req: Request, res: Response, params: unknown, endpoint: Endpoint): Promise<void> {
    const query = parseTokenParams(params, req);
    if (query === 'two_keys') return refuseTwoKeys(res);
    if (typeof query === 'number') return refuse(res, query);
    const { invalidToken } = query;
    const isForcing = query.forceRefresh || invalidToken !== undefined;
    const client = await identify(req, res, query.key, isForcing ? 'report' : endpoint);
    if (client === undefined) return;
    const account = directory().find(client, query.appid, endpoint);
    if (account === undefined) return refuse(res, 40013);
    if (client.gateway !== undefined) return answerStandIn(req, res, query, client, account);

    const found = isForcing
      ? await answerForced(res, invalidToken, client, account, deps)
      : await service.read(keyOf(account));
    if (typeof found === 'number') return refuse(res, found);
    if ('failure' in found) return sendUnserved(res, found);
    countRead(client.name);
    noteStep(res, 'token_served', { account: account.name, client: client.name });
    res.json({ access_token: found.value, expires_in: found.expiresInS });
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
    const { value, expiresInS } = standIn(req, client, account, key);
    res.json({ access_token: value, expires_in: expiresInS });
  }

  return { answerHeld, answer };
}
