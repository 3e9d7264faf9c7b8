import { isIP } from 'node:net';
import type { RequestHandler } from 'express';
import { HttpError } from './http-error.ts';

const hostHeader = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::\d{1,5})?$/;

function hostOf(value: string | undefined): string | undefined {
  return hostHeader.exec(value?.toLowerCase() ?? '')?.[1];
}

const isAddress = (host: string): boolean => isIP(host.replace(/^\[|\]$/g, '')) !== 0;

/**
 * Answers only under names that belong to this server: a foreign name that was made to point here (DNS rebinding)
 * counts as same-origin in the browser, and only the Host header tells. Addresses pass, as rebinding needs a name.
 * The raw header is read, because a trusted proxy's X-Forwarded-Host can be forged. That there is one, and no whole address
 * as the target, is seen to before any request comes here.
 */
export function allowedHost(names: readonly string[]): RequestHandler {
  const allowed = new Set(['localhost', ...names]);
  return (req, _res, next) => {
    const host = hostOf(req.headers.host);
    const isOurs = host !== undefined && (allowed.has(host) || isAddress(host));
    if (!isOurs) throw new HttpError('wrong_host');
    next();
  };
}
