import { answerWord } from '../wechat/answer-kind.ts';
import type { WeChatClient } from '../wechat/client.ts';
import { credentialCodes } from '../wechat/credential-codes.ts';
import { findErrcode } from '../wechat/errcodes.ts';
import { failureCode } from '../wechat/failure.ts';
import { createMask } from '../wechat/mask.ts';
import type { Reply } from '../wechat/reply.ts';
import type { Account } from './accounts/accounts.ts';
import type { TicketType } from './tokens/entry.ts';
import type { Outcome } from './tokens/flight.ts';
import { longestToken } from './tokens/rules.ts';
import type { Failure } from './tokens/state.ts';

/** More is not needed to tell a person what happened; it is stored and shown. */
const maxErrmsgLength = 300;

/** 45011 is a bound by the minute. */
const minuteMs = 60_000;

function failureOf(
  reply: Exclude<Reply<unknown>, { kind: 'success' }>,
  mask: (text: string) => string,
): Failure {
  if (reply.kind === 'errcode') {
    const { errcode } = reply;
    return {
      code: 'errcode',
      errcode,
      errmsg: mask(reply.errmsg).slice(0, maxErrmsgLength),
      mayHaveIssued: false,
      // an unknown code as well: whatever it means, asking faster does not mend it
      needsPerson: findErrcode(errcode)?.retry !== 'program',
      ...(errcode === 45011 ? { retryAfterMs: minuteMs } : {}),
    };
  }
  const { code, wasSent } = failureCode(reply);
  const retryAfterMs = reply.kind === 'network' ? undefined : reply.received.retryAfterMs;
  return {
    code,
    fault: reply.kind === 'network' ? reply.fault : answerWord(reply),
    mayHaveIssued: wasSent,
    needsPerson: false,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Issued, but for how long nobody knows: not to be trusted. */
const badExpiry: Failure = { code: 'bad_expiry', mayHaveIssued: true, needsPerson: false };

/** Issued, but no reader could send it back. */
const tooLong: Failure = { code: 'upstream_unexpected', mayHaveIssued: true, needsPerson: false };

function outcomeOf(value: string, expiresInS: number | undefined): Outcome {
  if (value.length > longestToken) return tooLong;
  return expiresInS === undefined ? badExpiry : { value, expiresInS };
}

/** The calls of the token service, in its own terms. */
export function createWeChatRequests(client: WeChatClient) {
  async function requestToken({ appid, secret, endpoint }: Account, forceRefresh: boolean): Promise<Outcome> {
    const isForced = forceRefresh && endpoint === 'stable_token';
    const reply = await client.requestToken({ appid, secret, endpoint, forceRefresh: isForced });
    if (reply.kind === 'success') return outcomeOf(reply.accessToken, reply.expiresIn);
    return failureOf(reply, createMask([secret]));
  }

  async function requestTicket(accessToken: string, type: TicketType): Promise<Outcome> {
    const reply = await client.requestTicket(accessToken, type);
    if (reply.kind === 'success') return outcomeOf(reply.ticket, reply.expiresIn);
    return failureOf(reply, createMask([accessToken]));
  }

  /** Does WeChat take this token? Asked by the gateway when calls with it were refused. */
  async function checkToken(accessToken: string): Promise<'alive' | 'dead' | 'unknown'> {
    const reply = await client.checkToken(accessToken);
    if (reply.kind === 'success') return 'alive';
    if (reply.kind !== 'errcode') return 'unknown';
    return credentialCodes.has(reply.errcode) ? 'dead' : 'unknown';
  }

  return { requestToken, requestTicket, checkToken };
}
