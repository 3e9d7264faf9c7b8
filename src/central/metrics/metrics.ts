import { findErrcode } from '../../wechat/errcodes.ts';
import type { Clock } from '../tokens/clock.ts';
import type { Entry } from '../tokens/entry.ts';
import type { TokenEvent } from '../tokens/flight.ts';
import { type Phase, phaseOf, promisedUntil } from '../tokens/promise.ts';
import type { Failure } from '../tokens/state.ts';
import type { Peers, StateStore } from '../tokens/store.ts';
import { type CallMeasured, createCallFigures } from './calls.ts';
import { familyText, labelText, type Sample } from './family.ts';
import { createLibraryMetrics } from './library.ts';
import { registerWatched, type Watched } from './watch.ts';

const phases: readonly Phase[] = ['empty', 'fresh', 'due', 'refreshing', 'failing', 'expired', 'suspect'];

/** These ended before WeChat was asked. */
const withoutCall: ReadonlySet<string> = new Set(['store_away', 'turn_lost', 'not_yet', 'busy', 'internal']);

type Deps = Readonly<{
  /** what is kept, read at each scrape */
  entries: ReadonlyMap<string, Entry>;
  clock: Clock;
  store: Pick<StateStore, 'problem'>;
  peers: Pick<Peers, 'knownAt'>;
}> &
  Watched;

export type Metrics = Readonly<{
  observe: (event: TokenEvent) => void;
  /** In the path of each read, so no more than one addition. */
  countRead: (client: string) => void;
  countForced: (account: string, client: string, outcome: string) => void;
  /** of a gateway client */
  countCallThrough: (call: CallMeasured) => void;
  /** Everything in Prometheus' text format. */
  text: () => Promise<string>;
  contentType: string;
}>;

/** The codes that are known, one by one; all others together, since nobody bounds what WeChat may send. */
function outcomeOf({ code, errcode }: Failure): string {
  if (errcode === undefined) return code;
  return findErrcode(errcode) === undefined ? 'errcode_unknown' : `errcode_${errcode}`;
}

/** An account by its alias; `endpoint` is that of its token, or the type of a ticket. Never an appid, never a token. */
const labelsOf = ({ account, ticket }: Entry): string =>
  labelText({ account: account.name, endpoint: ticket ?? account.endpoint });

const wholeSeconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));

/** The figures of the central server and of its process, in a registry of their own. */
export function createMetrics({ entries, clock, store, peers, ...watched }: Deps): Metrics {
  const reads = new Map<string, number>();
  const calls = new Map<string, number>();
  const replaced = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string): void =>
    void counts.set(key, (counts.get(key) ?? 0) + 1);
  const { registry, durations, forced } = createLibraryMetrics(reads, () => store.problem() === undefined);
  registerWatched(registry, watched);
  const through = createCallFigures();

  function* secondsLeft(now: number, knownAt: number): Iterable<Sample> {
    for (const entry of entries.values()) {
      const { state } = entry;
      const leftMs = state.held === undefined ? 0 : promisedUntil(state, now, knownAt) - now;
      yield [labelsOf(entry), wholeSeconds(leftMs)];
    }
  }

  function* ages(now: number): Iterable<Sample> {
    for (const entry of entries.values()) {
      const { held } = entry.state;
      if (held !== undefined) yield [labelsOf(entry), wholeSeconds(now - held.obtainedAt)];
    }
  }

  function* states(now: number): Iterable<Sample> {
    for (const entry of entries.values()) {
      const labels = labelsOf(entry);
      const phase = phaseOf(entry.state, now);
      for (const name of phases) yield [`${labels},state="${name}"`, name === phase ? 1 : 0];
    }
  }

  /** From zero on, so that the first sign is a change that can be seen. */
  function* signs(): Iterable<Sample> {
    for (const { ticket, account } of entries.values()) {
      if (ticket === undefined) yield [labelText({ account: account.name }), replaced.get(account.name) ?? 0];
    }
  }

  async function text(): Promise<string> {
    const now = clock.now();
    const families = [
      await familyText(
        {
          name: 'wechat_token_seconds_left',
          type: 'gauge',
          help: 'Seconds for which the held token is promised to a reader; 0: nothing can be given out',
        },
        secondsLeft(now, peers.knownAt(now)),
      ),
      await familyText(
        {
          name: 'wechat_token_age_seconds',
          type: 'gauge',
          help: 'Seconds since the held token was asked for; missing where none is held',
        },
        ages(now),
      ),
      await familyText(
        {
          name: 'wechat_token_state',
          type: 'gauge',
          help: '1 for the state that the token is in, 0 for each other',
        },
        states(now),
      ),
      await familyText(
        {
          name: 'token_replaced_elsewhere_total',
          type: 'counter',
          help: 'Signs that somebody else fetches tokens for this account',
        },
        signs(),
      ),
      await familyText(
        {
          name: 'wechat_fetches_total',
          type: 'counter',
          help: 'Fetches that asked WeChat, by what came of them',
        },
        calls,
      ),
    ];
    return families.join('') + (await through.text()) + (await registry.metrics());
  }

  function countCall(entry: Entry, outcome: string, durationMs: number): void {
    add(calls, `${labelsOf(entry)},outcome="${outcome}"`);
    durations.observe(durationMs / 1000);
  }

  function observe(event: TokenEvent): void {
    if (event.type === 'fetched') countCall(event.entry, 'success', event.durationMs);
    if (event.type === 'fetch_failed' && !withoutCall.has(event.failure.code)) {
      countCall(event.entry, outcomeOf(event.failure), event.durationMs);
    }
    if (event.type === 'replaced_elsewhere') add(replaced, event.entry.account.name);
  }

  return {
    observe,
    countRead: (client) => add(reads, client),
    countForced: (account, client, outcome) => forced.inc({ account, client, outcome }),
    countCallThrough: through.observe,
    text,
    contentType: registry.contentType,
  };
}
