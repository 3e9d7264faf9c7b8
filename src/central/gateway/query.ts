/** Names that decide who asks and for what; the last is the other form of WeChat's cloud, which is not taken here. */
const decisive = ['access_token', 'appid', 'secret', 'cloudbase_access_token'] as const;

export type DecisiveName = (typeof decisive)[number];

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

/** Reads what follows the question mark; names are compared after one decoding, in any case. */
export function readQuery(text: string): Query {
  const places: Record<DecisiveName, number[]> = {
    access_token: [],
    appid: [],
    secret: [],
    cloudbase_access_token: [],
  };
  const parts = text === '' ? [] : text.split('&');
  let isUnclear = false;
  for (const [i, part] of parts.entries()) {
    const name = nameOf(part);
    if (name === undefined) isUnclear = true;
    const known = decisive.find((each) => each === name);
    if (known === undefined) continue;
    isUnclear ||= places[known].length > 0 || known === 'cloudbase_access_token';
    places[known].push(i);
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
  const part = `${name}=${encodeURIComponent(value ?? '')}`;
  if (place === undefined) return readQuery([...query.parts, part].join('&'));
  const parts = query.parts.flatMap((each, i) => {
    if (i !== place) return [each];
    return value === undefined ? [] : [part];
  });
  return readQuery(parts.join('&'));
}

/** The target of a call, without its scheme and host. */
export const targetOf = (path: string, { parts }: Query): string =>
  parts.length === 0 ? path : `${path}?${parts.join('&')}`;
