import { z } from 'zod';
import type { Doubt, Failure, Former, Held, Intent, TokenState, Trouble, Usage } from '../tokens/state.ts';
import { shifted } from '../tokens/store.ts';
import { parseEarlierState } from './earlier-states.ts';
import { type Owner, open, seal, version } from './envelope.ts';
import { count, failure, sensible, type Time, value } from './state-fields.ts';
import { longestLifeMs } from './state-sense.ts';

/** A schema for each field of T, so that a new field cannot be forgotten here. */
type Shape<T> = Readonly<Record<keyof T, z.ZodType>>;

const held = {
  value,
  obtainedAt: z.number(),
  expiresAt: z.number(),
  dueAt: z.number(),
  fence: count,
} satisfies Shape<Held>;

const former = { value, worksUntil: z.number(), fence: count } satisfies Shape<Former>;

const intent = {
  fence: count,
  startedAt: z.number(),
  isForced: z.boolean(),
  forcedAt: z.number().exactOptional(),
} satisfies Shape<Intent>;

const doubt = { since: z.number(), fence: count } satisfies Shape<Doubt>;

const trouble = {
  fence: count,
  at: z.number(),
  failure: z.looseObject(failure satisfies Shape<Failure>),
  failures: count,
  nextTryAt: z.number(),
} satisfies Shape<Trouble>;

const usage = {
  calls: z.looseObject({ day: z.int(), count }).exactOptional(),
  // below zero where an earlier version has given it none
  forced: z.array(z.looseObject({ fence: z.int(), at: z.number() })).max(100),
} satisfies Shape<Usage>;

/** Loose, here and within: what the next release adds is kept, and goes back into the store as it was. */
const stateSchema = z.looseObject({
  kind: z.enum(['token', 'stable_token', 'ticket']),
  fence: count,
  held: z.looseObject(held).exactOptional(),
  former: z.looseObject(former).exactOptional(),
  intent: z.looseObject(intent).exactOptional(),
  // each about another fetch, and there are few between two that bring something
  doubts: z.array(z.looseObject(doubt)).max(500),
  trouble: z.looseObject(trouble).exactOptional(),
  usage: z.looseObject(usage),
  resumedFence: count.exactOptional(),
  replacedElsewhereAt: z.number().exactOptional(),
} satisfies Shape<TokenState>);

/** A larger text is no record. */
export const largestRecord = 1_048_576;

/** What a record is to its owner. Times are by our clock; `others`: members of the envelope that are not known here. */
export type Read =
  | Readonly<{ what: 'state'; state: TokenState; by: string; others: Readonly<Record<string, unknown>> }>
  | Readonly<{ what: 'newer'; until: number }>
  | Readonly<{ what: 'foreign'; issuer: string }>
  | Readonly<{ what: 'damaged' }>;

/** The text of a state, its times by the clock of the store. */
export function toRecord(
  owner: Owner,
  known: TokenState,
  offsetMs: number,
  by = '',
  others: Readonly<Record<string, unknown>> = {},
): string {
  const state = shifted(known, offsetMs);
  return seal(owner, { by, fence: state.fence, until: workingUntil(state), state }, others);
}

/** From then on nothing in this state can work, nor what a fetch that is under way brings. */
function workingUntil({ held, former, intent }: TokenState): number {
  const fetchedUntil = intent === undefined ? 0 : intent.startedAt + longestLifeMs;
  return Math.max(held?.expiresAt ?? 0, former?.worksUntil ?? 0, fetchedUntil);
}

/** What the text of a record holds. */
export function parseRecord(owner: Owner, text: string, time: Time): Read {
  if (text.length > largestRecord) return { what: 'damaged' };
  const opened = open(text, owner);
  if (opened.what === 'newer') return { what: 'newer', until: opened.until - time.offsetMs };
  if (opened.what !== 'sealed') return opened;
  const parse = opened.version === version ? parseState : parseEarlierState;
  const state = parse(owner, opened.state, time);
  if (state === undefined) return { what: 'damaged' };
  return { what: 'state', state, by: opened.by, others: opened.others };
}

function parseState(owner: Owner, data: unknown, time: Time): TokenState | undefined {
  const parsed = stateSchema.safeParse(data);
  return parsed.success ? sensible(parsed.data, owner, time) : undefined;
}
