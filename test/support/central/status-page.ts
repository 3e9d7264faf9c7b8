// The status page on a real socket, between the doors that the application puts in front of it.
import express from 'express';
import type { Refused } from '../../../src/central/accounts/accounts-file.ts';
import { createMetrics, type Metrics } from '../../../src/central/metrics/metrics.ts';
import { createEvents } from '../../../src/central/status/events.ts';
import { createRefreshNow } from '../../../src/central/status/refresh-now.ts';
import { statusRoutes } from '../../../src/central/status/routes.ts';
import { createMemoryStore } from '../../../src/central/stores/memory.ts';
import type { Forcing } from '../../../src/central/tokens/forcing.ts';
import { alone } from '../../../src/central/tokens/store.ts';
import { assetRoutes, loadAssets } from '../../../src/http/assets.ts';
import { errorExit, notFound } from '../../../src/http/error-exit.ts';
import { formBody } from '../../../src/http/form-body.ts';
import { listen } from '../../../src/http/listen.ts';
import { operatorKey } from '../../../src/http/operator-key.ts';
import { limitByClient } from '../../../src/http/rate-limit.ts';
import { requestLog } from '../../../src/http/request-log.ts';
import { sameOrigin } from '../../../src/http/same-origin.ts';
import { securityHeaders } from '../../../src/http/security-headers.ts';
import { createLog } from '../../../src/log.ts';
import { refusedForms } from '../../../src/page/routes.ts';
import type { Site } from '../../../src/web/frame.ts';
import { createRenderError } from '../../../src/web/render-error.ts';
import { useViews } from '../../../src/web/views.ts';
import type { Kept } from './kept-accounts.ts';
import { accountsInForce, quietCallers } from './key-guard.ts';

export const operator = 'an0perat0r-of-the-tests';

export const bearer = { authorization: `Bearer ${operator}` };

export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

export type StatusPage = Readonly<{
  origin: string;
  metrics: Metrics;
  /** keys that a forced refresh was asked for */
  forced: readonly string[];
  logged: () => string;
}>;

export type StatusOptions = Readonly<{
  rateLimit?: number;
  storeProblem?: string;
  /** in place of the service's own */
  refreshNow?: (key: string) => Promise<Forcing>;
  site?: Partial<Site>;
  accountsRefused?: Refused;
}>;

/** Serves the status page of these accounts until the test ends. */
export async function startStatusPage(
  t: Readonly<{ after: (close: () => Promise<void>) => void }>,
  { service, clock, accounts }: Kept,
  { rateLimit = 10_000, storeProblem, refreshNow, accountsRefused, site: changes = {} }: StatusOptions = {},
): Promise<StatusPage> {
  const root = process.cwd();
  const assets = loadAssets(root);
  const site: Site = {
    assets,
    version: '0.0.0',
    notice: undefined,
    wechatApiBase: 'https://api.weixin.qq.com',
    timeoutMs: 8000,
    ...changes,
  };
  const store = { ...createMemoryStore(), problem: () => storeProblem };
  const callers = quietCallers(rateLimit);
  const accountsFile = { ...accountsInForce, refused: () => accountsRefused };
  const metrics = createMetrics({
    entries: service.entries,
    clock,
    store,
    peers: alone,
    accountsFile,
    ...callers,
  });
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(line) });
  const forced: string[] = [];

  const buttons = createRefreshNow(service);

  const app = express();
  app.set('etag', false);
  useViews(app, root);
  app.use(requestLog(log), securityHeaders(false), assetRoutes(root, assets));
  app.use(
    statusRoutes({
      door: [operatorKey(operator, callers)],
      accountsFile,
      ...callers,
      formDoors: [limitByClient(rateLimit), sameOrigin(undefined), ...formBody()],
      site,
      service,
      store,
      peers: alone,
      clock,
      accounts: () => accounts,
      callsOf: () => [],
      refreshNow: async (key) => {
        forced.push(key);
        return refreshNow === undefined ? buttons.refreshNow(key) : refreshNow(key);
      },
      refreshTicket: buttons.refreshTicket,
      tryNow: buttons.tryNow,
      events: createEvents(clock.now),
      metrics,
    }),
  );
  app.use(notFound);
  app.use(errorExit(log, createRenderError(site, refusedForms(site))));
  const { server, url } = await listen(app, '127.0.0.1', 0);
  t.after(() => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    return closed;
  });
  return { origin: url, metrics, forced, logged: () => lines.join('') };
}
