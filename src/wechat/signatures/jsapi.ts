import { sha1 } from './digest.ts';

/** What a page's JS-SDK signature is made of. */
export type JsapiInput = Readonly<{
  ticket: string;
  noncestr: string;
  /** seconds */
  timestamp: string;
  /** of the page, without its fragment */
  url: string;
}>;

/**
 * The string that is signed: lower-case names in this order, values as they are, nothing encoded. The same for Official
 * Accounts and WeCom. https://developer.work.weixin.qq.com/document/path/96909
 */
export const string1Of = ({ ticket, noncestr, timestamp, url }: JsapiInput): string =>
  `jsapi_ticket=${ticket}&noncestr=${noncestr}&timestamp=${timestamp}&url=${url}`;

/** The JS-SDK signature of a page. */
export const signJsapi = (input: JsapiInput): string => sha1(string1Of(input));

/** A character as a browser writes it in an address: UTF-8, each byte as %XX. */
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

export type PageAddress = Readonly<{
  /** what WeChat compares with: location.href up to the # */
  url: string;
  /** the # and what follows; empty: there was none */
  fragment: string;
  /** letters that a browser never leaves as they are were encoded */
  isEncoded: boolean;
  /** &amp; became & */
  isUnescaped: boolean;
}>;

/**
 * The address of a page as it is signed. WeChat takes the one that the page itself sees (location.href), which has no
 * letters beyond ASCII and no blanks, and scheme and host in lower case, whatever the address bar shows.
 */
export function pageAddress(typed: string): PageAddress {
  const unescaped = typed.replace(/&amp;/g, '&');
  const [before = '', ...after] = unescaped.split('#');
  const url = before
    .replace(/[^\u0021-\u007e]+/g, percent)
    .replace(/^https?:\/\/[^/?]*/i, (origin) => origin.toLowerCase());
  return {
    url,
    fragment: after.length === 0 ? '' : `#${after.join('#')}`,
    isEncoded: /[^\u0021-\u007e]/.test(before),
    isUnescaped: unescaped !== typed,
  };
}

/** 13 digits are milliseconds; WeChat counts in seconds. */
export const inSeconds = (timestamp: string): string =>
  /^\d{13}$/.test(timestamp) ? timestamp.slice(0, 10) : timestamp;
