// States as earlier versions wrote them, with conclusions where there are facts now, and release 0.1.0's records, which
// said neither whose they were nor whether they were whole.
import { z } from 'zod';
import { overlapMs } from '../tokens/rules.ts';
import { type Held, mostForced, type TokenState, tidied } from '../tokens/state.ts';
import type { Owner } from './envelope.ts';
import { count, failure, sensible, type Time, value } from './state-fields.ts';

const held = z.looseObject({
  value,
  obtainedAt: z.number(),
  expiresAt: z.number(),
  dueAt: z.number(),
  fence: count,
});

const schema = z.looseObject({
  kind: z.enum(['token', 'stable_token', 'ticket']),
  kept: held.exactOptional(),
  former: z.looseObject({ value, worksUntil: z.number() }).exactOptional(),
  suspectSince: z.number().exactOptional(),
  suspectFence: count.exactOptional(),
  fetching: z.looseObject({ startedAt: z.number(), isForced: z.boolean() }).exactOptional(),
  failures: count,
  nextTryAt: z.number(),
  lastFailure: z.looseObject({ ...failure, at: z.number() }).exactOptional(),
  forcedAt: z.array(z.number()).max(500),
  replacedElsewhereAt: z.number().exactOptional(),
  calls: z.looseObject({ day: z.int(), count }).exactOptional(),
  fence: count,
});

/** The state of version 1 or 2, its times by our clock; undefined where it is none, or makes no sense. */
export function parseEarlierState(owner: Owner, data: unknown, time: Time): TokenState | undefined {
  const parsed = schema.safeParse(data);
  return parsed.success ? sensible(factsOf(parsed.data), owner, time) : undefined;
}

/** One that was in doubt from before it was fetched is of unknown age: its clock had been set. */
function heldOf(kept: Held, suspectSince = kept.obtainedAt): Held {
  if (suspectSince >= kept.obtainedAt) return kept;
  const expiresAt = Math.min(kept.expiresAt, Math.max(kept.obtainedAt, suspectSince + overlapMs));
  // due long after its end it would make no sense
  return { ...kept, expiresAt, dueAt: Math.min(kept.dueAt, expiresAt) };
}

function factsOf(state: z.output<typeof schema>): TokenState {
  const { kind, fence, kept, former, suspectSince, suspectFence = fence, fetching } = state;
  const { lastFailure, failures, nextTryAt, forcedAt, calls, replacedElsewhereAt } = state;
  const { at = 0, ...last } = lastFailure ?? {};
  return tidied({
    kind,
    fence,
    ...(kept && { held: heldOf(kept, suspectSince) }),
    ...(former && { former: { ...former, fence: 0 } }),
    ...(fetching && { intent: { ...fetching, fence } }),
    doubts: suspectSince === undefined ? [] : [{ since: suspectSince, fence: suspectFence }],
    // a failure that was over was not kept
    ...(lastFailure && {
      trouble: { fence: fence + 1, at, failure: last as typeof lastFailure, failures, nextTryAt },
    }),
    usage: {
      ...(calls && { calls }),
      // they had no fence: their time stands for it, which every process reads alike, and no fence is below zero
      forced: forcedAt.slice(-mostForced).map((each) => ({ fence: -Math.round(each), at: each })),
    },
    ...(replacedElsewhereAt === undefined ? {} : { replacedElsewhereAt }),
  });
}

/** The state in a file of release 0.1.0: it counts as its reader's, who writes it anew. Undefined where it is none. */
export function parseFirstFile(owner: Owner, text: string, time: Time): TokenState | undefined {
  const { version, state, ...others } = objectOf(text);
  const isFirst = version === 1 && Object.keys(others).length === 0;
  return isFirst ? parseEarlierState(owner, state, time) : undefined;
}

/** … and in a value that 0.1.0 has put into Redis, where a file stood in an object of its own. */
export function parseFirstValue(owner: Owner, text: string, time: Time): TokenState | undefined {
  const { record } = objectOf(text);
  return typeof record === 'string' ? parseFirstFile(owner, record, time) : undefined;
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(text);
    // whatever it is, each of its members is looked at
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
