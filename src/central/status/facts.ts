import { addressesOf } from '../../web/addresses.ts';
import type { Addresses, Moment } from '../../web/tips.ts';
import { addressesIn } from '../../wechat/errmsg.ts';
import { nextFetchAt } from '../tokens/due.ts';
import type { Entry } from '../tokens/entry.ts';
import { callsToday, forcedWithinDay } from '../tokens/forcing.ts';
import { promisedUntil } from '../tokens/promise.ts';
import { forcedPerDay, rules } from '../tokens/rules.ts';
import type { StatusContext } from './error.ts';

/** An account's token and the tickets that were asked for with it. */
export type Group = Readonly<{ token: Entry; tickets: readonly Entry[] }>;

/** One figure: what it is, its value, and in small what makes it exact. */
export type Fact = Readonly<{
  label: string;
  value: string;
  time?: Moment;
  small?: string;
  /** one of the few that stand in the line of an account */
  isMain?: true;
}>;

/** Seconds for which a reader may use what is held; 0: nothing is given out. */
export const secondsLeft = ({ state }: Entry, { now, knownAt }: StatusContext): number =>
  state.held === undefined ? 0 : Math.max(0, Math.floor((promisedUntil(state, now, knownAt) - now) / 1000));

/** Is it fetched again without being asked for? */
export const isKeptFresh = ({ state, readAt }: Entry): boolean =>
  !rules[state.kind].onDemand || (state.held !== undefined && readAt > state.held.obtainedAt);

function nextFact(entry: Entry, { w, now, when }: StatusContext): Fact {
  const label = w.facts.next;
  const isMain = true;
  const { intent } = entry.state;
  if (intent !== undefined) {
    return { label, isMain, value: w.facts.running, small: when(intent.startedAt).distance };
  }
  if (!isKeptFresh(entry)) return { label, isMain, value: w.facts.onDemand };
  const at = nextFetchAt(entry.state);
  if (at <= now) return { label, isMain, value: w.facts.now };
  const { time, distance } = when(at);
  return { label, isMain, value: distance, time };
}

/** The figures of a token or a ticket. */
export function factsOf(entry: Entry, context: StatusContext): Fact[] {
  const { w, now, when } = context;
  const { facts, span } = w;
  const { held } = entry.state;
  const left = secondsLeft(entry, context);
  const ends = held && when(held.expiresAt);
  const began = held && when(held.obtainedAt);
  return [
    {
      label: facts.promised,
      isMain: true,
      ...(left === 0
        ? { value: facts.promisedNothing }
        : { value: span(left), small: facts.expiresIn(left) }),
    },
    { label: facts.ends, ...(ends ? { value: ends.distance, time: ends.time } : { value: facts.noToken }) },
    {
      label: facts.age,
      ...(held && began
        ? { value: span(Math.max(0, Math.floor((now - held.obtainedAt) / 1000))), time: began.time }
        : { value: facts.noToken }),
    },
    nextFact(entry, context),
    {
      label: facts.calls,
      isMain: true,
      value: String(callsToday(entry.state, now)),
      small: facts.callsSmall,
    },
  ];
}

/** In one line, with whatever is to be said of them. */
function addressFact({ items, note }: Addresses): Pick<Fact, 'value' | 'small'> {
  const notes = new Set([...items.map((item) => item.note), note].filter((text) => text !== undefined));
  return {
    value: items.map(({ value }) => value).join(' '),
    ...(notes.size === 0 ? {} : { small: [...notes].join(' ') }),
  };
}

/** What only an account has, not its tickets. */
export function accountFacts({ token, tickets }: Group, { w: { facts }, t, now }: StatusContext): Fact[] {
  const { state } = token;
  const errmsgs = [token, ...tickets].map((entry) => entry.state.trouble?.failure.errmsg ?? '');
  const seen = addressesOf(addressesIn(errmsgs.join('\n')), facts.address, t);
  const left = forcedPerDay - forcedWithinDay(state, now).length;
  return [
    {
      label: facts.forced,
      isMain: true,
      value: facts.forcedLeft(left, forcedPerDay),
      small: facts.forcedSmall,
    },
    {
      label: facts.address,
      ...(seen === undefined
        ? { value: facts.addressUnknown, small: facts.addressSmall }
        : addressFact(seen)),
    },
  ];
}
