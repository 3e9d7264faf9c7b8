import type { faultsEn } from './faults-en.ts';

const secretStayed = '连接没有建立，密钥没有离开本服务器。';
const mayHaveMinted = '微信是否已签发 token 无法得知。如果 cgi-bin/token 已签发，之前的约 5 分钟后失效。';

/** 请求微信的路上哪里出了问题，该检查什么。 */
export const faultsZh: typeof faultsEn = {
  timeout: {
    what: (seconds) => `微信在 ${seconds} 秒内没有应答`,
    meaning: mayHaveMinted,
    check: [
      '本服务器能访问 api.weixin.qq.com 的 443 端口吗？防火墙丢包就是这种现象。',
      '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
      '线路慢：调大 WECHAT_TIMEOUT_MS。',
    ],
  },
  name_not_found: {
    what: () => '微信 API 的域名解析失败（DNS）',
    meaning: secretStayed,
    check: [
      '本服务器的 DNS 正常吗？',
      '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
      'WECHAT_API_BASE 拼写正确吗？',
    ],
  },
  refused: {
    what: () => '连接微信被拒绝',
    meaning: secretStayed,
    check: [
      '中间的防火墙是否拒绝连接？',
      'hosts 里是否把 api.weixin.qq.com 指向了旧 IP？请删除。',
      'WECHAT_API_BASE 是否正确，那里有服务在监听吗？',
    ],
  },
  reset: {
    what: () => '与微信的连接在应答完整之前中断',
    meaning: mayHaveMinted,
    check: ['稍等片刻再试。', '如果一直这样：本服务器与微信之间有什么设备？'],
  },
  no_route: {
    what: () => '本服务器没有通往微信的路由',
    meaning: secretStayed,
    check: ['网络通吗？', '是否只有 DNS 里有 IPv6，而本机并没有 IPv6 网络？'],
  },
  tls_expired: {
    what: () => '对方证书不在有效期内',
    meaning: secretStayed,
    check: ['本服务器的时钟准吗？', '中间的代理是否使用了自己的过期证书？'],
  },
  tls_wrong_name: {
    what: () => '证书的域名不符',
    meaning: secretStayed,
    check: ['DNS 或 hosts 是否把 api.weixin.qq.com 指向了别的服务器？', 'WECHAT_API_BASE 是否正确？'],
  },
  tls_untrusted: {
    what: () => '证书的签发者不受本服务器信任',
    meaning: secretStayed,
    check: [
      '公司代理或微信云托管用自己的 CA 签发证书？请在 NODE_EXTRA_CA_CERTS 里指定该 CA。',
      '不要关闭证书校验：那样密钥会交给任何应答的机器。',
    ],
  },
  tls_failed: {
    what: () => '与微信的 TLS 连接没有建立',
    meaning: secretStayed,
    check: ['应答的服务不支持 TLS 1.2 或更高版本？', 'WECHAT_API_BASE 是否正确？'],
  },
  proxy_unreachable: {
    what: () => 'HTTPS_PROXY 指定的代理连不上',
    meaning: secretStayed,
    check: ['代理地址对吗，代理在运行吗？', '需要直连的域名请写进 NO_PROXY。'],
  },
  proxy_refused: {
    what: () => 'HTTPS_PROXY 指定的代理拒绝了到微信的连接',
    meaning: secretStayed,
    check: ['代理需要用户名和密码？请写进 HTTPS_PROXY。', '代理允许连接 443 端口吗？'],
  },
  too_large: {
    what: () => '应答超过 64 KiB',
    meaning: '微信对这些接口的应答只有几百字节，已停止读取。',
    check: ['本服务器与微信之间有什么设备？', 'WECHAT_API_BASE 是否正确？'],
  },
  busy: {
    what: () => '本服务器同时进行的微信请求已达上限',
    meaning: '没有发送任何内容。',
    check: ['过几秒再试。', '如果一直这样，说明微信应答很慢。'],
  },
};
