import type { Response } from 'express';
import { explainFailure } from '../../web/explain-failure.ts';
import { sendJsonError } from '../../web/respond.ts';
import type { Composed } from '../../web/tips.ts';
import type { ApiAnswer } from '../../wechat/api-reply.ts';
import { failureCode } from '../../wechat/failure.ts';
import { maskBytes } from '../../wechat/mask-body.ts';
import type { Reply } from '../../wechat/reply.ts';
import type { Texts } from '../texts/index.ts';
import type { CallTexts } from './texts/index.ts';

/** What came is JSON as far as a program can tell that asks for JSON. */
const isJson = (reply: Reply<ApiAnswer>): boolean =>
  reply.kind === 'errcode' || (reply.kind === 'success' && reply.content === 'json');

/**
 * WeChat's own body for a program, byte for byte but for a token or a secret that is masked in it: as JSON if it parses, else as a
 * file of no kind. What was cut is no answer: a program must not take a half for the whole.
 */
export function sendAnswer(
  res: Response,
  reply: Reply<ApiAnswer>,
  mask: (text: string) => string,
  { t, c, timeoutMs, occasion }: Readonly<{ t: Texts; c: CallTexts; timeoutMs: number; occasion: Composed }>,
): void {
  const hasBody = reply.kind !== 'network' && reply.kind !== 'status' && reply.received.body.length > 0;
  if (hasBody && reply.received.isCut) {
    res.status(502);
    sendJsonError(res, 'upstream_too_large', c.tooLarge, t.leftOpen[occasion]);
    return;
  }
  if (hasBody) {
    // a page of HTML in WeChat's place is handed over as well, as a file
    res.status(200);
    if (isJson(reply)) res.type('application/json');
    else res.type('application/octet-stream').attachment('answer.bin');
    res.send(maskBytes(reply.received.body, mask));
    return;
  }
  if (reply.kind === 'success' || reply.kind === 'errcode') return;
  const { heading, explanation } = explainFailure(reply, occasion, t, timeoutMs);
  sendJsonError(
    res,
    failureCode(reply).code,
    heading,
    [explanation.meaning, ...explanation.actions].join(' '),
  );
}
