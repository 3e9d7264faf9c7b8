import { readable } from '../pasted/readable.ts';
import type { ValueName } from './fields.ts';

/** The one text of this look; nothing where there are two of them. */
function onlyOne(text: string, look: RegExp): string | undefined {
  const found = new Set((text.match(look) ?? []).map((each) => each.toLowerCase()));
  return found.size === 1 ? (text.match(look) ?? [])[0] : undefined;
}

/** What sha1sum and openssl print around it; or hex in pairs, as other tools print it. */
function signatureIn(text: string): string | undefined {
  const joined = text.replace(/[\s:-]/g, '');
  return /^[\da-f]{40}$/i.test(joined) ? joined : onlyOne(text, /(?<!\w)[\da-f]{40}(?!\w)/gi);
}

/** With a fraction, as a double is printed, or among other characters. */
function timeIn(text: string): string | undefined {
  if (/^\d(?:\.\d{1,12})?E(?:9|12)$/i.test(text)) return String(Math.floor(Number(text)));
  return onlyOne(text, /(?<![\w.])\d{10}(?:\d{3})?(?!\w)/g);
}

/** One word, and round it nothing but signs. */
const wordIn = (text: string): string | undefined => /^[^\w+/]*([\w+/=-]{1,64})[^\w+/=-]*$/.exec(text)?.[1];

/** What code and sentences put behind an address, which may itself hold a quote. */
const behind = /(?:["'`>][,;)\]]{0,2}|[，。；、）】」》]{1,3})$/;

/** Brackets, quotes and a label round an address, or an encoding of it whole. */
function addressIn(text: string): string | undefined {
  if (/^https?%3A%2F%2F/i.test(text)) return decoded(text);
  if (/^https?:\/\//i.test(text)) return text.replace(behind, '');
  const [first, ...more] = text.match(/https?:\/\/[^\s"'`<>，。；、）】」》]+/gi) ?? [];
  if (first === undefined || more.length > 0) return undefined;
  const bare = first.replace(/[,;.]{1,3}$/, '');
  return /[([]/.test(text.slice(0, text.indexOf(first))) ? bare.replace(/[)\]]{1,2}$/, '') : bare;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const looks: Readonly<Partial<Record<ValueName, (text: string) => string | undefined>>> = {
  signature: signatureIn,
  msg_signature: signatureIn,
  timestamp: timeIn,
  noncestr: wordIn,
  nonce: wordIn,
  echostr: wordIn,
  token: wordIn,
  encoding_aes_key: (text) => onlyOne(text, /(?<![A-Za-z0-9])[A-Za-z0-9]{43}(?![A-Za-z0-9])/g),
};

/**
 * The value of this field in a text that holds more than it, by what it looks like; the text itself where it is the value, or
 * where nothing or more than one could be it. Nothing in an address is decoded.
 */
export function singleIn(name: ValueName, text: string): string {
  if (name === 'url') return addressIn(text) ?? text;
  return looks[name]?.(readable(text).trim()) ?? text;
}
