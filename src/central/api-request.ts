import type { Request } from 'express';
import { z } from 'zod';
import type { RefusalCode } from './api-errors.ts';
import { bearerOf } from './bearer.ts';

/** What a business server asks for. */
export type TokenQuery = Readonly<{
  appid: string;
  /** a client key */
  key: string;
  forceRefresh: boolean;
  /** the token that it found dead */
  invalidToken: string | undefined;
}>;

/** Nothing that is longer is a parameter of ours. */
const text = z.string().max(2048);

const tokenParams = z.object({
  grant_type: text.optional(),
  appid: text.optional(),
  secret: text.optional(),
  force_refresh: z.boolean().optional(),
  invalid_token: text.optional(),
});

const ticketParams = z.object({ access_token: text.optional(), type: text.optional() });

/** Reads the parameters of a token request in WeChat's order of checks; a number is the errcode that refuses it. */
export function parseTokenParams(params: unknown, req: Request): TokenQuery | RefusalCode {
  const parsed = tokenParams.safeParse(params);
  if (!parsed.success) return 47001;
  const { grant_type: grantType, appid, secret, force_refresh, invalid_token: invalidToken } = parsed.data;
  const key = bearerOf(req) ?? secret;
  if (!appid) return 41002;
  if (key === undefined || (key === '' && secret === '')) return 41004;
  if (grantType !== 'client_credential') return 40002;
  return { appid, key, forceRefresh: force_refresh ?? false, invalidToken: invalidToken || undefined };
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

/** The JSON object of a POST; whatever else came makes it unreadable. */
export function bodyOf(req: Request): unknown {
  if (!Buffer.isBuffer(req.body)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(req.body));
  } catch {
    // its message would quote the body, and a key is in it
    return undefined;
  }
}
