import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Is this host name or address (IPv6 with or without brackets) one that only this machine reaches? */
export function isLoopback(host: string): boolean {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (bare === 'localhost') return true;
  const version = isIP(bare);
  return version !== 0 && loopback.check(bare, version === 6 ? 'ipv6' : 'ipv4');
}

/** Text of a whole number within these bounds, as a number. */
export const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);

/** The parts between commas, without blanks and empty ones. */
export const list = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A name as a Host header carries it, lower case and without a port. */
export const hostName =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/** Is this an address of this machine, or a name for one? */
export const isAddressOfHost = (value: string): boolean =>
  isIP(value) !== 0 || hostName.test(value.toLowerCase());

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}

const isBareUrl = (url: URL): boolean => url.username + url.password + url.search + url.hash === '';

/** Scheme and host that browsers can be sent to, and nothing else. */
export function isPublicUrl(value: string): boolean {
  const url = parseUrl(value);
  if (url === undefined || !/^https?:$/.test(url.protocol) || !isBareUrl(url)) return false;
  // a name that no browser sends would let nobody in
  const isHost = hostName.test(url.hostname) || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  return isHost && url.pathname === '/';
}

/** Where secrets may be sent: https, or plain http to this machine. */
export function isApiBase(value: string): boolean {
  const url = parseUrl(value);
  if (url === undefined || !isBareUrl(url)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** Whoever connects decodes user and password, and a bare % in them would end the process. */
function hasReadableUser({ username, password }: URL): boolean {
  try {
    return decodeURIComponent(username + password) !== undefined;
  } catch {
    return false;
  }
}

/** The address of a proxy that undici can read. */
export function isProxyUrl(value: string): boolean {
  const url = parseUrl(value);
  return url !== undefined && /^https?:$/.test(url.protocol) && hasReadableUser(url);
}

function isAddressOrRange(value: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(value)) return true;
  const [address = '', prefix, ...rest] = value.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  // Express counts the bits of an IPv4 address that is written as IPv6 as those of the IPv4 address
  if (version === 6 && /^::ffff:/i.test(address)) return false;
  // a prefix of 0 would be every address there is: the same as `true`, which is refused
  return /^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (version === 6 ? 128 : 32);
}

/** TRUST_PROXY as Express takes it. */
export const trustProxy = z.union([
  z.literal('off').transform((): false => false),
  wholeNumber(1, 10),
  z
    .string()
    .transform(list)
    .refine((parts) => parts.length > 0 && parts.every(isAddressOrRange)),
]);

/** The address of a Redis, with a database's number at most behind it. */
export function isRedisUrl(value: string): boolean {
  const url = parseUrl(value);
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '') return false;
  return hasReadableUser(url) && /^\/?(\d{1,4})?$/.test(url.pathname);
}

/** With a user name in front and in base64 it is still read at the operator's door. */
const longestKeyBytes = 1024;

/**
 * Long enough, and neither a word for "change me" nor one character over and over. And it can be sent: neither Bearer nor
 * a browser's own window carries blanks or control characters (RFC 6750, 2.1; RFC 7617, 2).
 */
export const isOwnKey = (value: string): boolean =>
  value.length >= 16 &&
  Buffer.byteLength(value) <= longestKeyBytes &&
  !/[\s\p{Cc}]/u.test(value) &&
  new Set(value).size >= 8 &&
  !/change.?me|example|default|operator|password|secret/i.test(value);
