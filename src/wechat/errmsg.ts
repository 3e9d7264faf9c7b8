import { BlockList, isIP, isIPv4 } from 'node:net';

/** The parts of an errmsg that a person needs. Its wording is never branched on: one code has several. */
export type ErrmsgParts = Readonly<{
  /** the addresses WeChat saw, the only ones worth listing */
  callers: readonly Caller[];
  /** WeChat's request id */
  rid: string | undefined;
}>;

/** An address that a text names as the caller's. `isListable`: a server can call WeChat from it, so it can be listed. */
export type Caller = Readonly<{ address: string; isListable: boolean }>;

/** No server is seen with one of these: https://www.iana.org/assignments/iana-ipv4-special-registry (and -ipv6-). */
const notGlobal = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  // what a transparent proxy answers in place of DNS
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  notGlobal.addSubnet(net, prefix);
}

// IPv6 has given out addresses from 2000::/3 alone; the ranges for examples (203.0.113.0/24, 2001:db8::/32) count as
// a server's in both families, so that an example reads like the real thing
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

const isGlobal = (address: string): boolean =>
  isIPv4(address) ? !notGlobal.check(address) : global6.check(address, 'ipv6');

/** As a person lists it: an IPv4 address in IPv6 clothes as what it is, IPv6 in its shortest spelling. */
function plainAddress(text: string): string | undefined {
  // a sentence may end behind it, and a port may follow
  const candidate = text.replace(/[.:]+$/, '');
  const found = [text, candidate, candidate.replace(/:\d{1,5}$/, '')].find((each) => isIP(each) !== 0);
  if (found === undefined || isIPv4(found)) return found;
  const short = new URL(`http://[${found}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(short) ?? [];
  if (high === undefined || low === undefined) return short;
  const value = Number.parseInt(high, 16) * 0x10000 + Number.parseInt(low, 16);
  return [24, 16, 8, 0].map((bits) => (value >>> bits) & 0xff).join('.');
}

/** What stands between a word and its value: JSON, dumps, query strings, either language's brackets and colons. */
const between = String.raw`[\s"'\\:：=>([{（【]{0,12}`;
const addressPattern = String.raw`([\da-fA-F:.]{2,45})(?![\w])`;

/**
 * WeChat's wordings (40164 `invalid ip A ipv6 ::ffff:A, not in whitelist`; 61004 `requestIP: A`, before that
 * `hint: […] requestIP: A`; WeCom `from ip: A`), and those of tools that retell them.
 */
const callerWordings = [
  `(?:invalid|request|req|from)[\\s_-]{0,3}ip${between}${addressPattern}(?:\\s{1,3}ipv6${between}${addressPattern})?`,
  String.raw`(?<![\w.:])${addressPattern}["'\s,，]{0,4}(?:is )?(?:not in (?:the )?(?:ip[ -])?white[ -]?list|(?:不在|未在|没在|没有在|未加|没加|没有加|未添加|没有添加).{0,12}白名单)`,
  `(?<![\\w.])40164${between}(?:errmsg${between})?(?:ip${between})?${addressPattern}`,
].map((pattern) => new RegExp(pattern, 'gi'));

/** What an address bar or a log made of blanks and colons, as it was. */
const unescaped = (text: string): string => text.replace(/%20|\+|\\[nrt]/g, ' ').replace(/%3a/gi, ':');

/**
 * Every address that a text (an errmsg, a log, whatever was pasted) names as the one WeChat was called from, each once,
 * in the order of the text. Other addresses in it are not the caller's and are left out.
 */
export function addressesIn(text: string): readonly Caller[] {
  const plain = unescaped(text);
  const found = callerWordings.flatMap((wording) =>
    Array.from(plain.matchAll(wording), ({ index, 1: first = '', 2: second = '' }) => ({
      index,
      addresses: [first, second],
    })),
  );
  const addresses = found
    .sort((a, b) => a.index - b.index)
    .flatMap((each) => each.addresses.map(plainAddress).filter((address) => address !== undefined));
  return [...new Set(addresses)].map((address) => ({ address, isListable: isGlobal(address) }));
}

const ridPattern = /\brid["'\\\s:：=>]{0,12}([0-9a-f]{8}(?:-[0-9a-f]{8}){2})\b/g;

/** Every rid that a text names as one, each once, in the order of the text. */
export function ridsIn(text: string): readonly string[] {
  return [...new Set(Array.from(unescaped(text).matchAll(ridPattern), ([, rid = '']) => rid))];
}

/** Reads the callers' addresses and the rid out of an errmsg, or out of any text that holds one. */
export function parseErrmsg(errmsg: string): ErrmsgParts {
  return { callers: addressesIn(errmsg), rid: ridsIn(errmsg)[0] };
}

/**
 * When the request with this rid was made, in ms since the epoch: its first eight hex digits are the Unix time.
 * WeChat does not document that; every rid published together with a Date header agrees within a second.
 */
export function ridTime(rid: string): number {
  return Number.parseInt(rid.slice(0, 8), 16) * 1000;
}
