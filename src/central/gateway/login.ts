import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Client } from '../accounts/accounts.ts';
import { mayLogin } from '../accounts/call-rights.ts';

const rememberedMs = 7_200_000;
const mostAddresses = 10_000;

export type LoginAddresses = Readonly<{
  /** A good key or stand-in of this client came with this request. */
  note: (client: Client, req: IncomingMessage) => void;
  /** The client that may log users in and was last there within two hours, by name. */
  clientAt: (req: IncomingMessage) => string | undefined;
}>;

type Deps = Readonly<{
  addressOf: (req: IncomingMessage) => string;
  /** Is it known which proxies stand in front? */
  trustsProxy: boolean;
  /** wall clock, ms since the epoch */
  now: () => number;
}>;

/** By these a proxy says for whom it asks. */
const forwarding = ['x-forwarded-for', 'forwarded', 'x-real-ip'] as const;

/**
 * From where clients call that may log users in. SDKs send no credential of ours with a user's own token (/sns/userinfo),
 * so that those calls are let through by where they come from.
 */
export function createLoginAddresses({ addressOf, trustsProxy, now }: Deps): LoginAddresses {
  const seen = new Map<string, { client: string; at: number }>();

  /** Undefined where all the world has the same one: behind a proxy that nobody has named, or without an address. */
  function ownAddressOf(req: IncomingMessage): string | undefined {
    if (!trustsProxy && forwarding.some((name) => req.headers[name] !== undefined)) return undefined;
    const address = addressOf(req);
    return isIP(address) === 0 ? undefined : address;
  }

  return {
    note: (client, req) => {
      const address = mayLogin(client) ? ownAddressOf(req) : undefined;
      if (address === undefined) return;
      const known = seen.get(address);
      if (known?.client === client.name) {
        known.at = now();
        return;
      }
      seen.delete(address);
      seen.set(address, { client: client.name, at: now() });
      const [oldest] = seen.keys();
      if (seen.size > mostAddresses && oldest !== undefined) seen.delete(oldest);
    },
    clientAt: (req) => {
      const known = seen.get(ownAddressOf(req) ?? '');
      return known !== undefined && now() - known.at < rememberedMs ? known.client : undefined;
    },
  };
}
