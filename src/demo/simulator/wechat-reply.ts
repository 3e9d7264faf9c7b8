// WeChat's bodies, and what it writes into errmsg: as recorded where a reply is on record, else in its manner.
import { randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** Any of WeChat's bodies. */
export type Reply = Readonly<{
  errcode?: number;
  errmsg?: string;
  access_token?: string;
  expires_in?: number;
  ticket?: string;
  ip_list?: readonly string[];
  quota?: Readonly<{ remain: number; used: number; daily_limit: number }>;
  rate_limit?: Readonly<{ refresh_second: number; call_count: number }>;
}>;

const wording = new Map([
  [-1000, 'system error'],
  [-1, 'system error'],
  [
    40001,
    'invalid credential, access_token is invalid or not latest, could get access_token by ' +
      'getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  ],
  [40002, 'invalid grant_type'],
  [40013, 'invalid appid'],
  [40014, 'invalid access_token'],
  [40066, 'invalid url'],
  [40097, 'invalid args'],
  [40125, 'invalid appsecret'],
  [40243, 'appsecret has been frozen'],
  [41001, 'access_token missing'],
  [41002, 'appid missing'],
  [41004, 'appsecret missing'],
  [42001, 'access_token expired'],
  [43001, 'require GET method'],
  [43002, 'require POST method'],
  [44002, 'empty post data'],
  [45009, 'reach max api daily quota limit'],
  [45011, 'api minute-quota reach limit, must slower, retry next minute'],
  [47001, 'data format error'],
  [48001, 'api unauthorized'],
  [50002, 'user limited'],
  [50004, 'user not allow to use accesstoken, maybe for punishment'],
  [50007, 'user frozen'],
  [61024, 'component appid is not allowed to call this api'],
  [76021, 'cgi_path not found, please check'],
  [89501, 'this ip is waiting for the confirmation of the administrator'],
  [89503, 'this call needs the confirmation of the administrator'],
  [89506, 'this ip was refused by the administrator, retry after 24 hours'],
  [89507, 'this ip was refused by the administrator, retry after 1 hour'],
]);

/** A code that nobody knows is said to be simulated, so that no invented meaning passes for WeChat's. */
export function errmsg(errcode: number, { at, callerIp }: { at: number; callerIp: string }): string {
  const text = errcode === 40164 ? notListed(callerIp) : (wording.get(errcode) ?? 'simulated error');
  return `${text} rid: ${newRid(at)}`;
}

/** WeChat names an IPv4 caller twice, the second time as IPv6. */
function notListed(ip: string): string {
  return `invalid ip ${ip} ipv6 ${isIPv4(ip) ? `::ffff:${ip}` : ip}, not in whitelist`;
}

/** Its first part is the second of the request: an observation, not a promise of WeChat's. */
function newRid(at: number): string {
  const seconds = Math.floor(at / 1000)
    .toString(16)
    .padStart(8, '0');
  const parts = [randomBytes(4), randomBytes(4)].map((part) => part.toString('hex'));
  return [seconds, ...parts].join('-');
}
