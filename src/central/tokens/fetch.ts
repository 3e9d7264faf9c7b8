import type { Entry } from './entry.ts';
import type { FetchDeps, Flight, Outcome } from './flight.ts';
import { leaseFor } from './lease.ts';
import { merge } from './merge.ts';
import { type Call, isSame, leaseLost, plan, storeAway, type Wish } from './plan.ts';
import { forcedApartMs } from './rules.ts';
import { settle } from './settle.ts';
import type { Failure } from './state.ts';
import { mostSaves } from './store.ts';
import { callSent, fenceRaised, fetchFailed, fetchStarted, forceDropped, forceNoted } from './transitions.ts';

/**
 * Brings one key up to date: gets the lease, plans (plan.ts), writes down what is about to happen, asks WeChat, stores the
 * answer, and only then hands it to whoever waits. Never rejects; what came of it is the state of the entry.
 */
export async function fetchInto(entry: Entry, wish: Wish, deps: FetchDeps): Promise<void> {
  const { entries, peers, clock, random, observe } = deps;
  const { mends } = entry;
  const found = await leaseFor(entry, wish, deps);
  if (found === 'done') return;
  const lease = found === 'away' ? undefined : found;
  const before = entry.state;
  const startedAt = clock.now();
  const planned = plan(before, wish, lease === undefined ? 'cut_off' : 'leased');
  const { obstacle } = planned;
  if (obstacle !== undefined) {
    entries.apply(entry, (state) => fetchFailed(state, obstacle, startedAt, random));
    observe({ type: 'fetch_failed', entry, failure: obstacle, durationMs: 0 });
    return;
  }

  const isForced = planned.calls.includes('forced');
  if (wish.isForced && lease === undefined && !isForced) {
    // no forced call follows that counts, and whoever reports again and again would ask without end
    if (startedAt - entry.askedAloneAt < forcedApartMs) return;
    entry.askedAloneAt = startedAt;
  }

  // cut off as well, of two that were fetched the later one wins
  const leastFence = lease?.leastFence ?? peers.fenceNow();
  entries.apply(entry, (state) => fetchStarted(state, startedAt, isForced, leastFence));
  entry.isAsking = true;
  const flight: Flight = { entry, wish, planned, lease, before, startedAt, mends, deps };
  try {
    await fly(flight);
  } finally {
    entry.isAsking = false;
    entries.settle(entry);
    await lease?.end();
  }
}

async function fly(flight: Flight): Promise<void> {
  const { entry, deps } = flight;
  const startedAt = performance.now();
  const [first = 'normal'] = flight.planned.calls;
  const obstacle = await writeIntent(flight, first);
  const outcome = obstacle ?? (await callWechat(flight, first));
  if (outcome === 'superseded') {
    deps.observe({ type: 'superseded', entry });
    return;
  }
  await settle(flight, outcome, obstacle === undefined, Math.round(performance.now() - startedAt));
}

/** Writes down what is about to happen, and makes sure that the lease is held still; what is in the way, if anything. */
async function writeIntent(flight: Flight, call: Call): Promise<Failure | 'superseded' | undefined> {
  const { entry, planned, lease, deps } = flight;
  if (call === 'forced') deps.entries.apply(entry, (state) => forceNoted(state, deps.clock.now()));
  if (planned.isReplacing) {
    const saved = await saveIntent(flight);
    if (saved === 'superseded') return saved;
    if (saved === 'away' && deps.entries.isShared) return storeAway;
  }
  return lease === undefined || (await lease.isHeld()) ? undefined : leaseLost;
}

/** Stores it together with what others have noted meanwhile; `superseded`: one of them has fetched since. */
async function saveIntent({ entry, before, deps }: Flight): Promise<'saved' | 'away' | 'superseded'> {
  const { store, entries } = deps;
  for (let tries = 0; tries < mostSaves; tries += 1) {
    const saved = await store.save(entry.key, entry.state);
    if (typeof saved !== 'object') return saved;
    const { superseded } = saved;
    const isLater = superseded.fence > entry.state.fence;
    if (isLater || (superseded.held?.fence ?? 0) > (before.held?.fence ?? 0)) {
      entries.apply(entry, () => merge(before, superseded));
      return 'superseded';
    }
    entries.apply(entry, (state) => merge(state, superseded));
  }
  return 'away';
}

/** Makes the calls of the plan, each further one only where the one before brought nothing new. */
async function callWechat(flight: Flight, first: Call): Promise<Outcome | 'superseded'> {
  const { entry, planned, before, deps } = flight;
  const { entries, clock } = deps;
  const make = (call: Call): Promise<Outcome> => {
    entries.apply(entry, (state) => callSent(state, clock.now()));
    return deps.ask(entry, call === 'forced');
  };
  const outcome = await make(first);
  const [, second] = planned.calls;
  if (second === undefined || !isSame(before, outcome)) return outcome;
  entries.apply(entry, (state) => fenceRaised(state, deps.peers.fenceNow() ?? 0));
  // it retires a token, so the lease has to be this process's still
  const obstacle = await writeIntent(flight, second);
  if (obstacle === undefined) return make(second);
  if (obstacle !== 'superseded') entries.apply(entry, forceDropped);
  return obstacle === 'superseded' ? obstacle : outcome;
}
