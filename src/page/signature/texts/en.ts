import { plural } from '../../../web/texts/count-en.ts';

/** The words of /signature. The Chinese catalogue has the same shape, which the compiler checks. */
export const en = {
  heading: 'Make or compare a signature',
  kind: 'What is signed',
  kinds: { jsapi: 'JS-SDK', push_check: 'Push URL', push_decrypt: 'Message', push_encrypt: 'Reply' },
  buttons: { jsapi: 'Sign', push_check: 'Check', push_decrypt: 'Open', push_encrypt: 'Seal' },

  fields: {
    url: 'Address of the page',
    signature: { jsapi: 'Your signature, to compare', push_check: 'signature' },
    body: 'What was received',
    message: 'Reply, before sealing',
    showTicket: 'Show the ticket that is fetched',
  },
  hints: {
    ticket: 'Or an access_token: the ticket is fetched with it.',
    url: 'As location.href has it, in the phone’s browser.',
    made: 'Empty: made here.',
    signature: {
      jsapi: 'Optional. Or the whole wx.config({…}).',
      push_check: 'Optional: without it, it is computed.',
    },
    appid: {
      jsapi: 'Optional, for wx.config.',
      push_decrypt: 'Optional: compared with the one in the message.',
      push_encrypt: 'Of the account that the push came to.',
    },
    token: 'From the push settings (消息推送) of the console, not an access_token.',
    aesKey: '43 characters, from the same place.',
    query: 'The whole address of the request can be pasted into any of these fields.',
    echostr: 'Optional.',
    msgSignature: 'From the address; not the one called signature.',
    body: 'XML or JSON, as it is.',
    message: 'XML, or JSON where the push is JSON.',
  },

  empty: {
    heading: 'The signature appears here, and what is wrong with yours',
    yours: 'Yours',
    expected: 'Expected',
    show: 'Show this example',
    facts: [
      {
        name: 'JS-SDK',
        text: 'signs an address for wx.config, and tells from a signature that WeChat refuses which mistake made it.',
      },
      {
        name: 'Push',
        text: 'checks a signature of WeChat’s, opens a message in safe mode (安全模式), seals a reply.',
      },
    ],
    nobody: 'Everything is computed here. WeChat is called only to fetch a ticket.',
  },

  problemHeading: 'There is a problem',
  go: (label: string) => `Go to ${label}`,
  /** beside a field; those of what is no token stand in the common texts */
  problems: {
    missing: {
      ticket: 'Enter the jsapi_ticket, or an access_token',
      url: 'Enter the address of the page',
      token: 'Enter the Token',
      encoding_aes_key: 'Enter the EncodingAESKey',
      appid: 'Enter the AppID',
      timestamp: 'Enter the timestamp',
      nonce: 'Enter the nonce',
      body: 'Paste the body as it was received',
      message: 'Enter the reply',
    } as Readonly<Record<string, string>>,
    toCompare: (label: string) => `Enter the ${label} that the signature was made with`,
    no_address: 'The address begins with https:// or http://',
    long_address: 'The address is longer than 8,192 characters',
    no_time: 'The timestamp is a number of seconds',
    no_nonce: 'That is no nonce: it has neither blanks nor & nor =',
    no_echostr: 'That is no echostr: it is a row of digits, as in the address of the request',
    no_signature: 'That is no signature: it has 40 hex digits',
    no_key: (length: number) =>
      length === 43
        ? 'The EncodingAESKey holds a character that is no letter and no digit'
        : `The EncodingAESKey has 43 characters; this has ${length}`,
    plain_body: 'This message is not sealed (明文模式). Check its signature under Push URL',
    no_body: 'There is no Encrypt in it',
    verify_ticket: 'It is a component_verify_ticket of a third-party platform, not a jsapi_ticket',
  },
  notUsed: 'Nothing was signed, and WeChat was not called.',
  nothingCompared: 'Nothing was computed.',

  notes: {
    between: ', ',
    taken: (fields: string) => `Taken out of what was pasted: ${fields}.`,
    madeNonce: 'noncestr and timestamp were left empty, and made here.',
    encoded: 'The address was encoded as a browser does it: location.href holds no letters beyond ASCII.',
    unescaped: 'The address held &amp;, as HTML source does. & was signed, which is what the page sees.',
    milliseconds:
      'The timestamp has 13 digits, which are milliseconds. Seconds were signed: WeChat wants 10 digits.',
    fragmentOff: 'The # and what follows was left off, as WeChat does it.',
    fetched: (seconds: number | undefined) =>
      seconds === undefined
        ? 'The ticket was fetched with the token.'
        : `The ticket was fetched with the token. It lives up to ${plural(Math.round(seconds / 60), 'minute')}; all who ask get the same one.`,
    tokenLength: 'A Token has 3 to 32 letters and digits; the console would not take this one.',
    unsigned: 'Without Token, timestamp and nonce msg_signature was not checked.',
    mended: 'The sealed text held blanks where + belongs: a form has decoded it. They were put back.',
    json: 'The message is JSON, so the reply is JSON, too. It has to be in the format of the push.',
    xml: 'The message is no JSON, so the reply is XML. It has to be in the format of the push.',
    ownSuccess: 'success and an empty answer are sent as they are, never sealed.',
  },

  labels: {
    yours: 'Yours',
    theirs: 'Received',
    expected: 'Expected',
    signature: 'signature',
    msgSignature: 'msg_signature',
    appidInIt: 'AppID in it',
    appidGiven: 'AppID given',
  },
  copy: {
    config: 'Copy wx.config',
    signature: 'Copy signature',
    string1: 'Copy string1',
    code: 'Copy the code',
    ticket: 'Copy ticket',
    echostr: 'Copy echostr',
    message: 'Copy message',
    reply: 'Copy reply',
    short: 'Copy',
  },
  cards: {
    config: 'wx.config to paste',
    ticket: 'jsapi_ticket',
    echostr: 'Send back exactly this, and nothing else',
    message: 'Message',
    reply: 'Reply to send',
  },

  outcome: {
    made: 'Signed',
    same: 'The signatures are the same',
    two: 'Two usual mistakes together give your signature',
    unknown: 'None of the usual mistakes gives your signature',
    ticket: 'The ticket was fetched',
    checkMade: 'This is the signature of WeChat’s request',
    checkSame: 'The signature is right',
    checkTwo: 'Two usual mistakes together give this signature',
    checkUnknown: 'The signature does not belong to this Token',
    opened: 'The message opens',
    openedRight: 'msg_signature is right, and the message opens',
    openedWrong: 'The message opens, but msg_signature is not right',
    otherAppid: 'The message opens, but is for another account',
    closed: {
      not_base64: 'Encrypt is not base64',
      cut: 'A part of Encrypt is missing',
      wrong_key: 'This EncodingAESKey does not open the message',
    },
    sealed: 'Sealed and signed',
  },
  meaning: {
    same: 'Ticket, noncestr, timestamp and address are those that you signed with.',
    unknown:
      'Every usual mistake was tried, and any two of them together. So one of the four values was another one when it was made.',
    long: 'The address is very long, so only single mistakes were tried.',
    ticket: 'Paste the address of a page to sign it.',
    checkMade: 'Compare it with the signature in the address of the request.',
    checkSame: 'The request came from someone who knows the Token. Answer with the echostr.',
    plainSame: 'The request came from someone who knows the Token.',
    checkUnknown:
      'Do not answer such a request: whoever sent it does not know this Token, or one of the values belongs to another request.',
    closed: {
      not_base64:
        'It holds characters that base64 does not have. Paste the body as it arrived, before any program reads it.',
      cut: 'Sealed text comes in blocks of 16 bytes, and the last one is not whole. Paste it to its end, with the = signs.',
      wrong_key:
        'What comes out is no message. Each key opens only what was sealed with it; after a change in the console WeChat seals with the new one.',
      rightToken:
        'msg_signature is right, so the Token and the body are; only the EncodingAESKey is another one.',
    },
    otherAppid:
      'Always compare the AppID: otherwise somebody can replay what was sent to another account. For a third-party platform it is the platform’s own AppID, for WeCom the CorpID.',
    padding:
      'It was filled up to 16 bytes only. WeChat fills up to 32 (PKCS#7 with a block of 32), and may refuse a reply like this.',
    sealed: 'Answer the push with it within 5 seconds.',
  },

  folds: {
    code: 'In your code',
    string1: 'string1',
    masked: 'ticket masked',
    still: 'If WeChat still says invalid signature',
    notSeen: 'What cannot be seen from here',
    frameworks: 'What frameworks do to an echostr',
    openCode: 'How it is opened',
  },
  stillSteps: [
    'The ticket belongs to another account than the AppID in wx.config, or is a wx_card ticket.',
    'noncestr and timestamp in wx.config are not those that were signed. It is nonceStr in wx.config, noncestr in the string.',
    'The page has another address than this: compare with alert(location.href) on the phone. iOS keeps the first address of a single-page app that changes its path.',
    'The ticket was replaced or has expired: it lives 2 hours. One program fetches it, all others read it there.',
    'The domain is not listed as a JS interface domain (JS 接口安全域名): then WeChat says “invalid url domain”. Only ports 80 and 443 count.',
  ],
  checkNotSeen: [
    'The Token in the console is another one: compare it there, letter by letter. A changed Token counts once it was submitted.',
    'signature, timestamp and nonce come from different requests: WeChat makes new ones each time.',
    'It is a msg_signature, which covers the sealed body, too: see Message.',
  ],
  decryptNotSeen: [
    'The Token in the console is another one.',
    'The values come from different requests, or the body was changed on the way: paste it as it arrived.',
  ],
  frameworkSteps: [
    'JSON instead of text: the echostr comes with quotes. Send text/plain.',
    'As a number: 4375120948345356249 becomes 4375120948345356000. Keep it a string.',
    'A BOM, a blank or a line break before or after it, from the file or its template.',
    'A layout, debug bar or error page around it.',
    'A login, a redirect or a bot check in front of the address: WeChat follows none, and waits 5 seconds.',
  ],
  codeText: {
    sign: 'Values as they are: lower-case names in this order, nothing encoded, SHA-1 in lower-case hex.',
    push: 'Sort as strings, join with nothing in between, SHA-1 in lower-case hex.',
    echostr: 'The answer is the echostr alone, as text.',
    open: 'The key is base64 with an = added. Switch off the library’s own padding: WeChat fills up to 32 bytes.',
  },

  /** What a mistake is, and what follows from it. */
  mistakes: {
    fragment: {
      heading: 'Your signature includes the fragment',
      meaning: 'It was made from the whole address. The signature covers the address only up to the #.',
    },
    encoded: {
      heading: 'Your signature was made from an encoded address',
      meaning:
        'The address was encoded before it was signed. Encode it for the way to your server only, and sign it decoded.',
    },
    encoded_twice: {
      heading: 'Your signature was made from an address that was encoded twice',
      meaning: 'Each % became %25. Sign location.href as it is: it is encoded already.',
    },
    decoded: {
      heading: 'Your signature was made from a decoded address',
      meaning:
        'The page sees the address encoded, with %XX. A framework has decoded it once more before it was signed.',
    },
    amp: {
      heading: 'Your signature was made with &amp; in the address',
      meaning: 'A template has escaped the address for HTML before it was signed. The page sees &.',
    },
    json_escape: {
      heading: 'Your signature was made from an address escaped for JSON',
      meaning: 'It holds \\/ or \\u0026, as JSON writes / and &. Sign the text that the JSON stands for.',
    },
    scheme: {
      heading: 'Your signature has the wrong scheme',
      meaning:
        'http and https differ. Behind a proxy a server sees http where the phone sees https: sign the address that the browser sends, or read X-Forwarded-Proto.',
    },
    no_scheme: {
      heading: 'Your signature was made without https://',
      meaning: 'The address is signed whole, with its scheme.',
    },
    path_only: {
      heading: 'Your signature was made from the path alone',
      meaning: 'Frameworks call the path url. The address is signed whole, with scheme and host.',
    },
    port: {
      heading: 'Your signature has another port in the address',
      meaning:
        'The server sees its own port, the phone that of the proxy. Sign the address that the browser shows.',
    },
    origin: {
      heading: 'Your signature was made from the start of the address alone',
      meaning:
        'Only scheme and host were signed. A Referer header holds no more: send location.href to your server.',
    },
    index_file: {
      heading: 'Your signature has another file name in the address',
      meaning: 'index.html or the like was added or left off. Sign the address that the browser shows.',
    },
    slash: {
      heading: 'Your signature differs by the slash at the end',
      meaning:
        'With the slash and without it are two addresses. Sign the one that the browser shows after all redirects.',
    },
    share_params: {
      heading: 'Your signature differs by what sharing appends',
      meaning:
        'WeChat appends from= and isappinstalled= to a shared page. They belong to the address that is signed.',
    },
    oauth_params: {
      heading: 'Your signature was made without code and state',
      meaning:
        'OAuth (网页授权) appends them. They belong to the address that is signed, until the page changes it.',
    },
    no_query: {
      heading: 'Your signature was made without the query',
      meaning: 'The address is signed up to the #, with everything after the question mark.',
    },
    nonceStr: {
      heading: 'Your signature was made with nonceStr',
      meaning: 'It is noncestr in the string, all lower-case, and nonceStr in wx.config.',
    },
    names: {
      heading: 'Your signature was made with other names',
      meaning:
        'The string has the names jsapi_ticket, noncestr, timestamp and url, all lower-case. Text copied from a web page may hold × in place of &times.',
    },
    milliseconds: {
      heading: 'Your signature was made with milliseconds',
      meaning: 'The timestamp counts seconds: 10 digits.',
    },
    access_token: {
      heading: 'Your signature was made with the access_token',
      meaning:
        'A jsapi_ticket belongs in its place. It is fetched with the access_token, by ticket/getticket.',
    },
    card_ticket: {
      heading: 'Your signature was made with the ticket for cards',
      meaning: 'getticket with type=wx_card gives another ticket. wx.config wants that of type=jsapi.',
    },
    no_ticket: {
      heading: 'Your signature was made without a ticket',
      meaning:
        'The variable of the ticket was empty or undefined when it was signed: was its fetch awaited, and did it succeed?',
    },
    swapped: {
      heading: 'Your signature has noncestr and timestamp swapped',
      meaning: 'Each stands in the other’s place.',
    },
    space: {
      heading: 'Your signature has a blank or line break in a value',
      meaning:
        'It stands at the end or start of one of the values, as a file or a paste leaves it. Trim them.',
    },
    line_end: {
      heading: 'Your signature includes a line break at the end',
      meaning: 'echo appends one, and so do many editors. Hash the text without it.',
    },
    order: {
      heading: 'Your signature was made in another order',
      meaning: 'The order counts.',
    },
    values_only: {
      heading: 'Your signature was made from the values alone',
      meaning: 'A message push and cards are signed so. For the JS-SDK each value has its name before it.',
    },
    separator: {
      heading: 'Your signature was made with another separator',
      meaning: 'Something else stands between the parts than WeChat puts there.',
    },
    lower_case: {
      heading: 'Your signature was made from lower-case text',
      meaning: 'Only the names are lower-case. Values stay as they are.',
    },
    upper_case: {
      heading: 'Your signature is in upper case',
      meaning: 'These are the right digits. WeChat writes them in lower case.',
    },
    hash: {
      heading: 'Your signature was made with another hash',
      meaning: 'It was MD5 or one of SHA-2. This signature is SHA-1.',
    },
    base64: {
      heading: 'Your signature is in base64',
      meaning: 'It is written in hex: 40 digits.',
    },
    plain_signature: {
      heading: 'This is signature, not msg_signature',
      meaning:
        'It covers Token, timestamp and nonce only. Both stand in the address; in safe mode the one to check is msg_signature, which covers the message.',
    },
    whole_body: {
      heading: 'This signature was made from the whole body',
      meaning: 'Only what stands in Encrypt is signed, without the XML or JSON around it.',
    },
    msg_signature_of_message: {
      heading: 'This signature was made from the opened message',
      meaning: 'What is signed is Encrypt as it arrived, sealed.',
    },
    encrypt_encoded: {
      heading: 'This signature was made from a changed Encrypt',
      meaning: 'Encrypt was escaped, or its + or = was lost. It is signed as it stands in the body.',
    },
    token_space: {
      heading: 'The Token was signed with a blank, line break or quote',
      meaning: 'It stands around the Token in the program or its settings: trim it.',
    },
    token_case: {
      heading: 'The Token was signed in another case',
      meaning: 'Upper and lower case differ.',
    },
    no_token: {
      heading: 'The signature was made without a Token',
      meaning: 'The variable of the Token was empty or undefined: does the program read its setting?',
    },
    token_sample: {
      heading: 'The signature was made with a sample’s Token',
      meaning: 'The Token of an example (such as weixin or token) is still in the program or in the console.',
    },
    key_as_token: {
      heading: 'The signature was made with the EncodingAESKey as Token',
      meaning: 'The Token is the shorter one of the two settings.',
    },
    appid_as_token: {
      heading: 'The signature was made with the AppID as Token',
      meaning: 'The Token is a setting of its own, in the push settings of the console.',
    },
    echostr: {
      heading: 'The signature includes the echostr',
      meaning: 'Only Token, timestamp and nonce are signed.',
    },
    number_sort: {
      heading: 'The parts were sorted as numbers',
      meaning: 'They are sorted as strings: 171… stands before 98…. PHP’s sort() needs SORT_STRING.',
    },
  },
};

export type Texts = typeof en;
