import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HttpError } from './http-error.ts';
import { clientKey, type LimitStores, memoryStores } from './rate-limit.ts';

/** Longer than any key with a user name in front of it; what is longer is not even decoded. */
const maxLength = 2048;

const bearer = /^Bearer +([\x21-\xff]+) *$/i;
const basic = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;

const challenge = { 'www-authenticate': 'Basic realm="WeChat Access Token", charset="UTF-8"' };

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/**
 * The key that a request brings: a Bearer token, or the password of Basic (RFC 7617), whatever its user name. Undefined
 * where there is none that can be read, and where there are two, since two readers could then disagree on who asks.
 */
function keyIn({ headers, rawHeaders }: IncomingMessage): Buffer | undefined {
  const { authorization = '' } = headers;
  const count = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'authorization').length;
  if (count !== 1 || authorization.length > maxLength) return undefined;
  const token = bearer.exec(authorization)?.[1];
  // Node reads header bytes as latin1, and this gives the bytes back
  if (token !== undefined) return Buffer.from(token, 'latin1');
  const pair = Buffer.from(basic.exec(authorization)?.[1] ?? '', 'base64');
  const colon = pair.indexOf(':');
  return colon === -1 ? undefined : pair.subarray(colon + 1);
}

/**
 * Lets in whoever has the operator's key (401 for all others), in a time that does not depend on how much of a key is
 * right. An address that has sent `limit` wrong ones within a minute is not listened to until that minute is over (429),
 * not even with the right one: otherwise guessing on would cost nothing. Throws when the key is empty.
 */
export function operatorKey(
  key: string,
  limit: number,
  stores: LimitStores = memoryStores,
): RequestHandler[] {
  if (key === '') throw new RangeError('an empty key would let everybody in');
  const wanted = sha256(Buffer.from(key));

  const countWrong = rateLimit({
    store: stores('operator'),
    windowMs: 60_000,
    limit,
    keyGenerator: clientKey,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    validate: false,
    // a browser's first request brings no key: that is no guess
    skip: ({ headers }) => headers.authorization === undefined,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, { statusCode }) => statusCode !== 401,
    handler: (_req, res, next) => {
      next(new HttpError('too_many_requests', { 'retry-after': String(res.getHeader('retry-after')) }));
    },
  });

  const check: RequestHandler = (req, _res, next) => {
    const given = keyIn(req);
    if (given === undefined || !timingSafeEqual(sha256(given), wanted))
      throw new HttpError('operator_key_needed', challenge);
    next();
  };

  return [countWrong, check];
}
