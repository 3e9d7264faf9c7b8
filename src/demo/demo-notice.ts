import type { Localized } from '../wechat/errcodes.ts';

/** What the demo says above every page. */
export const demoNotice: Localized = {
  en: 'Simulator: no call reaches WeChat, any AppSecret will do. AppID wx0000000000000000 gives a token, from which Call is one press away; wx and an errcode in 16 digits gives that error (wx0000000000040164); …fa11 a broken connection, …5107 no answer, …0bad a login page.',
  zh: '模拟器：请求不会发给微信，AppSecret 随意填写。AppID 填 wx0000000000000000 得到 token，再点一下就能调用接口；wx 加 16 位错误码得到该错误（wx0000000000040164）；…fa11 连接中断，…5107 没有应答，…0bad 返回登录页。',
};
