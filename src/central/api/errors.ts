import type { RequestHandler, Response } from 'express';
import { parseErrmsg } from '../../wechat/errmsg.ts';
import type { Unserved } from '../tokens/service.ts';

/** What this server itself turns a request down with: WeChat's codes, so that an SDK understands them. */
export const refusals = {
  40001:
    'invalid credential, access_token is not one that this server keeps; read the current one and ask again',
  40002: 'invalid grant_type, it has to be client_credential',
  40013: 'invalid appid, this server does not keep it for this client key',
  40066: 'invalid url, this server has /cgi-bin/token, /cgi-bin/stable_token and /cgi-bin/ticket/getticket',
  40097: 'invalid args, type has to be jsapi or wx_card',
  40125: 'invalid appsecret, secret has to be a client key of this server',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing, a client key as secret or as Authorization: Bearer',
  43001: 'require GET method',
  43002: 'require POST method; a token is reported or replaced by POST /cgi-bin/stable_token alone',
  45011: 'too many requests from this client, see Retry-After',
  47001:
    'data format error, a JSON object with each parameter once, neither a form nor compressed; force_refresh is true or false',
  48001: 'api unauthorized, this client key may not force a refresh',
} as const;

const twoKeys = 'invalid appsecret, Authorization: Bearer and secret hold two different keys: send one';

const foreignOrigin =
  'api unauthorized, a browser may not use this client key from this origin: `origins` in accounts.json lists those that may';

export type RefusalCode = keyof typeof refusals;

/** WeChat answers errors with HTTP 200 as well. */
function send(res: Response, errcode: number, errmsg: string, retryAfterS: number | undefined): void {
  res.locals.errcode = errcode;
  if (retryAfterS !== undefined) res.set('retry-after', String(retryAfterS));
  const rid = parseErrmsg(errmsg).rid === undefined ? ` rid: ${String(res.locals.requestId)}` : '';
  res.status(200).json({ errcode, errmsg: errmsg + rid });
}

/** A refusal of this server's own. */
export function refuse(res: Response, errcode: RefusalCode, retryAfterS?: number): void {
  send(res, errcode, refusals[errcode], retryAfterS);
}

/** Whoever sends two different keys does not know which of them is asked for. */
export function refuseTwoKeys(res: Response): void {
  send(res, 40125, twoKeys, undefined);
}

/** A browser elsewhere has this client's key: it gets nothing. */
export function refuseOrigin(res: Response): void {
  res.set('x-gateway', 'refused');
  send(res, 48001, foreignOrigin, undefined);
}

const unserved = {
  token: 'no valid token is held and none could be fetched',
  ticket: 'no ticket is held and none could be fetched',
} as const;

/** Nothing valid is held: WeChat's own code and words where it gave them, so that they can be looked up. */
export function sendUnserved(
  res: Response,
  { failure, retryAfterS }: Unserved,
  wanted: keyof typeof unserved = 'token',
): void {
  const { code, errcode, errmsg = '' } = failure;
  if (code === 'errcode' && errcode !== undefined) send(res, errcode, errmsg, retryAfterS);
  else send(res, -1, `system error, ${unserved[wanted]} (${code})`, retryAfterS);
}

/** Refuses whatever comes with this code. */
export const needs =
  (errcode: RefusalCode): RequestHandler =>
  (_req, res) => {
    refuse(res, errcode);
  };
