/** What failed on the way to WeChat, and what to check. */
export const faultsEn = {
  timeout: {
    what: (seconds: string) => `No answer from WeChat in ${seconds} s`,
    check: [
      'Can this server reach api.weixin.qq.com on port 443? A firewall that drops packets looks like this.',
      'If only a proxy leads out, set HTTPS_PROXY.',
      'A slow line: raise WECHAT_TIMEOUT_MS.',
    ],
  },
  name_not_found: {
    what: () => 'The name of WeChat’s API was not found (DNS)',
    check: [
      'Does this server have a working name server?',
      'If only a proxy leads out, set HTTPS_PROXY.',
      'Is WECHAT_API_BASE spelled right?',
    ],
  },
  refused: {
    what: () => 'The connection to WeChat was refused',
    check: [
      'Does a firewall on the way refuse connections?',
      'Does a hosts entry point api.weixin.qq.com at an old address? Remove it.',
      'Is WECHAT_API_BASE right, and does something listen there?',
    ],
  },
  reset: {
    what: () => 'The connection to WeChat broke off before the answer was whole',
    check: ['Wait a moment, then try again.', 'If it stays so: what stands between this server and WeChat?'],
  },
  no_route: {
    what: () => 'This server has no route to WeChat',
    check: ['Is the network up?', 'Does DNS give an IPv6 address, while this server has no IPv6?'],
  },
  tls_expired: {
    what: () => 'The certificate at WeChat’s address is not valid at this time',
    check: ['Is this server’s clock right?', 'Does a proxy put its own, expired certificate in between?'],
  },
  tls_wrong_name: {
    what: () => 'The certificate is for another name',
    check: [
      'Does DNS or a hosts entry send api.weixin.qq.com to another server?',
      'Is WECHAT_API_BASE right?',
    ],
  },
  tls_untrusted: {
    what: () => 'The certificate is signed by nobody that this server trusts',
    check: [
      'Does a company proxy or WeChat Cloud Hosting sign with its own CA? Name that CA in NODE_EXTRA_CA_CERTS.',
      'Never switch the certificate check off: the secret would go to whoever answers.',
    ],
  },
  tls_failed: {
    what: () => 'The TLS connection to WeChat failed',
    check: ['Does something that does not speak TLS 1.2 or newer answer there?', 'Is WECHAT_API_BASE right?'],
  },
  proxy_unreachable: {
    what: () => 'The proxy in HTTPS_PROXY cannot be reached',
    check: [
      'Is its address right, and is it running?',
      'To reach WeChat without the proxy, add its name to NO_PROXY.',
    ],
  },
  proxy_refused: {
    what: () => 'The proxy in HTTPS_PROXY refused to connect to WeChat',
    check: ['Does it ask for user and password? Put them into HTTPS_PROXY.', 'May it connect to port 443?'],
  },
  too_large: {
    what: () => 'The answer is larger than 64 KiB',
    check: [
      'WeChat’s answers to these calls have a few hundred bytes, so reading was stopped. What stands between this server and WeChat?',
      'Is WECHAT_API_BASE right?',
    ],
  },
  busy: {
    what: () => 'This server already has as many calls to WeChat under way as it allows itself',
    check: ['Try again in a few seconds.', 'If it stays so, WeChat is answering slowly.'],
  },
};
