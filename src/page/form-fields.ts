import { type Cleaned, clean } from '../clean.ts';
import { HttpError } from '../http/http-error.ts';
import type { Texts } from './texts/index.ts';

/** The fields that hold a value of WeChat's. */
export type FieldName = 'appid' | 'secret' | 'access_token';

/** What was taken from around each value. */
export type CleanedFields = Readonly<Partial<Record<FieldName, Cleaned>>>;

/** Fields as they were sent, by name; one that was not sent is empty. Repeated and unknown fields are refused (400). */
export function readTexts<Name extends string>(body: unknown, names: readonly Name[]): Record<Name, string> {
  const sent = new Map(Object.entries(body ?? {}));
  const known: ReadonlySet<string> = new Set(names);
  if ([...sent.keys()].some((name) => !known.has(name))) throw new HttpError('form_malformed');
  const read = (name: Name): string => {
    const value: unknown = sent.get(name) ?? '';
    if (typeof value !== 'string') throw new HttpError('form_malformed');
    return value;
  };
  // Object.fromEntries knows no key type; the keys are exactly `names`
  return Object.fromEntries(names.map((name) => [name, read(name)])) as Record<Name, string>;
}

/** The same, each without what surrounds a pasted value. */
export function readFields<Name extends string>(
  body: unknown,
  names: readonly Name[],
): Record<Name, Cleaned> {
  const texts = readTexts(body, names);
  // as above
  return Object.fromEntries(names.map((name) => [name, clean(texts[name])])) as Record<Name, Cleaned>;
}

/** A value that is one of these; anything else comes from no form of ours (400). */
export function choice<Value extends string>(value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((option) => option === value);
  if (found === undefined) throw new HttpError('form_malformed');
  return found;
}

/** What the fields are called on the page. */
export const fieldLabels: Readonly<Record<FieldName, string>> = {
  appid: 'AppID',
  secret: 'AppSecret',
  access_token: 'access_token',
};

/** What was removed around the values, in words. */
export function cleanedNotes({ cleaned }: Readonly<{ cleaned: CleanedFields }>, t: Texts): string[] {
  return Object.entries(cleaned).flatMap(([field, value]) => {
    const { spaces, invisible, quotes } = value.removed;
    // the keys of `cleaned` are FieldNames; Object.entries widens them to string
    const label = fieldLabels[field as FieldName];
    return spaces + invisible + quotes > 0 ? [t.removed(label, spaces, invisible, quotes)] : [];
  });
}
