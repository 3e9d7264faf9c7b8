import type { Response } from 'express';
import { explainFailure } from '../web/explain-failure.ts';
import { sendJsonError } from '../web/respond.ts';
import type { Texts } from '../web/texts/index.ts';
import type { Occasion } from '../web/tips.ts';
import { failureCode } from '../wechat/failure.ts';
import type { Reply } from '../wechat/reply.ts';

/** WeChat's own body, byte for byte, whatever it is. */
export function sendRawJson(res: Response, body: Buffer | string): void {
  res.type('application/json').send(typeof body === 'string' ? Buffer.from(body) : body);
}

/** A reply for the command line: WeChat's body and nothing else, or our error when there is none. */
export function sendReplyAsJson(
  res: Response,
  reply: Reply<unknown>,
  mask: (text: string) => string,
  occasion: Occasion,
  t: Texts,
  timeoutMs: number,
): void {
  if (reply.kind === 'success' || reply.kind === 'errcode') {
    const text = reply.text ?? '';
    const masked = mask(text);
    sendRawJson(res, masked === text ? reply.received.body : masked);
    return;
  }
  const { heading, explanation } = explainFailure(reply, occasion, t, timeoutMs);
  sendJsonError(
    res,
    failureCode(reply).code,
    heading,
    [explanation.meaning, ...explanation.actions].join(' '),
  );
}

/** Sets the HTTP status for a reply: 200 when WeChat answered, with a token or with an errcode; 503 says when to come again. */
export function setStatus(res: Response, reply: Reply<unknown>): void {
  if (reply.kind === 'success' || reply.kind === 'errcode') return;
  const { status } = failureCode(reply);
  res.status(status);
  if (status === 503) res.set('retry-after', '2');
}
