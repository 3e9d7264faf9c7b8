// WeChat's API without a socket: its rules in virtual time, a log of the calls, and what can go wrong on the way.

import type { Reply } from '../../../src/demo/simulator/wechat-reply.ts';
import { type Account, createWechatRules } from '../../../src/demo/simulator/wechat-rules.ts';
import type { Check } from '../../../src/demo/simulator/wechat-tokens.ts';
import type { Endpoint, TicketType, TokenRequest, WeChatClient } from '../../../src/wechat/client.ts';
import type { Fault } from '../../../src/wechat/fault.ts';
import { classifyTicket, classifyToken } from '../../../src/wechat/reply.ts';
import type { NoAnswer, Received } from '../../../src/wechat/transport.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The whole of one call. */
export const deadlineMs = 8000;

/** What becomes of a call; times from when it is sent. */
export type Play = Readonly<{
  /** when WeChat acts on it (100 unless given); never: it does not get there */
  actsAfterMs?: number | 'never';
  /** when the answer is here (200 unless given); later than the deadline: it never is */
  answersAfterMs?: number;
  /** stands in place of what WeChat would do; a function is called when it acts */
  body?: string | (() => string);
  status?: number;
  retryAfterMs?: number;
  /** no answer, for this reason */
  fault?: Fault;
}>;

export type VirtualCall = Readonly<{
  at: number;
  path: Endpoint | 'ticket';
  appid: string;
  isForced: boolean;
  /** of a call with a token */
  accessToken?: string;
  type?: TicketType;
}>;

export type VirtualWechat = Readonly<{
  client: WeChatClient;
  calls: readonly VirtualCall[];
  /** a queue: each call takes one */
  playNext: (...plays: readonly Play[]) => void;
  playAlways: (play: Play | undefined) => void;
  /** somebody else, who has the secret, asks for a token at once */
  foreign: (request: TokenRequest) => string;
  check: (token: string) => Check;
  /** the latest token of an account */
  current: ReturnType<typeof createWechatRules>['current'];
  minted: () => number;
  isLiveTicket: (ticket: string) => boolean;
  /** from now on the same ticket comes with its whole life each time, as developers report it */
  sayWholeLife: () => void;
}>;

/** WeChat with these accounts. */
export function createVirtualWechat(time: VirtualTime, accounts: readonly Account[]): VirtualWechat {
  const rules = createWechatRules({ now: time.now, accounts });
  const calls: VirtualCall[] = [];
  const queue: Play[] = [];
  const ticketEnds = new Map<string, number>();
  let standing: Play | undefined;
  let isWholeLifeSaid = false;

  function exchange(act: () => Reply): Promise<Received | NoAnswer> {
    const play = queue.shift() ?? standing ?? {};
    const { actsAfterMs = 100, answersAfterMs = 200, body, fault } = play;
    let text = '{}';
    if (actsAfterMs !== 'never') {
      time.after(actsAfterMs, () => {
        text = body === undefined ? JSON.stringify(act()) : typeof body === 'string' ? body : body();
      });
    }
    return new Promise((resolve) => {
      const durationMs = Math.min(answersAfterMs, deadlineMs);
      time.after(durationMs, () => {
        if (fault !== undefined) return resolve({ fault, durationMs });
        if (answersAfterMs > deadlineMs) return resolve({ fault: 'timeout', durationMs });
        resolve(received(play, text, durationMs));
      });
    });
  }

  function received({ status = 200, retryAfterMs }: Play, text: string, durationMs: number): Received {
    return {
      status,
      contentType: 'application/json; encoding=utf-8',
      body: Buffer.from(text),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      durationMs,
      receivedAt: time.now(),
    };
  }

  function actOn({ appid, secret, endpoint, forceRefresh }: TokenRequest): Reply {
    const params = { grant_type: 'client_credential', appid, secret };
    return endpoint === 'token'
      ? rules.token(params)
      : rules.stableToken({ ...params, force_refresh: forceRefresh });
  }

  function ticketReply(accessToken: string, type: TicketType): Reply {
    const reply = rules.ticket(accessToken, type);
    const { ticket, expires_in: leftS } = reply;
    if (ticket !== undefined && leftS !== undefined && !ticketEnds.has(ticket)) {
      ticketEnds.set(ticket, time.now() + leftS * 1000);
    }
    return isWholeLifeSaid && reply.ticket !== undefined ? { ...reply, expires_in: 7200 } : reply;
  }

  async function requestToken(request: TokenRequest): ReturnType<WeChatClient['requestToken']> {
    const { appid, endpoint, forceRefresh } = request;
    calls.push({ at: time.now(), path: endpoint, appid, isForced: forceRefresh });
    return classifyToken(await exchange(() => actOn(request)));
  }

  async function requestTicket(
    accessToken: string,
    type: TicketType,
  ): ReturnType<WeChatClient['requestTicket']> {
    const found = rules.check(accessToken);
    const appid = typeof found === 'object' ? found.appid : '';
    calls.push({ at: time.now(), path: 'ticket', appid, isForced: false, accessToken, type });
    return classifyTicket(await exchange(() => ticketReply(accessToken, type)));
  }

  const unused = (): never => {
    throw new Error('the token machine does not ask for this');
  };
  return {
    client: {
      requestToken,
      requestTicket,
      checkToken: unused,
      getQuota: unused,
      callApi: unused,
      close: () => Promise.resolve(),
    },
    calls,
    playNext: (...plays) => void queue.push(...plays),
    playAlways: (play) => {
      standing = play;
    },
    foreign: (request) => actOn(request).access_token ?? '',
    check: rules.check,
    current: rules.current,
    minted: rules.minted,
    isLiveTicket: (ticket) => time.now() < (ticketEnds.get(ticket) ?? 0),
    sayWholeLife: () => {
      isWholeLifeSaid = true;
    },
  };
}
