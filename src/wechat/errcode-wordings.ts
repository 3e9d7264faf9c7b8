/**
 * How an errmsg of each code reads, in lower case: as published in WeChat's documentation and in replies that developers
 * have shown. Several codes share words; the first of this list that fits is the commoner one.
 */
const wordings: readonly (readonly [code: number, ...texts: string[]])[] = [
  [40164, 'not in whitelist', 'not in white list', 'not in the whitelist'],
  [40001, 'invalid credential', 'access_token is invalid or not latest', 'getaccesstoken时appsecret错误'],
  [40125, 'invalid appsecret'],
  [40013, 'invalid appid', 'invalid corpid'],
  [40014, 'invalid access_token', 'invalid access token'],
  [41001, 'access_token missing', 'missing access_token'],
  [41002, 'appid missing', 'missing appid'],
  [41004, 'appsecret missing', 'missing appsecret'],
  [42001, 'access_token expired', 'access_token is expired', 'access_token has expired'],
  [45009, 'reach max api daily quota limit', 'api freq out of limit'],
  [45011, 'api minute-quota reach limit'],
  [45035, 'access clientip is not registered, not in ip-white-list'],
  [61004, 'access clientip is not registered'],
  [40002, 'invalid grant_type'],
  [40003, 'invalid openid'],
  [40016, 'invalid button size'],
  [40030, 'invalid refresh_token'],
  [40037, 'invalid template_id', 'invalid template id'],
  [40048, 'invalid url domain'],
  [40163, 'code been used'],
  [40201, 'invalid check url'],
  [40202, 'invalid check action'],
  [40203, 'invalid check operator'],
  [41018, 'missing component_appid'],
  [42002, 'refresh_token expired'],
  [43002, 'require post method'],
  [43001, 'require get method'],
  [43101, 'user refuse to accept the msg'],
  [44002, 'empty post data'],
  [45047, 'out of response count limit'],
  [47003, 'argument invalid! data'],
  [48001, 'api unauthorized'],
  [48004, 'api forbidden for irregularities'],
  [48006, 'forbid to clear quota because of reaching the limit'],
  [50004, 'user not allow to use accesstoken'],
  [61003, 'component is not authorized by this account'],
  [61005, 'component ticket is expired'],
  [61006, 'component ticket is invalid'],
  [61007, 'api is unauthorized to component'],
  [61023, 'refresh_token is invalid'],
  [61024, 'must use api(api_component_token) to get token for component acct'],
  [76021, 'cgi_path not found'],
  [76022, 'could not use this cgi_path'],
  [85013, 'invalid ext_json'],
  [85107, 'url不在白名单内'],
  [85112, 'cloudbase_secret not found'],
  [85113, 'cloudbase_token is not ready yet'],
  [600001, 'cronet_error_code'],
  [60011, 'no privilege to access/modify contact/party/agent'],
  [60020, 'not allow to access from your ip', 'not allowed to access from your ip'],
];

/** Wordings with something in between, such as an address. */
const patterns: readonly (readonly [code: number, wording: RegExp])[] = [
  [40164, /(?<![a-z])invalid ip[^\da-z]{1,4}[\da-f:]{1,4}[.:][\da-f.:]{2,40}/],
  [
    40164,
    /(?:ip ?(?:地址)?|[\da-f:]{1,4}[.:][\da-f.:]{2,40}) ?(?:不在|未在|未加入|没有在|没在)[^,.;。]{0,12}白名单/,
  ],
  [63002, /(?<![a-z])config[^a-z]{1,3}(?:fail[^a-z]{1,4})?(?:error[^a-z]{1,3})?invalid signature/],
];

/** What other programs write as well: of WeChat only alone, or where a rid or the word errmsg stands beside it. */
const everydayWordings: typeof wordings = [
  [-1, 'system error'],
  [40164, 'invalid ip'],
  [40029, 'invalid code'],
  [40066, 'invalid url'],
  [40097, 'invalid args'],
  [41004, 'missing secret'],
  [41008, 'missing code'],
  [41030, 'invalid page'],
  [43003, 'require https'],
  [47001, 'data format error'],
  [47003, 'argument invalid'],
  [48002, 'api forbidden'],
  [50002, 'user limited'],
  [61009, 'code is invalid'],
  [61011, 'invalid component'],
  [63002, 'invalid signature'],
];

const textsByCode = new Map<number, string[]>();
for (const [code, ...texts] of [...wordings, ...everydayWordings]) {
  textsByCode.set(code, [...(textsByCode.get(code) ?? []), ...texts]);
}
// one more code with the same words
textsByCode.set(-1000, ['system error']);

/** Do the words that WeChat sends with this code stand in `text` (lower case)? */
export function hasWordingOf(code: number, text: string): boolean {
  return textsByCode.get(code)?.some((wording) => text.includes(wording)) ?? false;
}

/** A code whose errmsg stands at `start`, up to `end`. */
export type Worded = Readonly<{ code: number; start: number; end: number }>;

const wordCharacter = /[\da-z_]/;

/** An errmsg is followed by its rid or hint, or preceded by its name. */
const isErrmsg = (text: string, { start, end }: Worded): boolean =>
  /errmsg[^a-z]{1,8}$/.test(text.slice(Math.max(0, start - 16), start)) ||
  /^,? ?(?:rid:|hints?:)/.test(text.slice(end, end + 8)) ||
  text.length === end - start;

function firstPlace(text: string, code: number, wording: string): Worded[] {
  const start = text.indexOf(wording);
  const end = start + wording.length;
  if (start < 0 || wordCharacter.test(text[start - 1] ?? '') || wordCharacter.test(text[end] ?? ''))
    return [];
  return [{ code, start, end }];
}

const places = (text: string, list: typeof wordings): Worded[] =>
  list.flatMap(([code, ...texts]) => texts.flatMap((wording) => firstPlace(text, code, wording)));

/** The codes whose errmsg stands in `text` (lower case, one line), by the first place of each, in the order of the text. */
export function codesByWording(text: string): readonly Worded[] {
  const found = [
    ...places(text, wordings),
    ...patterns.flatMap(([code, wording]) => {
      const match = wording.exec(text);
      return match === null ? [] : [{ code, start: match.index, end: match.index + match[0].length }];
    }),
    ...places(text, everydayWordings).filter((place) => isErrmsg(text, place)),
  ];
  // "invalid url" stands in "invalid url domain" as well
  const isPart = (place: Worded): boolean =>
    found.some(
      (other) =>
        other.start <= place.start &&
        place.end <= other.end &&
        place.end - place.start < other.end - other.start,
    );
  return found.filter((place) => !isPart(place)).sort((a, b) => a.start - b.start);
}
