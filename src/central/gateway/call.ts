import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Relay } from '../../wechat/relay.ts';
import type { TokenService } from '../tokens/service.ts';
import type { Bodies } from './bodies.ts';
import type { Caller } from './credentials.ts';
import type { Fairness } from './fairness.ts';
import type { Wanted } from './paths.ts';
import type { Marks, Outcome } from './reply.ts';
import type { Stages } from './stage.ts';

/** One call that may be made, on its way. */
export type Call = Readonly<{
  req: IncomingMessage;
  res: ServerResponse;
  wanted: Wanted;
  caller: Caller;
  stages: Stages;
  /** begins the time of the call anew: its last byte is here */
  startClock: () => void;
  /** of its time, ms */
  leftMs: () => number;
  /** an upload that is sent on as it comes has times of its own: those of its connection */
  stopClock: () => void;
  /** the marks of an answer with this outcome */
  begin: (outcome: Outcome) => Marks;
  /** asked once more before a repeat */
  isAllowed: () => Promise<boolean>;
}>;

/** What became of it, for the log. `errcode` of WeChat's or of ours, where there is one. */
export type Ended = Readonly<{
  outcome: Outcome;
  status: number;
  errcode?: number | undefined;
  bytes: number;
}>;

export type CallDeps = Readonly<{
  relay: Relay;
  service: Pick<TokenService, 'current' | 'read' | 'force' | 'entries'>;
  bodies: Bodies;
  fairness: Fairness;
  /** of these the bodies that are sent on as they come */
  uploads: Fairness;
  pauses: Readonly<{
    isOff: (client: string, path: string) => boolean;
    switchOff: (client: string, path: string) => void;
  }>;
  /** asks WeChat whether it takes this token, with a call of this server's own */
  check: (token: string) => Promise<'alive' | 'dead' | 'unknown'>;
}>;

/** A call that has ended, for the log, the page and the metrics. Holds nothing that was sent. */
export type CallSeen = Readonly<{
  requestId: string;
  method: string;
  client: string;
  account: string;
  /** of the catalogue or of the client's list; else the prefix with `*` */
  path: string;
  status: number;
  errcode: number | undefined;
  durationMs: number;
  bytes: number;
  outcome: Outcome;
}>;
