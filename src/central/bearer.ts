import type { IncomingMessage } from 'node:http';

const scheme = /^Bearer +([\w.~+/-]+=*) *$/i;

/**
 * The key in `Authorization: Bearer` (RFC 6750, 2.1). Undefined when there is no such header; empty, which is nobody's
 * key, when it is another scheme or comes twice, since two readers could then disagree on who asks.
 */
export function bearerOf({ headers, rawHeaders }: IncomingMessage): string | undefined {
  if (headers.authorization === undefined) return undefined;
  const count = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'authorization').length;
  return count === 1 ? (scheme.exec(headers.authorization)?.[1] ?? '') : '';
}
