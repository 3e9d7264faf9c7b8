import { commonCodesDoc, type Errcode } from './errcode-entry.ts';

/** The codes met when a token is used, or by a third-party platform. Facts: the page in each `source`. */
export const useErrcodes: readonly Errcode[] = [
  {
    code: 40014,
    where: ['use'],
    name: { en: 'This is not a valid access_token', zh: 'access_token 不合法' },
    meaning: {
      en: 'WeChat does not accept the string as an access_token: it is another string, was cut off, or belongs to another account.',
      zh: '微信不认这个 access_token：传错了、被截断了，或者是别的账号的。',
    },
    action: {
      en: 'Compare it with the access_token as WeChat sent it, from the first character to the last. Leave room for at least 512 characters where it is stored. Check that it is of this account, and neither an OAuth user’s nor WeCom’s (企业微信). Look in the log for a failed fetch before this error: an error’s body may have been kept as a token. A program that meets this code may refresh once, not in a loop.',
      zh: '和微信返回的 access_token 从头到尾对一遍。存储至少留 512 个字符。确认它是这个账号的，不是网页授权的，也不是企业微信的。再看日志里这条报错之前获取 token 是不是已经失败：可能把报错内容当成 token 存了下来。程序遇到这个码可以刷新一次，不要循环刷新。',
    },
    retry: 'person',
  },
  {
    code: 42001,
    where: ['use'],
    name: { en: 'The access_token has expired', zh: 'access_token 已过期' },
    meaning: {
      en: 'The access_token was good, and its time is over.',
      zh: 'access_token 曾经有效，现在过期了。',
    },
    action: {
      en: 'Fetch a new one; a program that meets this code may refresh once, not in a loop. Count from the expires_in of each reply, not from a fixed 7200. Check the server’s clock, that the refresh comes before the expiry, and that it does not fail: look in the log for the refusal of a fetch before this error.',
      zh: '重新获取；程序遇到这个码可以刷新一次，不要循环刷新。有效期按每次返回的 expires_in 算，不要写死 7200。检查服务器时间、刷新是否早于过期，再看日志里之前的刷新是不是已经失败。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/developers/dev/AccessToken.html',
  },
  {
    code: 45035,
    where: ['use'],
    name: { en: 'The caller’s IP address is not listed with the shop', zh: '来源 IP 未在小店登记' },
    meaning: {
      en: 'The call for a WeChat shop came from an IP address that the shop has not listed.',
      zh: '调用微信小店接口的 IP 没有在小店登记。',
    },
    action: {
      en: 'List the address of the server that made the call in the shop’s own console.',
      zh: '把发起调用的服务器的出口 IP 登记到小店后台的 IP 白名单。',
    },
    retry: 'person',
    source: commonCodesDoc,
  },
  {
    code: 61004,
    where: ['use'],
    name: { en: 'The caller’s IP address is not listed', zh: '来源 IP 未登记' },
    meaning: {
      en: 'The call came from an IP address that is not listed; it stands behind “requestIP:” in errmsg. Third-party platforms get this code, and so do Official Accounts, on tickets and messages for instance.',
      zh: '发起请求的 IP 没有登记，errmsg 里“requestIP:”后面就是它。第三方平台会遇到，公众号也会（例如取 ticket、发模板消息）。',
    },
    action: {
      en: 'List that address, which is the one of the server that made the call: for a third-party platform with the platform, several separated by semicolons; for an Official Account in its API IP whitelist (IP 白名单), one a line. A change takes several minutes to work.',
      zh: '把这个 IP（发起调用的服务器的出口 IP）登记上：第三方平台填在平台自己的白名单里，多个用分号隔开；公众号加进 API IP 白名单，一行一个。改完要过几分钟才生效。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/ThirdParty/token/component_access_token.html',
  },
  {
    code: 61007,
    where: ['use'],
    name: { en: 'The API is not authorised to the platform', zh: '接口未授权给第三方平台' },
    meaning: {
      en: 'The account has not given the third-party platform the right to this API.',
      zh: '账号没有把这个接口的权限授权给第三方平台。',
    },
    action: {
      en: 'Have the account authorise the platform again, with the permission set that contains this API.',
      zh: '让该账号重新授权给平台，授权时包含这个接口所在的权限集。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/developers/troubleshooting',
  },
  {
    code: 61011,
    where: ['use'],
    name: { en: 'Not the AppID of a third-party platform', zh: '不是第三方平台的 AppID' },
    meaning: {
      en: 'api_component_token was called with an AppID that is not a third-party platform’s.',
      zh: '调用 api_component_token 时传的不是第三方平台的 AppID。',
    },
    action: {
      en: 'Send the platform’s own AppID as component_appid. For an Official Account or a Mini Program, use cgi-bin/token or stable_token instead.',
      zh: 'component_appid 要填第三方平台自己的 AppID。公众号、小程序用 cgi-bin/token 或 stable_token。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/ThirdParty/token/component_access_token.html',
  },
];
