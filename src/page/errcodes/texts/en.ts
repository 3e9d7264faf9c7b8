import { plural } from '../../../web/texts/count-en.ts';

/** Every word of the look-up in English; `ErrcodesTexts` is its shape, so a key that Chinese lacks does not compile. */
export const en = {
  heading: 'Look up an error',
  label: 'Code, log line, text or rid',
  hint: 'Paste it as you have it, several codes too. It is read here; nobody is called.',
  button: 'Look up',
  platform: 'Platform',
  families: {
    mp: { name: 'Official Account, Mini Program', hint: (n: number) => plural(n, 'code') },
    work: {
      name: 'WeCom',
      hint: (n: number) => `${plural(n, 'code')}; the same number may mean something else`,
    },
  },
  /** above the list of all codes of a family */
  all: {
    mp: (n: number) => `${plural(n, 'code')} of Official Accounts and Mini Programs`,
    work: (n: number) => `${plural(n, 'code')} of WeCom`,
  },
  groups: { fetch: 'Asking for a token', use: 'Using a token', work: 'WeCom' },
  showAll: (n: number) => `All ${plural(n, 'code')}`,
  /** what the script says while somebody types */
  matches: '{n} of {all} codes match “{text}”',
  noMatches: 'No code matches “{text}”',
  elsewhere: 'The other platform has {n}. ',
  pasted: 'Press Enter to read the whole text',

  calls: 'Answered by',
  words: 'WeChat’s words',
  workWords: 'WeCom’s words',
  link: 'Link to this code',
  whenUsed: 'When a token is used',
  whenFetched: 'When a token is asked for',
  retryProgram: 'A program may try again by itself.',
  and: (heading: string, n: number) => `${heading} – and ${n} more`,
  found: (n: number, all: number) => (n === 1 ? `1 of ${all} codes matches` : `${n} of ${all} codes match`),
  concluded: 'The text holds no number of an error. Its words are those that WeChat sends with this code.',
  workNote:
    'This is an answer of WeCom’s (企业微信), another product: its token comes from qyapi.weixin.qq.com, for a corpid and the corpsecret of an app. AppID and AppSecret have no part in it.',
  cloudToken:
    'The text names a cloudbase_access_token, the token of WeChat Cloud Hosting (云托管). It goes into the query as cloudbase_access_token, in place of access_token; under the other name it is answered with 40001.',
  faultHeading: (word: string, name: string) => `${word}: ${name}`,
  timedOut: 'No answer in time',
  faultMeaning: 'This is no answer of WeChat’s: the call failed on the way.',
  thisServer: '“This server” below is the one that made the call.',
  addressOnly: 'An address that WeChat named',
  addressOnlyMeaning: 'The text names the caller’s address, but no error that is known here.',
  cut: 'There is more in this text. The first of each kind are shown.',
  nothingFound: 'No error found in this text',
  nothingFoundMeaning:
    'Paste the JSON that WeChat sent, such as {"errcode":40013,"errmsg":"…"}, the lines of a log around the error, a code, some words of its text, or a rid.',
  ridOnly: (time: string) => `A rid of ${time}`,
  ridOnlyMeaning:
    'The first eight digits of a rid are the time of the request (not documented, but every published rid agrees). What happened then only WeChat’s diagnosis tool can say, for 7 days.',
  successBody: 'This is an answer without an error',
  successBodyMeaning:
    'errcode 0, or what was asked for (access_token, ip_list, ticket), means that the call succeeded.',
};

export type ErrcodesTexts = typeof en;
