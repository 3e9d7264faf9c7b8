import type { Response } from 'express';
import { type Log, markOf } from '../../log.ts';
import type { Account, Client } from '../accounts/accounts.ts';
import { keyOf } from '../tokens/entry.ts';
import type { Forcing } from '../tokens/forcing.ts';
import type { Served, TokenService, Unserved } from '../tokens/service.ts';
import type { RefusalCode } from './errors.ts';

export type ForcedDeps = Readonly<{
  service: TokenService;
  log: Log;
  countForced: (account: string, client: string, forcing: Forcing | 'not_allowed') => void;
}>;

/**
 * A forced refresh, or a report of a dead token, and what is held after it; a number refuses it. An older token than the
 * current one may be reported by every client: it is told the current one.
 */
export async function answerForced(
  res: Response,
  invalidToken: string | undefined,
  client: Client,
  account: Account,
  { service, log, countForced }: ForcedDeps,
): Promise<RefusalCode | Unserved | Served> {
  const key = keyOf(account);
  const current = service.current(key);
  const isOlder = invalidToken !== undefined && current !== undefined && current.value !== invalidToken;
  // nothing is held: there is nothing that a report could end
  if (!client.forceRefresh && invalidToken !== undefined && current === undefined) return service.read(key);
  const forced = client.forceRefresh || isOlder ? await service.force(key, invalidToken) : undefined;
  const reason = forced?.forcing ?? 'not_allowed';
  countForced(account.name, client.name, reason);
  log.info('forced_refresh', {
    requestId: String(res.locals.requestId),
    account: account.name,
    client: client.name,
    reason,
    ...(invalidToken === undefined ? {} : { token: markOf(invalidToken) }),
  });
  return forced?.answer ?? 48001;
}
