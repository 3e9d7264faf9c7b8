import type { failuresEn } from './failures-en.ts';

/** 没有取到 token 的原因（微信错误码以外的）；键名与日志里的一致。 */
export const failuresZh: typeof failuresEn = {
  failures: {
    upstream_status: {
      what: () => '微信侧返回了 HTTP 错误',
      check: [
        '微信自己的错误都以 HTTP 200 返回：是不是中间的代理或网关代替微信返回的？',
        '如果是微信那边异常，会自行恢复；本服务器会逐渐拉长间隔重试。',
      ],
    },
    upstream_unexpected: {
      what: () => '返回的不是微信的内容',
      check: [
        '网络认证登录页、防火墙的提示页都会这样：本服务器与微信之间有什么设备？',
        'WECHAT_API_BASE 必须是微信 API，或遵循同样协议的服务器。',
      ],
    },
    bad_expiry: {
      what: () => '微信没有返回可用的 expires_in',
      check: ['不知道它能用多久，所以没有采用。如果一直这样：WECHAT_API_BASE 指向的是微信吗？'],
    },
    store_away: {
      what: () => '存储不可用，所以没有请求微信',
      check: ['这时去取，可能会换掉其他实例正在发放的 token。请先恢复存储，见上。'],
    },
    turn_lost: {
      what: () => '刷新被另一个实例接手，所以没有请求微信',
      check: ['无需处理。经常出现的话，说明本进程有时会停顿太久。'],
    },
    internal: {
      what: () => '本服务器内部出错',
      check: ['在日志里查 unexpected_error，并反馈给本程序的开发者。'],
    },
    not_yet: {
      what: () => '另一个实例正在获取，结果还没有同步过来',
      check: ['几秒内会自行恢复。如果一直这样：各实例的 REDIS_URL 是同一个吗？'],
    },
  },
  notSent: '没有向微信发出任何内容，当前持有的不受影响。',
  other: (word) => `没有取到 token（${word}）`,
};
