import { isNeverRelayed, isPlainPath, loginPaths } from './call-paths.ts';
import { createCallRights } from './call-rights.ts';
import { nearestOf } from './near-miss.ts';
import { presets } from './presets.ts';
import type { Problem } from './problems.ts';

type Entry = Readonly<Record<string, unknown>>;

const presetNames = [...presets.keys()];

const kinds = 'a path (/wxa/getwxacodeunlimit), a prefix (/wxa/), drafts, read, login or *';

const textsIn = (list: unknown): readonly (readonly [entry: string, place: number])[] =>
  (Array.isArray(list) ? list : []).flatMap((entry: unknown, i) =>
    typeof entry === 'string' ? [[entry, i] as const] : [],
  );

/** What was probably meant by what is none of the kinds. A value is repeated only where it is near one of ours. */
function guess(entry: string): string {
  const near = nearestOf(entry, presetNames);
  if (near !== undefined) return `did you mean ${near}?`;
  if (/^(all|any|everything)$/i.test(entry)) return 'did you mean *?';
  if (/^[a-z]+:\/\//i.test(entry)) return 'only the path belongs here, without scheme and host';
  if (isPlainPath(`/${entry.replace(/\/$/, '')}`) && entry.includes('/'))
    return 'a path begins with a slash: /cgi-bin/…';
  return `expected ${kinds}`;
}

/** What is wrong with one entry of `gateway`; undefined: nothing. */
function entryFault(entry: string): string | undefined {
  if (entry === '*' || presets.has(entry)) return undefined;
  if (!entry.startsWith('/')) return guess(entry);
  if (entry === '/') return 'did you mean *?';
  if (entry.endsWith('*')) return 'a prefix ends with its slash, without *: /cgi-bin/draft/';
  if (entry.includes('?')) return 'only the path belongs here, without ? and what follows';
  const path = entry.endsWith('/') ? entry.slice(0, -1) : entry;
  if (!isPlainPath(path))
    return 'is no path of WeChat’s: letters, digits, dots, dashes and underlines between single slashes, at most 256 characters';
  if (!isNeverRelayed(path) && !isNeverRelayed(entry)) return undefined;
  return 'is never relayed: tokens and tickets are answered here, of /sns/ only what login stands for is taken, and nothing that a platform calls';
}

/** What is wrong with one entry of `origins`; undefined: nothing. */
function originFault(entry: string): string | undefined {
  if (entry.includes('*')) return 'has no wildcard: name each origin, such as https://md.example.com';
  const url = URL.canParse(entry) ? new URL(entry) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return 'expected an origin, such as https://md.example.com';
  if (url.origin === entry) return undefined;
  const isPath = url.pathname + url.search + url.hash !== '/' || entry.endsWith('/');
  return isPath && entry.toLowerCase().startsWith(url.origin)
    ? 'is more than an origin: scheme, host and perhaps a port, without a slash at the end'
    : 'is not written as a browser sends it: lower case, without user and without the usual port';
}

/** Does this list let its client log users in? */
const allowsLogin = (list: readonly string[]): boolean => {
  const { mayCall } = createCallRights(list);
  return [...loginPaths.withSecret, ...loginPaths.withUserToken].some(mayCall);
};

function originsFault({ gateway, forceRefresh }: Entry): string | undefined {
  if (gateway === undefined) return 'needs gateway beside it: browsers call WeChat’s API, and get no tokens';
  const list = textsIn(gateway).map(([entry]) => entry);
  const isPublic = 'a key in a browser is public';
  if (list.includes('*')) return `does not go with gateway *: ${isPublic}`;
  if (allowsLogin(list)) return `does not go with login: ${isPublic}`;
  return forceRefresh === true ? `does not go with forceRefresh: ${isPublic}` : undefined;
}

/** What is wrong with `gateway` and `origins` of the client at this place. */
export function* gatewayFaults(client: Entry, i: number): Generator<Problem> {
  for (const [entry, j] of textsIn(client.gateway)) {
    const text = entryFault(entry);
    if (text !== undefined) yield { place: ['clients', i, 'gateway', j], text };
  }
  if (client.origins === undefined) return;
  for (const [entry, j] of textsIn(client.origins)) {
    const text = originFault(entry);
    if (text !== undefined) yield { place: ['clients', i, 'origins', j], text };
  }
  const text = originsFault(client);
  if (text !== undefined) yield { place: ['clients', i, 'origins'], text };
}
