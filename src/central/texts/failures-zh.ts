import type { failuresEn } from './failures-en.ts';

/** 没有取到 token 的原因（微信错误码以外的）；键名与日志里的一致。 */
export const failuresZh: typeof failuresEn = {
  failures: {
    upstream_timeout: {
      what: '微信响应超时',
      check: [
        '本服务器能访问 api.weixin.qq.com 的 443 端口吗？防火墙丢包就是这种现象。',
        '如果只能通过代理访问外网，请设置 HTTPS_PROXY。网络较慢时，调大 WECHAT_TIMEOUT_MS。',
      ],
    },
    upstream_unreachable: {
      what: '连不上微信',
      check: [
        '网络通吗，DNS 正常吗，443 端口有没有被防火墙拒绝？',
        'WECHAT_API_BASE 对吗？如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
      ],
    },
    upstream_tls: {
      what: '与微信的 TLS 连接没有建立',
      check: [
        '本服务器的时钟准吗？公司代理用自己的 CA 签发证书的话，请在 NODE_EXTRA_CA_CERTS 里指定该 CA。',
        'DNS 或 hosts 是否把 api.weixin.qq.com 指向了别的服务器？AppSecret 没有发出。',
      ],
    },
    upstream_proxy: {
      what: 'HTTPS_PROXY 指定的代理不可用',
      check: [
        '代理在运行吗，地址对吗，需要用户名和密码吗？',
        '代理允许连接 api.weixin.qq.com 的 443 端口吗？',
      ],
    },
    upstream_status: {
      what: '微信侧返回了 HTTP 错误',
      check: [
        '微信自己的错误都以 HTTP 200 返回：是不是中间的代理或网关代替微信返回的？',
        '如果是微信那边异常，会自行恢复；本服务器会逐渐拉长间隔重试。',
      ],
    },
    upstream_unexpected: {
      what: '返回的不是微信的内容',
      check: [
        '网络认证登录页、防火墙的提示页都会这样：本服务器与微信之间有什么设备？',
        'WECHAT_API_BASE 必须是微信 API，或遵循同样协议的服务器。',
      ],
    },
    upstream_too_large: {
      what: '响应超过 64 KiB，已停止读取',
      check: ['微信的响应只有几百字节：本服务器与微信之间有什么设备？'],
    },
    busy: {
      what: '本服务器同时进行的微信请求已达上限',
      check: ['会自行恢复。如果一直这样，说明微信响应很慢。'],
    },
    bad_expiry: {
      what: '微信返回的 token 没有可用的 expires_in',
      check: ['不知道它能用多久，所以没有采用。如果一直这样：WECHAT_API_BASE 指向的是微信吗？'],
    },
    store_away: {
      what: '存储不可用，所以没有请求微信',
      check: ['这时去取，可能会换掉其他实例正在发放的 token。请先恢复存储，见上。'],
    },
    turn_lost: {
      what: '刷新被另一个实例接手，所以没有请求微信',
      check: ['无需处理。经常出现的话，说明本进程有时会停顿太久。'],
    },
    internal: {
      what: '本服务器内部出错',
      check: ['在日志里查 unexpected_error，并反馈给本程序的开发者。'],
    },
    not_yet: {
      what: '另一个实例正在取 token，结果还没有同步过来',
      check: ['几秒内会自行恢复。如果一直这样：各实例的 REDIS_URL 是同一个吗？'],
    },
  },
  other: (word) => `没有取到 token（${word}）`,
};
