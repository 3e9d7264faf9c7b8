import type { Endpoint } from '../../wechat/client.ts';

/** An account of WeChat's whose token is kept here. */
export type Account = Readonly<{
  /** alias in logs, metrics and pages */
  name: string;
  appid: string;
  secret: string;
  endpoint: Endpoint;
}>;

/** Whoever reads tokens: a business server. */
export type Client = Readonly<{
  name: string;
  /** SHA-256 of its keys, lower-case hex; two while a key is changed for another */
  keySha256: readonly string[];
  /** names of the accounts that it may read */
  accounts: readonly string[];
  /** may it ask for a forced refresh? */
  forceRefresh: boolean;
  /** makes it a gateway client: what it may call, as call-rights.ts reads it. It never gets a held token */
  gateway?: readonly string[];
  /** from where browsers may call with its key */
  origins?: readonly string[];
}>;

/** How long a stand-in token lives, as a gateway client is told: WeChat's own live no longer, and none is told less. */
export const standInLifeS = 7200;

export type Accounts = Readonly<{ accounts: readonly Account[]; clients: readonly Client[] }>;
