import { plural } from '../../web/texts/count-en.ts';

/** Words of the two other tools: check a token, look up an error. */
export const toolsEn = {
  check: {
    heading: 'Check an access_token',
    tokenHint: 'Asked with one read-only call (get_api_domain_ip). It retires nothing.',
    quota: 'Today’s quota of an API, too',
    quotaHint: 'Its path; empty: do not ask.',
    noPath: 'That is no path of an API',
    noPathText: 'Enter a path such as /cgi-bin/message/custom/send, or leave the field empty',
    button: 'Check',
    alive: 'The token works',
    aliveMeaning: 'WeChat answered it with a list of its addresses.',
    dead: 'The token does not work',
    ipNotListed: 'The address is not listed; the token was not judged',
    noRight: 'The token works; the account lacks this API',
    unknown: 'WeChat did not say whether the token works',
    otherAccount:
      'A token of another account (a sandbox account, 测试号, is one of its own), the OAuth token of a user, or a cloudbase_access_token is answered with the same code.',
    quotaHeading: (path: string) => `Quota of ${path} today`,
    quotaText: (used: number, limit: number, remain: number) => `${used} of ${limit} used, ${remain} left.`,
    quotaFailed: (reason: string) => `The quota could not be read: ${reason}`,
    emptyHeading: 'Does it still work?',
    emptySteps: [
      'Works: the token is alive, and this server’s address may use it.',
      'Does not work: it expired, was replaced by a newer one, was cut, or belongs to another account.',
      'Not judged: only this server’s address is missing from the IP whitelist (IP 白名单).',
    ],
  },

  lookup: {
    heading: 'Look up an error',
    label: 'Error, log line, code or rid',
    hint: 'Paste what you have, as it is. It is read here; nobody is called.',
    button: 'Explain',
    emptyHeading: 'The explanation appears here',
    listHeading: 'Every code this server knows',
    count: (n: number) => plural(n, 'code'),
    where: { token: 'cgi-bin/token', stable_token: 'stable_token', use: 'other APIs' },
    work: 'WeCom (企业微信)',
    whenUsed: 'When a token is used',
    whenFetched: 'When a token is asked for',
    concluded: 'The text holds no number of an error. Its words are those that WeChat sends with this code.',
    workHeading: (code: number, name: string | undefined) =>
      name === undefined ? `WeCom answered with errcode ${code}` : `WeCom ${code}: ${name}`,
    workNote:
      'This is an answer of WeCom’s (企业微信), another product: its token comes from qyapi.weixin.qq.com, for a corpid and the corpsecret of an app. AppID and AppSecret have no part in it.',
    workUnknown:
      'The same number means something else there than with WeChat, and this server does not guess. WeCom’s help page explains it.',
    workSource: 'WeCom’s documentation',
    workHelp: 'WeCom’s help page for this code',
    cloudToken:
      'The text names a cloudbase_access_token, the token of WeChat Cloud Hosting (云托管). It goes into the query as cloudbase_access_token, in place of access_token; under the other name it is answered with 40001.',
    timedOut: 'No answer in time',
    faultHeading: (word: string, name: string) => `${word}: ${name}`,
    faultMeaning: 'This is no answer of WeChat’s: the call failed on the way.',
    thisServer: '“This server” below is the one that made the call.',
    addressOnly: 'An address that WeChat named',
    addressOnlyMeaning: 'The text names the caller’s address, but no error that is known here.',
    addressesDiffer:
      'The address changes from call to call: give the server a fixed way out (NAT or proxy), or list them all.',
    notListable: 'a private or reserved address: WeChat sees no server with it, so do not list it',
    cut: 'There is more in this text. The first of each kind are shown.',
    retryProgram: 'A program may try again by itself.',
    nothingFound: 'No error found in this text',
    nothingFoundMeaning:
      'Paste the JSON that WeChat sent, such as {"errcode":40013,"errmsg":"…"}, the lines of a log around the error, a code, or a rid.',
    ridOnly: (time: string) => `A rid of ${time}`,
    ridOnlyMeaning:
      'The first eight digits of a rid are the time of the request (not documented, but every published rid agrees). What happened then only WeChat’s diagnosis tool can say, for 7 days.',
    successBody: 'This is an answer without an error',
    successBodyMeaning:
      'errcode 0, or what was asked for (access_token, ip_list, ticket), means that the call succeeded.',
  },
};
