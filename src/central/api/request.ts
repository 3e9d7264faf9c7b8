import type { Request } from 'express';
import { z } from 'zod';
import { clean } from '../../clean.ts';
import { bearerOf } from '../../http/bearer.ts';
import { readJson } from '../../json.ts';
import { longestToken } from '../tokens/rules.ts';
import type { RefusalCode } from './errors.ts';

/** What a business server asks for. */
export type TokenQuery = Readonly<{
  appid: string;
  /** a client key */
  key: string;
  forceRefresh: boolean;
  /** the token that it found dead */
  invalidToken: string | undefined;
}>;

/** Nothing that is longer is a parameter of ours. Cleaned as the form on the page cleans it: blanks are no value. */
const text = z
  .string()
  .max(2048)
  .transform((typed) => clean(typed).value);

/** What was given out is taken back, however long WeChat makes it. */
const token = z
  .string()
  .max(longestToken)
  .transform((typed) => clean(typed).value);

const tokenParams = z.object({
  grant_type: text.optional(),
  appid: text.optional(),
  secret: text.optional(),
  force_refresh: z.boolean().optional(),
  invalid_token: token.optional(),
});

const ticketParams = z.object({ access_token: token.optional(), type: text.optional() });

/**
 * Reads the parameters of a token request in WeChat's order of checks; a number is the errcode that refuses it.
 * `two_keys`: header and parameter hold different ones, and nobody can say which is meant.
 */
export function parseTokenParams(params: unknown, req: Request): TokenQuery | RefusalCode | 'two_keys' {
  const parsed = tokenParams.safeParse(params);
  if (!parsed.success) return 47001;
  const { grant_type: grantType, appid, secret, force_refresh, invalid_token: invalidToken } = parsed.data;
  const bearer = bearerOf(req);
  const key = bearer ?? secret;
  if (!appid) return 41002;
  if (key === undefined || (key === '' && secret === '')) return 41004;
  if (bearer !== undefined && bearer !== '' && secret && secret !== bearer) return 'two_keys';
  if (grantType !== 'client_credential') return 40002;
  return { appid, key, forceRefresh: force_refresh ?? false, invalidToken: invalidToken || undefined };
}

const readPath = '/cgi-bin/token?';

/** As SDKs write it: nothing in it has to be decoded, and it is read in a fraction of the time. */
const usual = /^\/cgi-bin\/token\?grant_type=client_credential&appid=([\w-]+)(?:&secret=([\w-]+))?$/;

/** Appid and secret of a token read; undefined where it has to be said what is wrong with it. */
export function readParamsOf(
  url: string,
): Readonly<{ appid: string; secret: string | undefined }> | undefined {
  const [, found, given] = usual.exec(url) ?? [];
  if (found !== undefined) return { appid: found, secret: given };
  if (!url.startsWith(readPath)) return undefined;
  const params = new URLSearchParams(url.slice(readPath.length));
  const [appid, secret] = [params.get('appid'), params.get('secret') ?? undefined];
  if (appid === null || params.get('grant_type') !== 'client_credential') return undefined;
  // an unknown or a repeated parameter
  return params.size === (secret === undefined ? 2 : 3) ? { appid, secret } : undefined;
}

/** Reads the parameters of a ticket request. */
export function parseTicketParams(
  params: unknown,
): Readonly<{ accessToken: string; type: 'jsapi' | 'wx_card' }> | RefusalCode {
  const parsed = ticketParams.safeParse(params);
  if (!parsed.success) return 47001;
  const { access_token: accessToken, type } = parsed.data;
  if (!accessToken) return 41001;
  if (type !== 'jsapi' && type !== 'wx_card') return 40097;
  return { accessToken, type };
}

/** The query of a GET, each parameter as text; one that comes twice makes it unreadable. */
export function queryOf(req: Request): Readonly<Record<string, string>> | undefined {
  const params = [...new URLSearchParams(req.url.split('?').slice(1).join('?'))];
  const byName = Object.fromEntries(params);
  return Object.keys(byName).length === params.length ? byName : undefined;
}

/** The JSON of a POST; whatever else came, and a member that comes twice, makes it unreadable. */
export function bodyOf(req: Request): unknown {
  if (!Buffer.isBuffer(req.body)) return undefined;
  try {
    const json = readJson(new TextDecoder('utf-8', { fatal: true }).decode(req.body));
    return json.ok && json.repeated.length === 0 ? json.value : undefined;
  } catch {
    return undefined;
  }
}
