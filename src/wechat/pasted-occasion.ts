import type { TokenUse } from './errcode-entry.ts';

/** WeChat's own words, which stand beside the code. */
const saidByWeChat: readonly (readonly [TokenUse, string])[] = [
  ['use', 'access_token is invalid or not latest'],
  // the one above ends in the same words
  ['fetch', 'could get access_token by getstableaccesstoken'],
];

const kindOfToken =
  '(?:(?:the|a|an|new|fresh|wechat|weixin|wx|mp|mini ?program|official account|global|basic|stable) ){0,3}';
const token = `(?:(?:stable_?)?access[_ -]?token|stable_token|token)(?![a-z_]*(?:ticket|=))`;

/** What people and programs call the asking. The word access_token alone decides nothing. */
const fetching = new RegExp(
  [
    String.raw`cgi-bin\/(?:stable_)?token(?![\w])`,
    'grant_?type|client_credential|appsecret|component_verify_ticket',
    `(?!refresh_token)(?:get|fetch|refresh|request|obtain|retrieve|acquire|renew|update|load|gain)(?:s|es|ed|ing|ting|ling|al)?[_ ]?${kindOfToken}${token}`,
    `${token} ?(?:fetch|refresh|request|retrieval|acquisition|renewal|update)`,
    `(?:获取|获得|刷新|请求|取得|换取|更新|拉取|申请|取)(?:微信|公众号|小程序|全局|基础|最新|新的?|稳定版|接口|调用|凭证|的){0,3} ?${token}`,
    `${token}[ 的]?(?:获取|刷新|请求|更新|拉取)`,
  ].join('|'),
  'g',
);

const using = new RegExp(
  [
    String.raw`cgi-bin\/(?!token|stable_token|gettoken|clear_quota)[a-z]`,
    String.raw`[/.](?:wxa|wxaapi|datacube|cv|intp|semantic|customservice|card|product|merchant|shop)\/`,
    '(?:send|sent|push|upload|create|delete|query|publish|submit)(?:ed|ing)?[_ ]?(?:the |a )?(?:msg|message|template|subscribe|customer|custom|mass|menu|media|image|material|draft|article|news|qrcode|user|tag|kefu)',
    'get_?(?:js_?api_?|card_?|the )?ticket|jsapi_ticket|getuserinfo|get_?user_?info|batchget|getwxacode|get_?api_?domain_?ip',
    '发送|推送|群发|上传|创建|删除|查询|发布|提交|模板消息|订阅消息|客服消息|自定义菜单|草稿|素材|二维码|小程序码|用户信息|获取(?:ticket|用户|粉丝|素材|菜单)|使用 ?(?:access_?)?token',
  ].join('|'),
  'g',
);

/** WeChat's list of codes says this of 40001, and SDKs print it whatever the call was. */
const saidOfBoth =
  /(?:获取 ?access_token ?时 ?)?appsecret ?错误,? ?或者? ?access_token ?无效|比对 ?appsecret ?的正确性/g;

/** How far from a code the words may stand that tell what the call was. */
const reach = 240;

/** The distance to the nearest match; what stands in front of an error tells more than what follows. */
function distance(pattern: RegExp, before: string, after: string): number {
  const last = Array.from(before.matchAll(pattern)).at(-1);
  const ahead = last === undefined ? Number.POSITIVE_INFINITY : before.length - last.index - last[0].length;
  const next = after.search(pattern);
  return Math.min(ahead, next < 0 ? Number.POSITIVE_INFINITY : 2 * next + 40);
}

/**
 * What the failed call was, by WeChat's own wording and by the words around the code at `start`..`end`; undefined where
 * the text does not decide. `text` is in lower case; `border` tells how far the words around this code reach before
 * those around the next one begin.
 */
export function occasionAt(
  text: string,
  { start, end }: Readonly<{ start: number; end: number }>,
  border: Readonly<{ from: number; to: number }>,
): TokenUse | undefined {
  const before = text.slice(Math.max(border.from, start - reach), start).replace(saidOfBoth, ' ');
  const after = text.slice(end, Math.min(border.to, end + reach)).replace(saidOfBoth, ' ');
  const said = (words: string) => saidByWeChat.find(([, wording]) => words.includes(wording));
  // a code that was concluded from its words stands where they do; behind another code they are that code's
  const own = said(text.slice(start, end) + after) ?? (border.from === 0 ? said(before) : undefined);
  if (own !== undefined) return own[0];
  const [fetchAway, useAway] = [distance(fetching, before, after), distance(using, before, after)];
  if (fetchAway === useAway) return undefined;
  return fetchAway < useAway ? 'fetch' : 'use';
}
