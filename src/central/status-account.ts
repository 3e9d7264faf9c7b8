import type { Moment } from '../page/tips.ts';
import { parseErrmsg } from '../wechat/errmsg.ts';
import type { Account } from './accounts.ts';
import type { Entry } from './entry.ts';
import { isReplacedElsewhere, type StatusContext, type Trouble, troublesOf } from './status-error.ts';
import { dayMs, forcedPerDay, rules } from './token-rules.ts';
import {
  callsToday,
  forcedWithinDay,
  nextFetchAt,
  type Phase,
  phaseOf,
  promisedUntil,
} from './token-state.ts';

/** One figure: what it is, its value, and in small what makes it exact. */
export type Fact = Readonly<{ label: string; value: string; time?: Moment; small?: string }>;

export type Tone = 'good' | 'busy' | 'idle' | 'warn' | 'bad';

/** A token or a ticket as a person sees it. Nothing of its value is in here. */
export type KeptView = Readonly<{
  /** endpoint or type of ticket */
  kind: string;
  tone: Tone;
  state: string;
  /** what the state means, where it needs saying */
  meaning: string | undefined;
  facts: readonly Fact[];
  troubles: readonly Trouble[];
  notes: readonly string[];
}>;

/** What the button does, and how often it may still be pressed. `isOpen`: it may be now. */
type RefreshView = Readonly<{ warning: string; bound: string; isOpen: boolean }>;

export type AccountView = KeptView &
  Readonly<{
    name: string;
    appid: string;
    /** of its token and its tickets together */
    whole: Tone;
    tickets: readonly KeptView[];
    refresh: RefreshView;
  }>;

/** An account's token and the tickets that were asked for with it. */
export type Group = Readonly<{ token: Entry; tickets: readonly Entry[] }>;

/** How each state is shown, apart from its words. */
export const tones: Readonly<Record<Phase, Tone>> = {
  empty: 'idle',
  fresh: 'good',
  due: 'busy',
  refreshing: 'busy',
  failing: 'bad',
  expired: 'bad',
  suspect: 'warn',
};

/** A failed ticket is asked for again only when somebody wants it: after this long it is no trouble of today. */
const ticketTroubleMs = 3_600_000;

/** First and last four characters, enough to know one's own by. */
const maskAppid = (appid: string): string =>
  appid.length > 8 ? `${appid.slice(0, 4)}…${appid.slice(-4)}` : '…';

const secondsLeft = ({ state }: Entry, { now, knownAt }: StatusContext): number =>
  state.kept === undefined ? 0 : Math.max(0, Math.floor((promisedUntil(state, now, knownAt) - now) / 1000));

/** Is it fetched again without being asked for? */
const isKeptFresh = ({ state, readAt }: Entry): boolean =>
  !rules[state.kind].onDemand || (state.kept !== undefined && readAt > state.kept.obtainedAt);

/** Does somebody have to look at it? */
function isInTrouble(entry: Entry, { now }: StatusContext): boolean {
  const { state } = entry;
  if (entry.ticket !== undefined) {
    return state.failures > 0 && now - (state.lastFailure?.at ?? 0) < ticketTroubleMs;
  }
  const isOver = phaseOf(state, now) === 'expired';
  return state.failures > 0 || isOver || state.suspectSince !== undefined || isReplacedElsewhere(entry, now);
}

/** 2: in trouble, and readers get nothing; 1: in trouble; 0: all is well. */
export function troubleRank({ token, tickets }: Group, context: StatusContext): 0 | 1 | 2 {
  if (!isInTrouble(token, context)) return tickets.some((ticket) => isInTrouble(ticket, context)) ? 1 : 0;
  return secondsLeft(token, context) === 0 ? 2 : 1;
}

