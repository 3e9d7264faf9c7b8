import type { IncomingMessage } from 'node:http';

/** When and from where a client's key was last good; ms since the epoch. */
export type Visit = Readonly<{ at: number; address: string }>;

export type Visits = Readonly<{
  /** In the path of each read: next to nothing where the client comes from where it came from before. */
  note: (client: string, req: IncomingMessage) => void;
  last: (client: string) => Visit | undefined;
  /** has the key of this client been good from there? */
  isFrom: (client: string, address: string) => boolean;
  /** the key of any client */
  isKnown: (address: string) => boolean;
}>;

type Seen = {
  at: number;
  address: string;
  /** what the address was told from */
  socket: string | undefined;
  forwarded: string | string[] | undefined;
  /** the latest last */
  addresses: Set<string>;
};

/** A client comes from a few machines; one that comes from everywhere is not kept in full. */
const mostAddresses = 100;

/** Who read last, when and from where, since the start of this process. */
export function createVisits(addressOf: (req: IncomingMessage) => string, now: () => number): Visits {
  const clients = new Map<string, Seen>();

  function note(client: string, req: IncomingMessage): void {
    const socket = req.socket.remoteAddress;
    const forwarded = req.headers['x-forwarded-for'];
    const seen = clients.get(client);
    if (seen !== undefined && seen.socket === socket && seen.forwarded === forwarded) {
      seen.at = now();
      return;
    }
    const address = addressOf(req);
    const addresses = seen?.addresses ?? new Set();
    addresses.delete(address);
    addresses.add(address);
    const [oldest] = addresses;
    if (addresses.size > mostAddresses && oldest !== undefined) addresses.delete(oldest);
    clients.set(client, { at: now(), address, socket, forwarded, addresses });
  }

  return {
    note,
    last: (client) => clients.get(client),
    isFrom: (client, address) => clients.get(client)?.addresses.has(address) ?? false,
    isKnown: (address) => [...clients.values()].some(({ addresses }) => addresses.has(address)),
  };
}
