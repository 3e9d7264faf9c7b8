import { plural } from './count-en.ts';

/** Words of the two other tools: check a token, look up an error. */
export const toolsEn = {
  check: {
    heading: 'Check an access_token',
    tokenHint: 'Asked with one read-only call (get_api_domain_ip). It retires nothing.',
    quota: 'Today’s quota, too',
    noQuota: 'do not ask',
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
    label: 'Error body, code or rid',
    hint: 'Paste WeChat’s whole answer. It is read here; nobody is called.',
    button: 'Explain',
    emptyHeading: 'The explanation appears here',
    listHeading: 'Every code this server knows',
    count: (n: number) => plural(n, 'code'),
    where: { token: 'cgi-bin/token', stable_token: 'stable_token', use: 'other APIs' },
    work: 'WeCom (企业微信)',
    whenUsed: 'When a token is used',
    retryProgram: 'A program may try again by itself.',
    nothingFound: 'No errcode and no rid found in this text',
    nothingFoundMeaning:
      'Paste the JSON that WeChat sent, such as {"errcode":40013,"errmsg":"…"}, a code, or a rid.',
    ridOnly: (time: string) => `A rid of ${time}`,
    ridOnlyMeaning:
      'The first eight digits of a rid are the time of the request (not documented, but every published rid agrees). What happened then only WeChat’s diagnosis tool can say, for 7 days.',
    successBody: 'This is an answer without an error',
    successBodyMeaning:
      'errcode 0, or what was asked for (access_token, ip_list, ticket), means that the call succeeded.',
  },
};
