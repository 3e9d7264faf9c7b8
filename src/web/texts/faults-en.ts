/** What failed on the way to WeChat, and what to check. */
export const faultsEn = {
  timeout: {
    what: (seconds: string) => `No answer from WeChat in ${seconds} s`,
    check: [
      'The call was sent, so WeChat, or something in between, is slow: wait a minute, then try again.',
      'If it stays so, try WeChat’s other entry point: WECHAT_API_BASE=https://api2.weixin.qq.com.',
      'A slow line: raise WECHAT_TIMEOUT_MS.',
    ],
  },
  connect_timeout: {
    what: (seconds: string) => `No connection to WeChat came about in ${seconds} s`,
    check: [
      'Can this server reach api.weixin.qq.com on port 443? A firewall that drops packets looks like this.',
      'If only a proxy leads out, set HTTPS_PROXY.',
      'If WeChat’s address is slow from here, try its other entry point: WECHAT_API_BASE=https://api2.weixin.qq.com.',
    ],
  },
  name_not_found: {
    what: () => 'The name of WeChat’s API was not found (DNS)',
    check: [
      'Is WECHAT_API_BASE spelled right?',
      'Does the name server of this machine know names of the Internet, or only those of its own network?',
      'If only a proxy leads out, set HTTPS_PROXY.',
    ],
  },
  name_failed: {
    what: () => 'The name of WeChat’s API could not be looked up (DNS)',
    check: [
      'Does a name server answer this machine? See /etc/resolv.conf; in a container, its DNS settings.',
      'If only a proxy leads out, set HTTPS_PROXY.',
      'A machine that is out of memory or of file descriptors (ulimit -n) cannot look names up either.',
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
  not_connected: {
    what: () => 'The connection to WeChat ended before it stood',
    check: [
      'Does a firewall or gateway on the way cut TLS connections to api.weixin.qq.com?',
      'Is WECHAT_API_BASE right, and does what listens there speak what the address says (https or http)?',
      'A machine that is out of file descriptors (ulimit -n) opens no connection either.',
    ],
  },
  reset: {
    what: () => 'The connection to WeChat broke off before the answer was whole',
    check: [
      'Mostly it passes by itself: wait a moment, then try again.',
      'If it stays so: what stands between this server and WeChat?',
    ],
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
    what: () => 'The proxy in HTTPS_PROXY cannot be reached, or does not answer as a proxy',
    check: [
      'Is its address right, and is it running?',
      'Does HTTPS_PROXY begin with https://, or is it a plain http:// proxy? Most are, also for calls to https addresses.',
      'To reach WeChat without the proxy, add its name to NO_PROXY.',
    ],
  },
  proxy_refused: {
    what: () => 'The proxy in HTTPS_PROXY did not connect to WeChat',
    check: [
      'Does it ask for user and password (407)? Put them into HTTPS_PROXY.',
      'Do its rules (403) allow api.weixin.qq.com and port 443?',
      'Can the proxy itself reach WeChat (502, 503, 504)? Its log says.',
    ],
  },
  proxy_timeout: {
    what: (seconds: string) => `The proxy in HTTPS_PROXY did not open the way to WeChat in ${seconds} s`,
    check: [
      'Is its address right, and does it answer there?',
      'Can the proxy itself reach api.weixin.qq.com on port 443? Its log says.',
      'To reach WeChat without the proxy, add its name to NO_PROXY.',
    ],
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
    check: ['It passes by itself, mostly within seconds.', 'If it stays so, WeChat is answering slowly.'],
  },
};
