import { clean, type Removed } from '../../clean.ts';
import { readable } from '../pasted/readable.ts';
import type { ValueName, Values } from './fields.ts';
import { singleIn } from './single.ts';

/** How a value is named in a query, in JSON, XML, code, a log, an .env file or the console. */
const names: readonly (readonly [RegExp, ...ValueName[]])[] = [
  [/^msg_?signature$/i, 'msg_signature'],
  [/^(?:signature|签名)$/i, 'signature'],
  [/^(?:time_?stamp|时间戳)$/i, 'timestamp'],
  [/^nonce_?str$/i, 'noncestr'],
  [/^nonce$/i, 'nonce'],
  [/^随机/, 'noncestr', 'nonce'],
  [/^echo_?str$/i, 'echostr'],
  [/^(?:jsapi_?)?ticket$/i, 'ticket'],
  [/^(?:encoding_?)?aes_?key$/i, 'encoding_aes_key'],
  [/^(?:app|corp|receive)_?id$/i, 'appid'],
  [/^token$/i, 'token'],
];

const word =
  '(?<![a-z])(?<!refresh_?)(msg_?signature|signature|签名|time_?stamp|时间戳|nonce_?str|nonce|随机(?:字符)?串|随机数|echo_?str|(?:jsapi_?)?ticket|access_?token|(?:encoding_?)?aes_?key|(?:app|corp|receive)_?id|token)';
/** a sign; in a call the comma; in a table nothing but blanks, and then the value has a digit */
const between = '(?:\\s{0,4}(?:=>?|:=?|>)\\s{0,4}|(?<="), {0,4}(?=")| {1,8}(?=[^\\s"]{0,64}\\d))';
const label = new RegExp(
  `${word}["\\])}]{0,3}${between}(?:<!\\[CDATA\\[)?["[]{0,3}([^\\s"&,;<>\\])}]+)`,
  'gi',
);

/** Every value that has its name before it, in a text that is readable; the first of each name. */
function namedIn(text: string): Map<ValueName, string> {
  const found = new Map<ValueName, string>();
  for (const [, name = '', value = ''] of text.matchAll(label)) {
    const [, ...fields] = names.find(([pattern]) => pattern.test(name)) ?? [];
    for (const field of fields) if (!found.has(field)) found.set(field, value);
  }
  return found;
}

type Parted = Readonly<{ url: string | undefined; rest: string }>;

/** However it was escaped; &times becomes × where a web page has shown it. */
const lastPart = /(?:&amp;|\\u0026|&)url=/i;

/** string1 ends with the address, which is whatever follows. It is taken as it stands: nothing in it may be decoded. */
function partString1(text: string, ticketAt: number): Parted {
  const tail = text.slice(ticketAt);
  const [sign] = lastPart.exec(tail) ?? [];
  if (sign === undefined) return { url: undefined, rest: text };
  const at = ticketAt + tail.indexOf(sign) + sign.length;
  const [run = ''] = /^\S*/.exec(text.slice(at)) ?? [];
  const after = text.slice(at + run.length);
  const own = /(?<!\w)[\da-f]{40}(?!\w)/i.exec(after)?.[0];
  // one's own signature may stand below it without a name
  const named = own === undefined || /signature/i.test(after) ? after : `signature=${own}`;
  return {
    url: clean(run).value,
    rest: `${text.slice(0, at - sign.length).replace('×tamp', '&timestamp')} ${named}`,
  };
}

/** The address of the page, in string1 or in JSON, and what else there is. */
function partAddress(text: string): Parted {
  const ticketAt = text.search(/jsapi_ticket=/i);
  if (ticketAt !== -1) return partString1(text, ticketAt);
  const json = /["'](?:url|link)["']\s{0,4}[:=]>?\s{0,4}["'](https?:[^"'\s]+)["']/i.exec(text);
  return { url: json?.[1]?.replaceAll('\\/', '/'), rest: json === null ? text : text.replace(json[0], '') };
}

/** Everything that has a name in what was pasted into one field. */
export function valuesIn(pasted: string): Map<ValueName, string> {
  const { url, rest } = partAddress(pasted);
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
    const single = isText || typed.length > longest ? cleaned.value : singleIn(name, cleaned.value);
    if (own !== undefined || single !== cleaned.value) taken.add(name);
    else if (!isText && Object.values(cleaned.removed).some((n) => n > 0))
      removed.push([name, cleaned.removed]);
    values.set(name, isText ? typed : (own ?? single));
  }
  for (const name of wanted) {
    const value = spread.get(name);
    if (values.get(name) !== '' || value === undefined) continue;
    values.set(name, value);
    taken.add(name);
  }
  return { values: { ...sent, ...Object.fromEntries(values) }, taken: [...taken], removed };
}
