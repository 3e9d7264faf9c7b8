/** Names that decide who asks and for what; the last is the other form of WeChat's cloud, which is not taken here. */
export type DecisiveName = 'access_token' | 'appid' | 'secret' | 'cloudbase_access_token';

/** The query of a call as it was sent. It is never put together anew: what is not replaced goes out byte for byte. */
export type Query = Readonly<{
  parts: readonly string[];
  /** where each of the decisive names stands */
  places: Readonly<Record<DecisiveName, readonly number[]>>;
  /** one of the names comes twice, cannot be decoded, or is not taken here: two programs could differ about it */
  isUnclear: boolean;
}>;

const usualName = /^[a-z_]+$/;

/** As a reader takes a name who is lax about case, blanks and lists; undefined: nobody can say how it is read. */
function nameOf(part: string): string | undefined {
  const end = part.indexOf('=');
  const raw = end === -1 ? part : part.slice(0, end);
  if (usualName.test(raw)) return raw;
  try {
    const [name = ''] = decodeURIComponent(raw.replaceAll('+', ' ')).split(/[[\0]/);
    return name.trim().toLowerCase();
  } catch {
    return undefined;
  }
}

const nowhere: Query['places'] = { access_token: [], appid: [], secret: [], cloudbase_access_token: [] };

const isDecisive = (name: string): name is DecisiveName => Object.hasOwn(nowhere, name);

/** Reads what follows the question mark; names are compared after one decoding, in any case. */
export function readQuery(text: string): Query {
  const places: Record<DecisiveName, readonly number[]> = { ...nowhere };
  const parts = text === '' ? [] : text.split('&');
  let isUnclear = false;
  for (const [i, part] of parts.entries()) {
    const name = nameOf(part);
    isUnclear ||= name === undefined;
    if (name === undefined || !isDecisive(name)) continue;
    isUnclear ||= places[name].length > 0 || name === 'cloudbase_access_token';
    places[name] = [...places[name], i];
  }
  return { parts, places, isUnclear };
}

/** The value of the first parameter of this name; undefined where it is missing or empty. */
export function valueIn({ parts, places }: Query, name: DecisiveName): string | undefined {
  const [place] = places[name];
  const part = place === undefined ? undefined : parts[place];
  const end = part?.indexOf('=') ?? -1;
  if (part === undefined || end === -1) return undefined;
  const raw = part.slice(end + 1);
  if (!/[%+]/.test(raw)) return raw === '' ? undefined : raw;
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    // nobody's: it is refused as whatever it was meant to be
    return raw;
  }
}

/** The query with this parameter replaced, or added behind the others; `undefined`: taken out. All else as it was. */
export function withValue(query: Query, name: DecisiveName, value: string | undefined): Query {
  const [place] = query.places[name];
  if (place === undefined && value === undefined) return query;
  // what is replaced stays where it was, and so do all others
  if (place !== undefined && value !== undefined)
    return { ...query, parts: query.parts.with(place, `${name}=${encodeURIComponent(value)}`) };
  const added = place === undefined ? [`${name}=${encodeURIComponent(value ?? '')}`] : [];
  return readQuery([...query.parts.filter((_, i) => i !== place), ...added].join('&'));
}

/** The target of a call, without its scheme and host. */
export const targetOf = (path: string, { parts }: Query): string =>
  parts.length === 0 ? path : `${path}?${parts.join('&')}`;
