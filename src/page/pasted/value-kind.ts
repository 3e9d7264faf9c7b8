import { looksLikeAppid } from '../shapes.ts';

/**
 * What a single value looks like. `token` is said only where the look is WeChat's own; `unknown` may be anything, a
 * token as well. Sources of the shapes are WeChat's documentation and values that people have published.
 */
export type ValueKind =
  | 'token'
  | 'unknown'
  | 'placeholder'
  | 'cut'
  | 'number'
  | 'short'
  | 'appid'
  | 'corpid'
  | 'guest'
  | 'original_id'
  | 'secret'
  | 'client_key'
  | 'stand_in'
  | 'key43'
  | 'digest'
  | 'session_key'
  | 'openid'
  | 'ticket'
  | 'auth_code'
  | 'refresh_token'
  | 'rid';

/** Shorter ones were never seen, and what people try first is shorter: 2, abc. */
const shortestToken = 6;

const shapes: readonly (readonly [ValueKind, RegExp])[] = [
  ['token', /^\d{1,3}_[\w-]+$/],
  ['number', /^-?\d{1,20}$/],
  ['corpid', /^ww[0-9a-f]{16}$/i],
  ['original_id', /^gh_[0-9a-f]{12}$/i],
  ['guest', /^touristappid$/i],
  ['client_key', /^wat_[\w-]{43}$/],
  // compact JWS: `{"` in base64 at the front, and three parts (RFC 7515, 3.1). No token of WeChat's has a full stop
  ['stand_in', /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/],
  // a part of one, as a hasty selection leaves it
  ['secret', /^[0-9a-f]{24,39}$/i],
  ['digest', /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i],
  ['refresh_token', /^refreshtoken@@@/],
  ['ticket', /^\w*ticket@@@/],
  ['auth_code', /^\w+code@@@/],
  ['session_key', /^[A-Za-z0-9+/]{22}==$/],
  ['openid', /^o[\w-]{27}$/],
  // EncodingAESKey, and the Secret of a WeCom application
  ['key43', /^[\w-]{43}$/],
  // how nearly every published jsapi_ticket begins
  [
    'ticket',
    /^(?:sM4AOVdWfPE4DxkXGEs8|kgt8ON7yVITDhtdwci0q|bxLdikRXVbTPdHSM05e5|HoagFKDcsGMVCIY2vOjf|LIKLckvwlJT9cWIhEQTw|O3SMpm8bG7kJnF36aXbe)/,
  ],
  ['rid', /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/i],
];

/**
 * Are there so many hex digits in a row, whatever parts them, or in base64? No token and no AppID has them, but an AppSecret
 * that something was glued to or that was written in groups.
 */
export const hasLongHex = (text: string): boolean =>
  [text, text.replace(/[^\da-z]/gi, ''), Buffer.from(text, 'base64').toString('latin1')].some((each) =>
    /[\da-f]{24}/i.test(each),
  );

const shortened = /\.{2,}|\*{2,}|[…•●]|x{6,}/i;

/** Of these words, and of nothing else, are the values that documentation and templates leave to be filled in. */
const fillWords = new Set(
  `your my the a an here in to with put insert replace enter fill paste actual real goes change changeme me todo tbd
  wechat weixin wx mp official account mini program app id ids appid secret appsecret key value string text token tokens
  access accesstoken accessid refresh ticket jsapi code openid unionid component authorizer cloudbase session verify corp
  corpid corpsecret bearer authorization authorisation null undefined none nil nan true false object placeholder example
  sample youraccesstoken yourtoken yourappid yoursecret yourappsecret mytoken client env process var os environ getenv
  config settings expires expire expiration`.split(/\s+/),
);

function isPlaceholder(value: string): boolean {
  if (value.length > 64) return false;
  if (/你的|您的|替换|填写|填入|请输入|此处|这里/.test(value)) return true;
  if (/^\$\W{0,2}\w*\W{0,2}$|^[<[{#]+[^"':=<>{}[\]]{2,}[>\]}]+$|^%\w*%?$|^@\w+@$|^:\w+$/.test(value))
    return true;
  if (/^(?:wx|ww)?x{3,}$/i.test(value)) return true;
  const words = value
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .filter(Boolean);
  return (
    words.some((word) => word.length > 2) &&
    !/\d/.test(value) &&
    words.every((word) => fillWords.has(word.toLowerCase()))
  );
}

/** What this value, which has nothing around it, looks like. Looks at no more than its characters and its length. */
export function kindOf(value: string): ValueKind {
  if (isPlaceholder(value)) return 'placeholder';
  if (shortened.test(value.slice(0, 4096)) && !/^x+$/i.test(value)) return 'cut';
  const lower = value.toLowerCase();
  if (looksLikeAppid(lower)) return 'appid';
  const shape = shapes.find(([, pattern]) => pattern.test(value));
  if (shape !== undefined) return shape[0];
  return value.length < shortestToken ? 'short' : 'unknown';
}
