import { hash, timingSafeEqual } from 'node:crypto';
import type { Client } from './accounts.ts';

export type ClientKeys = Readonly<{
  /** Whose key this is; the same work for a good, a wrong, an empty and an over-long one. */
  identify: (key: string) => Client | undefined;
  mayRead: (client: Client, account: string) => boolean;
}>;

/** A key of ours has 47 characters; what is longer than this is nobody's, and is not hashed whole. */
const mostCharacters = 256;

/** Looks keys up by their digest: the key itself is kept nowhere. */
export function createClientKeys(clients: readonly Client[]): ClientKeys {
  const byDigest = new Map(
    clients.flatMap((client) =>
      client.keySha256.map((hex) => [hex, { client, digest: Buffer.from(hex, 'hex') }] as const),
    ),
  );
  const nobody = { client: undefined, digest: Buffer.alloc(32) };
  const readable = new Map(clients.map((client) => [client, new Set(client.accounts)]));

  return {
    identify: (key) => {
      // in one call: less than half the time of createHash
      const hex = hash('sha256', key.slice(0, mostCharacters));
      const found = byDigest.get(hex) ?? nobody;
      const isEqual = timingSafeEqual(Buffer.from(hex, 'hex'), found.digest);
      return isEqual && key !== '' && key.length <= mostCharacters ? found.client : undefined;
    },
    mayRead: (client, account) => readable.get(client)?.has(account) ?? false,
  };
}
