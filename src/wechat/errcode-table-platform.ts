import type { Errcode } from './errcode-entry.ts';

/** The codes that a third-party platform meets with its own tokens. Facts: the page in each `source`. */
export const platformErrcodes: readonly Errcode[] = [
  {
    code: 41018,
    where: ['use'],
    name: { en: 'component_appid was not sent', zh: '没有传 component_appid' },
    meaning: {
      en: 'A call of a third-party platform carried no component_appid.',
      zh: '第三方平台的调用没有带 component_appid。',
    },
    action: {
      en: 'Put it in the JSON body, with Content-Type application/json.',
      zh: '放在 JSON 请求体里，Content-Type 为 application/json。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/store/API/basics/commErrCode.html',
  },
  {
    code: 61003,
    where: ['use'],
    name: { en: 'The account has not authorised the platform', zh: '账号没有授权给平台' },
    meaning: {
      en: 'The account has not authorised this third-party platform, or has cancelled it.',
      zh: '账号没有授权给这个第三方平台，或者已经取消授权。',
    },
    action: {
      en: 'Send the owner through the authorisation page again; check that authorizer_appid and platform belong together.',
      zh: '让账号管理者重新授权；确认 authorizer_appid 和平台对得上。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/community/develop/doc/000ccc504c46884064d2f8b4466800',
  },
  {
    code: 61005,
    where: ['use'],
    name: { en: 'The component ticket has expired', zh: 'component ticket 过期' },
    meaning: {
      en: 'The component_verify_ticket is older than the 12 hours it lives.',
      zh: 'component_verify_ticket 已超过 12 小时有效期。',
    },
    action: {
      en: 'WeChat pushes a new one every 10 minutes: check that your callback receives it, decrypts it, answers success and stores it. api_start_push_ticket starts the pushes again.',
      zh: '微信每 10 分钟推送一次：检查回调是否收到、解密、返回 success 并存了下来。推送停了就调 api_start_push_ticket。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getcomponentaccesstoken',
  },
  {
    code: 61006,
    where: ['use'],
    name: { en: 'The component ticket is not valid', zh: 'component ticket 无效' },
    meaning: {
      en: 'The component_verify_ticket is empty, cut off, or another platform’s.',
      zh: 'component_verify_ticket 为空、被截断，或者是别的平台的。',
    },
    action: {
      en: 'Use the latest one that was pushed, as it stands, with the ticket@@@ in front.',
      zh: '用最近一次推送的原文，开头的 ticket@@@ 不要去掉。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getcomponentaccesstoken',
  },
  {
    code: 61009,
    where: ['use'],
    name: { en: 'The authorisation code is not valid', zh: '授权码无效' },
    meaning: {
      en: 'The authorization_code is wrong, has been used, or is another account’s; a pre_auth_code in its place gives the same.',
      zh: 'authorization_code 不对、已用过，或者是别的账号的；误传 pre_auth_code 也是这个结果。',
    },
    action: {
      en: 'Take the auth_code from the redirect as it stands and exchange it once.',
      zh: '从回调地址里原样取 auth_code，只换一次。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/community/develop/doc/0002ca075c44180dd2022811c65c00',
  },
  {
    code: 61023,
    where: ['use'],
    name: { en: 'The refresh token is not valid', zh: '刷新令牌无效' },
    meaning: {
      en: 'The authorizer_refresh_token is wrong, has been replaced by a new authorisation, or belongs to another account or platform.',
      zh: 'authorizer_refresh_token 不对、已被新的授权替换，或者属于别的账号、别的平台。',
    },
    action: {
      en: 'Fetch the current one with api_get_authorizer_list; if that fails, the owner has to authorise again. Store the new one from every reply.',
      zh: '用 api_get_authorizer_list 取当前的；取不到就让账号重新授权。每次返回的新值都要保存。',
    },
    retry: 'person',
    source:
      'https://developers.weixin.qq.com/doc/oplatform/openApi/ticket-token/api_getauthorizeraccesstoken',
  },
];
