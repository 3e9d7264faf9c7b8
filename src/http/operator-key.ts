import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';
import type { Caller, KeyGuard } from './key-guard.ts';
import { clientKey } from './rate-limit.ts';

/** Longer than any key with a user name in front of it; what is longer is not even decoded. */
const maxLength = 2048;

const bearer = /^Bearer +([\x21-\xff]+) *$/i;
const basic = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i;

const challenge = { 'www-authenticate': 'Basic realm="WeChat Access Token", charset="UTF-8"' };

const tooMany = (waitS: number): HttpError =>
  new HttpError('too_many_requests', { 'retry-after': String(waitS) });

const mostWelcome = 100;

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
 * right. Where `guard` lets nobody's key be looked at any more it is 429, but for an address from which the right one
 * has come before. Throws when the key is empty.
 */
export function operatorKey(
  key: string,
  { guard, addressOf }: Readonly<{ guard: KeyGuard; addressOf: (req: IncomingMessage) => string }>,
): RequestHandler {
  if (key === '') throw new RangeError('an empty key would let everybody in');
  const wanted = sha256(Buffer.from(key));
  /** where the right one has come from, the latest last */
  const welcome = new Set<string>();

  return async (req, _res, next) => {
    // a browser's first request brings no key: that is no guess
    if (req.headers.authorization === undefined) throw new HttpError('operator_key_needed', challenge);
    const given = keyIn(req);
    const isRight = given !== undefined && timingSafeEqual(sha256(given), wanted);
    const caller = { key: clientKey(req), address: addressOf(req) };
    if (!isRight || !welcome.has(caller.address)) await waitForTurn(caller);
    if (!isRight) {
      const waitS = await guard.refused(caller, 'operator');
      throw waitS === undefined ? new HttpError('operator_key_needed', challenge) : tooMany(waitS);
    }
    welcome.delete(caller.address);
    welcome.add(caller.address);
    const [oldest] = welcome;
    if (welcome.size > mostWelcome && oldest !== undefined) welcome.delete(oldest);
    next();
  };

  async function waitForTurn(caller: Caller): Promise<void> {
    const waitS = await guard.turn(caller);
    if (waitS !== undefined) throw tooMany(waitS);
  }
}
