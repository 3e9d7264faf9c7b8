import type { IncomingMessage } from 'node:http';
import type { Client } from '../accounts/accounts.ts';

const preflightSeconds = '600';

/** A browser asks whether it may ask (https://fetch.spec.whatwg.org/#cors-preflight-fetch). */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/**
 * May this client's key be used from where this request comes? A program sends no Origin; a browser's has to be listed,
 * and `null` never is.
 */
export function mayCallFrom({ origins = [] }: Client, { headers }: IncomingMessage): boolean {
  return headers.origin === undefined || origins.includes(headers.origin);
}

/**
 * What lets a page of a listed origin read the answer. Which client asks is not known in a preflight, so the union of all
 * lists counts here; whether the client lists it is seen before anything is sent.
 */
export function corsHeaders(
  origins: ReadonlySet<string>,
  { headers: { origin } }: IncomingMessage,
): readonly (readonly [name: string, value: string])[] {
  if (origins.size === 0) return [];
  if (origin === undefined || !origins.has(origin)) return [['Vary', 'Origin']];
  return [
    ['Vary', 'Origin'],
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Expose-Headers', 'X-Gateway, Retry-After'],
  ];
}

/** What a preflight is told besides. */
export const preflightHeaders: readonly (readonly [name: string, value: string])[] = [
  ['Access-Control-Allow-Methods', 'GET, POST'],
  ['Access-Control-Allow-Headers', 'authorization, content-type, wechat-appid'],
  ['Access-Control-Max-Age', preflightSeconds],
];
