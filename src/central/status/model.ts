import type { Texts } from '../../web/texts/index.ts';
import { type Moment, moment } from '../../web/tips.ts';
import type { Lang } from '../../wechat/errcodes.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { isFailing } from '../tokens/due.ts';
import { type Entry, keyOf, type TicketType } from '../tokens/entry.ts';
import type { Forcing } from '../tokens/forcing.ts';
import type { Phase } from '../tokens/promise.ts';
import { type AccountView, accountView, type Tone, tones, troubleRank } from './account.ts';
import { type CallsOf, type CallsView, callsView } from './calls.ts';
import { type StatusContext, troublesOf, type When } from './error.ts';
import type { Happened } from './events.ts';
import type { Group } from './facts.ts';
import { type StatusTexts, statusTexts } from './texts/index.ts';
import {
  type ClientView,
  clientView,
  type KeysView,
  keysView,
  type RefusedView,
  refusedView,
  type WatchInput,
} from './watch.ts';

/** More on one page is of use to nobody; the filter finds the others. */
export const mostShown = 200;

const phases: readonly Phase[] = ['empty', 'fresh', 'due', 'refreshing', 'failing', 'expired', 'suspect'];

/** What came of a press of a button: of an account's, or of the ticket of this type; `gone`: it was no longer there. */
export type Done = Forcing | 'gone' | TicketType;

export type StatusInput = Readonly<{
  lang: Lang;
  /** the words of the other pages */
  t: Texts;
  entries: Iterable<Entry>;
  accounts: Accounts;
  /** by the clock that tokens age by, in ms since the epoch */
  now: number;
  /** what turns such a time into one of the wall clock */
  wallOffsetMs: number;
  /** when the states were last known to be everybody's */
  knownAt: number;
  /** stable word for what is wrong with the store */
  storeProblem: string | undefined;
  errcodesHref: string | undefined;
  /** what a call to WeChat may take */
  timeoutMs: number;
  /** part of a name; empty: all */
  filter: string;
  done: Readonly<{ outcome: Done; account: string }> | undefined;
  /** what a client has called through the gateway */
  callsOf: CallsOf;
  eventsOf: (key: string) => readonly Happened[];
}> &
  WatchInput;

export type StatusModel = Readonly<{
  w: StatusTexts;
  asOf: Moment;
  /** what came of the press that led here */
  message: Readonly<{ tone: 'good' | 'warn'; text: string }> | undefined;
  overview: readonly Readonly<{ label: string; value: string; tone?: 'good' | 'bad' }>[];
  store: Readonly<{ word: string; text: string | undefined; actions: readonly string[] }> | undefined;
  refused: RefusedView | undefined;
  keys: KeysView | undefined;
  clients: readonly ClientView[];
  clientsTitle: string;
  clientsMore: string | undefined;
  calls: CallsView | undefined;
  legend: readonly Readonly<{ name: string; tone: Tone; text: string }>[];
  filter: string;
  shown: string;
  accounts: readonly AccountView[];
  isEmpty: boolean;
}>;

/** 08:00:00 UTC for a time of today, with its date for every other. */
function makeWhen({ now, wallOffsetMs }: StatusInput, w: StatusTexts): (at: number) => When {
  const today = moment(now + wallOffsetMs).text.slice(0, 10);
  return (at) => {
    const { iso, text } = moment(at + wallOffsetMs);
    return {
      time: { iso, text: text.startsWith(today) ? text.slice(11) : text },
      distance: at > now ? w.after(Math.ceil((at - now) / 1000)) : w.ago(Math.floor((now - at) / 1000)),
    };
  };
}

function groupsOf(entries: Iterable<Entry>): Group[] {
  const groups = new Map<string, { token?: Entry; tickets: Entry[] }>();
  for (const entry of entries) {
    const key = keyOf(entry.account);
    const group = groups.get(key) ?? { tickets: [] };
    groups.set(key, group);
    if (entry.ticket === undefined) group.token = entry;
    else group.tickets.push(entry);
  }
  return [...groups.values()].flatMap(({ token, tickets }) => (token ? [{ token, tickets }] : []));
}

type Ranked = Readonly<{ group: Group; name: string; rank: number }>;

