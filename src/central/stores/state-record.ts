import { z } from 'zod';
import { shifted } from '../store.ts';
import type { Failure, Kept, TokenState } from '../token-state.ts';

/** Grows when a state is written in another way; an older program leaves a newer file alone. */
const version = 1;

/** A schema for each field of T, so that a new field cannot be forgotten here. */
type Shape<T> = Readonly<Record<keyof T, z.ZodType>>;

const count = z.int().nonnegative();

const kept = {
  value: z.string().min(1),
  obtainedAt: z.number(),
  expiresAt: z.number(),
  dueAt: z.number(),
  fence: count,
} satisfies Shape<Kept>;

const failure = {
  code: z.string(),
  isUnasked: z.literal(true).exactOptional(),
  fault: z.string().exactOptional(),
  errcode: z.int().exactOptional(),
  errmsg: z.string().exactOptional(),
  mayHaveIssued: z.boolean(),
  needsPerson: z.boolean(),
  retryAfterMs: z.number().exactOptional(),
} satisfies Shape<Failure>;

const state = {
  kind: z.enum(['token', 'stable_token', 'ticket']),
  kept: z.strictObject(kept).exactOptional(),
  former: z.strictObject({ value: z.string().min(1), worksUntil: z.number() }).exactOptional(),
  suspectSince: z.number().exactOptional(),
  suspectFence: count.exactOptional(),
  fetching: z.strictObject({ startedAt: z.number(), isForced: z.boolean() }).exactOptional(),
  failures: count,
  nextTryAt: z.number(),
  lastFailure: z.strictObject({ ...failure, at: z.number() }).exactOptional(),
  forcedAt: z.array(z.number()),
  replacedElsewhereAt: z.number().exactOptional(),
  calls: z.strictObject({ day: z.int(), count }).exactOptional(),
  fence: count,
} satisfies Shape<TokenState>;

const record: z.ZodType<Readonly<{ version: 1; state: TokenState }>> = z.strictObject({
  version: z.literal(version),
  state: z.strictObject(state),
});

/** A state as it stands in its file, its times by the wall clock: `wallOffsetMs` is that clock minus ours. */
export function toRecord(held: TokenState, wallOffsetMs: number): string {
  return `${JSON.stringify({ version, state: shifted(held, wallOffsetMs) })}\n`;
}

/** The state in the text of a file, its times by our clock; undefined where the text is not such a state. */
export function parseRecord(text: string, wallOffsetMs: number): TokenState | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = record.safeParse(data);
  return parsed.success ? shifted(parsed.data.state, -wallOffsetMs) : undefined;
}
