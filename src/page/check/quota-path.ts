import { hasLongHex } from '../pasted/value-kind.ts';

/** The APIs that are offered; any other path can be typed. */
export const quotaPaths = [
  '/cgi-bin/token',
  '/cgi-bin/stable_token',
  '/cgi-bin/message/custom/send',
  '/cgi-bin/message/template/send',
  '/cgi-bin/user/info',
  '/wxa/getwxacodeunlimit',
] as const;

const path = /^\/[a-z][\w-]{0,39}(?:\/[\w-]{1,60}){1,6}$/i;

/**
 * The path of an API out of what was typed or copied: with a method before it, a host, or a query behind it, which may hold
 * a token and is dropped. WeChat wants the leading slash and no host. undefined: nothing that could be one, and so nothing
 * that is sent.
 */
export function readQuotaPath(typed: string): string | undefined {
  const bare = typed
    .trim()
    .replace(/^(?:GET|POST)\s+/i, '')
    .replace(/^(?:https?:\/\/|(?=[\w-]+\.))[\w.-]+(?::\d{1,5})?(?=\/)/i, '')
    .replace(/[?#\s].*$/s, '')
    .replace(/\/$/, '');
  const rooted = bare.startsWith('/') ? bare : `/${bare}`;
  return path.test(rooted) && !hasLongHex(rooted) ? rooted : undefined;
}
