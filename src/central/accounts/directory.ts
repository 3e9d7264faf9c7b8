import type { Account, Accounts, Client } from './accounts.ts';
import { createClientKeys } from './client-keys.ts';

type Endpoint = Account['endpoint'];

/** Who may read what, as the accounts file says it now. */
export type Directory = Readonly<{
  accounts: Accounts;
  size: Readonly<{ accounts: number; clients: number }>;
  identify: (key: string) => Client | undefined;
  /**
   * The account with this appid that this client may read. An appid that is kept by both endpoints is had by the
   * preferred one; kept by one, by that one. Unknown and not allowed are the same.
   */
  find: (client: Client, appid: string, preferred: Endpoint) => Account | undefined;
  named: (client: string) => Client | undefined;
  /** the appids of the accounts that this client may read, each once */
  appidsOf: (client: Client) => readonly string[];
  /** Are there gateway clients at all? */
  hasGateway: boolean;
  /** from where browsers may call, whichever client's key they have */
  origins: ReadonlySet<string>;
}>;

/** Made anew for each version of the accounts file. */
export function createDirectory(accounts: Accounts): Directory {
  const keys = createClientKeys(accounts.clients);
  const byAppid = new Map<string, Partial<Record<Endpoint, Account>>>();
  for (const account of accounts.accounts) {
    byAppid.set(account.appid, { ...byAppid.get(account.appid), [account.endpoint]: account });
  }
  const byName = new Map(accounts.clients.map((client) => [client.name, client]));
  const appids = new Map(
    accounts.clients.map((client) => {
      const own = accounts.accounts.filter(({ name }) => keys.mayRead(client, name));
      return [client, [...new Set(own.map(({ appid }) => appid))]];
    }),
  );
  const other: Readonly<Record<Endpoint, Endpoint>> = { token: 'stable_token', stable_token: 'token' };

  return {
    accounts,
    size: { accounts: accounts.accounts.length, clients: accounts.clients.length },
    identify: keys.identify,
    find: (client, appid, preferred) => {
      const known = byAppid.get(appid);
      if (known === undefined) return undefined;
      const first = known[preferred];
      if (first !== undefined && keys.mayRead(client, first.name)) return first;
      const second = known[other[preferred]];
      return second !== undefined && keys.mayRead(client, second.name) ? second : undefined;
    },
    named: (client) => byName.get(client),
    appidsOf: (client) => appids.get(client) ?? [],
    hasGateway: accounts.clients.some(({ gateway }) => gateway !== undefined),
    origins: new Set(accounts.clients.flatMap(({ origins = [] }) => origins)),
  };
}
