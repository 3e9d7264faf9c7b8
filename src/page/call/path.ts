import { findAccounts } from '../shapes.ts';

/** Why a path is refused. Nothing is sent. */
export type PathFault =
  | 'empty'
  | 'host'
  | 'no_slash'
  | 'dots'
  | 'slashes'
  | 'encoded'
  | 'characters'
  | 'query'
  | 'too_long'
  | 'secret'
  | 'token_path'
  | 'sns'
  | 'clear_v2';

export type ReadPath =
  | Readonly<{
      ok: true;
      path: string;
      /** as typed, without any access_token */
      query: string;
      /** the access_token that stood in it */
      taken: string | undefined;
      isTaken: boolean;
    }>
  | Readonly<{
      ok: false;
      fault: PathFault;
      /** what may stand in the form again: what was typed, or what was meant; never a token or a secret */
      shown: string;
    }>;

const longest = 4096;
/** As WeChat's paths are spelt; the gateway takes the same. */
const pathPattern = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+$/;
/** What a query may hold and goes out byte for byte: RFC 3986, 3.4, without the quote, which an address bar changes. */
const queryPattern = /^(?:[A-Za-z0-9\-._~!$&()*+,;=:@/?]|%[\dA-Fa-f]{2})*$/;
const tokenShape = /\d{1,3}_[\w-]{20,}|eyJ[\w-]+\./;

const nameOf = (pair: string): string => {
  const raw = pair.split('=', 1)[0] ?? '';
  try {
    return decodeURIComponent(raw.replaceAll('+', ' ')).trim().toLowerCase();
  } catch {
    return raw.toLowerCase();
  }
};

const isToken = (pair: string): boolean => /^(?:\w*_)?access_token$/.test(nameOf(pair));

/** A query in two: what carries a token, and all the rest, in its order. */
function split(query: string): Readonly<{ rest: string; tokens: readonly string[] }> {
  const pairs = query.split('&').filter((pair) => pair !== '');
  const tokens = pairs.filter(isToken).map((pair) => pair.slice(pair.indexOf('=') + 1));
  return { rest: pairs.filter((pair) => !isToken(pair)).join('&'), tokens };
}

const join = (path: string, query: string): string => (query === '' ? path : `${path}?${query}`);

/** What was copied with a path: the method in front of it, scheme and host. */
const withHost = /^(?:(?:GET|POST)\s+)?(?:[a-z][a-z\d+.-]*:)?\/\/[^/?#\s]*|^(?:GET|POST)\s+/i;
const bareHost = /^(?:[\w-]+\.)+[a-z]{2,}(?::\d{1,5})?(?=\/)/i;

function faultOf(path: string, query: string): PathFault | undefined {
  if (findAccounts(`${path}?${query}`).secrets.length > 0) return 'secret';
  if (query.split('&').some((pair) => /secret$/.test(nameOf(pair)))) return 'secret';
  if (path.length + query.length > longest) return 'too_long';
  if (!path.startsWith('/')) return 'no_slash';
  if (path.includes('..')) return 'dots';
  if (path.includes('//')) return 'slashes';
  if (path.includes('%')) return 'encoded';
  if (!pathPattern.test(path)) return 'characters';
  if (!queryPattern.test(query)) return 'query';
  // WeChat may take no notice of the case
  const lower = path.toLowerCase();
  if (/^\/cgi-bin\/(?:stable_)?token$/.test(lower)) return 'token_path';
  if (/^\/sns(?:\/|$)/.test(lower)) return 'sns';
  return lower === '/cgi-bin/clear_quota/v2' ? 'clear_v2' : undefined;
}

/** A value that may be a token or a secret is not written into a page again. */
const isShowable = (text: string): boolean =>
  text.length <= longest && findAccounts(text).secrets.length === 0 && !tokenShape.test(text);

/**
 * Reads a path with its query as it is typed or copied. It is refused unless it is a path of WeChat's API as it goes out: no
 * scheme, no host, no way around. Any access_token in the query is taken out.
 */
export function readPath(typed: string): ReadPath {
  const text = typed.trim();
  if (text === '') return { ok: false, fault: 'empty', shown: '' };
  const meant = text.replace(withHost, '').replace(bareHost, '');
  // a fragment is the reader's own and is never sent
  const [target = ''] = meant.split('#', 1);
  const at = target.indexOf('?');
  const path = at === -1 ? target : target.slice(0, at);
  const { rest, tokens } = split(at === -1 ? '' : target.slice(at + 1));
  const fault = faultOf(path, rest) ?? (target === text ? undefined : 'host');
  if (fault !== undefined) {
    const again = join(path, rest);
    return { ok: false, fault, shown: isShowable(again) ? again : '' };
  }
  return { ok: true, path, query: rest, taken: tokens[0], isTaken: tokens.length > 0 };
}
