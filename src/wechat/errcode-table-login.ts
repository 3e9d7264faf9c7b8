import type { Errcode } from './errcode-entry.ts';

/** The codes of a user’s login and web authorisation, which have tokens of their own. Facts: the page in each `source`. */
export const loginErrcodes: readonly Errcode[] = [
  {
    code: 40029,
    where: ['use'],
    name: { en: 'The login code is not valid', zh: '登录 code 不被接受' },
    meaning: {
      en: 'The code is wrong, has expired, or was issued for another AppID; this is the exchange of a user’s code, not the fetch of the account’s access_token.',
      zh: 'code 不对、已过期，或者是别的 AppID 的；它是用户登录的 code，和获取账号的 access_token 无关。',
    },
    action: {
      en: 'Take a fresh code from the client and exchange it once, with the AppID and AppSecret it was issued for.',
      zh: '让前端重新取一个 code，用它所属的 AppID 和 AppSecret 只换一次。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/user-login/api_code2session.html',
  },
  {
    code: 40030,
    where: ['use'],
    name: { en: 'The refresh_token is not valid', zh: 'refresh_token 无效' },
    meaning: {
      en: 'WeChat does not accept this refresh_token of a user’s web authorisation.',
      zh: '网页授权的 refresh_token 不被接受。',
    },
    action: { en: 'Send the user through the authorisation page again.', zh: '让用户重新走一遍网页授权。' },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 40163,
    where: ['use'],
    name: { en: 'The login code was used already', zh: '登录 code 已被用过' },
    meaning: {
      en: 'A code can be exchanged once, and this one has been.',
      zh: 'code 只能换一次，这个已经换过了。',
    },
    action: {
      en: 'Look for the second exchange: a retry after a time-out, a page loaded twice, two servers. Take a new code.',
      zh: '找出第二次兑换：超时重试、页面加载了两次、两台服务器同时处理。重新取一个 code。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 41008,
    where: ['use'],
    name: { en: 'The login code was not sent', zh: '没有传 code' },
    meaning: { en: 'The exchange of a user’s code carried no code.', zh: '用 code 换登录态时没有带 code。' },
    action: {
      en: 'Web authorisation names the parameter code, Mini Program login js_code. Check that the redirect really brought one.',
      zh: '网页授权的参数名是 code，小程序登录是 js_code。再看回调地址里到底有没有带回来。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
  {
    code: 42002,
    where: ['use'],
    name: { en: 'The refresh_token has expired', zh: 'refresh_token 过了有效期' },
    meaning: {
      en: 'The refresh_token of a user’s web authorisation is past its time.',
      zh: '网页授权的 refresh_token 过期了。',
    },
    action: {
      en: 'Send the user through the authorisation page again; it lives 30 days.',
      zh: '让用户重新授权；它的有效期是 30 天。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/doc/offiaccount/Getting_Started/Global_Return_Code.html',
  },
];
