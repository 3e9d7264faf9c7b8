import type { RequestHandler } from 'express';
import type { Log } from '../log.ts';
import type { Site } from '../web/frame.ts';
import type { WeChatClient } from '../wechat/client.ts';
import type { ForcedRefreshes } from './get/forced-refreshes.ts';
import type { KeptTokens } from './get/kept-tokens.ts';

/** What the tools are made with. */
export type PageDeps = Readonly<{
  site: Site;
  client: WeChatClient;
  log: Log;
  /** what every POST of a form passes before a route reads it, the parser last */
  formDoors: readonly RequestHandler[];
  /** the same, for a form that takes a piece of a log */
  textDoors: readonly RequestHandler[];
  /** counts a call for this appid; rejects with 429 when there were too many */
  limitByAppid: (appid: string) => Promise<void>;
  forcedRefreshes: ForcedRefreshes;
  kept: KeptTokens;
  /** wall clock, ms since the epoch */
  now: () => number;
}>;
