import { plural } from './count-en.ts';

const inBetween =
  'Is there a proxy or gateway between this server and api.weixin.qq.com? It may have answered instead of WeChat.';
const base = 'WECHAT_API_BASE must name WeChat’s API or a server that speaks its protocol.';

/** What every page of this server says, in English; `Texts` is its shape, so a key that Chinese lacks does not compile. */
export const en = {
  htmlLang: 'en',
  productName: 'WeChat Access Token',
  description:
    'Get a WeChat access_token from AppID and AppSecret, check one, or look up what an error code of WeChat’s means and what to do.',
  otherLanguage: { lang: 'zh', htmlLang: 'zh-CN', name: '中', label: '中文' },
  nav: { label: 'Tools' },
  skipToResult: 'Skip to the result',
  footer: { docs: 'WeChat’s documentation', central: 'Central server', health: 'Health' },

  /** sentence for an address that came with parameters */
  queryIgnored:
    'The address of this page came with parameters. They were not read. If one of them was a secret, it now stands in the browser’s history and perhaps in a proxy’s log: reset it.',

  outcome: {
    errcode: (code: number, name: string) => `${code}: ${name}`,
    unknownErrcode: (code: number) => `WeChat answered with errcode ${code}`,
    workErrcode: (code: number, name: string) => `WeCom ${code}: ${name}`,
    unknownWorkErrcode: (code: number) => `WeCom answered with errcode ${code}`,
    status: (status: number) => `WeChat’s side answered with HTTP ${status}`,
    unexpectedJson: 'WeChat’s side answered with JSON that is neither a token nor an errcode',
    empty: 'What came back is empty: nothing at all',
    notJson: 'What came back is not JSON',
    errorPrefix: 'Error: ',
  },

  error: {
    action: 'What to do',
    moreSteps: (n: number) => `${n} more`,
    unknown:
      'This server does not know that code and does not guess. Look it up with WeChat’s diagnosis tool.',
    rid: 'rid',
    diagnosis: 'WeChat’s diagnosis tool',
    diagnosisHint: '(needs a login of this account; keeps requests for 7 days)',
    more: (code: number) => `More about ${code}`,
    source: 'WeChat’s documentation',
    workUnknown:
      'The same number means something else there than with WeChat, and this server does not guess. WeCom’s help page explains it.',
    workSource: 'WeCom’s documentation',
    workHelp: 'WeCom’s help page for this code',
    reported: 'This is known from developers’ reports alone.',
    ownIp: 'Add this address to the account’s IP whitelist',
    ownIpHint: 'The address of this server, as WeChat saw it. Not that of your own computer.',
    anyIp: 'The address that WeChat saw',
  },

  /** How an address is put onto the list. */
  whitelist: {
    official: 'WeChat Developer Platform (微信开发者平台)',
    open: 'Open the whitelist of an Official Account:',
    add: 'Add the address on a line of its own, and save. Only the administrator or a registered developer can.',
    wait: 'Wait some minutes until the change works, then try again.',
    moreHeading: 'A Mini Program, or an address that changes',
    miniProgram: 'Mini Program, where the list is optional:',
    changes:
      'If the address keeps changing, give the server a fixed way out (NAT or a proxy), or list the range.',
    changesIn: (official: string, miniProgram: string) =>
      `If the address keeps changing, give the server a fixed way out (NAT or a proxy), or list the range: ${official} for an Official Account, ${miniProgram} for a Mini Program.`,
    never: 'Never list 0.0.0.0/0: it lets everybody in.',
  },

  addresses: {
    notListable: 'a private or reserved address: WeChat sees no server with it, so do not list it',
    differ:
      'The address changes from call to call: give the server a fixed way out (NAT or proxy), or list them all.',
  },

  notSent: 'No connection was made. The secret was not sent.',
  callNotSent: 'No connection was made. The call was not sent.',
  /** what a call that failed after it was sent leaves open */
  leftOpen: {
    fetch:
      'WeChat may have issued a token. If it came from cgi-bin/token, the previous one stops working in about five minutes.',
    force:
      'WeChat may have retired the current stable token and issued a new one: do not count on the previous one.',
    use: 'So the token was not judged. A check changes nothing; it can be repeated.',
    read: 'This call changes nothing; it can be repeated.',
    act: 'The call was sent, so WeChat may have carried it out. Look before you send it again.',
  },
  sentenceGap: ' ',
  listGap: ', ',
  body: 'Response',
  language: 'Language',
  copy: {
    plain: 'Copy',
    token: 'Copy token',
    json: 'Copy JSON',
    rid: 'Copy rid',
    value: (value: string) => `Copy ${value}`,
    command: (language: string) => `Copy (${language})`,
  },
  facts: {
    status: (status: number) => `HTTP ${status}`,
    duration: (ms: number) => `${ms} ms`,
    size: (bytes: number) => plural(bytes, 'byte'),
    noContentType: 'no content type',
  },

  /** An answer that could not be used: what it was, and what fits that. */
  answers: {
    /** `size` is left out where it is not known any more */
    was: {
      nothing: () => 'It came without a body: nothing at all.',
      html: (size?: number) =>
        `It was an HTML page${size === undefined ? '' : ` of ${plural(size, 'byte')}`}.`,
      json: (size?: number) =>
        `It was JSON${size === undefined ? '' : ` of ${plural(size, 'byte')}`}; do not rely on what it says.`,
      text: (size?: number) =>
        `It was text that is not JSON${size === undefined ? '' : `, of ${plural(size, 'byte')}`}.`,
      bytes: (size?: number) =>
        `It was no text at all${size === undefined ? '' : `: ${plural(size, 'byte')}`}.`,
    },
    status:
      'WeChat sends its errors with HTTP 200, so something between this server and WeChat, or a disturbed WeChat, answered.',
    length: 'WeChat’s own gateway answers so to a body that comes in chunks, without a Content-Length.',
    good: 'WeChat’s answers are JSON with an access_token or an errcode; this is none.',
    hidden: 'It is not shown here, since it may repeat the address that was called.',
    steps: {
      redirect: [
        'No redirect is followed, since the secret would go where it points. Does WECHAT_API_BASE begin with http:// where it should be https://, or name an old address?',
        'A login page of a network (captive portal) redirects like this: log in there, or use another way out.',
      ],
      denied: [
        'A proxy, firewall or gateway on the way refuses the call: does it allow api.weixin.qq.com?',
        'If it asks for a user and a password, put them into HTTPS_PROXY.',
        base,
      ],
      notFound: [
        'Does WECHAT_API_BASE end where WeChat’s paths begin, as https://api.weixin.qq.com does, without /cgi-bin?',
        inBetween,
      ],
      length: [
        'This server sends a Content-Length. A proxy or gateway on the way that passes bodies on in chunks (Transfer-Encoding: chunked) must pass them on whole.',
        'In a program of your own: send the JSON whole, with Content-Length, not as a stream.',
      ],
      tooLarge: [
        'A gateway on the way bounds what it passes on; these calls have a few hundred bytes.',
        inBetween,
      ],
      tooMany: [
        'Whoever answered wants fewer calls: wait a few minutes, then try again less often.',
        inBetween,
      ],
      server: [
        'A disturbance at WeChat passes: wait a minute, then try again. If it stays so, try WECHAT_API_BASE=https://api2.weixin.qq.com.',
        inBetween,
      ],
      cloud: [
        'In WeChat Cloud Hosting (微信云托管) such a page comes from its own gateway: is 开放接口服务 (open API service) on, and is this path in its list? With it on, no access_token is needed there; with it off, call https://api.weixin.qq.com.',
        'Elsewhere: wait a minute, then try again. If it stays so, a proxy or gateway on the way fails to reach WeChat; its log says.',
      ],
      page: [
        'A login page of a network (captive portal) or a firewall’s notice looks like this: what stands between this server and api.weixin.qq.com?',
        base,
      ],
      lost: [
        'Something on the way may have swallowed the answer: wait a moment, then try again.',
        inBetween,
        base,
      ],
      other: [inBetween, base],
    },
  },

  /** What failed on the way to WeChat, and what to check. */
  faults: {
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
      check: [
        'Does something that does not speak TLS 1.2 or newer answer there?',
        'Is WECHAT_API_BASE right?',
      ],
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
  },

  /** What this server itself turns down, and what to do. */
  refusals: {
    form_malformed: {
      heading: 'This form was not understood',
      text: 'The form has an unknown or repeated field, or a line break or control character inside a value. Nothing was sent to WeChat. Fields of /: appid, secret, endpoint, force_refresh, replace_kept, ask; of /check: access_token, quota.',
    },
    force_refresh_needs_stable_token: {
      heading: 'force_refresh goes with stable_token',
      text: 'Nothing was sent to WeChat. Choose stable_token, or leave force_refresh out: cgi-bin/token issues a new token with each call anyway.',
    },
    operator_key_needed: {
      heading: 'This needs the operator’s key',
      text: 'It is for whoever runs this server. In a browser, enter any user name and, as the password, the key in OPERATOR_KEY. A program sends it as Authorization: Bearer <key>.',
    },
    not_same_origin: {
      heading: 'This request did not come from this page',
      text: 'Another site, or this page under another address, sent it. Nothing was sent to WeChat. Open the page itself and press Get there. Behind an https proxy, set PUBLIC_URL to the address that browsers use.',
    },
    not_found: {
      heading: 'There is no page here',
      text: 'The address may be mistyped, or meant for WeChat: its API is at api.weixin.qq.com.',
    },
    method_not_allowed: {
      heading: 'This address does not take that method',
      text: 'The Allow header of this answer names those that it takes.',
    },
    too_large: {
      heading: 'The form is too large',
      text: 'What these forms take is short, and this server reads up to 16 KiB of it, of a body or a text to look up 256 KiB. Nothing was sent to WeChat.',
    },
    not_a_form: {
      heading: 'That is not a form',
      text: 'Send application/x-www-form-urlencoded in UTF-8, uncompressed, as a browser and curl -d do. Nothing was sent to WeChat.',
    },
    wrong_host: {
      heading: 'This server does not answer to that name',
      text: 'It answers to localhost, to addresses, and to the names in ALLOWED_HOSTS and PUBLIC_URL. If the name in the address bar is yours, add it to ALLOWED_HOSTS and start again.',
    },
    too_many_requests: {
      heading: 'Too many requests',
      text: 'Nothing was sent to WeChat. RATE_LIMIT sets how many a client, and an AppID, may send in a minute.',
    },
    internal: {
      heading: 'Something went wrong here',
      text: 'Try again; if it stays so, look for the request id below in the server’s log. Nothing that you typed is in the log.',
    },
    formAnew: 'The form is empty again: check the endpoint before the next press.',
    wait: (seconds: number) => `Try again in ${seconds} s.`,
    requestId: 'Request id: ',
    back: 'To the page',
    getToken: 'Get a token',
  },
};