/** Troubles first, then by name; before them all the one whose button was just pressed. */
function inOrder(groups: readonly Group[], context: StatusContext, pressed: string | undefined): Ranked[] {
  const ranked = groups.map((group): Ranked => {
    const { name } = group.token.account;
    return { group, name, rank: troubleRank(group, context) };
  });
  const weight = ({ name, rank }: Ranked): number => (name === pressed ? 3 : rank);
  return ranked.sort((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1));
}

function messageOf(
  done: StatusInput['done'],
  groups: readonly Group[],
  context: StatusContext,
): StatusModel['message'] {
  if (done === undefined) return undefined;
  const { w } = context;
  const { outcome } = done;
  const group = groups.find(({ token }) => token.account.name === done.account);
  // a name that came with the address is shown only if it is one of ours
  if (outcome === 'gone' || group === undefined) return { tone: 'warn', text: w.gone };
  const { token: entry, tickets } = group;
  if (outcome === 'jsapi' || outcome === 'wx_card') {
    const hasCome = tickets.some(({ ticket, state }) => ticket === outcome && !isFailing(state));
    const text = w.doneFor(entry.account.name, w.ticketDone(outcome, hasCome));
    return { tone: hasCome ? 'good' : 'warn', text };
  }
  const hasFailed = outcome === 'refresh' && isFailing(entry.state);
  const reason = troublesOf(entry, context).find(({ tone: weight }) => weight === 'bad')?.heading;
  const text = hasFailed ? w.refreshFailed(reason) : w.done[outcome];
  const tone = !hasFailed && (outcome === 'refresh' || outcome === 'join') ? 'good' : 'warn';
  return { tone, text: w.doneFor(entry.account.name, text) };
}

/** With a record that cannot be read, the store can be used all the same. */
const isRecord = (word: string): boolean => word === 'state_damaged' || word === 'state_newer';

function storeView(word: string | undefined, { store }: StatusTexts): StatusModel['store'] {
  if (word === undefined) return undefined;
  const known: Readonly<Record<string, readonly string[]>> = store.actions;
  return { word, text: isRecord(word) ? undefined : store.text, actions: known[word] ?? store.other };
}

/** The whole page of the one who runs the central server, in words. Holds no token, no secret and no whole appid. */
export function statusModel(input: StatusInput): StatusModel {
  const { lang, t, now, knownAt, errcodesHref, timeoutMs, filter, done, storeProblem } = input;
  const w = statusTexts[lang];
  const { overview } = w;
  const when = makeWhen(input, w);
  const { eventsOf } = input;
  const context: StatusContext = { lang, w, t, now, knownAt, errcodesHref, timeoutMs, when, eventsOf };
  const groups = groupsOf(input.entries);
  const ranked = inOrder(groups, context, done?.account);
  const wanted = filter.toLowerCase();
  const found = ranked.filter(({ name }) => name.toLowerCase().includes(wanted));
  const shown = found.slice(0, mostShown);
  const inTrouble = ranked.filter(({ rank }) => rank > 0).length;
  const { clients } = input.accounts;
  const wallNow = now + input.wallOffsetMs;
  return {
    w,
    asOf: moment(wallNow),
    message: messageOf(done, groups, context),
    overview: [
      { label: overview.accounts, value: w.figure(groups.length) },
      {
        label: overview.inTrouble,
        value: inTrouble === 0 ? overview.none : w.figure(inTrouble),
        tone: inTrouble === 0 ? 'good' : 'bad',
      },
      {
        label: overview.store,
        value: storeProblem === undefined ? overview.storeWell : overview.storeIll,
        tone: storeProblem === undefined ? 'good' : 'bad',
      },
      { label: overview.clients, value: w.figure(clients.length) },
    ],
    store: storeView(storeProblem, w),
    refused: refusedView(input, wallNow, w),
    keys: keysView(input, wallNow, w),
    clients: clients.slice(0, mostShown).map((client) => clientView(client, input, wallNow, w)),
    clientsMore: clients.length > mostShown ? w.clients.more(clients.length - mostShown) : undefined,
    calls: callsView(clients, input.callsOf, lang, w),
    legend: phases.map((phase) => ({ ...w.phases[phase], tone: tones[phase] })),
    clientsTitle: w.clients.summary(clients.length),
    filter,
    shown: w.shown(shown.length, found.length, groups.length),
    accounts: shown.map(({ group }) => accountView(group, context)),
    isEmpty: groups.length === 0,
  };
}
