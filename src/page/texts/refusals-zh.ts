import type { refusalsEn } from './refusals-en.ts';

/** 本服务器自己拒绝的请求，以及该怎么办。 */
export const refusalsZh: typeof refusalsEn = {
  form_malformed: {
    heading: '表单无法识别',
    text: '有字段重复、未知或含有控制字符。没有请求微信。/ 的字段：appid、secret、endpoint、force_refresh；/check 的字段：access_token、quota。',
  },
  force_refresh_needs_stable_token: {
    heading: 'force_refresh 只能与 stable_token 一起用',
    text: '没有请求微信。请选择 stable_token，或去掉 force_refresh：cgi-bin/token 本来每次都会签发新的 token。',
  },
  not_same_origin: {
    heading: '请求不是从本页发出的',
    text: '它来自其他网站，或来自另一个地址下的本页。没有请求微信。请打开本页再点 Get。如果前面有 https 代理，请把 PUBLIC_URL 设为浏览器使用的地址。',
  },
  not_found: { heading: '这里没有内容', text: '页面在 / 。' },
  method_not_allowed: { heading: '这个地址不接受该请求方法', text: '可用的方法见本次应答的 Allow 头。' },
  too_large: {
    heading: '内容太长',
    text: '这些表单的内容都很短，本服务器最多读取 4 KiB。没有请求微信。',
  },
  not_a_form: {
    heading: '这不是表单',
    text: '请像浏览器和 curl -d 那样，以 UTF-8、不压缩的 application/x-www-form-urlencoded 发送。没有请求微信。',
  },
  wrong_host: {
    heading: '本服务器不使用这个域名',
    text: '它只响应 localhost、IP 地址，以及 ALLOWED_HOSTS 和 PUBLIC_URL 里的域名。如果地址栏里的域名是你的，请加进 ALLOWED_HOSTS 后重新启动。',
  },
  too_many_requests: {
    heading: '请求太频繁',
    text: '没有请求微信。RATE_LIMIT 规定每个客户端、每个 AppID 每分钟的次数。',
  },
  internal: {
    heading: '本服务器出错了',
    text: '日志里记录了下面的编号，不含你填写的任何内容。请重试；如果一直这样，请告诉运行本服务器的人。',
  },
  wait: (seconds) => `请在 ${seconds} 秒后重试。`,
  requestId: '编号：',
  back: '回到页面',
};
