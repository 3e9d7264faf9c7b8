import { plural } from '../../../web/texts/count-en.ts';

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** Seconds in at most two units, short: 1 h 52 min. */
function span(seconds: number): string {
  const parts = units.flatMap(([unit, size], i) => {
    const whole = Math.floor((i === 0 ? seconds : seconds % (units[i - 1]?.[1] ?? 1)) / size);
    return whole > 0 ? [`${whole} ${unit}`] : [];
  });
  return parts.slice(0, 2).join(' ') || '0 s';
}

const figure = (n: number): string => n.toLocaleString('en');

/** Every word of the status page in English; `StatusTexts` is its shape, so a key that Chinese lacks does not compile. */
export const statusEn = {
  heading: 'Central server',
  skip: 'Skip to the accounts',
  asOf: 'As of',
  reload: 'Reload',
  span,
  figure,
  after: (seconds: number) => `in ${span(seconds)}`,
  ago: (seconds: number) => `${span(seconds)} ago`,

  overview: {
    label: 'Overview',
    accounts: 'Accounts',
    inTrouble: 'In trouble',
    store: 'Store',
    storeWell: 'OK',
    storeIll: 'not OK',
    clients: 'Clients',
    none: 'none',
  },
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
      gateway: 'client key or stand-in token with a call',
      operator: 'operator key',
    },
    more: (n: number) => `and ${plural(n, 'more address', 'more addresses')}`,
  },
  store: {
    heading: 'The store is not OK',
    text: 'Tokens that are held go on being given out from memory. What is fetched now is lost when this server restarts before the store works again. With several instances, no token of endpoint token is refreshed meanwhile, since that could replace one that another instance has just fetched.',
    actions: {
      state_unwritable: [
        'Is the disk full or read-only, or does STATE_DIR belong to another user? The log says when it works again.',
      ],
      state_folder_gone: [
        'The folder of STATE_DIR was moved or removed while this server runs, and nothing is written until it is back: put it back, or restart this server.',
      ],
      state_damaged: [
        'A stored state could not be read. It was set aside or is stored over, and its token is fetched anew; the log names it.',
      ],
      state_newer: [
        'A newer version of this server has written a state that this one cannot read. It is left alone: finish the upgrade, or start the newer version again. The log names it.',
      ],
      store_away: ['Is Redis running, and is REDIS_URL right? It is tried again by itself.'],
    },
    other: ['The log has the time when it began. It is tried again by itself.'],
  },

  legend: 'What the states mean',
  phases: {
    empty: { name: 'Empty', text: 'Nothing has been fetched yet. That happens within seconds of a start.' },
    fresh: { name: 'Fresh', text: 'It works, and it is not yet time for the next one.' },
    due: {
      name: 'Due',
      text: 'It works and is given out; a new one is about to be asked for, well before it ends.',
    },
    refreshing: {
      name: 'Refreshing',
      text: 'WeChat is being asked at this moment. What still works is given out meanwhile.',
    },
    failing: {
      name: 'Failing',
      text: 'The last fetch failed. What still works is given out until it ends; after that, readers get the error.',
    },
    expired: {
      name: 'Expired',
      text: 'It has ended, and no new one has come. It is not given out any more.',
    },
    suspect: {
      name: 'Suspect',
      text: 'It may have been replaced by one that this server does not know: a call ended without an answer, the process stopped in the middle of a fetch, or the clock was turned back. It is given out for five minutes at most, and a new one is asked for first of all.',
    },
  },
  idleTicket:
    'Nobody has asked for this ticket since it was fetched. It is fetched again when somebody does.',
  noTicket: 'No ticket is given out at present. The account’s token is given out as always.',
  noTokenForTicket: 'No ticket is given out at present: there is no token to ask for it with.',
  ticketAgain: (name: string, type: string) => `Ask for the ${type} ticket of ${name} again`,
  unsaved: 'Held in memory only: the store could not take it yet. It is tried again by itself.',

  facts: {
    promised: 'Guaranteed for',
    promisedNothing: '0 s',
    expiresIn: (seconds: number) => `expires_in ${seconds}`,
    ends: 'Ends',
    age: 'Age',
    noToken: '–',
    next: 'Next refresh',
    running: 'running',
    now: 'now',
    onDemand: 'on demand',
    calls: 'Calls today',
    callsSmall: 'in Beijing’s day',
    forced: 'Forced left',
    forcedLeft: (left: number, all: number) => `${left} of ${all}`,
    forcedSmall: 'in any 24 hours',
    address: 'Address seen',
    addressUnknown: 'not known',
    addressSmall: 'WeChat tells it only when it refuses it',
  },

  error: {
    inARow: (n: number) => `${plural(n, 'failure')} in a row, the last`,
    last: 'Last error',
    ticketByItself:
      'Once it is mended, press the button below. Without it, this server asks again after five minutes, when somebody wants the ticket.',
    byItself: 'Once it is mended, nothing needs pressing: this server asks again by itself.',
    callerIp: 'The address to list',
    /** Why a fetch brought nothing, where it is not an errcode that says so; by the stable word that stands in the log. */
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
  },

  elsewhere: {
    heading: 'Somebody else is fetching tokens for this account',
    past: 'Earlier, somebody else fetched tokens for this account',
    seen: 'Noticed',
    meaning:
      'A reader reported the token dead long before its end, though this server had not replaced it. As long as that goes on, tokens die in your readers’ hands.',
    find: 'Find the second fetcher: a test system, a second central server, an SDK that fetches by itself, a colleague with Postman or with WeChat’s debug page. Let it read from this server.',
    token:
      'Or set endpoint to stable_token for this account in accounts.json: its tokens are not touched by whoever still calls cgi-bin/token.',
    stableToken:
      'stable_token retires a token early only with force_refresh: whoever calls it with that must leave it out.',
    reset:
      'If nobody can be found, reset the AppSecret: everybody who still has the old one gets 40125 from then on.',
  },

  refresh: {
    summary: 'Refresh now',
    token:
      'WeChat issues a new token at once. The current one dies five minutes later: readers that cached it see 40001 until they read again.',
    stableToken:
      'If WeChat already has another token than the one held here, that one is taken, and nothing dies. Otherwise the current one is replaced by force: readers that cached it see 40001 until they read again.',
    guards: (left: number, all: number) =>
      `At most one in 30 seconds and ${all} in 24 hours; ${left} left for this account.`,
    plain:
      'None of the forced ones is left. This asks WeChat once more, as it would be asked after the pause anyway.',
    none: (time: string) => `None is left. The next one is possible from ${time}.`,
    button: (name: string) => `Refresh ${name} now`,
  },
  done: {
    refresh: 'a new token was fetched',
    join: 'a fetch was under way already, and it counted for this press',
    not_current: 'not done, since the token had just been replaced',
    too_soon: 'not done, since less than 30 seconds have passed since the last forced refresh',
    too_many: 'not done, since the forced refreshes of 24 hours are used up',
    not_asked: 'not done, since the store could not say whose turn it is to ask WeChat',
  },
  /** where WeChat refuses the secret, and another one has been put into the file */
  tryNow: {
    button: 'Try the new secret now',
    stable_token: 'One normal call for stable_token. It replaces nothing.',
    token: 'One call for a new token. If it succeeds, the previous one works for about five more minutes.',
  },
  events: {
    heading: 'Last events',
    count: (n: number) => plural(n, 'event'),
    what: {
      new: 'new token',
      forced: 'new token by force',
      unchanged: 'asked; it is still the same',
      failed: 'failed',
      elsewhere: 'somebody else has fetched',
      superseded: 'a later one was there already',
    },
    line: (ticket: string | undefined, what: string, ms: number | undefined) =>
      [ticket, what, ms === undefined ? undefined : `${ms} ms`].filter(Boolean).join(' · '),
    none: 'Nothing yet since the start of this process.',
  },
  more: 'More',
  whatToDo: 'What it means, and what to do',
  account: 'Account',
  state: 'State',
  refreshFailed: (reason: string | undefined) =>
    reason === undefined ? 'WeChat was asked, but no new token came' : `no new token came. ${reason}`,
  ticketDone: (type: string, hasCome: boolean) =>
    hasCome ? `the ${type} ticket is there` : `WeChat was asked for the ${type} ticket, but none came`,
  gone: 'Not done: that account is no longer kept here',
  doneFor: (name: string, text: string) => `${name}: ${text}`,

  accounts: 'Accounts',
  ticket: 'ticket',
  filter: 'Filter by name',
  filterButton: 'Filter',
  filterAll: 'Show all',
  shown: (shown: number, found: number, all: number) => {
    const what =
      found === all ? figure(all) : `${figure(found)} of ${figure(all)} ${found === 1 ? 'matches' : 'match'}`;
    return shown < found
      ? `${what}; shown: the first ${figure(shown)}, those in trouble before all others`
      : what;
  },
  none: 'No account is kept here.',
  noMatch: 'No account has that in its name.',

  clients: {
    summary: (n: number) => `Clients (${figure(n)})`,
    reads: (names: string) => `Reads the tokens of ${names}.`,
    readsNone: 'Reads no token.',
    lastRead: (ago: string, address: string) => `Last read ${ago} from ${address}.`,
    neverRead: 'Has read nothing from this instance since its start.',
    may: 'May ask for a forced refresh.',
    mayNot: 'May not ask for a forced refresh.',
    more: (n: number) => `and ${figure(n)} more`,
    none: 'No client has a key yet, so nobody can read a token.',
  },
  calls: {
    summary: (n: number) => `Calls through the gateway (${plural(n, 'client', 'clients')})`,
    text: 'Within the last hour, on this instance. The log has each call by itself.',
    row: (calls: number, healed: number, failed: number) =>
      [
        plural(calls, 'call', 'calls'),
        ...(healed > 0 ? [`${figure(healed)} healed`] : []),
        ...(failed > 0 ? [`${figure(failed)} not successful`] : []),
      ].join(', '),
    why: (count: number, code: string, name: string | undefined) =>
      `${figure(count)} × ${code}${name === undefined ? '' : ` ${name}`}`,
    quota: (count: number) => `${figure(count)} × 45009: the day’s quota of this path is used up`,
    none: 'Nothing was called.',
  },
  listGap: ', ',
};

export type StatusTexts = typeof statusEn;
