import type { RequestListener } from 'node:http';
import express, { type Express, type Request } from 'express';
import type { Central } from './central/index.ts';
import type { Config } from './config.ts';
import { allowedHost } from './http/allowed-host.ts';
import { type Assets, assetRoutes } from './http/assets.ts';
import { errorExit, notFound } from './http/error-exit.ts';
import { letBodyCome } from './http/expect-continue.ts';
import { formBody, maxTextBytes } from './http/form-body.ts';
import { healthRoutes } from './http/health.ts';
import {
  type LimitStores,
  limitByAppid,
  limitByClient,
  memoryStores,
  warnOfForwardedFor,
} from './http/rate-limit.ts';
import { requestLog } from './http/request-log.ts';
import { sameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { answerUnservedCalls } from './http/unserved-call.ts';
import type { Log } from './log.ts';
import { createForcedRefreshes } from './page/get/forced-refreshes.ts';
import { type KeptTokens, nothingKept } from './page/get/kept-tokens.ts';
import { pageRoutes, refusedForms } from './page/routes.ts';
import type { Site } from './web/frame.ts';
import { createRenderError } from './web/render-error.ts';
import { toolAt } from './web/tools.ts';
import { useViews } from './web/views.ts';
import { looksLikeCall } from './wechat/call-shape.ts';
import type { WeChatClient } from './wechat/client.ts';
import type { Localized } from './wechat/errcodes.ts';

export type AppDeps = Readonly<{
  config: Config;
  client: WeChatClient;
  log: Log;
  assets: Assets;
  /** the project's folder, with views/ and the built assets */
  root: string;
  version: string;
  /** wall clock, ms since the epoch */
  now: () => number;
  /** one line above every page */
  notice?: Localized;
  /** where the counts of the limits lie; in this process unless given */
  limitStores?: LimitStores;
  /** none: the page stands alone */
  central?: Central;
  /** what a press of Get must not replace unsaid; the central server's tokens unless given */
  kept?: KeptTokens;
}>;

/** The application behind what does not pass it: reads of tokens that the central server holds, and calls of its gateway. */
export function createListener(deps: AppDeps): RequestListener {
  const app = createApp(deps);
  const { central } = deps;
  return (req, res) => {
    if (central?.tokenRead(req, res) || central?.relay(req, res)) return;
    letBodyCome(req, res);
    app(req, res);
  };
}

/** A page that was opened with parameters is no call, whatever they are. */
const isCall = (req: Request): boolean => toolAt(req.path) === undefined && looksLikeCall(req.url);

/** For a program that took this server for WeChat's, by whether it is a central server. */
const servedInstead = {
  on: 'this server has /cgi-bin/token, /cgi-bin/stable_token and /cgi-bin/ticket/getticket; send every other call to api.weixin.qq.com, with the token from here',
  off: 'this server has a web page only; send calls to api.weixin.qq.com, or turn its central server on with ACCOUNTS_FILE',
} as const;

/** The whole application, in the order in which a request passes it. Opens nothing. */
export function createApp({
  config,
  client,
  log,
  assets,
  root,
  version,
  now,
  notice,
  limitStores = memoryStores,
  central,
  kept = central?.kept ?? nothingKept,
}: AppDeps): Express {
  const site: Site = {
    assets,
    version,
    notice,
    wechatApiBase: config.wechatApiBase,
    timeoutMs: config.timeoutMs,
    publicUrl: config.publicUrl,
    hasStatus: central !== undefined && config.operatorKey !== undefined,
    ...(config.page ? {} : { tools: [] }),
  };
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  Object.defineProperty(app.request, 'fresh', { value: false });
  app.set('trust proxy', config.trustProxy);
  useViews(app, root);

  app.use(requestLog(log));
  app.use(securityHeaders(config.publicUrl?.startsWith('https:') ?? false));
  // before the Host check: they hold nothing, and the page that says what to do about a wrong Host needs them
  app.use(assetRoutes(root, assets));
  // before the Host check as well: it asks for a key instead, and is reached under any name
  if (central !== undefined) app.use(central.apiRoutes());
  app.use(allowedHost(config.allowedHosts));
  app.use(healthRoutes(central?.problem, central?.warnings));

  const doors = [
    ...(config.trustProxy === false ? [warnOfForwardedFor(log)] : []),
    limitByClient(config.rateLimit, limitStores),
    sameOrigin(config.publicUrl),
  ];
  const formDoors = [...doors, ...formBody()];
  const statusRoutes = central?.statusRoutes(site, formDoors);
  if (statusRoutes !== undefined) app.use(statusRoutes);
  if (config.page) {
    app.use(
      pageRoutes({
        site,
        client,
        log,
        formDoors,
        textDoors: [...doors, ...formBody(maxTextBytes)],
        limitByAppid: limitByAppid(config.rateLimit, limitStores),
        forcedRefreshes: createForcedRefreshes(now),
        kept,
        now,
      }),
    );
  }

  app.use(notFound);
  app.use(
    errorExit(
      log,
      answerUnservedCalls(
        createRenderError(site, refusedForms(site)),
        isCall,
        servedInstead[central ? 'on' : 'off'],
      ),
    ),
  );
  return app;
}
