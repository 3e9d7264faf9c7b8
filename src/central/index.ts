// The central server; its words are in README.md beside this file.
//   accounts/   who may read what, and who does
//   tokens/     what is kept, and when it is fetched; stores/: where it survives, and where instances meet
//   api/        WeChat's protocol, for business servers
//   status/     the operator's page; metrics/: the same for a program; observe: the log; presses: for the page

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Router } from 'express';
import type { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import { operatorKey } from '../http/operator-key.ts';
import { createPromptCounter, type LimitStores, memoryStores } from '../http/rate-limit.ts';
import type { Log } from '../log.ts';
import type { Site } from '../web/frame.ts';
import type { WeChatClient } from '../wechat/client.ts';
import type { Accounts } from './accounts/accounts.ts';
import { createAccountsFile } from './accounts/accounts-file.ts';
import { createCallers } from './accounts/callers.ts';
import { createDirectory, type Directory } from './accounts/directory.ts';
import { type ApiDeps, apiRoutes } from './api/routes.ts';
import { createTokenRead } from './api/token-read.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createObserver, logAccountsEvent } from './observe.ts';
import { createKeptTokens, type KeptTokens } from './presses.ts';
import { createRefreshNow } from './status/refresh-now.ts';
import { statusRoutes } from './status/routes.ts';
import { openStore } from './stores/open.ts';
import { createClock } from './tokens/clock.ts';
import { createRefreshClock } from './tokens/refresh-clock.ts';
import { createTokenService, type TokenService } from './tokens/service.ts';
import { createTickets } from './tokens/tickets.ts';
import { createWeChatRequests } from './wechat-requests.ts';

export type CentralDeps = Readonly<{
  config: Config & Readonly<{ accountsFile: string }>;
  /** of its own, so that neither room takes the other's calls */
  client: WeChatClient;
  log: Log;
  /** in this process unless given */
  limitStores?: LimitStores;
  /** several instances share what is kept; none: the state folder */
  redis?: Redis | undefined;
  /** wall clock, ms since the epoch */
  now: () => number;
  /** ms, never backwards */
  monotonic: () => number;
}>;

/** The second room of the house: keeps the tokens of the configured accounts and gives them out by WeChat's protocol. */
export type Central = Readonly<{
  /** answers the reads of held tokens by itself; false: not one of them */
  tokenRead: (req: IncomingMessage, res: ServerResponse) => boolean;
  apiRoutes: () => Router;
  /** status page and metrics, behind the operator's key */
  statusRoutes: (site: Site, formDoors: readonly RequestHandler[]) => Router | undefined;
  /** what the page must not replace unsaid */
  kept: KeptTokens;
  size: () => Directory['size'];
  /** why it is not ready, in a stable word; undefined when it is */
  problem: () => string | undefined;
  /** what a person should look at while it serves on, in stable words */
  warnings: () => readonly string[];
  /** reads the accounts file again, changed or not */
  reload: () => void;
  /** begins to keep tokens ahead of their end */
  start: () => void;
  /** no more of that; whoever reads is served on */
  stop: () => void;
  /** Resolves when what is under way has ended and is stored. */
  close: () => Promise<void>;
  /** what is under way at WeChat ends now, without an answer */
  giveUp: () => void;
}>;

/** Four commands to a shared store go with each call, and each may take a second. */
const aroundCallMs = 4000;

/** Who forced a refresh by the button; brackets, so that it is no client's name. */
const operator = '(operator)';

/** Opens store and accounts; `problems` are what a person has to mend before this can start. Calls nobody yet. */
export async function openCentral(
  deps: CentralDeps,
): Promise<Central | Readonly<{ problems: readonly string[] }>> {
  const { config, client, log, limitStores = memoryStores, now, monotonic } = deps;
  const clock = createClock(now, monotonic);
  let directory: Directory = createDirectory({ accounts: [], clients: [] });

  const file = createAccountsFile({
    path: config.accountsFile,
    isProduction: config.isProduction,
    now,
    observe: (event) => logAccountsEvent(log, event),
    onChange: (accounts) => {
      takingOver = takingOver.then(() => takeOver(accounts));
    },
  });
  let takingOver = Promise.resolve();
  const read = await file.read();
  if (!read.ok) return { problems: read.problems.map((problem) => `ACCOUNTS_FILE: ${problem}`) };
  const opened = await openStore({ ...deps, clock });
  if ('problem' in opened) return { problems: [opened.problem] };
  const { store, peers } = opened;

  const callers = createCallers({ config, limitStores, log, now });
  const requests = createWeChatRequests(client);
  const askForTicket = createTickets({ service: () => service, requestTicket: requests.requestTicket });
  const logEvent = createObserver(log);
  const service: TokenService = createTokenService({
    store,
    peers,
    clock,
    random: Math.random,
    deadlineMs: config.timeoutMs + aroundCallMs,
    ask: (entry, forceRefresh) =>
      entry.ticket === undefined
        ? requests.requestToken(entry.account, forceRefresh)
        : askForTicket(entry, entry.ticket),
    observe: (event) => {
      logEvent(event);
      metrics.observe(event);
    },
  });
  const watched = { accountsFile: file, ...callers };
  const metrics = createMetrics({ entries: service.entries, clock, store, peers, ...watched });
  const refreshClock = createRefreshClock({ service, clock });

  /** First the accounts, then who may read them: nobody is let in to what is not there yet. */
  async function takeOver(accounts: Accounts): Promise<void> {
    await service.setAccounts(accounts.accounts);
    directory = createDirectory(accounts);
    refreshClock.wake();
  }
  await takeOver(read.accounts);
  const { operatorKey: key, clientRateLimit: most } = config;
  const reads = most === undefined ? undefined : createPromptCounter(most, limitStores('reads'));
  const api: ApiDeps = {
    service,
    directory: () => directory,
    log,
    ...callers,
    reads,
    countRead: metrics.countRead,
    countForced: metrics.countForced,
  };
  const buttons = createRefreshNow(service, (account, forcing) => {
    metrics.countForced(account, operator, forcing);
    log.info('forced_refresh', { account, client: operator, reason: forcing });
  });

  function stop(): void {
    file.stop();
    refreshClock.stop();
  }

  return {
    tokenRead: createTokenRead(api),
    apiRoutes: () => apiRoutes(api),
    statusRoutes: (site, formDoors) =>
      key === undefined
        ? undefined
        : statusRoutes({
            ...callers,
            door: [operatorKey(key, callers)],
            formDoors,
            accountsFile: file,
            site,
            service,
            store,
            peers,
            clock,
            accounts: () => directory.accounts,
            ...buttons,
            metrics,
          }),
    kept: createKeptTokens({ service, clock }),
    size: () => directory.size,
    problem: store.problem,
    warnings: () => (file.refused() === undefined ? [] : ['accounts_refused']),
    reload: () => {
      // whoever asks for it has mended something, in the file or elsewhere
      service.mended();
      refreshClock.wake();
      void file.reload();
    },
    start: () => {
      file.start();
      refreshClock.start();
    },
    stop,
    close: async () => {
      stop();
      await service.close();
      await store.close();
      await client.close();
    },
    giveUp: () => void client.close(),
  };
}
