import type { Command, TipsContext } from '../../web/tips.ts';
import type { Reply, Token } from '../../wechat/reply.ts';
import { clearAllCall, clearBySecretCall, clearPathCall, formsOf, nextCall, tokenCall } from '../commands.ts';
import { isSafeToShow, type TokenForm } from './form.ts';

/** The calls of a day are used up: the one errcode that a command mends. */
export const usedUp = 45009;

const unknownAppid = 'APPID';

type Words = Pick<TipsContext, 't' | 'wechatApiBase'>;

const clearBySecret = (appid: string, { t, wechatApiBase }: Words): Command => ({
  heading: t.request.clearBySecret,
  hint: t.request.secretHint,
  forms: formsOf(clearBySecretCall(appid, wechatApiBase)),
});

/** The call of a press of Get to make again, and what goes on from its answer. */
export function tokenCommands(form: TokenForm, reply: Reply<Token>, context: TipsContext): Command[] {
  const { t, wechatApiBase } = context;
  const { request } = t;
  const appid = isSafeToShow(form.appid, form.secret) ? form.appid : unknownAppid;
  const same = {
    heading: request.heading,
    hint: `${request.secretHint}${t.sentenceGap}${request.setsToken}`,
    forms: formsOf(tokenCall(form, appid, wechatApiBase)),
  };
  const next = { heading: request.next, hint: request.nextHint, forms: formsOf(nextCall(wechatApiBase)) };
  const clear = clearBySecret(appid, context);
  const isUsedUp = reply.kind === 'errcode' && reply.errcode === usedUp;
  return [...(isUsedUp ? [clear] : []), same, ...(reply.kind === 'success' ? [next] : [])];
}

const clearAll = ({ t: { request, sentenceGap }, wechatApiBase }: Words): Command => ({
  heading: request.clearAll,
  hint: `${request.tokenHint}${sentenceGap}${request.appidHint}`,
  forms: formsOf(clearAllCall(unknownAppid, wechatApiBase)),
});

/** The calls that set a count back, the cheapest first; whose account it is cannot be seen from a token. */
export function clearCommands(path: string, context: Words): Command[] {
  const { request } = context.t;
  const clearPath = {
    heading: request.clearPath(path),
    hint: request.tokenHint,
    forms: formsOf(clearPathCall(path, context.wechatApiBase)),
  };
  return [clearPath, clearAll(context)];
}

/** The calls that set every count of an account back, where neither the account nor the path is known. */
export function clearAllCommands(context: Words): Command[] {
  const { request } = context.t;
  const hint = `${request.secretHint}${context.t.sentenceGap}${request.appidHint}`;
  return [{ ...clearBySecret(unknownAppid, context), hint }, clearAll(context)];
}
