/** Every word of this tool in English; `CallTexts` is its shape, so a key that Chinese lacks does not compile. */
export const en = {
  heading: 'Call an API',
  tokenHint: 'Used for this one call. Not stored, not logged.',
  api: 'API',
  anotherPath: 'Another path',
  anotherPathHint: 'Any path at api.weixin.qq.com. What is not in the list asks before it is sent.',
  fillIn: 'Fill in',
  method: 'Method',
  path: 'Path',
  pathHint: 'From the slash on, with its query. No host and no token.',
  body: 'JSON body',
  bodyHint: 'Sent byte for byte. A GET has none.',
  button: 'Call',
  history: 'This page’s history',
  documentation: 'Documentation',
  fields: 'Fields:',
  unchecked: 'Not compared with the documentation yet.',
  groups: {
    account: 'Account',
    quota: 'Quota and diagnosis',
    menu: 'Menu',
    users: 'Users',
    qrcode: 'QR codes and short keys',
    material: 'Material',
    drafts: 'Drafts and publishing',
    messages: 'Messages',
    templates: 'Templates',
    miniprogram: 'Mini Program',
    data: 'Figures',
  },
  kinds: {
    read: 'Reads',
    write: 'Changes',
    reach: 'Reaches people',
    delete: 'Deletes',
    quota: 'Spends a quota',
    unknown: 'Not known here',
  },

  empty: {
    heading: 'WeChat’s answer appears here',
    json: 'JSON as WeChat sends it, and what an errcode means',
    picture: 'A picture, such as a Mini Program code',
    where: 'Why from here',
    whereText:
      'An Official Account’s API answers 40164 to every address that is not on its IP whitelist (IP 白名单). This server makes the call.',
    asks: 'What asks first',
    asksText:
      'Reading goes at once. Whatever changes, sends, deletes or spends names its effect and wants a tick.',
  },
  loaded: {
    heading: 'Filled in; nothing was called',
    withToken: 'The token stands in its field. It is in no address.',
    next: 'Press Call.',
    tick: 'Tick what the call does, then press Call.',
    noApi: 'Choose an API, or type a path.',
  },

  problem: 'There is a problem',
  notSent: 'Nothing was sent to WeChat.',
  takenFromPath: 'The access_token in the path was taken out; it belongs in its own field.',
  tokenFromPath: 'The access_token in the path was taken out and used.',
  bodyLeftOut: 'A GET has no body: what stands in the field was not sent.',
  go: {
    access_token: 'Paste a token',
    path: 'Correct the path',
    body: 'Correct the body',
    confirm: 'Go to the tick',
    get: 'Open Get',
  },
  pathFaults: {
    empty: 'Enter a path, or choose an API.',
    host: 'A path begins with a slash and has no scheme, host or method in front. What was meant stands in the field now; press Call again.',
    no_slash: 'A path begins with a slash, such as /cgi-bin/menu/get.',
    dots: 'A path with .. could lead anywhere.',
    slashes: 'There is // in the path. WeChat’s paths have single slashes.',
    encoded: 'There is a % in the path. WeChat’s paths have none; values belong behind the ?.',
    characters:
      'The path holds a character that no path of WeChat’s has. Letters, digits, - _ . and single slashes are all.',
    query:
      'The query holds a character that has to be written with %, such as %20 for a blank or %E4%B8%AD for 中.',
    too_long: 'The path and its query are longer than 4,096 characters.',
    secret:
      'There is an AppSecret in the path. A secret never stands in an address here; it is left out of the page, too.',
    token_path: 'This call fetches a token, with AppID and AppSecret. That is what Get is for.',
    sns: '/sns/… takes the token of a user or an AppSecret, never the token of the account. It is not called from here.',
    clear_v2:
      'clear_quota/v2 takes the AppSecret in its body, which has no place here. With a token, clear_quota does the same.',
  },
  bodyFaults: {
    not_json: (line: number, column: number) =>
      `The body is not JSON: it breaks at line ${line}, column ${column}. Straight double quotes, no comma at the end, no comments.`,
    secret:
      'There is an AppSecret in the body. No API that is called with a token wants one; it is left out of the page, too.',
    token:
      'There is an access_token in the body. WeChat reads it in the address only, where its own field puts it.',
  },

  confirm: {
    heading: 'This call asks first',
    unknown: 'Send it: nobody here knows what this path changes',
    text: 'Tick what it does, then press Call again.',
    stale: 'The tick was for another call. Each method and path has its own.',
    json: (value: string) => `To send it, add the field confirm with this value: ${value}`,
  },

  answered: 'WeChat answered',
  picture: 'WeChat sent a picture',
  file: 'WeChat sent a file',
  cut: (shown: string) => `Cut: only the first ${shown} were taken, and the rest was left at WeChat.`,
  masked: 'A token or a secret in the answer is masked here.',
  alt: (name: string, size: string) => (size === '' ? name : `${name}, ${size}`),
  pixels: (width: number, height: number) => `${width} × ${height}`,
  pixelsSaid: (width: number, height: number) => `${width} by ${height} pixels`,
  bytes: (n: number) => (n === 1 ? '1 byte' : `${n.toLocaleString('en')} bytes`),
  download: 'Download',
  tooBigToShow: 'Too large to be shown here.',
  tooBigToLink: 'Too large for a link without script: make the same call with the command below.',
  noType: 'no content type',
  reload: 'Reloading this page makes the call once more.',
  cancelled: 'Cancelled. WeChat may have carried the call out all the same: look before you send it again.',
  lost: 'This server did not answer. WeChat may have carried the call out all the same: look before you send it again.',
  tooLarge: 'The answer is longer than 2 MiB',
  quotaOf: 'Quota of this path',
  checkToken: 'Check this token',
  lookUpRid: 'Look this rid up',
  left: (remain: number, limit: number) => `${remain} of ${limit} calls are left today.`,

  usedUp: {
    heading: 'Ways out, the cheapest first',
    loop: 'Stop what calls so often: a loop, a retry on every error, or a cache that never fills. The count starts anew at midnight, Beijing time.',
    stable:
      'If it is the fetching of tokens that is used up: stable_token has a count of its own, and hands out the current token.',
    clearPath: (path: string) => `Set the count of ${path} back`,
    clearPathCost: 'One path. Spends 1 of 50 a month.',
    clearAll: 'Set every count of the account back',
    clearAllCost: 'All paths. Spends 1 of 10 a month, and wants the AppID in place of APPID.',
    unknownLeft: 'WeChat does not say how many of a month are left.',
  },

  bodyFileHint: (name: string) => `Put the body into ${name} first; it is sent byte for byte.`,
};

export type CallTexts = typeof en;
