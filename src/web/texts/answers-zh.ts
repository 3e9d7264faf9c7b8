import type { answersEn } from './answers-en.ts';

const inBetween = '本服务器与 api.weixin.qq.com 之间有代理或网关吗？可能是它代替微信返回的。';
const base = 'WECHAT_API_BASE 必须是微信 API，或遵循同样协议的服务器。';

/** 无法使用的响应：它是什么，该怎么办。 */
export const answersZh: typeof answersEn = {
  was: {
    nothing: () => '响应没有内容，是空的。',
    html: (size) => `返回的是 HTML 页面${size === undefined ? '' : `（${size} 字节）`}。`,
    json: (size) => `返回的是 JSON${size === undefined ? '' : `（${size} 字节）`}，不要相信其中的内容。`,
    text: (size) => `返回的是文本，不是 JSON${size === undefined ? '' : `（${size} 字节）`}。`,
    bytes: (size) => `返回的不是文本${size === undefined ? '' : `（${size} 字节）`}。`,
  },
  status: '微信的错误都以 HTTP 200 返回，所以这是中间的某个环节或异常的微信返回的。',
  length: '请求体分块发送（chunked）而没有 Content-Length 时，微信自己的网关会这样返回。',
  good: '微信返回的是含有 access_token 或 errcode 的 JSON，这个不是。',
  hidden: '内容可能含有请求地址，因此不在这里显示。',
  steps: {
    redirect: [
      '本服务器不跟随重定向，否则密钥会发给它指向的地址。WECHAT_API_BASE 是否把 https:// 写成了 http://，或者是旧地址？',
      '需要登录的网络（Portal 认证）会这样重定向：请先登录，或改用其他出口。',
    ],
    denied: [
      '中间的代理、防火墙或网关拒绝了请求：是否放行了 api.weixin.qq.com？',
      '如果它要求用户名和密码，请写进 HTTPS_PROXY。',
      base,
    ],
    notFound: [
      'WECHAT_API_BASE 应写到微信路径之前为止，例如 https://api.weixin.qq.com，不带 /cgi-bin。',
      inBetween,
    ],
    length: [
      '本服务器会发送 Content-Length。中间的代理或网关如果改成分块转发（Transfer-Encoding: chunked），要改为整体转发。',
      '自己的程序：请把 JSON 整体发送并带上 Content-Length，不要用流式发送。',
    ],
    tooLarge: ['中间的网关限制了请求大小，而这些请求只有几百字节。', inBetween],
    tooMany: ['对方要求降低频率：等几分钟再试，并减少请求次数。', inBetween],
    server: [
      '微信的异常会自行恢复：等一分钟再试。一直这样的话，换用 WECHAT_API_BASE=https://api2.weixin.qq.com。',
      inBetween,
    ],
    cloud: [
      '在微信云托管里，这种页面来自它自己的网关：“开放接口服务”打开了吗，这个路径在它的列表里吗？打开后在那里不需要 access_token；没打开的话，请访问 https://api.weixin.qq.com。',
      '其他环境：等一分钟再试。一直这样的话，是中间的代理或网关连不到微信，请看它的日志。',
    ],
    page: [
      '网络认证登录页（Portal 认证）、防火墙的提示页都会这样：本服务器与 api.weixin.qq.com 之间有什么设备？',
      base,
    ],
    lost: ['可能是中间的设备丢了响应内容：稍等片刻再试。', inBetween, base],
    other: [inBetween, base],
  },
};
