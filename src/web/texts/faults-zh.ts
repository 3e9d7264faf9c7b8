import type { faultsEn } from './faults-en.ts';

/** 请求微信的路上哪里出了问题，该检查什么。 */
export const faultsZh: typeof faultsEn = {
  timeout: {
    what: (seconds) => `微信在 ${seconds} 秒内没有响应`,
    check: [
      '请求已经发出，是微信或中间的设备响应慢：稍等片刻再试。',
      '如果一直这样，换用微信的另一个接入点：WECHAT_API_BASE=https://api2.weixin.qq.com。',
      '网络较慢时，调大 WECHAT_TIMEOUT_MS。',
    ],
  },
  connect_timeout: {
    what: (seconds) => `${seconds} 秒内没有与微信建立连接`,
    check: [
      '本服务器能访问 api.weixin.qq.com 的 443 端口吗？防火墙丢包就是这种现象。',
      '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
      '如果从这里访问微信很慢，换用另一个接入点：WECHAT_API_BASE=https://api2.weixin.qq.com。',
    ],
  },
  name_not_found: {
    what: () => '找不到微信 API 的域名（DNS）',
    check: [
      'WECHAT_API_BASE 拼写正确吗？',
      '本机的 DNS 服务器能解析外网域名吗，还是只解析内网域名？',
      '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
    ],
  },
  name_failed: {
    what: () => '微信 API 的域名无法解析（DNS）',
    check: [
      '本机的 DNS 服务器有响应吗？请查看 /etc/resolv.conf；容器里请查看其 DNS 设置。',
      '如果只能通过代理访问外网，请设置 HTTPS_PROXY。',
      '内存或文件描述符（ulimit -n）耗尽时，域名也无法解析。',
    ],
  },
  refused: {
    what: () => '连接微信被拒绝',
    check: [
      '中间的防火墙是否拒绝连接？',
      'hosts 里是否把 api.weixin.qq.com 指向了旧 IP？请删除。',
      'WECHAT_API_BASE 是否正确，那里有服务在监听吗？',
    ],
  },
  not_connected: {
    what: () => '与微信的连接在建立之前就中断了',
    check: [
      '中间的防火墙或网关是否切断了到 api.weixin.qq.com 的 TLS 连接？',
      'WECHAT_API_BASE 是否正确，那里的服务与地址写的协议（https 或 http）一致吗？',
      '文件描述符（ulimit -n）耗尽时，也无法建立连接。',
    ],
  },
  reset: {
    what: () => '与微信的连接在收到完整响应之前中断',
    check: ['通常会自行恢复：稍等片刻再试。', '如果一直这样：本服务器与微信之间有什么设备？'],
  },
  no_route: {
    what: () => '本服务器到微信的网络不可达',
    check: ['网络通吗？', '是否只有 DNS 里有 IPv6，而本机并没有 IPv6 网络？'],
  },
  tls_expired: {
    what: () => '对方证书不在有效期内',
    check: ['本服务器的时钟准吗？', '中间的代理是否使用了自己的过期证书？'],
  },
  tls_wrong_name: {
    what: () => '证书的域名不符',
    check: ['DNS 或 hosts 是否把 api.weixin.qq.com 指向了别的服务器？', 'WECHAT_API_BASE 是否正确？'],
  },
  tls_untrusted: {
    what: () => '证书的签发者不受本服务器信任',
    check: [
      '公司代理或微信云托管用自己的 CA 签发证书？请在 NODE_EXTRA_CA_CERTS 里指定该 CA。',
      '不要关闭证书校验：那样密钥会发给任何冒充微信的机器。',
    ],
  },
  tls_failed: {
    what: () => '与微信的 TLS 连接没有建立',
    check: ['对方的服务不支持 TLS 1.2 或更高版本？', 'WECHAT_API_BASE 是否正确？'],
  },
  proxy_unreachable: {
    what: () => 'HTTPS_PROXY 指定的代理连不上，或者没有按代理的方式响应',
    check: [
      '代理地址对吗，代理在运行吗？',
      'HTTPS_PROXY 是否写成了 https://，而它其实是普通的 http:// 代理？大多数代理都是后者，访问 https 地址时也一样。',
      '需要直连的域名请写进 NO_PROXY。',
    ],
  },
  proxy_refused: {
    what: () => 'HTTPS_PROXY 指定的代理没有连到微信',
    check: [
      '代理需要用户名和密码（407）？请写进 HTTPS_PROXY。',
      '代理的规则（403）允许 api.weixin.qq.com 和 443 端口吗？',
      '代理自己能访问微信吗（502、503、504）？请查看代理的日志。',
    ],
  },
  proxy_timeout: {
    what: (seconds) => `HTTPS_PROXY 指定的代理在 ${seconds} 秒内没有连通微信`,
    check: [
      '代理地址对吗，那里有响应吗？',
      '代理自己能访问 api.weixin.qq.com 的 443 端口吗？请查看代理的日志。',
      '需要直连的域名请写进 NO_PROXY。',
    ],
  },
  too_large: {
    what: () => '响应超过 64 KiB',
    check: [
      '微信对这些接口的响应只有几百字节，所以停止了读取。本服务器与微信之间有什么设备？',
      'WECHAT_API_BASE 是否正确？',
    ],
  },
  busy: {
    what: () => '本服务器同时进行的微信请求已达上限',
    check: ['通常几秒内会自行恢复。', '如果一直这样，说明微信响应很慢。'],
  },
};
