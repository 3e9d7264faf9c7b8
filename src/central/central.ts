import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Router } from 'express';
import type { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import type { LimitStores } from '../http/rate-limit.ts';
import type { Log } from '../log.ts';
import type { Site } from '../web/frame.ts';
import type { WeChatClient } from '../wechat/client.ts';
import type { Directory } from './accounts/directory.ts';
import type { KeptTokens } from './presses.ts';

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
  /** answers WeChat's other calls of gateway clients by itself; false: not one of them */
  relay: (req: IncomingMessage, res: ServerResponse) => boolean;
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
  /** calls of gateway clients end now, each answered as what it is: sent or not */
  cutCalls: () => void;
  /** what is under way at WeChat ends now, without an answer */
  giveUp: () => void;
}>;
