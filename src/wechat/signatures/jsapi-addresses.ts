import type { Change } from './mistakes.ts';

/** What the address in a signature can be in place of the one that the page sees. */
export type AddressMistake =
  | 'amp'
  | 'json_escape'
  | 'scheme'
  | 'no_scheme'
  | 'path_only'
  | 'port'
  | 'origin'
  | 'index_file'
  | 'slash'
  | 'share_params'
  | 'oauth_params'
  | 'no_query'
  | 'decoded'
  | 'encoded_twice'
  | 'fragment'
  | 'encoded';

type Variants = (url: string, fragment: string) => readonly string[];

/** Scheme and host, path, query with its question mark. */
const parts = (url: string): readonly [origin: string, path: string, query: string] => {
  const [, origin = '', path = '', query = ''] = /^(https?:\/\/[^/?#]*)?([^?]*)(.*)$/is.exec(url) ?? [];
  return [origin, path, query];
};

function decodeWith(decode: (text: string) => string, text: string): string {
  try {
    return decode(text);
  } catch {
    return text;
  }
}

const withoutParams = (url: string, names: ReadonlySet<string>): string => {
  const [origin, path, query] = parts(url);
  const left = query
    .slice(1)
    .split('&')
    .filter((pair) => !names.has(pair.split('=', 1)[0] ?? ''));
  return origin + path + (left.length === 0 || left[0] === '' ? '' : `?${left.join('&')}`);
};

/** WeChat appends them to a page that is shared. */
const shared = new Set(['from', 'isappinstalled', 'nsukey', 'scene', 'subscene', 'clicktime', 'enterid']);
const sharedFrom = ['singlemessage', 'groupmessage', 'timeline'];
/** OAuth appends them to the page that it leads back to. */
const oauth = new Set(['code', 'state']);

const otherPorts = ['80', '443', '8080', '3000', '8000', '8443'];

function withPorts(url: string): string[] {
  const [origin, path, query] = parts(url);
  if (origin === '') return [];
  const bare = origin.replace(/:\d+$/, '');
  return [bare, ...otherPorts.map((port) => `${bare}:${port}`)].map((other) => other + path + query);
}

function withSlash(url: string): string[] {
  const [origin, path, query] = parts(url);
  if (path === '' || path === '/') return [`${origin}${path === '' ? '/' : ''}${query}`];
  return [path.endsWith('/') ? `${origin}${path.slice(0, -1)}${query}` : `${origin}${path}/${query}`];
}

function withIndexFile(url: string): string[] {
  const [origin, path, query] = parts(url);
  const without = path.replace(/\/index\.(?:html?|php|jsp)$/i, '/');
  if (without !== path) return [origin + without + query];
  if (!path.endsWith('/') && path !== '') return [];
  const folder = path === '' ? '/' : path;
  return ['html', 'php', 'htm', 'jsp'].map((end) => `${origin}${folder}index.${end}${query}`);
}

const encodeAll = (url: string): string[] => {
  const encoded = decodeWith(encodeURIComponent, url);
  // as .NET and some others write it, and as a form does
  const lower = encoded.replace(/%[\dA-F]{2}/g, (hex) => hex.toLowerCase());
  const form = new URLSearchParams([['', url]]).toString().slice(1);
  return [encoded, lower, form];
};

/** In the order in which they are made where two come together. */
const variants: Readonly<Record<AddressMistake, Variants>> = {
  scheme: (url) => [
    url.replace(/^http(s?):/i, (_, s: string) => (s === '' ? 'https:' : 'http:')),
    url.replace(/^(https?):/, (_, scheme: string) => `${scheme.toUpperCase()}:`),
  ],
  port: withPorts,
  index_file: withIndexFile,
  slash: withSlash,
  share_params: (url) => [
    withoutParams(url, shared),
    ...sharedFrom.flatMap((from) => {
      const sign = url.includes('?') ? '&' : '?';
      return [`${url}${sign}from=${from}`, `${url}${sign}from=${from}&isappinstalled=0`];
    }),
  ],
  oauth_params: (url) => [withoutParams(url, oauth)],
  no_query: (url) => [url.replace(/\?.*$/s, ''), url.replace(/\?$/, ''), `${url}?`],
  origin: (url) => [parts(url)[0], `${parts(url)[0]}/`],
  decoded: (url) => [
    decodeWith(decodeURI, url),
    decodeWith(decodeURIComponent, url),
    decodeWith((text) => decodeURIComponent(text.replaceAll('+', ' ')), url),
  ],
  encoded_twice: (url) => [url.replaceAll('%', '%25')],
  amp: (url) => [url.replaceAll('&', '&amp;')],
  json_escape: (url) => [
    url.replaceAll('/', '\\/'),
    url.replaceAll('&', '\\u0026'),
    url.replaceAll('=', '\\u003d').replaceAll('&', '\\u0026'),
  ],
  fragment: (url, fragment) =>
    fragment === '' ? ['#', '#/', '#wechat_redirect', '#rd'].map((end) => url + end) : [url + fragment],
  no_scheme: (url) => [url.replace(/^https?:\/\//i, ''), url.replace(/^https?:/i, '')],
  path_only: (url) => [parts(url).slice(1).join('')],
  encoded: encodeAll,
};

/** The usual mistakes with the address, for a draft that has one. `fragment` is what stood behind it. */
export const addressChanges = <Draft extends Readonly<{ url: string }>>(
  fragment: string,
): Change<Draft, AddressMistake>[] =>
  // the keys of `variants` are AddressMistakes; Object.entries widens them to string
  (Object.entries(variants) as [AddressMistake, Variants][]).map(([mistake, vary]) => ({
    mistake,
    apply: (draft) => {
      const others = new Set(vary(draft.url, fragment));
      others.delete(draft.url);
      return [...others].map((url) => ({ ...draft, url }));
    },
  }));
