import { expectations } from './fields.ts';
import { nearestOf } from './near-miss.ts';

export type Place = readonly (string | number)[];

/** What is wrong with the accounts file, and where. */
export type Problem = Readonly<{
  place: Place;
  text: string;
  /** the field that was probably meant */
  near?: string;
}>;

/** As zod gives it, without its message, which quotes. */
export type Issue = Readonly<{
  code?: string | undefined;
  path: readonly PropertyKey[];
  keys?: readonly string[];
}>;

/** Is this an object of JSON, and no list? */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A word or two of some language, as nobody makes secrets. */
const isPlainWord = (name: string): boolean =>
  name.length <= 24 && /^_?[A-Za-z]?[a-z]{2,}(?:[A-Z_-]?[a-z]{2,}){0,3}$/.test(name);

function describeUnknown(key: string, place: Place, known: readonly string[]): Problem {
  const near = nearestOf(key, known);
  if (near !== undefined) return { place: [...place, key], text: `did you mean ${near}?`, near };
  const allowed = `known here are ${known.join(', ')}`;
  if (isPlainWord(key)) return { place: [...place, key], text: `is not known; ${allowed}` };
  return { place, text: `holds a field that is not known here; ${allowed}` };
}

/** What a schema found wrong below `place`, without any value; once for each field, and not beside its near miss. */
export function describeIssues(
  issues: readonly Issue[],
  place: Place,
  known: readonly string[],
  entry: unknown,
): Problem[] {
  const unknown = issues
    .flatMap(({ code, keys = [] }) => (code === 'unrecognized_keys' ? keys : []))
    .map((key) => describeUnknown(key, place, known));
  const meant = new Set(unknown.map(({ near }) => near));
  const wrong = new Map<string, Problem>();
  for (const { code, path } of issues) {
    if (code === 'unrecognized_keys') continue;
    const field = path.find((part) => typeof part === 'string');
    if (field !== undefined && meant.has(field) && isObject(entry) && !Object.hasOwn(entry, field)) continue;
    const name = String(field ?? '');
    // of a union it is not known which entry was meant
    const index = path.filter((part) => typeof part === 'number');
    const isList = name === 'accounts' && place.length > 0 && index.length > 0;
    const text = isList ? 'expected the name of an account' : (expectations[name] ?? 'expected an object');
    const where = field === undefined ? place : [...place, name, ...(isList ? index : [])];
    wrong.set(JSON.stringify(where), { place: where, text });
  }
  return [...unknown, ...wrong.values()];
}

/** `accounts[0].appid`, or `the file`. */
const labelOf = (place: Place): string =>
  place
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '') || 'the file';

/** One sentence each, led by the place; with its line where the file has more than one. */
export function sentences(
  problems: readonly Problem[],
  text: string,
  lineOf: (place: Place) => number | undefined,
): string[] {
  const hasLines = text.trim().includes('\n');
  const lineNear = (place: Place): number | undefined =>
    lineOf(place) ?? (place.length > 1 ? lineNear(place.slice(0, -1)) : undefined);
  return problems.map(({ place, text: what }) => {
    const line = hasLines ? lineNear(place) : undefined;
    return `${labelOf(place)}${line === undefined ? '' : ` (line ${line})`}: ${what}`;
  });
}
