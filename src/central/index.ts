// The central server; its words are in README.md beside this file.
//   accounts/   who may read what, and who does
//   tokens/     what is kept, and when it is fetched; stores/: where it survives, and where instances meet
//   api/        WeChat's protocol, for business servers; gateway/: WeChat's other calls for them
//   status/     the operator's page; metrics/: the same for a program; observe: the log; presses: for the page

import { operatorKey } from '../http/operator-key.ts';
import { createPromptCounter, memoryStores } from '../http/rate-limit.ts';
import { issuerOf } from '../wechat/issuer.ts';
import { createRelay } from '../wechat/relay.ts';
import type { Accounts } from './accounts/accounts.ts';
import { createAccountsFile } from './accounts/accounts-file.ts';
import { createCallers } from './accounts/callers.ts';
import { createDirectory, type Directory } from './accounts/directory.ts';
import { apiRoutes } from './api/routes.ts';
import { type ApiDeps, createTokenAnswers } from './api/token.ts';
import type { Central, CentralDeps } from './central.ts';
import { callLimits } from './gateway/fairness.ts';
import { createGateway } from './gateway/gateway.ts';
import { createCallWatch } from './gateway/watch.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createObserver, logAccountsEvent, logCall } from './observe.ts';
import { createKeptTokens } from './presses.ts';
import { createEvents } from './status/events.ts';
import { createRefreshNow } from './status/refresh-now.ts';
import { statusRoutes } from './status/routes.ts';
import { openStore } from './stores/open.ts';
import { createClock } from './tokens/clock.ts';
import { createRefreshClock } from './tokens/refresh-clock.ts';
import { createTokenService, type TokenService } from './tokens/service.ts';
import { createTickets } from './tokens/tickets.ts';
import { createWeChatRequests } from './wechat-requests.ts';

export type { Central, CentralDeps };

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
  const events = createEvents(clock.now);
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
      events.note(event);
    },
  });
  const watched = { accountsFile: file, ...callers };
  const metrics = createMetrics({ entries: service.entries, clock, store, peers, ...watched });
  const refreshClock = createRefreshClock({ service, clock });

  /** First the accounts, then who may read them: nobody is let in to what is not there yet. */
  async function takeOver(accounts: Accounts): Promise<void> {
    await service.setAccounts(accounts.accounts);
    gateway.changed(directory.accounts.accounts, accounts.accounts);
    directory = createDirectory(accounts);
    refreshClock.wake();
  }
  const calls = createCallWatch(now);
  const gateway = createGateway({
    ...callers,
    service,
    directory: () => directory,
    issuer: issuerOf(config.wechatApiBase),
    trustsProxy: config.trustProxy !== false,
    timeoutMs: config.gatewayTimeoutMs,
    relay: createRelay({ ...config, now, maxCalls: callLimits.all }),
    check: requests.checkToken,
    isHeld: (token) => service.accountOf(token) !== undefined,
    log,
    observe: (seen) => {
      logCall(log, seen);
      calls.observe(seen);
      metrics.countCallThrough(seen);
    },
    now,
  });
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
    standInFor: gateway.standInFor,
  };
  const token = createTokenAnswers(api);
  const buttons = createRefreshNow(service, (account, forcing) => {
    metrics.countForced(account, operator, forcing);
    log.info('forced_refresh', { account, client: operator, reason: forcing });
  });

  function stop(): void {
    gateway.stop();
    file.stop();
    refreshClock.stop();
  }

  return {
    tokenRead: token.answerHeld,
    relay: gateway.take,
    apiRoutes: () => apiRoutes(api, token.answer),
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
            callsOf: calls.callsOf,
            ...buttons,
            events,
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
      await gateway.close();
    },
    cutCalls: () => gateway.cut('shutdown'),
    giveUp: () => void client.close(),
  };
}
