import type { Fault } from './fault.ts';
import type { NoAnswer, Received } from './transport.ts';

/**
 * What came of a call, in WeChat's five ways: no answer (`network`), an HTTP status other than 200, something that is
 * not JSON or is JSON without a meaning (`unexpected`), an errcode, or what was asked for. WeChat sends business errors
 * with HTTP 200 and JSON as text/plain at times, so neither status nor content type decides alone.
 * https://developers.weixin.qq.com/doc/oplatform/Website_App/Launching_a_Mini_Program/getaccesstoken.html
 */
export type Reply<Success> =
  | Readonly<{ kind: 'network'; fault: Fault; durationMs: number }>
  | (Answer & Readonly<{ kind: 'status' }>)
  | (Answer & Readonly<{ kind: 'unexpected'; isJson: boolean }>)
  | (Answer & Readonly<{ kind: 'errcode'; errcode: number; errmsg: string }>)
  | (Answer & Readonly<{ kind: 'success' }> & Success);

/** `text` is the body where it is JSON; anything else (a login page, half an answer) is not ours to show. */
export type Answer = Readonly<{ received: Received; text: string | undefined }>;

export type Token = Readonly<{
  accessToken: string;
  /** seconds; undefined when what WeChat sent is no usable number of seconds */
  expiresIn: number | undefined;
  /** more than WeChat's longest life was sent, and that life was taken instead */
  isClamped: boolean;
}>;

export type Ticket = Readonly<{
  ticket: string;
  /** seconds, as in `Token`; the whole life is sent each time, whatever is left of it */
  expiresIn: number | undefined;
}>;

export type Quota = Readonly<{ dailyLimit: number; used: number; remain: number }>;

type JsonObject = Readonly<Record<string, unknown>>;

/** WeChat names 7200 s as the longest life of an access_token. */
const maxExpiresIn = 7200;

function parseJson(body: Buffer): { text: string; value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return { text, value };
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** WeChat's codes are whole numbers of at most seven digits; a longer one may be anything, and is not passed on. */
const isErrcode = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(Number(value)) < 1e9;

/** Any answer, with `read` to see a success in its JSON. */
export function classify<Success>(
  result: Received | NoAnswer,
  read: (data: JsonObject) => Success | undefined,
): Reply<Success> {
  if ('fault' in result) return { kind: 'network', ...result };
  const json = parseJson(result.body);
  const answer = { received: result, text: json?.text };
  if (result.status !== 200) return { kind: 'status', ...answer };
  const data = json?.value;
  if (!isObject(data)) return { kind: 'unexpected', isJson: json !== undefined, ...answer };
  const { errcode, errmsg } = data;
  if (isErrcode(errcode) && errcode !== 0) {
    return { kind: 'errcode', errcode, errmsg: typeof errmsg === 'string' ? errmsg : '', ...answer };
  }
  const success = read(data);
  if (success === undefined) return { kind: 'unexpected', isJson: true, ...answer };
  return { kind: 'success', ...answer, ...success };
}

/** Whole seconds from 1 on; "7200" counts as 7200, and anything above WeChat's longest life as that. */
export function parseExpiresIn(value: unknown): Pick<Token, 'expiresIn' | 'isClamped'> {
  const seconds = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 1) {
    return { expiresIn: undefined, isClamped: false };
  }
  return { expiresIn: Math.min(seconds, maxExpiresIn), isClamped: seconds > maxExpiresIn };
}

/** Reads the answer of cgi-bin/token and stable_token: success is a non-empty `access_token`, not the lack of an errcode. */
export function classifyToken(result: Received | NoAnswer): Reply<Token> {
  return classify(result, ({ access_token: accessToken, expires_in: expiresIn }) =>
    typeof accessToken === 'string' && accessToken !== ''
      ? { accessToken, ...parseExpiresIn(expiresIn) }
      : undefined,
  );
}

/**
 * Reads the answer of ticket/getticket.
 * https://developers.weixin.qq.com/doc/service/api/invoice/auth/api_getticket.html
 */
export function classifyTicket(result: Received | NoAnswer): Reply<Ticket> {
  return classify(result, ({ ticket, expires_in: expiresIn }) =>
    typeof ticket === 'string' && ticket !== ''
      ? { ticket, expiresIn: parseExpiresIn(expiresIn).expiresIn }
      : undefined,
  );
}

/**
 * Reads the answer of get_api_domain_ip; a list of addresses means that the token works.
 * https://developers.weixin.qq.com/doc/offiaccount/subscription/guide/dev/Get_the_WeChat_server_IP_address.html
 */
export function classifyCheck(result: Received | NoAnswer): Reply<Record<never, never>> {
  return classify(result, ({ ip_list: ipList }) => (Array.isArray(ipList) ? {} : undefined));
}

/**
 * Reads the answer of openapi/quota/get.
 * https://developers.weixin.qq.com/doc/service/api/apimanage/api_getapiquota
 */
export function classifyQuota(result: Received | NoAnswer): Reply<Quota> {
  return classify(result, ({ quota }) => {
    if (!isObject(quota)) return undefined;
    const { daily_limit: dailyLimit, used, remain } = quota;
    const complete = typeof dailyLimit === 'number' && typeof used === 'number' && typeof remain === 'number';
    return complete ? { dailyLimit, used, remain } : undefined;
  });
}
