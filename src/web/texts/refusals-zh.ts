import type { refusalsEn } from './refusals-en.ts';

/** 本服务器自己拒绝的请求，以及该怎么办。 */
export const refusalsZh: typeof refusalsEn = {
  form_malformed: {
    heading: '表单无法识别',
    text: '有未知或重复的字段，或值的中间有换行、控制字符。未向微信发起请求。/ 的字段：appid、secret、endpoint、force_refresh、replace_kept；/check 的字段：access_token、quota。',
  },
  force_refresh_needs_stable_token: {
    heading: 'force_refresh 只能与 stable_token 一起用',
    text: '未向微信发起请求。请选择 stable_token，或去掉 force_refresh：cgi-bin/token 本来每次都会签发新的 token。',
  },
  operator_key_needed: {
    heading: '需要管理密钥',
    text: '这里只对本服务器的管理员开放。用浏览器打开时，用户名任意，密码填 OPERATOR_KEY 里的密钥；程序访问时发送 Authorization: Bearer <密钥>。',
  },
  not_same_origin: {
    heading: '请求不是从本页发出的',
    text: '它来自其他网站，或来自另一个地址下的本页。未向微信发起请求。请打开本页再点 Get。如果前面有 https 反向代理，请把 PUBLIC_URL 设为浏览器使用的地址。',
  },
  not_found: { heading: '页面不存在', text: '请回到首页 /' },
  method_not_allowed: { heading: '该地址不支持此请求方法', text: '可用的方法见响应的 Allow 头。' },
  too_large: {
    heading: '内容太长',
    text: '这些表单的内容都很短，本服务器最多读取 16 KiB，查错误码的文本最多 256 KiB。未向微信发起请求。',
  },
  not_a_form: {
    heading: '这不是表单',
    text: '请像浏览器和 curl -d 那样，以 UTF-8、不压缩的 application/x-www-form-urlencoded 发送。未向微信发起请求。',
  },
  wrong_host: {
    heading: '本服务器不使用这个域名',
    text: '它只响应 localhost、IP 地址，以及 ALLOWED_HOSTS 和 PUBLIC_URL 里的域名。如果地址栏里的域名是你的，请加进 ALLOWED_HOSTS 后重新启动。',
  },
  too_many_requests: {
    heading: '请求太频繁',
    text: '未向微信发起请求。RATE_LIMIT 规定每个客户端、每个 AppID 每分钟的次数。',
  },
  internal: {
    heading: '本服务器出错了',
    text: '请重试；如果一直这样，请本服务的管理员按下面的请求编号查日志。日志里没有你填写的任何内容。',
  },
  formAnew: '表单已清空：再次点击之前请确认所选的接口。',
  wait: (seconds) => `请在 ${seconds} 秒后重试。`,
  requestId: '请求编号：',
  back: '回到页面',
};
