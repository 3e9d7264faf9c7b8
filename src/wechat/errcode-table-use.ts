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
      en: 'Compare it with the access_token as WeChat sent it, from the first character to the last. Leave room for at least 512 characters where it is stored. Check that it is of this account, and not the access_token of an OAuth user. A program that meets this code may refresh once, not in a loop.',
      zh: '和微信返回的 access_token 从头到尾对一遍。存储至少留 512 个字符。确认它是这个账号的，而且不是网页授权的 access_token。程序遇到这个码可以刷新一次，不要循环刷新。',
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
      en: 'Fetch a new one; a program that meets this code may refresh once, not in a loop. Count from the expires_in of each reply, not from a fixed 7200. Check the server’s clock, and that the refresh comes before the expiry.',
      zh: '重新获取；程序遇到这个码可以刷新一次，不要循环刷新。有效期按每次返回的 expires_in 算，不要写死 7200。检查服务器时间，以及刷新是否早于过期。',
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
      en: 'The call came from an IP address that is not listed; WeChat documents this code for third-party platforms. One page names it for Official Accounts too, but the replies seen there say 40164.',
      zh: '发起请求的 IP 没有登记；微信文档里这是第三方平台的错误码。另有一篇文档说公众号也会返回它，但见到的实际返回都是 40164。',
    },
    action: {
      en: 'List the address of the server that made the call: for a third-party platform with the platform, for an Official Account in its API IP whitelist (IP 白名单).',
      zh: '登记发起调用的服务器的出口 IP：第三方平台登记到平台的白名单，公众号加进 API IP 白名单。',
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
