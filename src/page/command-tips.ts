import type { Command, TipsContext } from '../web/tips.ts';
import type { Reply, Token } from '../wechat/reply.ts';
import { clearAllCall, clearBySecretCall, clearPathCall, formsOf, nextCall, tokenCall } from './commands.ts';
import { isSafeToShow, type TokenForm } from './form.ts';

/** The calls of a day are used up: the one errcode that a command mends. */
export const usedUp = 45009;

/** The call of a press of Get to make again, and what goes on from its answer. */
export function tokenCommands(
  form: TokenForm,
  reply: Reply<Token>,
  { t, wechatApiBase }: TipsContext,
): Command[] {
  const { request } = t;
  const appid = isSafeToShow(form.appid, form.secret) ? form.appid : 'APPID';
  const same = {
    heading: request.heading,
    hint: `${request.secretHint}${t.sentenceGap}${request.setsToken}`,
    forms: formsOf(tokenCall(form, appid, wechatApiBase)),
  };
  const next = { heading: request.next, hint: request.nextHint, forms: formsOf(nextCall(wechatApiBase)) };
  const clear = {
    heading: request.clearBySecret,
    hint: request.secretHint,
    forms: formsOf(clearBySecretCall(appid, wechatApiBase)),
  };
  const isUsedUp = reply.kind === 'errcode' && reply.errcode === usedUp;
  return [...(isUsedUp ? [clear] : []), same, ...(reply.kind === 'success' ? [next] : [])];
}

/** The calls that set a count back, the cheapest first; whose account it is cannot be seen from a token. */
export function clearCommands(path: string, { t, wechatApiBase }: TipsContext): Command[] {
  const { request } = t;
  return [
    {
      heading: request.clearPath(path),
      hint: request.tokenHint,
      forms: formsOf(clearPathCall(path, wechatApiBase)),
    },
    {
      heading: request.clearAll,
      hint: `${request.tokenHint}${t.sentenceGap}${request.appidHint}`,
      forms: formsOf(clearAllCall('APPID', wechatApiBase)),
    },
  ];
}
