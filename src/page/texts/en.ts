import { answersEn } from '../../web/texts/answers-en.ts';
import { duration, plural } from '../../web/texts/count-en.ts';
import { faultsEn } from '../../web/texts/faults-en.ts';
import { refusalsEn } from '../../web/texts/refusals-en.ts';
import { keptEn } from './kept-en.ts';
import { pastedEn } from './pasted-en.ts';
import { toolsEn } from './tools-en.ts';

/** Every word of the pages in English; `Texts` is its shape, so a key that Chinese lacks does not compile. */
export const en = {
  htmlLang: 'en',
  productName: 'WeChat Access Token',
  otherLanguage: { lang: 'zh', htmlLang: 'zh-CN', name: '中文' },
  nav: { label: 'Tools', get: 'Get a token', check: 'Check a token', errcodes: 'Error codes' },
  skipToResult: 'Skip to the result',
  footer: { docs: 'WeChat’s documentation', health: 'Health' },

  form: {
    heading: 'Get an access_token',
    appidHint: 'wx and 16 hex digits, from the console.',
    secretHint: 'Sent to WeChat for this call; not stored, not logged.',
    endpoint: 'Endpoint',
    token: 'a new token with each call',
    stableToken: 'the current token, or a new one near its end',
    tokenWarning:
      'Get replaces the token that this account uses now. Production’s token dies about five minutes later (40001), unless it shares the new one.',
    stableWarning:
      'Get does not disturb anyone: stable_token hands out the current token, and tokens from cgi-bin/token go on working.',
    force: 'Replace it now (force_refresh)',
    forceWarning:
      'Retires the current stable token: every server that still holds it gets 40001. WeChat allows 20 a day, at least 30 s apart.',
    forceLeft: (left: number) =>
      `As far as this server knows, ${left} of 20 ${left === 1 ? 'is' : 'are'} left today for this AppID.`,
    forceUnknown: 'How many are left is shown after the first Get. This server counts only those made here.',
    forceLabel: 'Yes, retire the token in use',
    get: 'Get',
  },

  empty: {
    heading: 'The answer appears here',
    steps: [
      'Paste AppID and AppSecret. Find the AppID in the WeChat Developer Platform (微信开发者平台), or at mp.weixin.qq.com for a Mini Program. The AppSecret is shown there only once, when it is made or reset.',
      'Press Get. This server calls WeChat, so it is this server’s address that the IP whitelist (IP 白名单) must hold.',
      'Copy the token, or read what went wrong and what to do about it.',
    ],
  },

  /** sentence for an address that came with parameters */
  queryIgnored:
    'The address of this page came with parameters. They were not read. If one of them was a secret, it now stands in the browser’s history and perhaps in a proxy’s log: reset it.',

  plainHttp:
    'This page came over plain http: what you type can be read on its way. Open it by https, or on the server itself by localhost. For whoever runs it: put a proxy with https in front and set PUBLIC_URL.',

  outcome: {
    token: (seconds: number | undefined) =>
      seconds === undefined ? 'Token received' : `Token received, valid for ${duration(seconds)}`,
    errcode: (code: number, name: string) => `${code}: ${name}`,
    unknownErrcode: (code: number) => `WeChat answered with errcode ${code}`,
    status: (status: number) => `WeChat’s side answered with HTTP ${status}`,
    unexpectedJson: 'WeChat’s side answered with JSON that is neither a token nor an errcode',
    empty: 'What came back is empty: nothing at all',
    notJson: 'What came back is not JSON',
    missing: 'There is a problem',
    errorPrefix: 'Error: ',
  },

  token: {
    label: 'access_token',
    length: (n: number) => plural(n, 'character'),
    room: 'WeChat asks for room for at least 512.',
    expiresIn: 'expires_in',
    seconds: (n: number) => `${n} s`,
    ends: 'Expires',
    former: 'The previous token of this account stops working about five minutes after this one was issued.',
    stable:
      'This is the current stable token: asking again returns the same one until its last five minutes.',
    forced:
      'Do not count on the previous stable token any longer. Within 30 s of the last forced refresh WeChat returns the same token again.',
    badExpiresIn:
      'expires_in is no usable number of seconds, so the end of this token is not known. Treat it as short-lived.',
    clamped: 'expires_in is above 7200, the longest life that WeChat names; 7200 is assumed here.',
    reload: 'Reloading this page would ask WeChat once more.',
    reloadForce: 'Reloading this page would ask for a forced refresh once more.',
    next: 'Check this token',
  },

  error: {
    action: 'What to do',
    unknown:
      'This server does not know that code and does not guess. Look it up with WeChat’s diagnosis tool.',
    rid: 'rid',
    diagnosis: 'WeChat’s diagnosis tool',
    diagnosisHint: '(needs a login of this account; keeps requests for 7 days)',
    more: (code: number) => `More about ${code}`,
    source: 'WeChat’s documentation',
    ownIp: 'This server’s address, as WeChat saw it',
    anyIp: 'The address that WeChat saw',
  },

  notSent: 'No connection was made. The secret was not sent.',
  /** what a call that failed after it was sent leaves open */
  leftOpen: {
    fetch:
      'WeChat may have issued a token. If it came from cgi-bin/token, the previous one stops working in about five minutes.',
    force:
      'WeChat may have retired the current stable token and issued a new one: do not count on the previous one.',
    use: 'So the token was not judged. A check changes nothing; it can be repeated.',
  },
  sentenceGap: ' ',

  notAsked: 'WeChat was not asked. This is the body that it would send:',
  body: 'WeChat’s body',
  facts: {
    status: (status: number) => `HTTP ${status}`,
    duration: (ms: number) => `${ms} ms`,
    size: (bytes: number) => plural(bytes, 'byte'),
    noContentType: 'no content type',
  },
  masked: 'The answer repeated the secret; it is masked here.',

  removed: (field: string, spaces: number, invisible: number, quotes: number) => {
    const parts = [
      spaces > 0 && plural(spaces, 'space'),
      invisible > 0 && plural(invisible, 'invisible character'),
      quotes > 0 && plural(quotes, 'quote'),
    ].filter(Boolean);
    return `${field}: removed ${parts.join(', ')} around the pasted value.`;
  },
  missing: {
    appid: 'Enter the AppID',
    secret: 'Enter the AppSecret',
    access_token: 'Paste an access_token',
  },

  request: {
    heading: 'The same call as a command',
    secretHint:
      'Put the secret into WX_SECRET first, so that it stands in no history: read -rs WX_SECRET, in PowerShell $env:WX_SECRET = Read-Host. Where an old Windows finds no secure channel: [Net.ServicePointManager]::SecurityProtocol = "Tls12".',
    setsToken: 'The answer is printed, and its token is in $TOKEN for the next command.',
    next: 'A next call with the token',
    nextHint: 'Uses $TOKEN, which the command above sets.',
    tokenHint: 'Put the token into TOKEN first: read -rs TOKEN, in PowerShell $TOKEN = Read-Host.',
    clearBySecret: 'Set every count back without a token: spends 1 of 10 a month',
    clearPath: (path: string) => `Set the count of ${path} back: spends 1 of 50 a month`,
    clearAll: 'Set every count of the account back: spends 1 of 10 a month',
    appidHint: 'APPID stands for the AppID of the account.',
  },

  ...pastedEn,
  ...toolsEn,
  kept: keptEn,
  answers: answersEn,
  faults: faultsEn,
  refusals: refusalsEn,
};

export type Texts = typeof en;
