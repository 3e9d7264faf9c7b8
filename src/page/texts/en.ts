import { duration, plural } from '../../web/texts/count-en.ts';
import { en as webEn } from '../../web/texts/en.ts';

/** Every word of the tools in English, with what every page says; `Texts` is its shape, so a key that Chinese lacks does not compile. */
export const en = {
  ...webEn,

  form: {
    heading: 'Get an access_token',
    appidHint: 'wx and 16 hex digits, from the console.',
    secretHint: 'Used for this one call. Not stored, not logged.',
    endpoint: 'Endpoint',
    token: 'A new token with each call.',
    stableToken: 'The current token. Affects nobody else.',
    tokenWarning:
      'Replaces the token this account uses now. Servers that keep the previous one get 40001 about five minutes later.',
    tokenAgain: 'Each Get replaces the token again.',
    stableWarning: 'Safe to press: tokens from cgi-bin/token keep working, too.',
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
    heading: 'The token appears here, or what went wrong',
    expires: 'Expires in 2 h',
    notListed: '40164: this server’s address is not on the IP whitelist',
    where: 'AppID, AppSecret',
    official: 'Official Account:',
    miniProgram: 'Mini Program:',
    secretOnce: 'The AppSecret is shown only when it is created or reset.',
    list: 'IP whitelist',
    listed:
      'This server makes the call, so its address must be listed: one address a line, and never 0.0.0.0/0, which lets everybody in. If it is not, the first Get shows the address to add.',
  },
  ask: {
    button: 'Ask WeChat which address it sees',
    hint: 'Uses the AppID and AppSecret of the form for one normal stable_token call. It replaces nothing.',
    accepted: 'WeChat accepts calls from this server',
    acceptedMeaning:
      'Its address is on the list, or the account has no list. WeChat names an address only where it refuses it.',
  },

  plainHttp:
    'This page came over plain http: what you type can be read on its way. Open it by https, or on the server itself by localhost. For whoever runs it: put a proxy with https in front and set PUBLIC_URL.',

  token: {
    heading: (seconds: number | undefined) =>
      seconds === undefined ? 'Token received' : `Token received, valid for ${duration(seconds)}`,
    label: 'access_token',
    length: (n: number) => plural(n, 'character'),
    room: 'WeChat asks for room for at least 512.',
    ends: 'Expires',
    former: 'The previous token works for about five more minutes.',
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
    call: 'Call an API with this token',
  },

  notAsked: 'What WeChat would answer',
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
    heading: 'There is a problem',
    appid: 'Enter the AppID',
    secret: 'Enter the AppSecret',
    access_token: 'Paste an access_token',
    meaning: {
      appid: 'The AppID is missing. WeChat was not asked; it would answer 41002.',
      secret: 'The AppSecret is missing. WeChat was not asked; it would answer 41004.',
    },
  },
  /** on the link to a field whose value is wrong */
  correct: {
    appid: 'Correct the AppID',
    secret: 'Enter the AppSecret again',
    access_token: 'Paste another token',
    quota: 'Correct the path',
  },
  openConsole: (name: string) => `Open the ${name}`,

  request: {
    heading: 'Request',
    /** what comes before the command that sets the variable; by its name */
    set: {
      WX_SECRET: 'First put the secret where no history keeps it:',
      TOKEN: 'First put the token where no history keeps it:',
    },
    oldWindows:
      'Where an old Windows finds no secure channel: [Net.ServicePointManager]::SecurityProtocol = "Tls12"',
    setsToken: 'Prints the answer and keeps its token in TOKEN, for Next.',
    next: 'Next',
    nextHint: 'Uses TOKEN, which Request has set.',
    clearBySecret: 'Set every count back without a token: spends 1 of 10 a month',
    clearPath: (path: string) => `Set the count of ${path} back: spends 1 of 50 a month`,
    clearAll: 'Set every count of the account back: spends 1 of 10 a month',
    appidHint: 'APPID stands for the AppID of the account.',
  },

  hints: {
    appid_shape: 'The AppID does not look like one: wx and 16 lower-case hex digits.',
    appid_is_original_id: 'gh_… is the original ID (原始 ID) of an account, not its AppID.',
    appid_is_corpid:
      'ww… is a corpid of WeCom (企业微信), not an AppID. Its token comes from qyapi.weixin.qq.com/cgi-bin/gettoken, with corpid and corpsecret.',
    appid_is_guest:
      'touristappid is the guest mode of WeChat DevTools, not an account. A sandbox account (测试号) has an AppID and an AppSecret of its own.',
    appid_is_placeholder: 'The AppID is a placeholder that was never filled in. Put your own in its place.',
    secret_shape: 'The AppSecret does not look like one: 32 lower-case hex digits.',
    secret_is_placeholder:
      'The AppSecret is a placeholder that was never filled in. Put your own in its place.',
    secret_is_key43:
      'The AppSecret has the 43 characters of an EncodingAESKey, or of a WeCom (企业微信) Secret.',
    secret_is_appid: 'What stands in the field of the AppSecret looks like an AppID.',
    fields_swapped: 'AppID and AppSecret look swapped.',
    both_in_one: 'Both values look pasted into one field. Put each into its own.',
    several: 'More than one AppID or AppSecret was pasted into one field. Paste the one that is meant.',
    more_than_appid: 'More than the AppID was pasted.',
    secret_as_appid: 'What stands in the field of the AppID looks like an AppSecret or another key.',
    token_as_value: 'What was pasted looks like an access_token. Get takes AppID and AppSecret.',
  },
  mixedUp: {
    notSent: 'Nothing was sent to WeChat.',
    offer: (appid: string) =>
      `The AppID in it, ${appid}, now stands in its field. Put the AppSecret into its own, then press Get.`,
    sandbox:
      'A sandbox account (测试号) has its own AppID, AppSecret and tokens; its token can be fetched 200 times a day.',
  },
  taken: (field: string) => `${field}: more than the value was pasted. It was taken out; the rest was left.`,
  notToken: {
    heading: 'This does not look like an access_token',
    notSent: 'WeChat was not asked, so nothing is known of any token.',
    cut: 'The token is cut or masked: a part of it is missing. Paste it whole.',
    several: 'There is more than one token in it. Paste the one that is meant.',
    placeholder: 'It is a placeholder or a variable that was never filled in. Paste the token itself.',
    number: 'It is a number. If it is an error code: Error codes, above, explains it.',
    short: 'It is too short: WeChat’s tokens have more than a hundred characters.',
    appid: 'It looks like an AppID. Get fetches a token with it and its AppSecret.',
    corpid:
      'It looks like a corpid of WeCom (企业微信). Its token comes from qyapi.weixin.qq.com/cgi-bin/gettoken.',
    guest: 'touristappid is the guest mode of WeChat DevTools, not an account and not a token.',
    original_id: 'gh_… is the original ID (原始 ID) of an account.',
    secret: 'It looks like an AppSecret. It was not sent. Get fetches a token with it and its AppID.',
    client_key:
      'It looks like a client key of the central server (wat_…). It was not sent. It reads a token; it is none.',
    stand_in:
      'It is a stand-in token of this server’s gateway, or of another one, and none of WeChat’s. It was sent nowhere. It opens that gateway alone.',
    key43:
      'It has the 43 characters of an EncodingAESKey or a WeCom (企业微信) Secret, and was not sent. If it is a token after all, paste it as access_token=…',
    digest:
      'It looks like a checksum or a signature, and was not sent. If it is a token after all, paste it as access_token=…',
    session_key: 'It looks like a session_key. It was not sent. It decrypts a user’s data and opens no API.',
    openid:
      'It looks like the openid or unionid of a user. If it is a token after all, paste it as access_token=…',
    ticket:
      'It looks like a ticket (jsapi_ticket, wx_card, component_verify_ticket). It was not sent. A ticket is no token.',
    auth_code:
      'It looks like the code of a login or an authorisation. It is exchanged for a token, once, and is none.',
    refresh_token:
      'It looks like a refresh_token. It was not sent. It fetches another token and opens no API itself.',
    rid: 'It looks like a rid, which names a request. Error codes, above, reads its time.',
    cloudbase:
      'It is a cloudbase_access_token. It goes into the parameter of that name, never into access_token: there it is answered with 40001.',
    component:
      'It is the component_access_token of a third-party platform. It opens /cgi-bin/component/… and cannot be checked here.',
    wecom: 'It is a token of WeCom (企业微信). It opens qyapi.weixin.qq.com; WeChat’s API does not know it.',
    oauth:
      'It is the token of a user, from OAuth (网页授权). It opens /sns/… only; other APIs answer it with 40001.',
    pair: 'AppID and AppSecret are in it, and no token. The AppSecret was not sent. Get fetches a token with both.',
    answer: 'It is an answer or a log without a token. Error codes, above, explains the code in it.',
    address: 'There is an address in it, and no access_token in that.',
    unreadable: 'No token was found in it. Paste the token alone, or the JSON or the address that holds it.',
  },

  check: {
    heading: 'Check an access_token',
    tokenHint: 'Asked with one read-only call (get_api_domain_ip). It retires nothing.',
    quota: 'Today’s quota of an API, too',
    quotaHint: 'Its path; empty: do not ask.',
    noPath: 'That is no path of an API',
    noPathText: 'Enter a path such as /cgi-bin/message/custom/send, or leave the field empty',
    button: 'Check',
    alive: 'The token works',
    aliveMeaning: 'It is valid, and this server’s address may use it.',
    dead: 'The token does not work',
    ipNotListed: 'The address is not listed; the token was not judged',
    noRight: 'The token works; the account lacks this API',
    unknown: 'WeChat did not say whether the token works',
    otherAccount:
      'A token of another account (a sandbox account, 测试号, is one of its own), the OAuth token of a user, or a cloudbase_access_token is answered with the same code.',
    /** further steps, each in the form that calls APIs */
    onward: {
      rid: 'Look a rid up',
      clear: (path: string) => `Reset the count of ${path}`,
      clearCost: 'Spends 1 of 50 a month; asked once more before it is sent.',
    },
    quotaHeading: (path: string) => `Quota of ${path} today`,
    quotaText: (used: number, limit: number, remain: number) => `${used} of ${limit} used, ${remain} left.`,
    quotaBody: 'Quota response',
    quotaFailed: (reason: string) => `The quota could not be read: ${reason}`,
    emptyHeading: 'Does it still work?',
    emptySteps: [
      ['Works', 'The token is alive, and this server’s address may use it.'],
      ['Does not work', 'It expired, was replaced by a newer one, was cut, or belongs to another account.'],
      ['Not judged', 'Only this server’s address is missing from the IP whitelist (IP 白名单).'],
    ],
  },

  /** What is said when a press of Get would replace a token that this server keeps, and after it did. */
  kept: {
    heading: 'This server keeps the token of this account',
    /** by the endpoint that is pressed, stable_token with force_refresh */
    meaning: {
      token:
        'WeChat was not asked. This press would replace the token that this server keeps for other servers: theirs dies about five minutes later. This server then fetches one for them again, so the token that you get here lasts only about five minutes, too.',
      stable_token:
        'WeChat was not asked. This press would retire the token that this server keeps for other servers: each that still holds it gets 40001.',
    },
    read: 'Read the kept token from this server instead: GET /cgi-bin/token with a client key. Whoever runs this server hands out the keys.',
    instead: {
      token: 'Or choose stable_token: its tokens live apart from this one, and it replaces none.',
      stable_token: 'Or leave force_refresh out: stable_token then hands out the current token.',
    },
    confirm: 'To replace it anyway, tick this box and press Get again.',
    label: 'Yes, replace the kept token',
    /** for a page that was posted without script */
    anew: {
      token: 'The secret field is empty again: type it once more before that.',
      stable_token:
        'The secret field is empty again and force_refresh is no longer ticked: fill in both once more before that.',
    },
    /** for programs, in place of the box */
    field: 'To replace it anyway, send replace_kept=on as well.',
    replaced: {
      token:
        'This server keeps this account’s token for other servers and now fetches a new one for them. With that, the token above stops working about five minutes later.',
      stable_token: 'This server keeps this account’s token for other servers and now hands out the new one.',
    },
    mayBeReplaced:
      'This server keeps this account’s token for other servers and now asks WeChat for it anew.',
  },
};

export type Texts = typeof en;
