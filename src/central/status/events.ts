import { parseErrmsg } from '../../wechat/errmsg.ts';
import { keyOf } from '../tokens/entry.ts';
import type { TokenEvent } from '../tokens/flight.ts';
import type { Failure } from '../tokens/state.ts';

/** What happened to a token or a ticket of an account; no value and no errmsg is in here. `at`: by the clock of the tokens. */
export type Happened = Readonly<{
  at: number;
  ticket: string | undefined;
  what: 'new' | 'forced' | 'unchanged' | 'failed' | 'elsewhere' | 'superseded';
  durationMs?: number;
  failure?: Failure;
  rid?: string;
}>;

/** How many of an account are kept. */
const mostEvents = 20;

function happened(event: TokenEvent, at: number): Happened {
  const common = { at, ticket: event.entry.ticket };
  switch (event.type) {
    case 'fetched': {
      const what = event.isForced ? 'forced' : event.isNew ? 'new' : 'unchanged';
      return { ...common, what, durationMs: event.durationMs };
    }
    case 'fetch_failed': {
      const { errmsg = '', ...failure } = event.failure;
      const { rid } = parseErrmsg(errmsg);
      const { durationMs } = event;
      return { ...common, what: 'failed', durationMs, failure, ...(rid === undefined ? {} : { rid }) };
    }
    case 'replaced_elsewhere':
      return { ...common, what: 'elsewhere' };
    case 'superseded':
      return { ...common, what: 'superseded' };
  }
}

/** Remembers, in this process alone, the last events of each account. `now`: by the clock of the tokens. */
export function createEvents(now: () => number) {
  const byKey = new Map<string, readonly Happened[]>();
  return {
    note: (event: TokenEvent): void => {
      const key = keyOf(event.entry.account);
      byKey.set(key, [happened(event, now()), ...(byKey.get(key) ?? [])].slice(0, mostEvents));
    },
    /** the latest first */
    of: (key: string): readonly Happened[] => byKey.get(key) ?? [],
  };
}

export type Events = ReturnType<typeof createEvents>;
