export const callLimits = { account: 64, client: 64, all: 256 };

/** An upload that is not kept is under way for as long as its sender takes: these never hold all of the room. */
export const uploadLimits = { account: 48, client: 32, all: 192 };

export type Fairness = Readonly<{
  /** Room for a call at once: what gives it back; undefined: it has to wait. */
  enter: (client: string, account: string) => (() => void) | undefined;
  /** Calls `start` once there is room, with what gives it back. What comes back takes the call out of the queue. */
  wait: (client: string, account: string, start: (leave: () => void) => void) => () => void;
  underWay: () => number;
}>;

type Waiting = Readonly<{ start: (leave: () => void) => void; arrival: number }>;

/** The calls of one client that wait, by account: a full one holds up none of another. */
type Queue = Map<string, Set<Waiting>>;

/**
 * Bounds the calls under way for an account, for a client and in all. The rest waits: first come, first served for each
 * client, and clients in turn, so that one that calls as fast as it can takes nothing but its own time.
 */
export function createFairness(limits: Readonly<typeof callLimits> = callLimits): Fairness {
  const byAccount = new Map<string, number>();
  const byClient = new Map<string, number>();
  /** in the order of their turns */
  const queues = new Map<string, Queue>();
  let all = 0;
  let arrivals = 0;

  const add = (counts: Map<string, number>, name: string, by: 1 | -1): void => {
    const count = (counts.get(name) ?? 0) + by;
    if (count === 0) counts.delete(name);
    else counts.set(name, count);
  };

  const isFree = (client: string, account: string): boolean =>
    all < limits.all &&
    (byClient.get(client) ?? 0) < limits.client &&
    // of no account: a call that carries a user's own token
    (account === '' || (byAccount.get(account) ?? 0) < limits.account);

  function take(client: string, account: string): () => void {
    all += 1;
    add(byClient, client, 1);
    add(byAccount, account, 1);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      all -= 1;
      add(byClient, client, -1);
      add(byAccount, account, -1);
      startNext();
    };
  }

  function leaveQueue(client: string, queue: Queue, account: string, waiting: Waiting): void {
    const ofAccount = queue.get(account);
    ofAccount?.delete(waiting);
    if (ofAccount?.size === 0) queue.delete(account);
    if (queue.size === 0 && queues.get(client) === queue) queues.delete(client);
  }

  /** Of one client the call that came first, among those for which there is room. */
  function firstOf(client: string, queue: Queue): [account: string, waiting: Waiting] | undefined {
    let first: [string, Waiting] | undefined;
    for (const [account, waiting] of queue) {
      const [oldest] = waiting;
      if (oldest === undefined || !isFree(client, account)) continue;
      if (first === undefined || oldest.arrival < first[1].arrival) first = [account, oldest];
    }
    return first;
  }

  function startOne(): boolean {
    for (const [client, queue] of queues) {
      const [account, waiting] = firstOf(client, queue) ?? [];
      if (account === undefined || waiting === undefined) continue;
      // behind all the others
      queues.delete(client);
      queues.set(client, queue);
      leaveQueue(client, queue, account, waiting);
      waiting.start(take(client, account));
      return true;
    }
    return false;
  }

  function startNext(): void {
    while (all < limits.all && startOne());
  }

  return {
    enter: (client, account) =>
      queues.has(client) || !isFree(client, account) ? undefined : take(client, account),
    wait: (client, account, start) => {
      arrivals += 1;
      const waiting: Waiting = { start, arrival: arrivals };
      const queue: Queue = queues.get(client) ?? new Map();
      queue.set(account, (queue.get(account) ?? new Set()).add(waiting));
      queues.set(client, queue);
      startNext();
      return () => leaveQueue(client, queue, account, waiting);
    },
    underWay: () => all,
  };
}
