import type { CallSeen } from './call.ts';

/** What one client has called of one path. `why` counts what WeChat or this server answered in place of a success. */
export type PathCalls = Readonly<{
  path: string;
  calls: number;
  healed: number;
  failed: number;
  /** an errcode, `http_500`, or an outcome, each with how often it came */
  why: ReadonlyMap<string, number>;
}>;

type Counts = { calls: number; healed: number; failed: number; why: Map<string, number> };
type Span = Readonly<{ begunAt: number; clients: Map<string, Map<string, Counts>> }>;

/** An hour is told by spans of five minutes, so that what is told falls away bit by bit. */
const spanMs = 300_000;
const keptSpans = 12;
/** A client with a prefix in its list has few labels all the same; a bound holds in any case. */
const mostPaths = 500;
const mostWhys = 50;

const whyOf = ({ errcode, status, outcome }: CallSeen): string | undefined => {
  if (errcode !== undefined && errcode !== 0) return String(errcode);
  if (status >= 400) return `http_${status}`;
  return outcome === 'failed' ? outcome : undefined;
};

const add = (counts: Map<string, number>, name: string, by: number): void => {
  if (counts.has(name) || counts.size < mostWhys) counts.set(name, (counts.get(name) ?? 0) + by);
};

/** What each client has called within the last hour, on this instance. */
export function createCallWatch(now: () => number) {
  let spans: Span[] = [];

  function lastAt(at: number): Span | undefined {
    const last = spans.at(-1);
    return last !== undefined && at >= last.begunAt && at - last.begunAt < spanMs ? last : undefined;
  }

  function current(): Span {
    const at = now();
    // what lies ahead is of a clock that was turned back
    spans = spans.filter(({ begunAt }) => begunAt <= at && at - begunAt < spanMs * keptSpans);
    const last = lastAt(at);
    if (last !== undefined) return last;
    const span: Span = { begunAt: at, clients: new Map() };
    spans.push(span);
    return span;
  }

  return {
    observe: (seen: CallSeen): void => {
      const { clients } = lastAt(now()) ?? current();
      const paths = clients.get(seen.client) ?? new Map<string, Counts>();
      clients.set(seen.client, paths);
      const counts = paths.get(seen.path) ?? { calls: 0, healed: 0, failed: 0, why: new Map() };
      if (paths.size >= mostPaths && !paths.has(seen.path)) return;
      paths.set(seen.path, counts);
      const why = whyOf(seen);
      counts.calls += 1;
      if (seen.outcome === 'healed') counts.healed += 1;
      if (why === undefined) return;
      counts.failed += 1;
      add(counts.why, why, 1);
    },

    /** The paths that were called most first. */
    callsOf: (client: string): readonly PathCalls[] => {
      current();
      const sums = new Map<string, Counts>();
      for (const { clients } of spans) {
        for (const [path, { calls, healed, failed, why }] of clients.get(client) ?? []) {
          const sum = sums.get(path) ?? { calls: 0, healed: 0, failed: 0, why: new Map() };
          sums.set(path, sum);
          sum.calls += calls;
          sum.healed += healed;
          sum.failed += failed;
          for (const [name, count] of why) add(sum.why, name, count);
        }
      }
      return [...sums].map(([path, sum]) => ({ path, ...sum })).sort((a, b) => b.calls - a.calls);
    },
  };
}
