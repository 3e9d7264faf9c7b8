import { explainErrcode } from '../../web/explain-errcode.ts';
import { bodyOf, explainFailure } from '../../web/explain-failure.ts';
import type { Tips } from '../../web/tips.ts';
import { createMask } from '../../wechat/mask.ts';
import type { TipsContext } from '../model.ts';
import type { Signed } from './fetch-ticket.ts';
import type { SignatureForm } from './form.ts';

/** The tips area when WeChat gave no ticket for the token. */
export function noTicketTips(
  { accessToken }: SignatureForm,
  { reply }: Extract<Signed, { kind: 'failed' }>,
  context: TipsContext,
): Tips {
  const { t, timeoutMs } = context;
  const mask = createMask([accessToken]);
  const { heading, explanation } =
    reply.kind === 'errcode'
      ? explainErrcode({ errcode: reply.errcode, errmsg: mask(reply.errmsg) }, 'use', {
          ...context,
          callerIpLabel: t.error.ownIp,
        })
      : explainFailure(reply, 'use', t, timeoutMs);
  return {
    state: 'error',
    heading,
    problems: [],
    notes: [],
    steps: [],
    explanation,
    body: bodyOf(reply, t, mask),
  };
}
