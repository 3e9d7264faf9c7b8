import type { Localized } from '../wechat/errcodes.ts';

/** What the demo says above every page. */
export const demoNotice: Localized = {
  en: 'Simulator: nothing reaches WeChat, any AppSecret will do. AppID wx0000000000000000 gives a token, wx0000000000040164 that error, and so on for each errcode.',
  zh: '模拟器：请求不会发给微信，AppSecret 随意填。AppID 填 wx0000000000000000 得到 token，填 wx0000000000040164 得到 40164 错误，其他错误码同理。',
};
