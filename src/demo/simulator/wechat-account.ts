// What the simulator is told of WeChat before it plays it.

export type Account = Readonly<{
  appid: string;
  secret: string;
  /** none: the whitelist is off, as a Mini Program may have it. Read at each call, so a test may add to it */
  allowedIps?: readonly string[];
  /** calls of /cgi-bin/token in a day, default 2000 */
  dailyQuota?: number;
  /** calls in a day by path, where not WeChat's */
  quotas?: Readonly<Record<string, number>>;
  /** how long its tokens live, default two hours: WeChat gives no other figure today, and says with each token */
  lifeMs?: number;
}>;

export type RulesOptions = Readonly<{
  now?: () => number;
  accounts?: readonly Account[];
  openAccounts?: boolean;
  callerIp?: string;
}>;