function nextFact(entry: Entry, { w, now, when }: StatusContext): Fact {
  const label = w.facts.next;
  const { fetching } = entry.state;
  if (fetching !== undefined) {
    return { label, value: w.facts.running, small: when(fetching.startedAt).distance };
  }
  if (!isKeptFresh(entry)) return { label, value: w.facts.onDemand };
  const at = nextFetchAt(entry.state);
  if (at <= now) return { label, value: w.facts.now };
  const { time, distance } = when(at);
  return { label, value: distance, time };
}

function factsOf(entry: Entry, context: StatusContext): Fact[] {
  const { w, now, when } = context;
  const { facts, span } = w;
  const { kept } = entry.state;
  const left = secondsLeft(entry, context);
  const ends = kept && when(kept.expiresAt);
  const began = kept && when(kept.obtainedAt);
  return [
    {
      label: facts.promised,
      ...(left === 0
        ? { value: facts.promisedNothing }
        : { value: span(left), small: facts.expiresIn(left) }),
    },
    { label: facts.ends, ...(ends ? { value: ends.distance, time: ends.time } : { value: facts.noToken }) },
    {
      label: facts.age,
      ...(kept && began
        ? { value: span(Math.max(0, Math.floor((now - kept.obtainedAt) / 1000))), time: began.time }
        : { value: facts.noToken }),
    },
    nextFact(entry, context),
    { label: facts.calls, value: String(callsToday(entry.state, now)), small: facts.callsSmall },
  ];
}

/** What only an account has, not its tickets. */
function accountFacts({ state }: Entry, { w: { facts }, now }: StatusContext): Fact[] {
  const [caller] = parseErrmsg(state.lastFailure?.errmsg ?? '').callers;
  const left = forcedPerDay - forcedWithinDay(state, now).length;
  return [
    { label: facts.forced, value: facts.forcedLeft(left, forcedPerDay), small: facts.forcedSmall },
    {
      label: facts.address,
      ...(caller === undefined
        ? { value: facts.addressUnknown, small: facts.addressSmall }
        : { value: caller.address }),
    },
  ];
}

function keptView(entry: Entry, context: StatusContext): KeptView {
  const { w, now } = context;
  const phase = phaseOf(entry.state, now);
  const { name, text } = w.phases[phase];
  // a ticket that nobody asks for may end without anything being wrong
  const isIdle = entry.ticket !== undefined && entry.state.failures === 0 && !isKeptFresh(entry);
  const isServing = secondsLeft(entry, context) > 0;
  const tone = phase === 'failing' && isServing ? 'warn' : tones[phase];
  return {
    kind: entry.ticket ?? entry.account.endpoint,
    tone: isIdle && phase === 'expired' ? 'idle' : tone,
    state: name,
    meaning: isIdle ? w.idleTicket : phase === 'fresh' ? undefined : text,
    facts: factsOf(entry, context),
    troubles: troublesOf(entry, context),
    notes: entry.isUnsaved ? [w.unsaved] : [],
  };
}

function refreshView({ state }: Entry, endpoint: Account['endpoint'], context: StatusContext): RefreshView {
  const { w, now, when } = context;
  const forced = forcedWithinDay(state, now);
  const left = forcedPerDay - forced.length;
  const first = Math.min(...forced);
  return {
    warning: endpoint === 'token' ? w.refresh.token : w.refresh.stableToken,
    bound: left > 0 ? w.refresh.guards(left, forcedPerDay) : w.refresh.none(when(first + dayMs).time.text),
    isOpen: left > 0,
  };
}

/** All that the page says about one account. */
export function accountView(group: Group, context: StatusContext): AccountView {
  const { token, tickets } = group;
  const { account } = token;
  const view = keptView(token, context);
  const isOnlyTrouble = view.tone !== 'bad' && troubleRank(group, context) > 0;
  return {
    ...view,
    facts: [...view.facts, ...accountFacts(token, context)],
    name: account.name,
    appid: maskAppid(account.appid),
    whole: isOnlyTrouble ? 'warn' : view.tone,
    tickets: tickets.map((ticket) => keptView(ticket, context)),
    refresh: refreshView(token, account.endpoint, context),
  };
}
