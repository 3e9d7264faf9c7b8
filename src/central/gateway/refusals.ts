import type { Unserved } from '../tokens/service.ts';

/** What this server itself answers a call with, in WeChat's shape. */
export type OwnAnswer = Readonly<{
  /** of HTTP; WeChat answers errors with 200 as well, and so does a refusal */
  status: number;
  errcode: number;
  errmsg: string;
  outcome: 'refused' | 'failed';
  retryAfterS?: number;
}>;

const messages = {
  no_credential: [
    41001,
    'access_token missing, a stand-in token from /cgi-bin/token of this server, or Authorization: Bearer with a client key',
  ],
  no_account: [
    41002,
    'appid missing, this client key has several accounts: name one in the header WeChat-AppID',
  ],
  no_login_appid: [41002, 'appid missing, it names the account that the user logs in to'],
  bad_stand_in: [
    40001,
    'invalid credential, access_token is no stand-in token that is valid here; read one from /cgi-bin/token of this server and call again',
  ],
  wechats_token: [
    40001,
    'invalid credential, access_token is one of WeChat’s own, and this server takes stand-in tokens only; read one from /cgi-bin/token of this server with the client key of a gateway client, or send this call to api.weixin.qq.com',
  ],
  wrong_key: [40125, 'invalid appsecret, that is no client key of this server'],
  no_gateway: [
    40066,
    'invalid url, this client key reads tokens at /cgi-bin/token and /cgi-bin/stable_token and may call nothing else; send other calls to api.weixin.qq.com, or give the client `gateway` in accounts.json',
  ],
  foreign_account: [40013, 'invalid appid, this server does not keep it for this client key'],
  unclear: [
    47001,
    'data format error, access_token, appid and secret once each and readable, and no cloudbase_access_token',
  ],
  two_credentials: [47001, 'data format error, two credentials of different clients or accounts: send one'],
  needs_get: [43001, 'require GET method, or POST where WeChat documents that'],
  needs_post: [43002, 'require POST method, or GET where WeChat documents that'],
  crooked_path: [
    48001,
    'api unauthorized, a path is letters, digits, dots, dashes and underlines between single slashes, without a percent sign',
  ],
  never_relayed: [
    48001,
    'api unauthorized, this path is never relayed: tokens and tickets are answered here, clear_quota takes the stand-in token, of /sns/ the five calls of a login are taken, and calls of platforms are not',
  ],
  needs_full_name: [
    48001,
    'api unauthorized, this path has to stand in full in `gateway` of this client in accounts.json: no prefix and no * covers it',
  ],
  not_listed: [48001, 'api unauthorized, this path is not in `gateway` of this client in accounts.json'],
  secret_elsewhere: [
    48001,
    'api unauthorized, a client key as secret is taken at /sns/jscode2session and /sns/oauth2/access_token only; elsewhere send a stand-in token or Authorization: Bearer',
  ],
  origin: [
    48001,
    'api unauthorized, a browser may not call from this origin with this client key: `origins` in accounts.json lists those that may',
  ],
  no_user_token: [
    40001,
    'invalid credential, this call takes the access_token of the user, which /sns/oauth2/access_token gave out, and no stand-in token',
  ],
  bad_ticket_type: [40097, 'invalid args, type has to be jsapi or wx_card'],
  slow_down: [45011, 'too many wrong keys from this address, see Retry-After'],
  too_large: [45001, 'media size out of limit, a body may have 25 MiB here'],
  length_needed: [
    45001,
    'media size out of limit, a body without Content-Length may have 12 MiB here: send Content-Length',
  ],
} as const satisfies Readonly<Record<string, readonly [errcode: number, errmsg: string]>>;

export type RefusalWord = keyof typeof messages;

/** Nothing was sent to WeChat. */
export function refusal(word: RefusalWord, retryAfterS?: number): OwnAnswer {
  const [errcode, errmsg] = messages[word];
  const status = word === 'too_large' || word === 'length_needed' ? 413 : 200;
  return {
    ...{ status, errcode, errmsg, outcome: 'refused' },
    ...(retryAfterS === undefined ? {} : { retryAfterS }),
  };
}

/** Nothing was sent, so that whoever asks may ask again: -1, which SDKs repeat. `word` is stable. */
export const notSent = (word: string): OwnAnswer => ({
  status: 200,
  errcode: -1,
  errmsg: `system error, nothing was sent to WeChat (${word}): the call may be repeated`,
  outcome: 'failed',
});

/**
 * It was sent, and what came of it is not known: codes and statuses that no SDK repeats, since a message that is sent
 * twice is worse than one that is not.
 */
export const notAnswered = (word: string, isLate: boolean): OwnAnswer => ({
  status: isLate ? 504 : 502,
  errcode: isLate ? -504 : -502,
  errmsg: `sent to WeChat, and no usable answer came (${word}): the call may have taken effect, look before it is repeated`,
  outcome: 'failed',
});

/** Nothing valid is held: what a read would be answered, with WeChat's own code and words where it gave them. */
export function unserved({ failure, retryAfterS }: Unserved, wanted: 'token' | 'ticket'): OwnAnswer {
  const { code, errcode, errmsg = '' } = failure;
  const isWechats = code === 'errcode' && errcode !== undefined;
  return {
    status: 200,
    errcode: isWechats ? errcode : -1,
    errmsg: isWechats
      ? errmsg
      : `system error, no valid ${wanted} is held and none could be fetched (${code})`,
    outcome: 'failed',
    retryAfterS,
  };
}
