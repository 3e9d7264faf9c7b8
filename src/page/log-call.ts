import type { Response } from 'express';
import type { Log } from '../log.ts';
import { answerWord } from '../wechat/answer-kind.ts';
import { parseErrmsg } from '../wechat/errmsg.ts';
import { failureCode } from '../wechat/failure.ts';
import type { Reply } from '../wechat/reply.ts';

/** One line for one call to WeChat: how it ended and how long it took; no appid, no secret, no token, no body. */
export function logCall(
  log: Log,
  res: Response,
  call: string,
  reply: Reply<unknown>,
  mask: (text: string) => string,
): void {
  const common = { requestId: String(res.locals.requestId), endpoint: call };
  const durationMs = reply.kind === 'network' ? reply.durationMs : reply.received.durationMs;
  if (reply.kind === 'success') {
    log.info('wechat_call', { ...common, outcome: 'success', durationMs });
  } else if (reply.kind === 'errcode') {
    const { rid } = parseErrmsg(mask(reply.errmsg));
    log.info('wechat_call', {
      ...common,
      outcome: 'errcode',
      errcode: reply.errcode,
      ...(rid === undefined ? {} : { rid }),
      durationMs,
    });
  } else {
    const fault = reply.kind === 'network' ? reply.fault : answerWord(reply);
    log.warn('wechat_call', { ...common, outcome: failureCode(reply).code, fault, durationMs });
  }
}
