import { byMore, type Intent, mostForced, type TokenState, tidied, type Usage } from './state.ts';

/** Of two facts the one that is greater in the first figure that differs; of equal ones always the same. */
function later<T extends object>(one: T | undefined, other: T | undefined, ranks: readonly (keyof T)[]) {
  if (one === undefined || other === undefined) return one ?? other;
  for (const rank of ranks) {
    if (one[rank] !== other[rank]) return one[rank] > other[rank] ? one : other;
  }
  return byMore(one, other) <= 0 ? one : other;
}

const greater = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);

/** Under way only where no side knows that it ended, and no later fetch has begun. */
function mergedIntent(one: TokenState, other: TokenState): Intent | undefined {
  if (one.fence !== other.fence) return one.fence > other.fence ? one.intent : other.intent;
  if (one.intent === undefined || other.intent === undefined) return undefined;
  const forcedAt = greater(one.intent.forcedAt, other.intent.forcedAt);
  return {
    ...unknownOf(intentFields, one.intent, other.intent),
    fence: one.fence,
    startedAt: Math.min(one.intent.startedAt, other.intent.startedAt),
    isForced: one.intent.isForced || other.intent.isForced,
    ...(forcedAt === undefined ? {} : { forcedAt }),
  };
}

function mergedForced(one: Usage['forced'], other: Usage['forced']): Usage['forced'] {
  const byFence = new Map<number, Usage['forced'][number]>();
  for (const forced of [...one, ...other])
    byFence.set(forced.fence, later(byFence.get(forced.fence), forced, ['at']) ?? forced);
  return [...byFence.values()].sort((a, b) => a.at - b.at || a.fence - b.fence).slice(-mostForced);
}

/** What a later release has added; of two values of a field always the same. */
function unknownOf<T extends object>(known: ReadonlySet<string>, one: T, other: T): object {
  const all = [one, other].flatMap((state) => Object.entries(state).filter(([name]) => !known.has(name)));
  const sorted = all
    .map((entry) => [JSON.stringify(entry), entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([, entry]) => entry));
}

const stateFields: ReadonlySet<string> = new Set<keyof TokenState>([
  ...(['kind', 'fence', 'held', 'former', 'intent', 'doubts', 'trouble', 'usage'] as const),
  ...(['resumedFence', 'replacedElsewhereAt'] as const),
]);
const intentFields: ReadonlySet<string> = new Set<keyof Intent>([
  'fence',
  'startedAt',
  'isForced',
  'forcedAt',
]);
const usageFields: ReadonlySet<string> = new Set<keyof Usage>(['calls', 'forced']);

/**
 * What is known when two states of one key come together: this process's and what is stored, another instance's, or what
 * was left before a restart. Each fact by itself, so that it does not matter who knew what, in which order it came, and
 * how often: commutative, associative and idempotent.
 */
export function merge(one: TokenState, other: TokenState): TokenState {
  const held = later(one.held, other.held, ['fence', 'obtainedAt', 'expiresAt', 'dueAt', 'value']);
  const former = later(one.former, other.former, ['fence', 'worksUntil', 'value']);
  const trouble = later(one.trouble, other.trouble, ['fence', 'at', 'failures', 'nextTryAt']);
  const intent = mergedIntent(one, other);
  const calls = later(one.usage.calls, other.usage.calls, ['day', 'count']);
  const resumedFence = greater(one.resumedFence, other.resumedFence);
  const replacedElsewhereAt = greater(one.replacedElsewhereAt, other.replacedElsewhereAt);
  return tidied({
    ...unknownOf(stateFields, one, other),
    kind: one.kind,
    fence: Math.max(one.fence, other.fence),
    ...(held && { held }),
    ...(former && { former }),
    ...(intent && { intent }),
    doubts: [...one.doubts, ...other.doubts],
    ...(trouble && { trouble }),
    usage: {
      ...unknownOf(usageFields, one.usage, other.usage),
      ...(calls && { calls }),
      forced: mergedForced(one.usage.forced, other.usage.forced),
    },
    ...(resumedFence === undefined ? {} : { resumedFence }),
    ...(replacedElsewhereAt === undefined ? {} : { replacedElsewhereAt }),
  });
}

/** By which two processes may differ in one time, read by their own clocks. */
const conversionMs = 1000;

/** … and by which no two ways through Redis make them differ: one of their clocks was set. */
const clockSetMs = 3000;

/**
 * Does this state say what the other does not, and what others have to know: another token, that it is younger than by a
 * clock that was set, a doubt, a forced refresh, or that a fetch has ended? `state` is a merge with the other one.
 */
export function isNews(state: TokenState, other: TokenState): boolean {
  const isOtherToken = state.held?.fence !== other.held?.fence || state.held?.value !== other.held?.value;
  const isYounger = (state.held?.obtainedAt ?? 0) > (other.held?.obtainedAt ?? 0) + clockSetMs;
  const isEnded = state.intent === undefined && other.intent !== undefined;
  const isDoubted = state.doubts.some(
    ({ since, fence }) =>
      !other.doubts.some((known) => known.fence >= fence && known.since <= since + conversionMs),
  );
  const known = new Set(other.usage.forced.map(({ fence }) => fence));
  const isForced = state.usage.forced.some(({ fence }) => !known.has(fence));
  return isOtherToken || isYounger || isEnded || isDoubted || isForced;
}

/** Does the other one say all that this one does, so that nobody has to store it again? `state` is a merge with it. */
export function isSaid(state: TokenState, other: TokenState): boolean {
  const isSameFetch = state.fence === other.fence && state.trouble?.fence === other.trouble?.fence;
  return isSameFetch && state.resumedFence === other.resumedFence && !isNews(state, other);
}
