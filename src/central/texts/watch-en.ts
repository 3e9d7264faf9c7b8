import { plural } from '../../web/texts/count-en.ts';

/** What the status page says of a refused accounts file and of wrong keys. */
export const watchEn = {
  refused: {
    heading: 'accounts.json has been changed, and the change was refused',
    text: 'The version before stays in force, with every key that was taken out of the file since. A restart would not start. Mend what follows: the file is looked at every two seconds, and this notice ends by itself.',
    since: 'Refused',
  },
  keys: {
    summary: (n: number) => `Wrong keys: ${n.toLocaleString('en')}`,
    text: 'Brought by these addresses since the start of this server, the latest first. After too many in a minute, the keys of an address are looked at one a second, but for those that have been good from there. If an address is yours, something there has an old or mistyped key; if none is, close the way to this server.',
    row: (n: number, door: string) => `${n.toLocaleString('en')} × ${door}`,
    doors: {
      token: 'client key at /cgi-bin/token',
      stable_token: 'client key at /cgi-bin/stable_token',
      report: 'client key with a report or a forced refresh',
      ticket: 'token at getticket that is not held here',
      operator: 'operator key',
    },
    more: (n: number) => `and ${plural(n, 'more address', 'more addresses')}`,
  },
};

export type WatchTexts = typeof watchEn;
