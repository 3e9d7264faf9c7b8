/** Why a fetch brought nothing, where it is not an errcode that says so; by the stable word that stands in the log. */
export const failuresEn = {
  failures: {
    upstream_status: {
      what: () => 'WeChat’s side answered with an HTTP error',
      check: [
        'WeChat sends its own errors with HTTP 200: does a proxy or gateway in between answer instead?',
        'If WeChat is disturbed, it passes; this server asks again with growing pauses.',
      ],
    },
    upstream_unexpected: {
      what: () => 'What came back was no answer of WeChat’s',
      check: [
        'A login page of a network or a firewall’s notice looks like this: what stands between this server and WeChat?',
        'WECHAT_API_BASE must name WeChat’s API or a server that speaks its protocol.',
      ],
    },
    bad_expiry: {
      what: () => 'WeChat sent no usable expires_in',
      check: [
        'What it sent is not trusted, since nobody knows how long it works. If it stays so: does WECHAT_API_BASE lead to WeChat itself?',
      ],
    },
    store_away: {
      what: () => 'The store is away, so WeChat was not asked',
      check: [
        'Fetching without it could replace the token that the other instances give out. Mend the store: see above.',
      ],
    },
    turn_lost: {
      what: () => 'Another instance took the turn, so WeChat was not asked',
      check: [
        'Nothing needs doing, unless it happens often: then this process is stopped for too long at times.',
      ],
    },
    internal: {
      what: () => 'Something went wrong in this server',
      check: ['Look for unexpected_error in the log, and report it to whoever wrote this server.'],
    },
    not_yet: {
      what: () => 'Another instance was fetching, and what it got has not arrived here yet',
      check: ['It passes within seconds. If it stays so: does every instance use the same REDIS_URL?'],
    },
  },
  notSent: 'Nothing was sent to WeChat, so whatever is held is not in doubt.',
  other: (word: string) => `The fetch failed (${word})`,
};
