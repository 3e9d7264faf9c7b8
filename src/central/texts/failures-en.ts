/** Why a fetch brought nothing, where it is not an errcode that says so; by the stable word that stands in the log. */
export const failuresEn = {
  failures: {
    upstream_timeout: {
      what: 'WeChat did not answer in time',
      check: [
        'Can this server reach api.weixin.qq.com on port 443? A firewall that drops packets looks like this.',
        'If only a proxy leads out, set HTTPS_PROXY. On a slow line, raise WECHAT_TIMEOUT_MS.',
      ],
    },
    upstream_unreachable: {
      what: 'WeChat could not be reached',
      check: [
        'Is the network up, does this server find names (DNS), and does no firewall refuse port 443?',
        'Is WECHAT_API_BASE right? If only a proxy leads out, set HTTPS_PROXY.',
      ],
    },
    upstream_tls: {
      what: 'The TLS connection to WeChat failed',
      check: [
        'Is this server’s clock right? Does a company proxy sign with its own CA? Name that CA in NODE_EXTRA_CA_CERTS.',
        'Does DNS or a hosts entry send api.weixin.qq.com to another server? The AppSecret was not sent.',
      ],
    },
    upstream_proxy: {
      what: 'The proxy in HTTPS_PROXY could not be used',
      check: [
        'Is it running, is its address right, and does it ask for user and password?',
        'May it connect to port 443 of api.weixin.qq.com?',
      ],
    },
    upstream_status: {
      what: 'WeChat’s side answered with an HTTP error',
      check: [
        'WeChat sends its own errors with HTTP 200: does a proxy or gateway in between answer instead?',
        'If WeChat is disturbed, it passes; this server asks again with growing pauses.',
      ],
    },
    upstream_unexpected: {
      what: 'What came back was no answer of WeChat’s',
      check: [
        'A login page of a network or a firewall’s notice looks like this: what stands between this server and WeChat?',
        'WECHAT_API_BASE must name WeChat’s API or a server that speaks its protocol.',
      ],
    },
    upstream_too_large: {
      what: 'The answer was larger than 64 KiB, and reading was stopped',
      check: ['WeChat’s answers have a few hundred bytes: what stands between this server and WeChat?'],
    },
    busy: {
      what: 'This server had as many calls to WeChat under way as it allows itself',
      check: ['It passes by itself. If it stays so, WeChat is answering slowly.'],
    },
    bad_expiry: {
      what: 'WeChat sent a token without a usable expires_in',
      check: [
        'It is not trusted, since nobody knows how long it works. If it stays so: does WECHAT_API_BASE lead to WeChat itself?',
      ],
    },
    store_away: {
      what: 'The store is away, so WeChat was not asked',
      check: [
        'Fetching without it could replace the token that the other instances give out. Mend the store: see above.',
      ],
    },
    turn_lost: {
      what: 'Another instance took the turn, so WeChat was not asked',
      check: [
        'Nothing needs doing, unless it happens often: then this process is stopped for too long at times.',
      ],
    },
    internal: {
      what: 'Something went wrong in this server',
      check: ['Look for unexpected_error in the log, and report it to whoever wrote this server.'],
    },
    not_yet: {
      what: 'Another instance was fetching, and its token has not arrived here yet',
      check: ['It passes within seconds. If it stays so: does every instance use the same REDIS_URL?'],
    },
  },
  other: (word: string) => `The fetch failed (${word})`,
};