export type Texts = typeof en;

/** Words that the scripts in public/ put in; the build takes both languages into the bundle. */
export const scriptEn = {
  copied: 'Copied',
  copyByHand: 'Selected: press Ctrl+C or ⌘C',
  show: 'Show',
  hide: 'Hide',
  showField: 'Show {name}',
  hideField: 'Hide {name}',
  fieldShown: 'Shown: {name}',
  fieldHidden: 'Hidden: {name}',
  pretty: 'Pretty',
  raw: 'Raw response',
  endsIn: '{time} left',
  /** how a time is written; its zone stands behind it */
  timeLocale: 'en-GB',
  dateStyle: 'medium',
  time: '{time} {zone}',
  showAll: 'Show all ({n})',
  expired: 'expired',
  hour: ' h ',
  minute: ' min',
  lessThanAMinute: 'less than a minute',
  running: 'Asking WeChat…',
  looking: 'Looking it up…',
  slow: 'Asking WeChat… {seconds} s left until this server gives up',
  cancel: 'Cancel',
  cancelled: 'Cancelled.',
  cancelledGet:
    'Cancelled. The call may still run at WeChat and issue a token; pressing Get again soon joins it.',
  lost: 'This server did not answer. Is it still running?',
  lostGet: 'This server did not answer. Is it still running? WeChat may have issued a token all the same.',
  cleaned: 'Characters removed around the pasted value: {n}.',
  bothInOne: 'Both values look pasted into one field.',
  moreThanAppid: 'More than an AppID was pasted.',
  take: 'Use ',
  split: 'Put each into its field',
  swapped: 'AppID and AppSecret look swapped.',
  swap: 'Swap',
  ms: ' ms',
  history: 'This page’s history',
  clear: 'Clear',
  cleared: 'Fields, result and history are cleared.',
  hidden: 'The token is hidden: nobody looked at it for ten minutes, or it expired.',
  showToken: 'Show token',
};

export type ScriptTexts = typeof scriptEn;
