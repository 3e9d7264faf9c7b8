import type { Client } from '../accounts/accounts.ts';
import { mayLogin } from '../accounts/call-rights.ts';

const rememberedMs = 7_200_000;
const mostAddresses = 10_000;

export type LoginAddresses = Readonly<{
  /** A good key or stand-in of this client came from there. */
  note: (client: Client, address: string) => void;
  /** The client that may log users in and was last there within two hours, by name. */
  clientAt: (address: string) => string | undefined;
}>;

/**
 * From where clients call that may log users in. SDKs send no credential of ours with a user's own token (/sns/userinfo),
 * so that those calls are let through by where they come from.
 */
export function createLoginAddresses(now: () => number): LoginAddresses {
  const seen = new Map<string, { client: string; at: number }>();
  return {
    note: (client, address) => {
      if (!mayLogin(client)) return;
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
    clientAt: (address) => {
      const known = seen.get(address);
      return known !== undefined && now() - known.at < rememberedMs ? known.client : undefined;
    },
  };
}
