import type { Account } from '../accounts/accounts.ts';
import { isFailing } from '../tokens/due.ts';
import type { Entry } from '../tokens/entry.ts';
import { forcedWithinDay } from '../tokens/forcing.ts';
import { doubtedSince, type Phase, phaseOf } from '../tokens/promise.ts';
import { dayMs, forcedPerDay } from '../tokens/rules.ts';
import {
  headingOf,
  isReplacedElsewhere,
  type StatusContext,
  type Trouble,
  troublesOf,
  type When,
} from './error.ts';
import { accountFacts, type Fact, factsOf, type Group, isKeptFresh, secondsLeft } from './facts.ts';

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

/** `again`: what its button says, where one helps */
type TicketView = KeptView & Readonly<{ again: string | undefined }>;

/** What the button does, and how often it may still be pressed. `isOpen`: it may be now. */
type RefreshView = Readonly<{ warning: string; bound: string; isOpen: boolean }>;

export type AccountView = KeptView &
  Readonly<{
    name: string;
    appid: string;
    /** of its token and its tickets together */
    whole: Tone;
    tickets: readonly TicketView[];
    refresh: RefreshView;
    /** where the secret was refused: the button that tries the one that is in the file now, and what it costs */
    tryNow: Readonly<{ button: string; text: string }> | undefined;
    events: readonly EventView[];
  }>;

/** One line of what happened. */
export type EventView = Readonly<{ when: When; text: string; rid: string | undefined }>;

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

/** Does somebody have to look at it? */
function isInTrouble(entry: Entry, { now }: StatusContext): boolean {
  const { state } = entry;
  if (entry.ticket !== undefined) {
    return isFailing(state) && now - (state.trouble?.at ?? 0) < ticketTroubleMs;
  }
  const isOver = phaseOf(state, now) === 'expired';
  return isFailing(state) || isOver || doubtedSince(state) !== undefined || isReplacedElsewhere(entry, now);
}

/** 2: in trouble, and readers get nothing; 1: in trouble; 0: all is well. */
export function troubleRank({ token, tickets }: Group, context: StatusContext): 0 | 1 | 2 {
  if (!isInTrouble(token, context)) return tickets.some((ticket) => isInTrouble(ticket, context)) ? 1 : 0;
  return secondsLeft(token, context) === 0 ? 2 : 1;
}

function keptView(entry: Entry, context: StatusContext): KeptView {
  const { w, now } = context;
  const phase = phaseOf(entry.state, now);
  const { name, text } = w.phases[phase];
  // a ticket that nobody asks for may end without anything being wrong
  const isIdle = entry.ticket !== undefined && !isFailing(entry.state) && !isKeptFresh(entry);
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

function ticketView(ticket: Entry, token: Entry, context: StatusContext): TicketView {
  const { w } = context;
  const view = keptView(ticket, context);
  const { name } = token.account;
  if (!isFailing(ticket.state)) return { ...view, again: undefined };
  const isMissing = secondsLeft(ticket, context) === 0;
  const meaning = secondsLeft(token, context) === 0 ? w.noTokenForTicket : w.noTicket;
  return { ...view, ...(isMissing ? { meaning } : {}), again: w.ticketAgain(name, view.kind) };
}

function refreshView({ state }: Entry, endpoint: Account['endpoint'], context: StatusContext): RefreshView {
  const { w, now, when } = context;
  const forced = forcedWithinDay(state, now);
  const left = forcedPerDay - forced.length;
  const first = Math.min(...forced.map(({ at }) => at));
  const isInNeed = isFailing(state);
  const none = (): string => w.refresh.none(when(first + dayMs).time.text);
  return {
    warning: endpoint === 'token' ? w.refresh.token : w.refresh.stableToken,
    bound: left > 0 ? w.refresh.guards(left, forcedPerDay) : isInNeed ? w.refresh.plain : none(),
    // where none is left, what is in trouble is still asked for without force
    isOpen: left > 0 || isInNeed,
  };
}

/** The codes that a new AppSecret mends. */
const secretRefused: ReadonlySet<number | undefined> = new Set([40001, 40125, 40243, 41004]);

function tryNowView({ state, account }: Entry, { w }: StatusContext): AccountView['tryNow'] {
  if (!isFailing(state) || !secretRefused.has(state.trouble?.failure.errcode)) return undefined;
  return { button: w.tryNow.button, text: w.tryNow[account.endpoint] };
}

function eventsView({ token, tickets }: Group, context: StatusContext): readonly EventView[] {
  const { w, when, eventsOf } = context;
  return eventsOf(token.key).map(({ at, ticket, what, durationMs, failure, rid }) => {
    const entry = tickets.find((each) => each.ticket === ticket) ?? token;
    const said = failure === undefined ? w.events.what[what] : headingOf(failure, entry, context);
    return { when: when(at), text: w.events.line(ticket, said, durationMs), rid };
  });
}

/** All that the page says about one account. */
export function accountView(group: Group, context: StatusContext): AccountView {
  const { token, tickets } = group;
  const { account } = token;
  const view = keptView(token, context);
  const isOnlyTrouble = view.tone !== 'bad' && troubleRank(group, context) > 0;
  return {
    ...view,
    facts: [...view.facts, ...accountFacts(group, context)],
    name: account.name,
    appid: maskAppid(account.appid),
    whole: isOnlyTrouble ? 'warn' : view.tone,
    tickets: tickets.map((ticket) => ticketView(ticket, token, context)),
    refresh: refreshView(token, account.endpoint, context),
    tryNow: tryNowView(token, context),
    events: eventsView(group, context),
  };
}
