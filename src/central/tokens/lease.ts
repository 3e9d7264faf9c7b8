import { isFetchDue } from './due.ts';
import type { Entry } from './entry.ts';
import type { FetchDeps } from './flight.ts';
import { judgeForcing } from './forcing.ts';
import type { Wish } from './plan.ts';
import type { Lease } from './store.ts';

/** Waits while another process fetches the same; `done` when that made this fetch needless, or takes too long. */
export async function leaseFor(
  entry: Entry,
  { isForced }: Wish,
  { peers, entries, clock, isClosing, deadlineMs }: FetchDeps,
): Promise<Lease | 'away' | 'done'> {
  const value = entry.state.held?.value;
  const endsAt = clock.now() + deadlineMs;
  function isWanted(): boolean {
    if (!isForced) return isFetchDue(entry.state, clock.now());
    const isCurrent = entry.state.held?.value === value;
    return isCurrent && ['refresh', 'join'].includes(judgeForcing(entry.state, clock.now(), value));
  }
  for (;;) {
    const lease = await peers.lease(entry.key);
    if (lease === 'away') return lease;
    if (lease !== 'taken') {
      entries.takeOver(entry, lease.newest);
      if (isWanted()) return lease;
      await lease.end();
      return 'done';
    }
    await peers.changed(entry.key);
    if (isClosing() || clock.now() >= endsAt || !isWanted()) return 'done';
  }
}
