import type { IncomingMessage } from 'node:http';

/** Of another scheme than ours, with what belongs to it. */
const otherScheme = /^(?!Bearer[ ,]|Bearer$)[A-Za-z][\w-]* +\S/i;
const scheme = /^Bearer +([\w.~+/-]+=*) *$/i;

/**
 * The key in `Authorization: Bearer` (RFC 6750, 2.1). Undefined when there is none, or another scheme: Basic is what a
 * proxy asks for. Empty, which is nobody's key, when it cannot be read or comes twice, since two readers could then
 * disagree on who asks.
 */
export function bearerOf({ headers, rawHeaders }: IncomingMessage): string | undefined {
  if (headers.authorization === undefined) return undefined;
  const count = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'authorization').length;
  if (count !== 1) return '';
  if (otherScheme.test(headers.authorization)) return undefined;
  return scheme.exec(headers.authorization)?.[1] ?? '';
}
