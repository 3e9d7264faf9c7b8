import type { Errcode } from './errcode-entry.ts';

/** The codes of WeChat Cloud Hosting and of a Mini Program’s own network calls. Facts: the page in each `source`. */
export const cloudErrcodes: readonly Errcode[] = [
  {
    code: 85107,
    where: ['use'],
    name: { en: 'The path is not on the cloud’s list', zh: '接口不在云调用名单' },
    meaning: {
      en: 'The API’s path is not in the allow-list of Cloud Hosting’s open API service (开放接口服务).',
      zh: '这个接口的路径不在云托管“开放接口服务”的接口白名单里。',
    },
    action: {
      en: 'Add the path alone, such as /cgi-bin/token, in the console’s list, then publish a new version. If you fetch tokens yourself, switch the service off instead.',
      zh: '在控制台的名单里加上路径（只写路径，如 /cgi-bin/token），再发布新版本。自己获取 access_token 的话，把开放接口服务关掉即可。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/minigame/dev/wxcloudrun/src/guide/weixin/faq.html',
  },
  {
    code: 85112,
    where: ['use'],
    name: { en: 'Cloud Hosting lost its link', zh: '云托管链路异常' },
    meaning: {
      en: 'Cloud Hosting cannot find the secret with which it makes the call; that is a fault on WeChat’s side.',
      zh: '云托管找不到发起调用所需的密钥，是微信一侧的故障。',
    },
    action: {
      en: 'Open a ticket with the environment’s id, the AppID and the time.',
      zh: '提工单，附上环境 ID、AppID 和时间。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/minigame/dev/wxcloudrun/src/guide/weixin/faq.html',
  },
  {
    code: 85113,
    where: ['use'],
    name: { en: 'The cloud token is not ready', zh: '云调用还没就绪' },
    meaning: {
      en: 'The cloud call service has not started yet, as after the first version.',
      zh: '云调用服务还在启动，第一个版本发布后常会这样。',
    },
    action: { en: 'Wait some minutes and try again.', zh: '等几分钟再试。' },
    retry: 'program',
    source: 'https://developers.weixin.qq.com/minigame/dev/wxcloudrun/src/guide/weixin/faq.html',
  },
  {
    code: 600001,
    where: ['use'],
    name: { en: 'The Mini Program’s network call failed', zh: '小程序网络请求失败' },
    meaning: {
      en: 'An errno of wx.request and its kin on the user’s device: the network component of WeChat’s client could not complete the call. It is no answer of WeChat’s servers and says nothing about a token.',
      zh: '这是用户设备上 wx.request 等接口的 errno：微信客户端的网络组件没能完成请求。不是微信服务器的返回，和 access_token 无关。',
    },
    action: {
      en: 'Read the name behind net:: in errMsg: it says whether the name, the connection, a proxy or the certificate failed. With a certificate error, install the whole chain on your server. A Mini Program must not call api.weixin.qq.com itself; its own server does.',
      zh: '看 errMsg 里 net:: 后面的名称：域名解析、连接、代理还是证书出了问题。证书错误时，在自己的服务器上装好完整的证书链。小程序不能直接请求 api.weixin.qq.com，要由自己的服务器来调用。',
    },
    retry: 'person',
    source: 'https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html',
  },
];
