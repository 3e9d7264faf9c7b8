import { clean, type Removed } from '../../clean.ts';
import { readable } from '../pasted/readable.ts';
import type { ValueName, Values } from './fields.ts';

/** How a value is named in a query, in JSON, XML, code, a log, an .env file or the console. */
const names: readonly (readonly [ValueName, RegExp])[] = [
  ['msg_signature', /^msg_?signature$/i],
  ['signature', /^signature$/i],
  ['timestamp', /^time_?stamp$/i],
  ['noncestr', /^nonce_?str$/i],
  ['nonce', /^nonce$/i],
  ['echostr', /^echo_?str$/i],
  ['ticket', /^(?:jsapi_?)?ticket$/i],
  ['encoding_aes_key', /^(?:encoding_?)?aes_?key$/i],
  ['appid', /^(?:app|corp|receive)_?id$/i],
  ['token', /^token$/i],
];

const label =
  /(?<![a-z])(?<!refresh_?)(msg_?signature|signature|time_?stamp|nonce_?str|nonce|echo_?str|(?:jsapi_?)?ticket|access_?token|(?:encoding_?)?aes_?key|(?:app|corp|receive)_?id|token)["\])}]{0,3}\s{0,4}(?:=>?|:=?|>)\s{0,4}(?:<!\[CDATA\[)?"?([^\s"&,;<>\])}]+)/gi;

/** Every value that has its name before it, in a text that is readable; the first of each name. */
function namedIn(text: string): Map<ValueName, string> {
  const found = new Map<ValueName, string>();
  for (const [, word = '', value = ''] of text.matchAll(label)) {
    const name = names.find(([, pattern]) => pattern.test(word))?.[0];
    if (name !== undefined && !found.has(name)) found.set(name, value);
  }
  return found;
}

/**
 * The address of the page in string1, where it comes last and is whatever follows, or in JSON. It is taken as it stands:
 * nothing in it may be decoded.
 */
function addressIn(text: string): Readonly<{ url: string | undefined; rest: string }> {
  const ticketAt = text.search(/jsapi_ticket=/i);
  const urlAt = ticketAt === -1 ? -1 : text.indexOf('&url=', ticketAt);
  if (urlAt !== -1) return { url: /^\S+/.exec(text.slice(urlAt + 5))?.[0], rest: text.slice(0, urlAt) };
  const json = /["'](?:url|link)["']\s{0,4}[:=]>?\s{0,4}["'](https?:[^"'\s]+)["']/i.exec(text);
  return { url: json?.[1]?.replaceAll('\\/', '/'), rest: json === null ? text : text.replace(json[0], '') };
}

/** Everything that has a name in what was pasted into one field. */
export function valuesIn(pasted: string): Map<ValueName, string> {
  const { url, rest } = addressIn(pasted);
  const found = namedIn(readable(rest));
  if (url !== undefined) found.set('url', url);
  return found;
}

export type Pasted = Readonly<{
  values: Values;
  /** those that were taken out of more than them, or out of another field */
  taken: readonly ValueName[];
  /** what was taken from around each value */
  removed: readonly (readonly [ValueName, Removed])[];
}>;

/** Longer than any of these values with all that is around them; a text that is longer is one value, or none. */
const longest = 16 * 1024;

/** An address of its own has a query that is the page's, and a message to be sealed may say anything. */
const hasNames = (field: ValueName, typed: string): boolean =>
  field !== 'message' && typed.length <= longest && !(field === 'url' && /^[\s"'<]*https?:/i.test(typed));

/**
 * The values of a form, however they were pasted: with white space and quotes around them, behind their name, or several of
 * them in one field, as a query, a log, string1 or wx.config({…}) holds them. A field that was filled in by itself is left alone.
 * `wanted`: the fields that are read; `asTheyAre`: those of them that hold a text, of which nothing is taken away.
 */
export function readPasted(
  sent: Values,
  wanted: readonly ValueName[],
  asTheyAre: readonly ValueName[],
): Pasted {
  const values = new Map<ValueName, string>();
  const spread = new Map<ValueName, string>();
  const taken = new Set<ValueName>();
  const removed: [ValueName, Removed][] = [];
  for (const name of wanted) {
    const typed = sent[name];
    const isText = asTheyAre.includes(name);
    const named = hasNames(name, typed) ? valuesIn(typed) : new Map<ValueName, string>();
    const own = isText ? undefined : named.get(name);
    const cleaned = clean(typed);
    for (const [other, value] of named) if (!spread.has(other)) spread.set(other, value);
    if (own !== undefined) taken.add(name);
    else if (!isText && Object.values(cleaned.removed).some((n) => n > 0))
      removed.push([name, cleaned.removed]);
    values.set(name, isText ? typed : (own ?? cleaned.value));
  }
  for (const name of wanted) {
    const value = spread.get(name);
    if (values.get(name) !== '' || value === undefined) continue;
    values.set(name, value);
    taken.add(name);
  }
  return { values: { ...sent, ...Object.fromEntries(values) }, taken: [...taken], removed };
}
